"""The account's line to its network: since when it hears, and the gaps in which it did not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from data.store import Store, moment, stamp, table
from data.tables import GapRow, LineRow

_LINE = ("community", "account", "alive_at", "lost_at")


@dataclass(slots=True, frozen=True)
class Gap:
    """What was written between ``since`` and ``until`` never reached the bot."""

    since: datetime
    until: datetime


class Line:
    """Lines and gaps of one community; ``account`` is the one that hears now."""

    def __init__(self, store: Store, account: str) -> None:
        self._store = store
        self._account = account

    def alive(self, at: datetime) -> None:
        """The account hears at this moment."""
        self._write(at, None)

    def heard(self) -> tuple[datetime, bool] | None:
        """When the account surely heard last, and whether it hears now; None: its network says nothing of that."""
        row = self._store.row(self._store.select(LineRow, table(LineRow).c.account == self._account))
        return (moment(row.lost_at or row.alive_at), row.lost_at is None) if row else None

    def lost(self, at: datetime) -> None:
        """The account hears no more; ``at`` is the last moment it surely did."""
        row = self._store.row(self._store.select(LineRow, table(LineRow).c.account == self._account))
        if row is None or row.lost_at is None:
            self._write(at, stamp(at))

    def regained(self, at: datetime, now: datetime) -> Gap | None:
        """The account hears again: note the gap that ends, if there was a time before it."""
        rows = self._store.rows(self._store.select(LineRow))
        # Another account may have heard last: what it did not hear, this one did not either.
        heard = [row.lost_at or row.alive_at for row in rows]
        self._write(at, None)
        if not heard or moment(max(heard)) >= at:
            return None
        return self.note(moment(max(heard)), at, now)

    def note(self, since: datetime, until: datetime, now: datetime) -> Gap:
        """Note a gap."""
        columns = ("community", "id", "account", "since", "until", "noted_at")
        key = f"{stamp(since)}/{stamp(until)}"
        row = (self._store.community, key, self._account, stamp(since), stamp(until), stamp(now))
        self._store.write(GapRow, columns, [row])
        return Gap(since, until)

    def noted_since(self, when: datetime) -> list[Gap]:
        """Gaps that were noted at ``when`` or later, the oldest first."""
        source = table(GapRow)
        rows = self._store.rows(self._store.select(GapRow, source.c.noted_at >= stamp(when)).order_by(source.c.since))
        return [Gap(moment(row.since), moment(row.until)) for row in rows]

    def _write(self, at: datetime, lost: str | None) -> None:
        row = (self._store.community, self._account, stamp(at), lost)
        self._store.write(LineRow, _LINE, [row], update=_LINE[2:])
