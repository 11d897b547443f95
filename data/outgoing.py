"""What is to be said, and the ledger of what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.contract import Act, Lane
from data.store import Store, moment, new_id, stamp, table
from data.tables import AliasRow, GroupAliasRow, OutboxRow

WAITING = "queued"
TOLD = "told"
"""The state of an answer that is read at the console, where the question was typed. Nothing sends it."""
_COLUMNS = (
    "community", "id", "account", "cause", "lane", "chat_group", "person", "body", "compose", "refer", "kind", "act",
    "asker", "file", "notice", "number", "quiet", "state", "created_at", "not_before", "lapses_at", "attempts",
    "doubtful",
)  # fmt: skip


@dataclass(slots=True)
class Draft:
    """A message to be queued. ``cause`` is unique: the same cause never queues twice.

    ``quiet`` is False for what may be heard in a building's group at night. Where ``compose`` is given, the words are
    made when the message is claimed, from ``refer``. ``told``: it is only read at the console.
    """

    cause: str
    lane: Lane
    kind: str
    group: str | None = None
    person: str | None = None
    text: str = ""
    mentions: tuple[tuple[str, str], ...] = ()
    act: Act = Act.SAY
    compose: str | None = None
    refer: str | None = None
    asker: str | None = None
    file: str | None = None
    notice: str | None = None
    number: int | None = None
    quiet: bool = True
    not_before: datetime | None = None
    lapses_at: datetime | None = None
    told: bool = False


@dataclass(slots=True)
class Queued:
    """A message of the outbox, opened."""

    id: str
    cause: str
    lane: Lane
    group: str | None
    person: str | None
    text: str
    mentions: tuple[tuple[str, str], ...]
    compose: str | None
    refer: str | None
    kind: str
    act: Act
    file: str | None
    notice: str | None
    number: int | None
    quiet: bool
    state: str
    attempts: int
    created_at: datetime
    not_before: datetime
    lapses_at: datetime | None
    doubtful: bool


class Outgoing:
    """The outbox of one account. Drafts are written by ``flush``."""

    def __init__(self, store: Store, account: str) -> None:
        self._store = store
        self.account = account
        self._drafts: list[tuple[Any, ...]] = []
        self._pending: dict[tuple[str, str | None, str | None], bool] = {}

    def queue(self, draft: Draft, now: datetime) -> str:
        """Queue a message; return its key."""
        key = new_id()
        self._store.stirred = True
        if not draft.told:
            self._pending[draft.kind, draft.group, draft.person] = True
        body = self._store.seal.close_data([draft.text, list(draft.mentions)])
        self._drafts.append((
            self._store.community, key, self.account, draft.cause, int(draft.lane), draft.group, draft.person, body,
            draft.compose, draft.refer, draft.kind, draft.act.value, draft.asker, draft.file, draft.notice,
            draft.number, draft.quiet, TOLD if draft.told else WAITING, stamp(now), stamp(draft.not_before or now),
            stamp(draft.lapses_at) if draft.lapses_at else None, 0, False,
        ))  # fmt: skip
        return key

    def flush(self) -> None:
        """Write the drafts."""
        self._store.write(OutboxRow, _COLUMNS, self._drafts)
        self._drafts = []

    def _mine(self, *conditions: Any) -> list[Any]:
        return [table(OutboxRow).c.account == self.account, *conditions]

    def waiting(self) -> list[Queued]:
        """Everything queued, urgent first, then in the order it was queued."""
        source = table(OutboxRow)
        rows = self._store.rows(
            self._store.select(OutboxRow, *self._mine(source.c.state == WAITING)).order_by(
                source.c.lane, source.c.not_before, source.c.created_at, source.c.id
            )
        )
        return [self._open(row) for row in rows]

    def heads(self) -> Sequence[Any]:
        """What waits, without its words: id, lane, target, times; in the order of ``waiting``."""
        source = table(OutboxRow)
        return self._store.rows(
            self._store.select(
                OutboxRow, *self._mine(source.c.state == WAITING),
                columns=("id", "lane", "chat_group", "person", "not_before", "created_at"),
            ).order_by(source.c.lane, source.c.created_at, source.c.cause)
        )  # fmt: skip

    def get(self, key: str) -> Queued | None:
        """One message, opened."""
        row = self._store.row(self._store.select(OutboxRow, table(OutboxRow).c.id == key))
        return self._open(row) if row else None

    def _open(self, row: Any) -> Queued:
        text, mentions = self._store.seal.open_data(row.body) if row.body else ("", [])
        return Queued(
            row.id, row.cause, Lane(row.lane), row.chat_group, row.person, text, tuple((a, b) for a, b in mentions),
            row.compose, row.refer, row.kind, Act(row.act), row.file, row.notice, row.number, bool(row.quiet),
            row.state, row.attempts, moment(row.created_at), moment(row.not_before),
            moment(row.lapses_at) if row.lapses_at else None, bool(row.doubtful),
        )  # fmt: skip

    def mark(self, key: str, state: str, *, only: Sequence[str] = (), **values: Any) -> bool:
        """Set what became of a message; with ``only``, where it is in one of those states."""
        source = table(OutboxRow)
        conditions = [source.c.id == key]
        if only:
            conditions.append(source.c.state.in_(list(only)))
        return self._store.change(OutboxRow, *conditions, state=state, **values) == 1

    def rewrite(self, key: str, text: str, mentions: Sequence[tuple[str, str]]) -> None:
        """Replace the words of a message that has not been sent."""
        body = self._store.seal.close_data([text, list(mentions)])
        self._store.change(OutboxRow, table(OutboxRow).c.id == key, body=body)

    def echo_hash(self, target: str, text: str) -> str:
        """What an echo of ``text`` in ``target`` (the transport's id) is known by."""
        return self._store.seal.hash("echo", target, text.strip())

    def confirm(self, network_id: str, echo: str) -> str | None:
        """An echo came: confirm the oldest message that it can be; return its key."""
        source = table(OutboxRow)
        row = self._store.row(
            self._store.select(
                OutboxRow, *self._mine(
                    (source.c.network_id == network_id) | (source.c.echo == echo),
                    source.c.state.in_(["sending", "sent", "unknown"]),
                ),
            ).order_by((source.c.network_id == network_id).desc(), source.c.created_at)
        )  # fmt: skip
        if row is None:
            return None
        # Some networks tell the id of what was said only here: without it nothing can be taken back.
        self.mark(row.id, "confirmed", network_id=row.network_id or network_id)
        return str(row.id)

    def said_in(self, group: str | None, person: str | None, limit: int = 60) -> list[Queued]:
        """What the bot said last in a group or to a person, the newest first."""
        source = table(OutboxRow)
        target = source.c.chat_group == group if group else source.c.person == person
        rows = self._store.rows(
            self._store.select(
                OutboxRow, *self._mine(target, source.c.state.in_(["sent", "confirmed", "unknown"]))
            ).order_by(source.c.sent_at.desc()).limit(limit)
        )  # fmt: skip
        return [self._open(row) for row in rows]

    def replies_since(self, asker: str, since: datetime) -> list[datetime]:
        """When replies to this sender were, or will be, sent since then; oldest first."""
        source = table(OutboxRow)
        rows = self._store.rows(
            self._store.select(
                OutboxRow, source.c.asker == asker, source.c.not_before >= stamp(since),
                source.c.state.not_in(["dropped", TOLD]), columns=("not_before",),
            ).order_by(source.c.not_before)
        )  # fmt: skip
        return [moment(row.not_before) for row in rows]

    def sent_since(self, since: datetime) -> list[datetime]:
        """When this account sent something since then; oldest first."""
        source = table(OutboxRow)
        rows = self._store.rows(
            self._store.select(OutboxRow, *self._mine(source.c.sent_at >= stamp(since)), columns=("sent_at",)).order_by(
                source.c.sent_at
            )
        )
        return [moment(row.sent_at) for row in rows]

    def unsettled(self, state: str) -> list[Queued]:
        """Messages in ``state``."""
        source = table(OutboxRow)
        rows = self._store.rows(self._store.select(OutboxRow, *self._mine(source.c.state == state)))
        return [self._open(row) for row in rows]

    def pending(self, kind: str, *, group: str | None = None, person: str | None = None) -> bool:
        """Whether a message of this kind to this target is queued."""
        key = (kind, group, person)
        if key not in self._pending:
            source = table(OutboxRow)
            target = source.c.chat_group == group if group else source.c.person == person
            statement = self._store.select(
                OutboxRow, *self._mine(source.c.state == WAITING, source.c.kind == kind, target), columns=("id",)
            )
            self._pending[key] = self._store.row(statement) is not None
        return self._pending[key]

    def queued_since(self, kind: str, about: str, since: datetime) -> bool:
        """Whether a message of this kind, whose ``refer`` begins with ``about``, was queued since then."""
        self.flush()
        source = table(OutboxRow)
        statement = self._store.select(
            OutboxRow, source.c.kind == kind, source.c.refer.startswith(about, autoescape=True),
            source.c.created_at >= stamp(since), columns=("id",),
        )  # fmt: skip
        return self._store.row(statement) is not None

    def hearers(self, kind: str, refer: str) -> list[tuple[str | None, str | None]]:
        """The chat groups and persons to whom something of this kind about ``refer`` went, or will go; each once."""
        self.flush()
        source = table(OutboxRow)
        statement = self._store.select(
            OutboxRow, source.c.kind == kind, source.c.refer == refer, source.c.state.not_in(["dropped", "failed"]),
            columns=("chat_group", "person"),
        ).order_by(source.c.created_at, source.c.cause)  # fmt: skip
        return list(dict.fromkeys((row.chat_group, row.person) for row in self._store.rows(statement)))

    def drop(self, *, refer: str, kinds: Sequence[str]) -> int:
        """Drop what is queued of some kinds about something."""
        self.flush()
        source = table(OutboxRow)
        return self._store.change(
            OutboxRow, source.c.state == WAITING, source.c.refer == refer, source.c.kind.in_(list(kinds)),
            state="dropped",
        )  # fmt: skip

    def erase(self, before: datetime) -> int:
        """Erase the words of what was settled before then; the ledger stays."""
        source = table(OutboxRow)
        return self._store.change(
            OutboxRow, source.c.created_at < stamp(before), source.c.state.not_in(["queued", "sending", "unknown"]),
            source.c.body.is_not(None), body=None,
        )  # fmt: skip

    def group_alias(self, group: str) -> str | None:
        """The transport's id of one of our chat groups."""
        source = table(GroupAliasRow)
        row = self._store.row(
            self._store.select(GroupAliasRow, source.c.account == self.account, source.c.chat_group == group)
        )
        return str(row.alias) if row else None

    def contact(self, person: str) -> tuple[str, bool] | None:
        """The transport's contact id of a person, and whether there is a private line."""
        source = table(AliasRow)
        row = self._store.row(
            self._store.select(AliasRow, source.c.account == self.account, source.c.person == person).order_by(
                source.c.friend.desc()
            )
        )
        return (str(row.contact), bool(row.friend)) if row else None
