"""Questions that only the pages ask: when answers came, what waits to be sent, what was said in a group."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bot.contract import MessageType
from data.collections import TAKEN_BACK
from data.store import Store, moment, stamp, table
from data.tables import AnswerRow, InboxRow, NoticeRow, OutboxRow

_NOT_SAID = frozenset({MessageType.TICK, MessageType.CONNECTED, MessageType.DISCONNECTED})
_WAITING = ("queued", "sending", "failed", "unknown")
_MINUTE = len("2022-04-10T01:00")


@dataclass(slots=True, frozen=True)
class Line:
    """Something that was said. ``text`` is None once it was erased; ``topic`` is None in a private chat."""

    seq: int
    at: datetime
    own: bool
    topic: str | None
    contact: str
    name: str
    text: str | None
    type: MessageType


class Glance:
    """Reads; writes nothing."""

    def __init__(self, store: Store, account: str) -> None:
        self._store = store
        self._account = account

    def answers_by_minute(self, collection: str) -> list[tuple[datetime, int]]:
        """How many households answered for the first time in each minute in which any did."""
        source = table(AnswerRow).c
        home = (source.building, source.unit, source.room)
        first = (
            sa.select(sa.func.substr(sa.func.min(source.at), 1, _MINUTE).label("minute"))
            .where(
                source.community == self._store.community, source.collection == collection, source.room != "",
                source.way.not_in(TAKEN_BACK),
            ).group_by(*home).subquery()
        )  # fmt: skip
        counted = sa.select(first.c.minute, sa.func.count().label("answers")).group_by(first.c.minute)
        rows = self._store.rows(counted.order_by(first.c.minute))
        return [(moment(f"{row.minute}:00+00:00"), row.answers) for row in rows]

    def sends(self) -> Counter[str]:
        """How many messages of this account are in each state that is not yet settled well."""
        source = table(OutboxRow).c
        rows = self._store.rows(
            sa.select(source.state, sa.func.count().label("messages"))
            .where(
                source.community == self._store.community, source.account == self._account, source.state.in_(_WAITING)
            ).group_by(source.state)
        )  # fmt: skip
        return Counter({row.state: row.messages for row in rows})

    def inbox_waiting(self) -> tuple[int, datetime | None]:
        """How many messages were received and not yet handled, and when the oldest of them was written."""
        source = table(InboxRow).c
        rows = self._store.rows(
            sa.select(source.state, sa.func.count().label("messages"), sa.func.min(source.at).label("oldest"))
            .where(source.community == self._store.community, source.state == "new").group_by(source.state)
        )  # fmt: skip
        return (rows[0].messages, moment(rows[0].oldest)) if rows else (0, None)

    def failed_notices(self) -> dict[int, int]:
        """In how many groups each notice, by its number, surely did not arrive."""
        sends, notices = table(OutboxRow).c, table(NoticeRow).c
        rows = self._store.rows(
            sa.select(notices.number, sa.func.count(sa.distinct(sends.chat_group)).label("groups"))
            .join_from(
                table(OutboxRow), table(NoticeRow),
                sa.and_(notices.community == sends.community, notices.id == sends.notice),
            ).where(
                sends.community == self._store.community, sends.account == self._account, sends.state == "failed",
                notices.state == "sent",
            ).group_by(notices.number).order_by(notices.number)
        )  # fmt: skip
        return {row.number: row.groups for row in rows}

    def last_said(self, since: datetime) -> dict[str, datetime]:
        """When something was last said in each group, by the transport's id, since then."""
        source = table(InboxRow).c
        rows = self._store.rows(
            sa.select(source.chat_group, sa.func.max(source.at).label("last"))
            .where(
                source.community == self._store.community, source.seq > _number(since),
                source.account == self._account, source.chat_group.is_not(None),
            ).group_by(source.chat_group)
        )  # fmt: skip
        return {row.chat_group: moment(row.last) for row in rows}

    def said_in(self, group: str, since: datetime, after: int, limit: int) -> list[Line]:
        """What was said last in a group (the transport's id) since then and after number ``after``; oldest first."""
        source = table(InboxRow).c
        return self._lines(source.chat_group == group, since=since, after=after, limit=limit)

    def private_with(self, contact: str, since: datetime, after: int, limit: int) -> list[Line]:
        """The private chat of somebody with the bot."""
        source = table(InboxRow).c
        here = (source.chat_group.is_(None), source.contact == contact)
        return self._lines(*here, since=since, after=after, limit=limit)

    def told_in_private(self, since: datetime, after: int, limit: int) -> list[Line]:
        """What the bot said to anybody in private."""
        source = table(InboxRow).c
        return self._lines(source.chat_group.is_(None), source.own, since=since, after=after, limit=limit)

    def _lines(self, *conditions: Any, since: datetime, after: int, limit: int) -> list[Line]:
        source = table(InboxRow).c
        own = (source.account == self._account, source.seq > max(_number(since), after))
        kinds = [kind.value for kind in _NOT_SAID]
        rows = self._store.rows(
            self._store.select(InboxRow, *own, *conditions, source.type.not_in(kinds))
            .order_by(source.seq.desc()).limit(limit)
        )  # fmt: skip
        return [self._line(row) for row in reversed(rows)]

    def _line(self, row: Any) -> Line:
        text, name, topic, _ = self._store.seal.open_data(row.body) if row.body else (None, "", None, None)
        return Line(
            row.seq, moment(row.at), bool(row.own), topic or row.chat_group, row.contact, name, text,
            MessageType(row.type),
        )  # fmt: skip


def _number(since: datetime) -> int:
    """Numbers of the inbox are microseconds of receipt, at least: what came later has a higher one."""
    return int(since.timestamp() * 1_000_000)


def day_before(now: datetime) -> datetime:
    """How far back the pages look for what was said."""
    return moment(stamp(now - timedelta(days=1)))
