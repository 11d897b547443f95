"""Official notices and their versions. A notice is never changed: a correction is a further version of its number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from data.memory import Memory
from data.store import Store, moment, new_id, stamp, table
from data.tables import NoticeRow

SENT, WAITING, CANCELLED, SUPERSEDED, RECALLED = "sent", "waiting", "cancelled", "superseded", "recalled"
ENDED = (CANCELLED, SUPERSEDED, RECALLED)
"""States in which nothing more of a notice is sent."""


@dataclass(slots=True, frozen=True)
class Notice:
    """One version of an official notice, and the keys of the chat groups it goes to; ``at``: when it was confirmed."""

    id: str
    number: int
    version: int
    text: str
    groups: tuple[str, ...]
    person: str
    state: str
    at: datetime


class Notices:
    """Notices of one community."""

    def __init__(self, store: Store, memory: Memory) -> None:
        self._store = store
        self._memory = memory

    def add(
        self, number: int, text: str, groups: Sequence[str], person: str, at: datetime, *, version: int = 1,
        state: str = SENT,
    ) -> Notice:  # fmt: skip
        """Keep a version of a notice."""
        key = new_id()
        self._store.add(
            NoticeRow(
                community=self._store.community, id=key, number=number, version=version,
                body=self._store.seal.close(text), groups=",".join(groups), person=person, at=stamp(at), state=state,
            ),
            kept=True,
        )  # fmt: skip
        return Notice(key, number, version, text, tuple(groups), person, state, at)

    def find(self, *, number: int | None = None, states: Sequence[str] = ()) -> list[Notice]:
        """Notices, in the order of their numbers and versions."""
        source = table(NoticeRow)
        conditions = [] if number is None else [source.c.number == number]
        if states:
            conditions.append(source.c.state.in_(list(states)))
        rows = self._store.rows(self._store.select(NoticeRow, *conditions).order_by(source.c.number, source.c.version))
        return [self._read(row) for row in rows]

    def get(self, key: str) -> Notice | None:
        """The version with this key."""
        row = self._store.row(self._store.select(NoticeRow, table(NoticeRow).c.id == key))
        return self._read(row) if row else None

    def newest(self, number: int | None) -> Notice | None:
        """The version of notice ``number`` that holds now."""
        found = self.find(number=number) if number is not None else []
        return found[-1] if found else None

    def _read(self, row: Any) -> Notice:
        return Notice(
            row.id, row.number, row.version, self._store.seal.open(row.body),
            tuple(filter(None, row.groups.split(","))), row.person, row.state, moment(row.at),
        )  # fmt: skip

    def set_state(self, notice: str, state: str) -> None:
        """Set what became of a version."""
        self._store.change(NoticeRow, table(NoticeRow).c.id == notice, kept=True, state=state)
        self._memory.outdated = None

    def ended(self, notice: str) -> bool:
        """Whether nothing more of this version is to be sent."""
        row = self._store.row(self._store.select(NoticeRow, table(NoticeRow).c.id == notice, columns=("state",)))
        return row is not None and row.state in ENDED

    def outdated(self) -> list[Notice]:
        """Versions that were corrected or withdrawn, the newest first; kept in memory: texts are held to them."""
        if self._memory.outdated is None:
            self._memory.outdated = self.find(states=(SUPERSEDED, RECALLED))[::-1]
        return self._memory.outdated
