"""Groups, households and duties as they are now: read at once, and again only when their revision has risen.

It is a cache that asks the database each time whether it is still right, so that a second process cannot be
contradicted by it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

import sqlalchemy as sa

from bot.roles import ACTS_AS, GroupKind, Role
from data.store import Store, table
from data.tables import CommunityRow, DutyRow, GroupAliasRow, GroupRow, HouseholdRow, PersonRow


@dataclass(slots=True, frozen=True)
class Household:
    """A flat. ``unit`` is "" where the building has none; ``people`` is None where the roster does not say."""

    building: str
    unit: str
    room: str
    people: int | None
    tags: str
    vacant: bool
    no_wechat: bool

    @property
    def label(self) -> str:
        """``502``, or ``2-502`` where the roster has units."""
        return f"{self.unit}-{self.room}" if self.unit else self.room

    @property
    def floor(self) -> str:
        """The room without its last two digits."""
        return self.room[:-2] if self.room[:-2].isdigit() else self.room


@dataclass(slots=True, frozen=True)
class Group:
    """A chat group, by our own key."""

    id: str
    topic: str
    kind: GroupKind | None
    building: str | None


@dataclass(slots=True, frozen=True)
class Partner:
    """Somebody outside who can act on matters of some categories; ``room``: the topic of his group, or ""."""

    name: str
    categories: frozenset[str]
    contact: str
    room: str


@dataclass(slots=True, frozen=True)
class Duty:
    """A role and where it holds; no buildings: everywhere. ``since`` is in stored form."""

    person: str
    role: Role
    buildings: frozenset[str]
    since: str = ""

    def covers(self, building: str) -> bool:
        return not self.buildings or building in self.buildings


@dataclass(slots=True)
class Directory:
    """A compound at one revision."""

    revision: int
    name: str
    timezone: str
    bot: str = ""
    bots: frozenset[str] = frozenset()
    zones: dict[str, frozenset[str]] = field(default_factory=dict)
    partners: tuple[Partner, ...] = ()
    groups: dict[str, Group] = field(default_factory=dict)
    aliases: dict[tuple[str, str], str] = field(default_factory=dict)
    households: dict[str, dict[tuple[str, str], Household]] = field(default_factory=dict)
    duties: dict[str, list[Duty]] = field(default_factory=dict)

    @property
    def buildings(self) -> list[str]:
        """Buildings, in the roster's order."""
        return list(self.households)

    def acts_as(self, person: str) -> dict[Role, frozenset[str] | None]:
        """What a person may act as, and for which buildings; None: for all."""
        roles: dict[Role, frozenset[str] | None] = {Role.RESIDENT: None}
        for duty in self.duties.get(person, ()):
            for role in ACTS_AS[duty.role]:
                scope = duty.buildings or None
                if role in roles and role is not Role.RESIDENT:
                    known = roles[role]
                    roles[role] = None if known is None or scope is None else known | scope
                else:
                    roles[role] = scope
        return roles

    def holders(self, role: Role, building: str | None = None) -> list[str]:
        """Persons whose own role is ``role`` and covers ``building``; those named for it come before those for all."""
        found = [
            duty
            for duties in self.duties.values()
            for duty in duties
            if duty.role is role and (building is None or duty.covers(building))
        ]
        found.sort(key=lambda duty: not duty.buildings)
        return list(dict.fromkeys(duty.person for duty in found))

    def of_kind(self, kind: GroupKind, building: str | None = None) -> list[Group]:
        """Groups of ``kind``; with ``building``, those of that building."""
        return [g for g in self.groups.values() if g.kind is kind and (building is None or g.building == building)]

    def official(self, buildings: Iterable[str]) -> list[Group]:
        """Official groups of ``buildings``, in the order of the buildings."""
        return [group for building in buildings for group in self.of_kind(GroupKind.OFFICIAL, building)]

    def at(self, here: str | None, building: str | None, unit: str | None, room: str | None) -> list[Household]:
        """Households of a place that was named in building ``here``: 2-102 is a unit's flat where there is one."""
        if here and building and not unit and building != here and (building, room) in self.households.get(here, {}):
            return self.find(here, building, room)
        return self.find(building or here, unit, room)

    def find(self, building: str | None, unit: str | None, room: str | None) -> list[Household]:
        """Households of that place: none, one, or several where the unit was not said."""
        if not building or not room:
            return []
        rooms = self.households.get(building, {})
        if unit:
            exact = rooms.get((unit, room))
            return [exact] if exact else []
        exact = rooms.get(("", room))
        if exact:
            return [exact]
        return [household for (_, name), household in rooms.items() if name == room]


def touch(store: Store) -> None:
    """Say that groups, duties or households have changed."""
    source = table(CommunityRow)
    store.connection.execute(
        sa.update(source).where(source.c.id == store.community).values(revision=source.c.revision + 1)
    )


def read_directory(store: Store) -> Directory:
    """Read the compound."""
    home = table(CommunityRow)
    row = store.row(sa.select(home).where(home.c.id == store.community))
    if row is None:
        return Directory(0, "", "UTC")
    zones = {name: frozenset(buildings) for name, buildings in json.loads(row.zones).items()}
    directory = Directory(row.revision, row.name, row.timezone, row.bot, frozenset(row.bots.split(",")), zones)
    directory.partners = tuple(
        Partner(one["name"], frozenset(one["categories"]), one["contact"], one["room"])
        for one in json.loads(row.partners)
    )
    for found in store.rows(store.select(GroupRow).order_by(table(GroupRow).c.position, table(GroupRow).c.id)):
        kind = GroupKind(found.kind) if found.kind else None
        directory.groups[found.id] = Group(found.id, found.topic, kind, found.building)
    for found in store.rows(store.select(GroupAliasRow)):
        directory.aliases[found.account, found.alias] = found.chat_group
    flats = table(HouseholdRow)
    for found in store.rows(store.select(HouseholdRow, flats.c.active).order_by(flats.c.position)):
        flat = Household(
            found.building,
            found.unit,
            found.room,
            found.people,
            store.seal.open_from_text(found.tags),
            bool(found.vacant),
            bool(found.no_wechat),
        )
        directory.households.setdefault(found.building, {})[found.unit, found.room] = flat
    for found in store.rows(store.select(DutyRow, table(DutyRow).c.ended_at.is_(None))):
        buildings = frozenset(filter(None, found.buildings.split(",")))
        directory.duties.setdefault(found.person, []).append(Duty(found.person, Role(found.role), buildings, found.at))
    return directory


def listed_names(store: Store) -> list[str]:
    """The names of everybody whom the community file names."""
    rows = store.rows(store.select(PersonRow, table(PersonRow).c.listed.is_not(None), columns=("name",)))
    return [store.seal.open(row.name) for row in rows]
