"""The items of the digest as a board, and what is behind one of them, as far as a visitor may see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.call import Kit
from bot.console.guard import Visitor
from bot.delicate import hearers, is_delicate_among, reached
from bot.items import behind, pressing, summary
from bot.parties import PARTY_OF
from bot.roles import GroupKind, Role
from bot.understand.discreet import discreet
from data.demands import ANSWERED, OPEN, Demand, Item
from data.work import Work

COLUMNS = ("new", *ANSWERED)
_SHOWN = 40
"""Answered items of one kind on the board, the last ones."""
_SORTS = (Role.RELAY, Role.STAFF)
_ANSWERS = (Role.SECRETARY, Role.STAFF)


@dataclass(frozen=True, slots=True)
class Matter:
    """One item as a card shows it. ``again``: how often it was spoken of since its answer, unanswered."""

    number: int
    says: str
    status: str
    category: str
    party: str
    urgency: str
    urgent: bool
    people: int
    buildings: tuple[str, ...]
    since: datetime
    answer: str
    holder: str
    again: int

    @property
    def column(self) -> str:
        """Where it stands on the board."""
        return self.status if self.status in ANSWERED else "new"


@dataclass(frozen=True, slots=True)
class Board:
    """Items by column; ``older`` answered ones are left out. ``mark`` changes with what may have changed."""

    mark: tuple[object, ...]
    columns: dict[str, tuple[Matter, ...]]
    older: dict[str, int]


@dataclass(frozen=True, slots=True)
class Source:
    """One voice; ``place`` is what the digest numbers it by, ``text`` is "" where it is erased."""

    place: int
    at: datetime
    building: str
    private: bool
    text: str


@dataclass(frozen=True, slots=True)
class Reader:
    """A group, or a person in private (``topic`` ""), that hears an answer, and what it asked in one sentence.

    ``quiet``: it hears only that it was answered; ``reached``: those who asked there hear it in private.
    """

    topic: str
    kind: GroupKind | None
    asked: str
    quiet: bool
    reached: bool


@dataclass(frozen=True, slots=True)
class Behind:
    """What is behind one item. ``hidden`` voices are not the visitor's to read."""

    matter: Matter
    sources: tuple[Source, ...]
    hidden: int
    readers: tuple[Reader, ...]
    may_answer: bool
    voices: int


def read_board(work: Work, visitor: Visitor, known: tuple[object, ...] | None = None) -> Board | None:
    """The visitor's board; None where nothing has changed since ``known``."""
    roles = tuple(sorted((str(role), tuple(sorted(scope or ()))) for role, scope in visitor.roles.items()))
    mark = (work.memory.changes, work.directory.revision, roles)
    if mark == known:
        return None
    everything = work.demands.items(status=(*OPEN, *ANSWERED))
    # Whose an item is, its voices' buildings say; only what is shown is opened.
    items = [item for item in everything if item.open]
    older = {}
    for status in ANSWERED:
        found = sorted((item for item in everything if item.status == status), key=lambda item: item.changed_at)
        items += found[-_SHOWN:]
        older[status] = max(0, len(found) - _SHOWN)
    voices = behind(work, items)
    items = [item for item in items if _own(item, voices[item.id], visitor)]
    names = work.people.names([item.holder for item in items if item.holder])
    columns = {}
    for column in COLUMNS:
        here = [item for item in items if (item.status if item.status in ANSWERED else "new") == column]
        ordered = pressing(here, voices) if column == "new" else sorted(here, key=lambda one: one.changed_at)[::-1]
        columns[column] = tuple(_matter(work, item, voices[item.id], names, visitor) for item in ordered)
    return Board(mark, columns, older if visitor.roles.get(Role.STAFF, ()) is None else {})


def read_behind(work: Work, visitor: Visitor, number: int) -> Behind | None:
    """What is behind item ``number``; None where it is not the visitor's."""
    item = work.demands.numbered(number)
    if item is None or item.status == "dropped":
        return None
    voices = behind(work, [item])[item.id]
    if not _own(item, voices, visitor):
        return None
    names = work.people.names([item.holder] if item.holder else [])
    mine = [(place, voice) for place, voice in enumerate(voices, 1) if _may_read(voice, visitor)]
    sources = [Source(place, one.at, one.building or "", one.group is None, one.text) for place, one in mine]
    return Behind(
        _matter(work, item, voices, names, visitor), tuple(sources), len(voices) - len(sources),
        _readers(work, item, voices, visitor), _may_answer(item, voices, visitor), len(voices),
    )  # fmt: skip


def _readers(work: Work, item: Item, voices: Sequence[Demand], visitor: Visitor) -> tuple[Reader, ...]:
    readers = []
    quiet = is_delicate_among(item, voices)
    for key, person in hearers(work, item, voices):
        here = [voice for voice in voices if (voice.group == key if key else voice.person == person)]
        group = work.directory.groups.get(key) if key else None
        if key is None or group is not None:
            topic, kind = (group.topic, group.kind) if group is not None else ("", None)
            told = "" if quiet and key else _says(item, here, visitor)
            readers.append(Reader(topic, kind, told, quiet and key is not None, reached(work, here)))
    return tuple(readers)


def _scope(visitor: Visitor, roles: Sequence[Role]) -> frozenset[str] | None:
    """The buildings where the visitor is one of ``roles``; None: everywhere."""
    found: set[str] = set()
    for role in roles:
        if role in visitor.roles:
            buildings = visitor.roles[role]
            if buildings is None:
                return None
            found |= buildings
    return frozenset(found)


def _own(item: Item, voices: Sequence[Demand], visitor: Visitor, roles: Sequence[Role] = _SORTS) -> bool:
    """The same as the commands hold: a matter of one's party, or one that a building of one's own raised."""
    if any(role in visitor.roles and item.party == party for role, party in PARTY_OF.items()):
        return True
    own = _scope(visitor, roles)
    if own is None:
        return True
    buildings = {voice.building for voice in voices if voice.building}
    return bool(own) and (not buildings or not own.isdisjoint(buildings))


def _may_answer(item: Item, voices: Sequence[Demand], visitor: Visitor) -> bool:
    return _own(item, voices, visitor, _ANSWERS)


def _may_read(voice: Demand, visitor: Visitor) -> bool:
    """Staff read every word; a relay what was said in the groups of his buildings; parties the sentence alone."""
    for role, privately in ((Role.STAFF, True), (Role.RELAY, False)):
        own = _scope(visitor, (role,))
        if (own is None or voice.building in own) and (privately or voice.group is not None):
            return True
    return False


def _says(item: Item, voices: Sequence[Demand], visitor: Visitor) -> str:
    """The sentence; property and owners read nobody's illness in it, as in what they are told in their group."""
    said = summary(item, voices)
    return said if any(role in visitor.roles for role in _SORTS) else discreet(said)


def _matter(work: Work, item: Item, voices: Sequence[Demand], names: dict[str, str], visitor: Visitor) -> Matter:
    raised = {voice.building for voice in voices if voice.building}
    later = sum(item.answered_at is not None and voice.at > item.answered_at for voice in voices)
    return Matter(
        item.number, _says(item, voices, visitor), item.status, item.category, item.party, item.urgency, item.urgent,
        len({voice.person for voice in voices}), tuple(one for one in work.directory.buildings if one in raised),
        item.opened_at, item.answer or "", names.get(item.holder or "", ""), max(0, later - item.served),
    )  # fmt: skip


def labels(kit: Kit, matter: Matter) -> list[str]:
    """Its category and who can act, in words."""
    words = kit.words
    return [
        words.demand_labels.get(matter.category, matter.category), words.party_labels.get(matter.party, matter.party),
    ]  # fmt: skip
