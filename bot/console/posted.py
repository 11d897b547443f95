"""Notices as they stand: what waits for a visitor's word, and what became of each in every group."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.console.guard import Visitor
from bot.words import Words
from data.directory import Directory, Group
from data.notices import WAITING, Notice
from data.records import Preview
from data.store import moment, table
from data.tables import TickRow
from data.work import Work

_SHOWN = 30
UNDER_WAY = ("queued", "sending")


@dataclass(frozen=True, slots=True)
class Pending:
    """A preview that waits. ``corrects``: it is a further version; ``at``: when it is to go, None at once."""

    number: int
    text: str
    topics: tuple[str, ...]
    corrects: bool
    at: datetime | None
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Bulletin:
    """The version of a notice that holds. ``groups`` are topics and states; ``planned``: when it goes, if it waits."""

    number: int
    version: int
    text: str
    state: str
    by: str
    at: datetime
    planned: datetime | None
    groups: tuple[tuple[str, str], ...]
    own: bool

    def count(self, *states: str) -> int:
        """How many groups are in one of ``states``."""
        return sum(state in states for _, state in self.groups)


@dataclass(frozen=True, slots=True)
class Posted:
    """Everything on the page."""

    pending: tuple[Pending, ...]
    bulletins: tuple[Bulletin, ...]


def read_posted(work: Work, visitor: Visitor, now: datetime) -> Posted:
    """The visitor's previews, and the last notices that concern a group of his, the newest first."""
    waiting = [one for one in work.records.previews(now, person=visitor.person) if one.command in _PREVIEWED]
    newest = {notice.number: notice for notice in work.notices.find()}
    own = [notice for notice in newest.values() if _concerns(work.directory, notice, visitor)]
    shown = sorted(own, key=lambda notice: notice.at)[: -_SHOWN - 1 : -1]
    states = work.ledger.groups([notice.id for notice in shown])
    names = work.people.names({notice.person for notice in shown})
    return Posted(
        tuple(_pending(work, newest, one) for one in waiting),
        tuple(_bulletin(work, one, states[one.id], names.get(one.person, ""), visitor) for one in shown),
    )


_PREVIEWED = ("broadcast", "correct")


def _concerns(directory: Directory, notice: Notice, visitor: Visitor) -> bool:
    return any(_own(directory.groups.get(key), visitor) for key in notice.groups)


def _own(group: Group | None, visitor: Visitor) -> bool:
    return group is not None and (group.building is None or visitor.may_know(group.building))


def _topics(directory: Directory, keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(directory.groups[key].topic for key in keys if key in directory.groups)


def _pending(work: Work, newest: dict[int, Notice], preview: Preview) -> Pending:
    before = newest.get(preview.number)
    keys = preview.data.get("groups") or (before.groups if before is not None else ())
    at = preview.data.get("at")
    return Pending(
        preview.number, preview.data["text"], _topics(work.directory, tuple(keys)), preview.command == "correct",
        moment(at) if at else None, preview.expires_at,
    )  # fmt: skip


def _bulletin(work: Work, notice: Notice, states: dict[str, str], by: str, visitor: Visitor) -> Bulletin:
    known = work.directory.groups
    groups = [(known[key].topic, states.get(key, "")) for key in notice.groups if key in known]
    planned = None
    if notice.state == WAITING:
        ticks = table(TickRow).c
        found = work.store.row(work.store.select(TickRow, ticks.name == "notice", ticks.refer == notice.id))
        planned = moment(found.at) if found is not None else None
    return Bulletin(
        notice.number, notice.version, notice.text, notice.state, by, notice.at, planned, tuple(groups),
        notice.person == visitor.person,
    )  # fmt: skip


def audiences(directory: Directory, words: Words, visitor: Visitor) -> dict[str, str]:
    """What can be written as an audience, and how it is shown: all, zones, single buildings, kinds of groups."""
    building = words.audience.building[0]
    own = [name for name in directory.buildings if visitor.may_know(name)]
    whole = own == directory.buildings
    found = [words.audience.everywhere[0]] if whole else []
    found += [name for name, inside in directory.zones.items() if inside.issubset(own)]
    found += [f"{name}{building}" for name in own]
    kinds = dict.fromkeys(group.kind for group in directory.groups.values() if group.kind and group.building is None)
    found += [words.kinds[kind][0] for kind in kinds] if whole else []
    return {one: one for one in found}
