"""Rounds of a form: which are open, which still take late answers, which came before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from data.memory import Memory
from data.store import Store, moment, stamp, table
from data.tables import CollectionRow


@dataclass(slots=True, frozen=True)
class Collection:
    """One round of a form. Times are in UTC; ``late_until`` is set once it is closed."""

    id: str
    number: int
    form: str
    title: str
    round: int
    status: str
    buildings: tuple[str, ...]
    opened_at: datetime
    deadline: datetime | None
    late_until: datetime | None
    closed_at: datetime | None
    person: str

    def late(self, at: datetime) -> bool:
        """Whether an answer written at ``at`` came after the deadline, or after somebody closed it by hand."""
        ends = [end for end in (self.deadline, self.closed_at) if end is not None]
        return bool(ends) and at > min(ends)

    def takes(self, at: datetime) -> bool:
        """Whether an answer written at ``at`` still counts."""
        return self.status == "open" or (self.late_until is not None and at < self.late_until)


def _read(row: sa.Row[Any] | CollectionRow) -> Collection:
    def when(text: str | None) -> datetime | None:
        return moment(text) if text else None

    return Collection(
        row.id, row.number, row.form, row.title, row.round, row.status, tuple(row.buildings.split(",")),
        moment(row.opened_at), when(row.deadline), when(row.late_until), when(row.closed_at), row.person,
    )  # fmt: skip


def _current() -> sa.Select[Any]:
    source = table(CollectionRow)
    alive = (source.c.status == sa.bindparam("status")) | source.c.late_until.is_not(None)
    own = source.c.community == sa.bindparam("community")
    return sa.select(source).where(own, alive).order_by(source.c.number.desc())


class Rounds:
    """The rounds of one community. What was read is kept."""

    def __init__(self, store: Store, memory: Memory) -> None:
        self._store = store
        self._memory = memory

    def all(self) -> list[Collection]:
        """Every collection, in the order of their numbers."""
        rows = self._store.rows(self._store.select(CollectionRow).order_by(table(CollectionRow).c.number))
        return [_read(row) for row in rows]

    def current(self) -> list[Collection]:
        """Those that are open, or closed but still take late answers; the newest first."""
        if self._memory.rounds is None:
            rows = self._store.prepared(_current, status="open")
            self._memory.rounds = [_read(row) for row in rows]
        return self._memory.rounds

    def taking(self, building: str, at: datetime) -> list[Collection]:
        """Collections that take an answer from ``building`` at ``at``: the open ones, else the late ones."""
        here = [one for one in self._rounds(building) if one.takes(at)]
        opened = [one for one in here if one.status == "open"]
        return opened or here

    def taking_anywhere(self, form: str, at: datetime) -> list[Collection]:
        """The same in any building, of ``form`` where it is given."""
        found = [one for one in self.current() if one.takes(at) and form in ("", one.form)]
        return sorted(found, key=lambda one: one.status != "open")

    def round_of(self, form: str, building: str, at: datetime) -> Collection | None:
        """The round of ``form`` that takes an answer from ``building`` at ``at``."""
        found = (one for one in self._rounds(building) if one.form == form and one.takes(at))
        return next(iter(sorted(found, key=lambda one: one.status != "open")), None)

    def _rounds(self, building: str) -> list[Collection]:
        """The current rounds in ``building``; a newer one of the same form ends the late window of those before it."""
        known = self._memory.rounds_here
        if building not in known:
            newest: dict[str, int] = {}
            here = [one for one in self.current() if building in one.buildings]
            for one in here:
                newest[one.form] = max(one.number, newest.get(one.form, 0))
            known[building] = [one for one in here if one.status == "open" or one.number == newest[one.form]]
        return known[building]

    def get(self, collection: str) -> Collection | None:
        """The collection with this key."""
        row = self._store.row(self._store.select(CollectionRow, table(CollectionRow).c.id == collection))
        return _read(row) if row else None

    def latest(self, buildings: Iterable[str]) -> Collection | None:
        """The newest collection over any of ``buildings``, open before closed."""
        wanted = set(buildings)
        found = [one for one in self.all() if wanted & set(one.buildings)]
        found.sort(key=lambda one: (one.status == "open", one.number))
        return found[-1] if found else None

    def open(self, row: CollectionRow) -> Collection:
        """Open a collection; in its buildings the late window of the form's earlier rounds ends."""
        source = table(CollectionRow)
        earlier = [one for one in self.all() if one.form == row.form and one.title == row.title]
        row.round = 1 + max((one.round for one in earlier), default=0)
        opening = set(row.buildings.split(","))
        over = [one.id for one in self.current() if one.form == row.form and opening.issuperset(one.buildings)]
        self._store.change(
            CollectionRow, source.c.id.in_(over), source.c.status == "closed", kept=True, late_until=None
        )
        self._store.add(row, kept=True)
        self._memory.forget_rounds()
        return _read(row)

    def close(self, collection: Collection, at: datetime, late_until: datetime) -> bool:
        """Close it; False where it was closed already."""
        source = table(CollectionRow)
        changed = self._store.change(
            CollectionRow, source.c.id == collection.id, source.c.status == "open", kept=True,
            status="closed", closed_at=stamp(at), late_until=stamp(late_until),
        )  # fmt: skip
        self._memory.forget_rounds()
        return changed == 1
