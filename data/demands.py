"""Items and the voices behind them. An item is never deleted: what was dropped or merged says so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.demands.likeness import Features, Voice, features
from data.memory import Memory
from data.store import Store, moment, new_id, stamp, table
from data.tables import DemandRow, ItemRow, StepRow, TellRow

OPEN = ("new", "taken", "reopened")
"""States in which an item waits for an answer."""
ANSWERED = ("will_do", "not_yet", "unknown", "done")
_DEMAND = (
    "community", "id", "item", "kind", "category", "building", "unit", "room", "chat_group", "person", "source",
    "message_id", "at", "body", "dropped_by", "reason",
)  # fmt: skip


@dataclass(slots=True, frozen=True)
class Item:
    """One matter. ``answer`` is what staff said last, ``answered_at`` when, ``holder`` the person who takes care."""

    id: str
    number: int
    kind: str
    category: str
    urgency: str
    party: str
    status: str
    urgent: bool
    up: bool
    opened_at: datetime
    changed_at: datetime
    holder: str | None
    answer: str | None
    answered_by: str | None
    answered_at: datetime | None
    served: int

    @property
    def open(self) -> bool:
        """Whether it waits for an answer."""
        return self.status in OPEN


@dataclass(slots=True, frozen=True)
class Demand:
    """One voice. ``group`` is our key of the chat group, None where it came in private; ``text`` is redacted."""

    id: str
    item: str
    kind: str
    category: str
    place: tuple[str | None, str | None, str | None]
    group: str | None
    person: str
    source: int
    message: str
    at: datetime
    text: str
    dropped_by: str | None = None

    @property
    def building(self) -> str | None:
        """The building that asks."""
        return self.place[0]


def like(demand: Demand) -> Features:
    """What a voice is about."""
    return features(Voice(demand.text, demand.kind, demand.category, "", demand.building, demand.place[2]))


class Demands:
    """Demands of one community."""

    def __init__(self, store: Store, memory: Memory) -> None:
        self._store = store
        self._memory = memory
        self._items: dict[str, Item] | None = None

    # Items.

    def open_item(self, number: int, demand: Demand, urgency: str, party: str, *, urgent: bool) -> Item:
        """A new item for ``demand``, whose ``item`` is its key."""
        found = self._begin(number, demand, urgency, party, urgent=urgent)
        self.add(demand)
        return found

    def _begin(self, number: int, demand: Demand, urgency: str, party: str, *, urgent: bool = False) -> Item:
        at = stamp(demand.at)
        self._store.add(
            ItemRow(
                community=self._store.community, id=demand.item, number=number, kind=demand.kind,
                category=demand.category, urgency=urgency, party=party, urgent=urgent, opened_at=at, changed_at=at,
            ),
            kept=True,
        )  # fmt: skip
        self._items = None
        found = self.item(demand.item)
        if found is None:
            raise LookupError(demand.item)
        return found

    def items(self, *, status: Sequence[str] = ()) -> list[Item]:
        """Items in one of these states, or all, in the order of their numbers; merged ones left out."""
        if self._items is None:
            source = table(ItemRow)
            rows = self._store.rows(self._store.select(ItemRow).order_by(source.c.number))
            self._items = {row.id: self._read(row) for row in rows}
        wanted = status or (*OPEN, *ANSWERED, "dropped")
        return [item for item in self._items.values() if item.status in wanted]

    def item(self, key: str) -> Item | None:
        """The item with this key."""
        if self._items is not None:
            return self._items.get(key)
        row = self._store.row(self._store.select(ItemRow, table(ItemRow).c.id == key))
        return self._read(row) if row else None

    def numbered(self, number: int) -> Item | None:
        """The item that ``number`` names; of one that was merged, the one it went into."""
        source = table(ItemRow)
        row = self._store.row(self._store.select(ItemRow, source.c.number == number))
        while row is not None and row.status == "merged" and row.merged_into:
            row = self._store.row(self._store.select(ItemRow, source.c.id == row.merged_into))
        return self._read(row) if row else None

    def _read(self, row: Any) -> Item:
        return Item(
            row.id, row.number, row.kind, row.category, row.urgency, row.party, row.status, bool(row.urgent),
            bool(row.up), moment(row.opened_at), moment(row.changed_at), row.holder,
            self._store.seal.open(row.answer) if row.answer else None, row.answered_by,
            moment(row.answered_at) if row.answered_at else None, row.served,
        )  # fmt: skip

    def change(self, item: Item, at: datetime, person: str, what: str, refer: str = "", **values: Any) -> None:
        """Change an item, and note what was done, by whom."""
        self._store.change(ItemRow, table(ItemRow).c.id == item.id, kept=True, changed_at=stamp(at), **values)
        self._items = None
        self._memory.matters = None
        self.step(item.id, at, person, what, refer)

    def answer(self, item: Item, at: datetime, person: str, status: str, text: str) -> None:
        """Keep an answer to an item; the one before stays in its steps."""
        self.change(
            item, at, person, status, status=status, answer=self._store.seal.close(text), answered_by=person,
            answered_at=stamp(at), served=0,
        )  # fmt: skip

    def merge(self, item: Item, other: Item, at: datetime, person: str) -> Item:
        """Put two items together; the lower number stays. Returns what stays."""
        stays, goes = sorted((item, other), key=lambda one: one.number)
        self._store.change(DemandRow, table(DemandRow).c.item == goes.id, kept=True, item=stays.id)
        self.change(goes, at, person, "merged", stays.id, status="merged", merged_into=stays.id)
        self.step(stays.id, at, person, "with", goes.id)
        return stays

    def split(self, item: Item, voices: Sequence[Demand], number: int, at: datetime, person: str) -> Item:
        """Make some of an item's voices an item of their own, which waits for an answer; return it.

        What they were told of the old item's answer stays said; who is only among them is not told any more.
        """
        first = replace(voices[0], item=new_id(voices[0].id, str(number)))
        fresh = self._begin(number, first, item.urgency, item.party)
        self._store.change(
            DemandRow, table(DemandRow).c.id.in_([voice.id for voice in voices]), kept=True, item=fresh.id
        )
        left = {voice.group or voice.person for voice in self.voices([item.id])}
        source = table(TellRow)
        for place in {voice.group or voice.person for voice in voices} - left:
            self._store.remove(TellRow, source.c.item == item.id, source.c.place == place, source.c.message.is_(None))
        self.change(fresh, at, person, "split", item.id, up=item.up)
        self.step(item.id, at, person, "apart", fresh.id)
        return self.item(fresh.id) or fresh

    def served(self, item: Item) -> None:
        """An answer was given once more, to somebody who asked again."""
        source = table(ItemRow)
        self._store.change(ItemRow, source.c.id == item.id, kept=True, served=source.c.served + 1)
        self._items = None

    def step(self, item: str, at: datetime, person: str, what: str, refer: str = "") -> None:
        """Note what was done with an item."""
        self._store.add(
            StepRow(
                community=self._store.community, id=new_id(), item=item, at=stamp(at), person=person, what=what,
                refer=refer,
            )
        )  # fmt: skip

    # Voices.

    def add(self, demand: Demand) -> None:
        """Keep a voice."""
        row = (
            self._store.community, demand.id, demand.item, demand.kind, demand.category, *demand.place, demand.group,
            demand.person, demand.source, demand.message, stamp(demand.at), self._store.seal.close(demand.text), None,
            None,
        )  # fmt: skip
        self._store.write(DemandRow, _DEMAND, [row], kept=True)
        if self._memory.matters is not None:
            self._memory.matters.setdefault(demand.item, []).append(like(demand))

    def voices(self, items: Iterable[str] | None = None) -> list[Demand]:
        """The voices behind ``items``, or all, in the order they came."""
        source = table(DemandRow)
        conditions = [] if items is None else [source.c.item.in_(list(items))]
        rows = self._store.rows(self._store.select(DemandRow, *conditions).order_by(source.c.source, source.c.id))
        return [self._voice(row) for row in rows]

    def matters(self, *, status: Sequence[str]) -> dict[str, list[Features]]:
        """What the voices of items in one of these states are about; cries for help are never among them."""
        if self._memory.matters is None:
            found: dict[str, list[Features]] = {}
            for demand in self.voices():
                found.setdefault(demand.item, []).append(like(demand))
            self._memory.matters = found
        wanted = {item.id for item in self.items(status=status) if not item.urgent}
        return {key: features for key, features in self._memory.matters.items() if key in wanted}

    def voice_of(self, source: int) -> Demand | None:
        """The voice that came with the message of that sequence number."""
        row = self._store.row(self._store.select(DemandRow, table(DemandRow).c.source == source))
        return self._voice(row) if row else None

    def of_person(self, person: str) -> list[Demand]:
        """What somebody asked for."""
        source = table(DemandRow)
        rows = self._store.rows(
            self._store.select(DemandRow, source.c.person == person).order_by(source.c.source, source.c.id)
        )
        return [self._voice(row) for row in rows]

    def raised_in(self, group: str | None, person: str) -> set[str]:
        """The items that were raised in ``group``; None: by ``person`` in private."""
        source = table(DemandRow)
        place = source.c.chat_group == group if group else (source.c.person == person) & source.c.chat_group.is_(None)
        rows = self._store.rows(self._store.select(DemandRow, place, columns=("item",)))
        return {row.item for row in rows}

    def _voice(self, row: Any) -> Demand:
        return Demand(
            row.id, row.item, row.kind, row.category, (row.building, row.unit, row.room), row.chat_group, row.person,
            row.source, row.message_id, moment(row.at), self._store.seal.open(row.body) if row.body else "",
            row.dropped_by,
        )  # fmt: skip

    def drop(self, item: Item, at: datetime, person: str, reason: str) -> None:
        """Take an item and its voices out, by a named person for a reason."""
        sealed = self._store.seal.close_as_text(reason)
        self._store.change(DemandRow, table(DemandRow).c.item == item.id, kept=True, dropped_by=person, reason=sealed)
        self.change(item, at, person, "dropped", sealed, status="dropped")

    def erase(self, before: datetime) -> int:
        """Erase words said before then, and why an item was dropped; what was decided, by whom and when, stays.

        Nothing is erased of an item that is open, or of which something was heard since.
        """
        source, items = table(DemandRow), table(ItemRow)
        settled = sa.select(items.c.id).where(
            items.c.community == self._store.community, items.c.status.in_((*ANSWERED, "dropped")),
            items.c.changed_at < stamp(before),
        )  # fmt: skip
        steps = table(StepRow)
        self._store.change(
            StepRow, steps.c.item.in_(settled), steps.c.at < stamp(before), steps.c.what == "dropped", refer=""
        )
        old = (source.c.at < stamp(before), source.c.body.is_not(None))
        return self._store.change(DemandRow, source.c.item.in_(settled), *old, body=None, reason=None)

    def forget(self, person: str, nobody: str) -> None:
        """Somebody wants to be forgotten: his words and his door go, that something was asked stays."""
        own = table(DemandRow).c.person == person
        self._store.change(DemandRow, own, kept=True, body=None, unit=None, room=None, person=nobody)
        self._store.change(StepRow, table(StepRow).c.person == person, person=nobody)
        self._memory.matters = None
