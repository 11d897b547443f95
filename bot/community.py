"""COMMUNITY.yaml: the compound, its roster, its groups and its people, checked as a whole before anything starts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from hashlib import blake2s
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from bot.checked import CheckedFile, Place
from bot.errors import CommunityError
from bot.partners import PartnerSpec, read_partners
from bot.roles import GroupKind, Role
from bot.roster import Household, clean, load_roster, natural, roster_words

__all__ = [
    "BotSpec", "Community", "GroupSpec", "Household", "PartnerSpec", "PersonSpec", "ZoneSpec", "load_community",
    "load_roster",
]  # fmt: skip

_KEYS = ("name", "timezone", "households", "rooms", "people", "zones", "partners", "bot", "bots", "key")
_BUILDING_ROLES = (Role.RELAY, Role.HEAD, Role.ZONE)


@dataclass(frozen=True, slots=True)
class GroupSpec:
    """A chat group. ``building`` is None for a group of the whole compound.

    ``members`` are contact ids for the simulated transport; a real transport tells its own.
    """

    topic: str
    kind: GroupKind
    building: str | None
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonSpec:
    """Somebody with a role. ``id`` is None for who has still to prove himself with a one-time code."""

    id: str | None
    name: str
    role: Role
    buildings: tuple[str, ...] = ()
    friend: bool = True


@dataclass(frozen=True, slots=True)
class ZoneSpec:
    """Several buildings under one name, for audiences."""

    name: str
    buildings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BotSpec:
    """The bot's own contact: messages from this id are its echo."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Community:
    """One compound. ``key`` stands first in every database key; ``warnings`` are sentences for ``doctor``.

    ``file`` is where it was read from; None: it was made.
    """

    key: str
    name: str
    timezone: str
    households: tuple[Household, ...]
    groups: tuple[GroupSpec, ...]
    people: tuple[PersonSpec, ...]
    zones: tuple[ZoneSpec, ...]
    bot: BotSpec
    bots: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    file: Path | None = None
    partners: tuple[PartnerSpec, ...] = ()

    @property
    def zone(self) -> ZoneInfo:
        """The community's time zone."""
        return ZoneInfo(self.timezone)

    @property
    def buildings(self) -> tuple[str, ...]:
        """Every building of the roster, 2 before 10."""
        return tuple(sorted({household.building for household in self.households}, key=natural))


def load_community(path: Path, roster: Sequence[Household] | None = None) -> Community:
    """Read and check a community file and the roster that it names; or that it might have instead: ``roster``.

    Raises:
        CommunityError: every problem of both files at once, each with its line (or row and column) and its mend.
    """
    return _File(path, roster).community()


def roster_file(path: Path) -> Path:
    """The roster's file that a community file names, whether it is there or not.

    Raises:
        CommunityError: it names none, or cannot be read.
    """
    file = _File(path)
    written = file.roster_name()
    if file.problems:
        raise CommunityError(*file.problems)
    return path.parent / written


class _File(CheckedFile):
    """The community file while it is read. ``known``: the roster's buildings."""

    def __init__(self, path: Path, roster: Sequence[Household] | None = None) -> None:
        super().__init__(path, "the community file")
        self.roster = roster
        self.known: set[str] | None = None

    def community(self) -> Community:
        name = self.text(self.data, "name", (), "the community's name")
        timezone = self.timezone()
        households = self.households()
        if households:
            self.known = {household.building for household in households}
        bot = self.bot()
        groups = self.groups()
        zones = tuple(
            ZoneSpec(self.text(zone, "name", place, "the zone's name"), self.buildings(zone, place))
            for place, zone in self.items("zones")
        )
        people = self.people(bot)
        partners = read_partners(self, {group.topic for group in groups})
        bots = self.texts(self.data, "bots", ())
        key = self.text(self.data, "key", (), "", blake2s(name.encode()).hexdigest()[:12])
        if self.problems:
            raise CommunityError(*self.problems)
        self.look_over(groups)
        self.twice(households)
        return Community(
            key,
            name,
            timezone,
            households,
            groups,
            people,
            zones,
            bot,
            bots,
            tuple(self.warnings),
            self.path,
            partners,
        )

    def building(self, written: object, place: Place) -> str:
        building = clean(written, "building")
        if self.known is not None and building not in self.known:
            have = ", ".join(sorted(self.known, key=natural))
            self.problem(place, f"building {building!r} is not in the roster. Correct it; the roster has {have}.")
        return building

    def buildings(self, data: Mapping[Any, Any], place: Place) -> tuple[str, ...]:
        texts = self.texts(data, "buildings", place)
        return tuple(dict.fromkeys(self.building(text, (*place, "buildings")) for text in texts))

    def timezone(self) -> str:
        name = self.text(self.data, "timezone", (), "for example Asia/Shanghai")
        try:
            ZoneInfo(name or "UTC")
        except (KeyError, ValueError, OSError):
            # Listing them reads hundreds of files: only for who needs the suggestion.
            meant = get_close_matches(name, available_timezones(), 1)
            mend = f"Did you mean {meant[0]}?" if meant else "Write one such as Asia/Shanghai."
            self.problem(("timezone",), f"unknown time zone {name!r}. {mend}")
        return name

    def roster_name(self) -> str:
        return self.text(self.data, "households", (), "the roster's file, for example households.csv")

    def households(self) -> tuple[Household, ...]:
        written = self.roster_name()
        if self.roster is not None or not written:
            return tuple(self.roster or ())
        roster = self.path.parent / written
        try:
            there = roster.exists()
        except OSError:
            there = False
        if not there:
            self.problem(("households",), f"the roster {roster} is not there. Correct the name, or put the file there.")
            return ()
        try:
            return tuple(load_roster(roster))
        except CommunityError as error:
            self.problems.extend(error.problems)
            return ()

    def groups(self) -> tuple[GroupSpec, ...]:
        groups: list[GroupSpec] = []
        first: dict[str, Place] = {}
        for place, item in self.items("rooms", "the list of chat groups"):
            topic = self.text(item, "topic", place, "the group's name as it stands in the chat")
            kind = self.word(item, "kind", place, GroupKind)
            building = item.get("building")
            building = None if building is None else self.building(building, (*place, "building"))
            if topic and first.setdefault(topic, place) != place:
                line = self.lines.get(first[topic], 1)
                self.problem(place, f"topic {topic!r} is already in line {line}. Give each group a topic of its own.")
            if topic and kind:
                groups.append(GroupSpec(topic, kind, building, self.texts(item, "members", place)))
        return tuple(groups)

    def people(self, bot: BotSpec) -> tuple[PersonSpec, ...]:
        people: list[PersonSpec] = []
        first: dict[str, Place] = {}
        for place, item in self.items("people"):
            name = self.text(item, "name", place, "the person's name")
            role = self.word(item, "role", place, Role)
            buildings = self.buildings(item, place)
            contact = self.text(item, "id", place, "", "") or None
            friend = item.get("friend", True)
            if not isinstance(friend, bool):
                self.problem((*place, "friend"), f"friend is {friend!r}. Write true or false.")
            if contact and first.setdefault(contact, place) != place:
                line = self.lines.get(first[contact], 1)
                self.problem(place, f"id {contact!r} is already the person's in line {line}. An id is one person's.")
            if contact == bot.id:
                self.problem(place, f"id {contact!r} is the bot's own. Give the person's own id.")
            if name and role:
                people.append(PersonSpec(contact, name, role, buildings, friend is not False))
                if role in _BUILDING_ROLES and not buildings:
                    line = self.lines.get(place, 1)
                    self.warnings.append(f'line {line}: {role} {name} has no building. Add buildings: ["…"].')
        return tuple(people)

    def bot(self) -> BotSpec:
        data = self.data.get("bot")
        if data is not None and not isinstance(data, dict):
            self.problem(("bot",), "bot must have an id and a name. Write `bot: {id: …, name: …}`.")
        data = data if isinstance(data, dict) else {}
        name = self.text(data, "name", ("bot",), "", roster_words().bot_name)
        return BotSpec(self.text(data, "id", ("bot",), "", "fenjian"), name)

    def look_over(self, groups: tuple[GroupSpec, ...]) -> None:
        """What is no error, but leaves somebody unasked or unheard, or was meant otherwise."""
        for key in self.data:
            if key not in _KEYS:
                meant = get_close_matches(str(key), _KEYS, 1)
                mend = f"Did you mean `{meant[0]}`?" if meant else f"Known are {', '.join(_KEYS)}."
                self.warnings.append(f"line {self.lines.get((str(key),), 1)}: `{key}` is not read. {mend}")
        if not any(group.kind is GroupKind.STAFF for group in groups):
            self.warnings.append("no group of kind staff: summaries have nowhere to go. Add one to rooms, or /bind it.")
        official = {group.building for group in groups if group.kind is GroupKind.OFFICIAL}
        if None in official:
            return
        self.warnings.extend(
            f"building {building} has no official group: nobody there can be asked. Add it to rooms, or /bind it."
            for building in sorted((self.known or set()) - official, key=natural)
        )

    def twice(self, households: tuple[Household, ...]) -> None:
        """Rooms that differ by a leading zero alone: one of them will hardly be a flat of its own."""
        first: dict[tuple[str, str, str], Household] = {}
        for home in households:
            other = first.setdefault((home.building, home.unit, home.room.lstrip("0")), home)
            if other is not home:
                rooms = f"{other.room} and {home.room}"
                self.warnings.append(f"building {home.building} has {rooms}: if they are one flat, delete one of them.")
