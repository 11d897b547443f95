"""Calls for help that went to all groups, and who answered first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from data.memory import Memory
from data.store import Store, moment, stamp, table
from data.tables import AskRow, HelperRow

FIRST, LATER, PERHAPS = "first", "later", "perhaps"


@dataclass(slots=True, frozen=True)
class Ask:
    """A call for help. ``groups`` hear it; ``place`` is the chat group where ``person`` asked, None in private."""

    id: str
    number: int
    text: str
    groups: tuple[str, ...]
    person: str
    place: str | None
    at: datetime
    helper: str | None


class Asks:
    """Calls of one community."""

    def __init__(self, store: Store, memory: Memory) -> None:
        self._store = store
        self._memory = memory

    def add(
        self, key: str, number: int, text: str, groups: Sequence[str], person: str, place: str | None, at: datetime
    ) -> None:
        """Keep a call."""
        self._store.add(
            AskRow(
                community=self._store.community, id=key, number=number, body=self._store.seal.close(text),
                groups=",".join(groups), person=person, place=place, at=stamp(at),
            ),
            kept=True,
        )  # fmt: skip
        self._memory.asks = None

    def since(self, moment_: datetime) -> list[Ask]:
        """Calls from then on, the newest first. Kept in memory: every message may answer one."""
        if self._memory.asks is None:
            source = table(AskRow)
            rows = self._store.rows(
                self._store.select(AskRow, source.c.body.is_not(None)).order_by(source.c.number.desc())
            )
            self._memory.asks = [self._read(row) for row in rows]
        return [ask for ask in self._memory.asks if ask.at >= moment_]

    def get(self, key: str) -> Ask | None:
        """The call with this key."""
        row = self._store.row(self._store.select(AskRow, table(AskRow).c.id == key))
        return self._read(row) if row else None

    def _read(self, row: Any) -> Ask:
        return Ask(
            row.id, row.number, self._store.seal.open(row.body) if row.body else "",
            tuple(filter(None, row.groups.split(","))), row.person, row.place, moment(row.at), row.helper,
        )  # fmt: skip

    def settle(self, ask: str, person: str, at: datetime) -> bool:
        """``person`` is the first who can help; False where somebody was before."""
        source = table(AskRow)
        done = self._store.change(
            AskRow, source.c.id == ask, source.c.helper.is_(None), kept=True, helper=person, settled_at=stamp(at)
        )
        self._memory.asks = None
        return done == 1

    def note(self, ask: str, person: str, way: str, group: str | None, at: datetime) -> bool:
        """Note that somebody answered; False where that was known."""
        columns = ("community", "ask", "person", "way", "chat_group", "at")
        row = (self._store.community, ask, person, way, group, stamp(at))
        source = table(HelperRow)
        if self._store.write(HelperRow, columns, [row]) == 1:
            return True
        perhaps = (source.c.ask == ask, source.c.person == person, source.c.way == PERHAPS)
        return way != PERHAPS and self._store.change(HelperRow, *perhaps, way=way, at=stamp(at)) == 1

    def later_in(self, ask: str, group: str) -> int:
        """How many of ``group`` answered after the first."""
        source = table(HelperRow)
        found = self._store.select(
            HelperRow, source.c.ask == ask, source.c.way == LATER, source.c.chat_group == group, columns=("person",)
        )
        return len(self._store.rows(found))

    def erase(self, before: datetime) -> int:
        """Erase the words of calls made before then."""
        source = table(AskRow)
        self._memory.asks = None
        return self._store.change(AskRow, source.c.at < stamp(before), source.c.body.is_not(None), body=None)
