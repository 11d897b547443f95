"""What became of a notice in each chat group, and of what was carried on from it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from data.store import Store, stamp, table
from data.tables import OutboxRow

_WORST_FIRST = ("queued", "sending", "failed", "dropped", "unknown", "sent", "confirmed")
ARRIVED = ("sending", "unknown", "sent", "confirmed")
"""States of what is, or may be, in a group."""
CARRIED = "forward"
"""The outbox's kind of a notice that somebody carried on; its ``refer`` is the notice."""


class Ledger:
    """The outbox of one community as a ledger; texts stay closed."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def groups(self, notices: Sequence[str]) -> dict[str, dict[str, str]]:
        """The state of each of these notices in each of its groups, by our keys: the worst of its parts."""
        source = table(OutboxRow)
        rows = self._store.rows(
            self._store.select(
                OutboxRow, source.c.notice.in_(list(notices)), columns=("notice", "chat_group", "state")
            )
        )  # fmt: skip
        found: dict[str, dict[str, str]] = {notice: {} for notice in notices}
        for row in rows:
            rooms = found[row.notice]
            known = rooms.get(row.chat_group, "confirmed")
            rooms[row.chat_group] = min(known, row.state, key=_WORST_FIRST.index)
        return found

    def counts(self, notice: str) -> dict[str, int]:
        """How many groups of a notice are in each state."""
        counts = dict.fromkeys(_WORST_FIRST, 0)
        for state in self.groups([notice])[notice].values():
            counts[state] += 1
        return counts

    def copies(self, notices: Sequence[str]) -> Sequence[Any]:
        """What of these notices is, or may be, in a group, carried on or not: group, account, network id, sent at."""
        source = table(OutboxRow)
        return self._store.rows(
            self._store.select(
                OutboxRow, self._of(notices), source.c.state.in_(ARRIVED), source.c.chat_group.is_not(None),
                columns=("id", "account", "chat_group", "state", "network_id", "sent_at"),
            ).order_by(source.c.created_at, source.c.cause)
        )  # fmt: skip

    def sent(self, kind: str, since: str) -> int:
        """How many messages of this kind went to groups since then."""
        source = table(OutboxRow)
        found = self._store.select(
            OutboxRow, source.c.kind == kind, source.c.chat_group.is_not(None), source.c.sent_at >= since,
            source.c.state.in_(ARRIVED), columns=("id",),
        )  # fmt: skip
        return len(self._store.rows(found))

    @staticmethod
    def _of(notices: Sequence[str]) -> sa.ColumnElement[bool]:
        source = table(OutboxRow)
        carried = sa.and_(source.c.kind == CARRIED, source.c.refer.in_(list(notices)))
        return sa.or_(source.c.notice.in_(list(notices)), carried)

    def stop(self, notices: Sequence[str]) -> int:
        """Drop what of these notices is still queued, and let nothing of doubtful fate go once more; how many."""
        source = table(OutboxRow)
        self._store.change(OutboxRow, self._of(notices), source.c.state == "unknown", attempts=2)
        return self._store.change(OutboxRow, self._of(notices), source.c.state == "queued", state="dropped")

    def again(self, notice: str, groups: Sequence[str], now: datetime) -> list[str]:
        """Queue again what failed in ``groups``; return the groups."""
        source = table(OutboxRow)
        failed = (
            source.c.notice == notice, source.c.state == "failed", source.c.chat_group.in_(list(groups)),
            source.c.body.is_not(None),
        )  # fmt: skip
        rows = self._store.rows(self._store.select(OutboxRow, *failed, columns=("chat_group",)))
        if rows:
            self._store.stirred = True
            self._store.change(OutboxRow, *failed, state="queued", attempts=0, not_before=stamp(now))
        return list(dict.fromkeys(row.chat_group for row in rows))
