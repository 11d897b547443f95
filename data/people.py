"""Who wrote: contacts, the persons behind them, where they sit and which household they are tied to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.roles import GroupKind
from bot.understand import read_nickname
from data import lookups
from data.at_console import at_console
from data.directory import Directory, Household
from data.memory import Memory
from data.store import Store, new_id, stamp, table
from data.tables import AliasRow, MemberRow, PersonRow, TieRow

_ALIAS = ("community", "account", "contact", "person", "friend")
_PERSON = ("community", "id", "name", "listed")
_MEMBER = ("community", "chat_group", "person", "contact", "name", "name_hash", "building", "unit", "room", "left_at")
_TIE = ("community", "person", "building", "unit", "room", "way", "confirmed_by", "ended_at")


@dataclass(slots=True)
class Member:
    """Somebody in a chat group; ``place`` is (building, unit, room) as the nickname names it."""

    person: str
    contact: str
    name_hash: str
    place: tuple[str, str, str] | None


@dataclass(slots=True, frozen=True)
class Tie:
    """A person's tie to a household."""

    building: str
    unit: str
    room: str
    way: str
    confirmed: bool


class People:
    """Persons of one community, for the messages at hand. New ones are written by ``flush``."""

    def __init__(
        self, store: Store, account: str, directory: Directory, memory: Memory, *, open_to_all: bool = False
    ) -> None:
        self._open_to_all = open_to_all
        self._store = store
        self._account = account
        self._directory = directory
        self._persons = memory.persons
        self._members = memory.members
        self._ties = memory.ties
        self._lines = memory.lines
        self._new_persons: list[tuple[object, ...]] = []
        self._new_aliases: list[tuple[object, ...]] = []
        self._new_members: dict[tuple[str, str], tuple[object, ...]] = {}
        self._new_ties: dict[tuple[str, ...], tuple[object, ...]] = {}
        self._ended: list[tuple[str, tuple[str, str, str]]] = []

    def load(self, contacts: Iterable[str]) -> None:
        """Read at once all that is known of ``contacts``."""
        unknown = sorted(set(contacts) - self._persons.keys())
        if not unknown:
            return
        rows = self._rows(lookups.aliases, lookups.alias, unknown, account=self._account)
        for row in rows:
            self._persons[row.contact] = row.person
        self._load_persons({row.person for row in rows})

    def load_all(self) -> None:
        """Read what is known of everybody, before the first of them writes."""
        self.flush()
        for kept in (self._persons, self._members, self._ties):
            kept.clear()
        for row in self._store.prepared(lookups.every_alias, account=self._account):
            self._persons[row.contact] = row.person
            self._ties[row.person], self._members[row.person] = [], {}
        for row in self._store.prepared(lookups.every_member):
            self._add_member(row)
        for row in self._store.prepared(lookups.every_tie):
            self._add_tie(row)

    def _rows(self, many: lookups.Build, one: lookups.Build, wanted: list[str], **values: str) -> Sequence[Any]:
        """Rows of ``wanted``: one by its own statement, which is what a live group asks for all day."""
        if len(wanted) == 1:
            return self._store.prepared(one, wanted=wanted[0], **values)
        statement = many().params(community=self._store.community, wanted=wanted, **values)
        return self._store.rows(statement)

    def _load_persons(self, persons: Collection[str]) -> None:
        wanted = sorted(set(persons) - self._ties.keys())
        if not wanted:
            return
        for person in wanted:
            self._ties[person] = []
            self._members[person] = {}
        for row in self._rows(lookups.members, lookups.member, wanted):
            self._add_member(row)
        for row in self._rows(lookups.ties, lookups.tie, wanted):
            self._add_tie(row)

    def _add_member(self, row: Any) -> None:
        place = (row.building, row.unit or "", row.room) if row.room and row.building else None
        self._members.setdefault(row.person, {})[row.chat_group] = Member(row.person, row.contact, row.name_hash, place)

    def _add_tie(self, row: Any) -> None:
        tie = Tie(row.building, row.unit, row.room, row.way, bool(row.confirmed_by))
        self._ties.setdefault(row.person, []).append(tie)

    def person(self, contact: str, name: str = "") -> str:
        """The person behind ``contact``; a new one where the contact was never seen."""
        found = self._persons.get(contact) or at_console(self._store.seal, contact)
        if found is None:
            self.load([contact])
            found = self._persons.get(contact)
        if found is None:
            found = self._adopted(contact) or self._new(name)
            self._persons[contact] = found
            self._new_aliases.append((self._store.community, self._account, contact, found, self._open_to_all))
        return found

    def _adopted(self, contact: str) -> str | None:
        """Whoever has the same id in another account: an id that outlives a log-in names one person."""
        known = self._store.prepared(lookups.elsewhere, wanted=contact)
        if known:
            self._load_persons([known[0].person])
        return known[0].person if known else None

    def _new(self, name: str) -> str:
        person = new_id()
        self._ties[person], self._members[person] = [], {}
        self._new_persons.append((self._store.community, person, self._store.seal.close(name), None))
        return person

    def forget(self, contact: str) -> None:
        """Read this contact anew when it is needed next."""
        person = self._persons.pop(contact, None)
        self._lines.clear()
        if person is not None:
            self._ties.pop(person, None)
            self._members.pop(person, None)

    def seen(self, group: str, person: str, contact: str, name: str, building: str | None) -> Member:
        """Note that somebody speaks in ``group`` as ``name``; a new room in the nickname ends the old tie."""
        sits = self._sits(person)
        known = sits.get(group)
        name_hash = self._store.seal.hash("name", name)
        if known is not None and known.name_hash == name_hash:
            return known
        place = self._place(name, building)
        member = Member(person, contact, name_hash, place)
        sits[group] = member
        house, unit, room = place or (None, None, None)
        self._new_members[group, person] = (
            self._store.community, group, person, contact, self._store.seal.close(name), name_hash, house, unit, room,
            None,
        )  # fmt: skip
        if place is not None:
            if known is not None and known.place is not None and known.place != place:
                self.end_tie(person, known.place)
            for tie in self._ties.get(person, ()):
                # What was only gathered from a text gives way to what somebody calls himself.
                if tie.way == "text" and not tie.confirmed and tie.building == place[0]:
                    self.end_tie(person, (tie.building, tie.unit, tie.room))
            self.tie(person, place, "nickname")
        return member

    def _place(self, name: str, building: str | None) -> tuple[str, str, str] | None:
        house, unit, room = read_nickname(name)
        found = self._directory.at(building, house, unit, room)
        if len(found) != 1:
            return None
        return found[0].building, found[0].unit, found[0].room

    def tie(self, person: str, place: tuple[str, str, str], way: str, confirmed_by: str | None = None) -> None:
        """Tie ``person`` to a household."""
        known = [tie for tie in self._ties.get(person, ()) if (tie.building, tie.unit, tie.room) == place]
        if known and (known[0].confirmed or confirmed_by is None):
            return
        ties = [tie for tie in self._ties.get(person, ()) if tie not in known]
        self._ties[person] = [*ties, Tie(*place, way, confirmed_by is not None)]
        self._new_ties[(person, *place)] = (self._store.community, person, *place, way, confirmed_by, None)

    def end_tie(self, person: str, place: tuple[str, str, str]) -> None:
        """End the tie of ``person`` to ``place``."""
        self._ties[person] = [tie for tie in self._ties.get(person, ()) if (tie.building, tie.unit, tie.room) != place]
        self._new_ties.pop((person, *place), None)
        self._ended.append((person, place))

    def leave(self, group: str, person: str, building: str | None, at: datetime) -> None:
        """Somebody left ``group``, of ``building``: the ties there end, and the one that this nickname made."""
        self.flush()
        member = self._sits(person).pop(group, None)
        source = table(MemberRow)
        self._store.change(
            MemberRow, source.c.chat_group == group, source.c.person == person, kept=True, left_at=stamp(at)
        )
        places = [(tie.building, tie.unit, tie.room) for tie in self.ties(person) if tie.building == building]
        if member is not None and member.place is not None:
            places.append(member.place)
        for place in places:
            self.end_tie(person, place)

    def ties(self, person: str) -> list[Tie]:
        """The households a person is tied to now."""
        if person not in self._ties:
            self._load_persons([person])
        return self._ties.get(person, [])

    def _sits(self, person: str) -> dict[str, Member]:
        self.ties(person)
        return self._members.setdefault(person, {})

    def member(self, group: str, person: str) -> Member | None:
        """What is known of a person's place in ``group``."""
        return self._sits(person).get(group)

    def homes(self, person: str, building: str | None = None) -> list[Household]:
        """Households a person is tied to, in ``building`` where it is given."""
        found = [self._directory.find(t.building, t.unit or None, t.room) for t in self.ties(person)]
        return [h for homes in found for h in homes[:1] if building is None or h.building == building]

    def only_building(self, person: str) -> str | None:
        """The building where somebody is at home; who has no tie is so where the only official group is he sits in."""
        buildings = {tie.building for tie in self.ties(person)}
        if not buildings:
            groups = [self._directory.groups.get(group) for group in self._sits(person)]
            official = [group for group in groups if group is not None and group.kind is GroupKind.OFFICIAL]
            buildings = {group.building for group in official if group.building is not None}
        return next(iter(buildings)) if len(buildings) == 1 else None

    def sits_anywhere(self, person: str) -> bool:
        """Whether a person sits in a group that means something here."""
        groups = (self._directory.groups.get(group) for group in self._sits(person))
        return any(group is not None and group.kind is not None for group in groups)

    def friends(self, persons: Iterable[str]) -> dict[str, str]:
        """Of ``persons``, those with a private line, and their contact."""
        wanted = set(persons)
        if unknown := sorted(wanted - self._lines.keys()):
            if self._new_aliases:
                self.flush()  # who was never seen before has a line all the same
            rows = self._rows(lookups.lines, lookups.line, unknown, account=self._account)
            self._lines.update(dict.fromkeys(unknown), **{row.person: row.contact for row in rows})
        return {person: contact for person in wanted if (contact := self._lines[person]) is not None}

    def names(self, persons: Iterable[str]) -> dict[str, str]:
        """Names of ``persons``, opened."""
        source = table(PersonRow)
        rows = self._store.rows(self._store.select(PersonRow, source.c.id.in_(sorted(set(persons)))))
        return {row.id: self._store.seal.open(row.name) for row in rows}

    def contacts_of(self, group: str) -> dict[tuple[str, str, str], list[tuple[str, str]]]:
        """For each household, the (contact, name) pairs of its people who sit in ``group`` now."""
        source = table(MemberRow)
        found: dict[tuple[str, str, str], list[tuple[str, str]]] = defaultdict(list)
        rows = self._store.rows(
            self._store.select(MemberRow, source.c.chat_group == group, source.c.left_at.is_(None)).order_by(
                source.c.contact
            )
        )
        ties = self._ties_of({row.person for row in rows})
        for row in rows:
            for place in ties.get(row.person, ()):
                found[place].append((row.contact, self._store.seal.open(row.name)))
        return found

    def _ties_of(self, persons: Collection[str]) -> dict[str, list[tuple[str, str, str]]]:
        source = table(TieRow)
        found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        for row in self._store.rows(
            self._store.select(TieRow, source.c.person.in_(sorted(persons)), source.c.ended_at.is_(None))
        ):
            found[row.person].append((row.building, row.unit, row.room))
        return found

    def flush(self) -> None:
        """Write what is new."""
        store = self._store
        store.write(PersonRow, _PERSON, self._new_persons)
        store.write(AliasRow, _ALIAS, self._new_aliases, kept=True)
        store.write(MemberRow, _MEMBER, list(self._new_members.values()), update=_MEMBER[3:], kept=True)
        source = table(TieRow)
        for person, (building, unit, room) in self._ended:
            store.change(
                TieRow, source.c.person == person, source.c.building == building, source.c.unit == unit,
                source.c.room == room, kept=True, ended_at="ended",
            )  # fmt: skip
        store.write(TieRow, _TIE, list(self._new_ties.values()), update=_TIE[5:], kept=True)
        self._new_persons, self._new_aliases, self._ended = [], [], []
        self._new_members.clear()
        self._new_ties.clear()
