"""What came in: stored once, unique by account and message id, before anybody thinks about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa

from bot.contract import Incoming, MessageType
from data.store import Store, moment, stamp, table
from data.tables import InboxRow

_COLUMNS = (
    "community", "seq", "account", "message_id", "chat_group", "contact", "type", "own", "at", "words", "body",
    "state", "outcome", "error",
)  # fmt: skip
_SIZES = (1, 4, 16, 64, 256)


@dataclass(slots=True)
class Stored:
    """A message out of the inbox, opened. ``group`` is the transport's id, ``topic`` its name then."""

    seq: int
    account: str
    id: str
    group: str | None
    contact: str
    type: MessageType
    own: bool
    at: datetime
    words: str
    text: str
    name: str
    topic: str | None
    quote: str | None


def seal_incoming(store: Store, account: str, message: Incoming, seq: int) -> tuple[Any, ...]:
    """The row of ``message``: its text sealed, its words hashed so that repetitions are known without opening it."""
    body = store.seal.close_data([message.text, message.name, message.topic, message.quote])
    words = store.seal.hash("words", message.group or "", message.sender, message.text) if message.text else ""
    return (
        store.community, seq, account, message.id, message.group, message.sender, message.type.value, message.own,
        stamp(message.at), words, body, "noted" if message.type is MessageType.NOTED else "new", "", None,
    )  # fmt: skip


def _waiting() -> sa.Select[Any]:
    source = table(InboxRow)
    own = source.c.community == sa.bindparam("community")
    new = source.c.state == sa.bindparam("state")
    return sa.select(source).where(own, new).order_by(source.c.seq).limit(sa.bindparam("most", type_=sa.Integer))


def _fill() -> sa.Update:
    source = table(InboxRow)
    columns = ("chat_group", "contact", "type", "own", "at", "words", "body", "state")
    return (
        sa.update(source)
        .where(
            source.c.community == sa.bindparam("community"), source.c.seq == sa.bindparam("place"),
            source.c.state == sa.bindparam("noted"),
        )
        .values({name: sa.bindparam(f"new_{name}", type_=source.c[name].type) for name in columns})
    )  # fmt: skip


@cache
def _finish(size: int) -> Callable[[], sa.Update]:
    """The statement that finishes ``size`` events; few sizes, so that each is compiled once."""
    source = table(InboxRow)
    places: list[sa.BindParameter[int]] = [sa.bindparam(f"place_{number}") for number in range(size)]
    return lambda: (
        sa.update(source)
        .where(source.c.community == sa.bindparam("community"), source.c.seq.in_(places))
        .values(state=sa.bindparam("done"), outcome=sa.bindparam("taken_for"))
    )


class Inbox:
    """Events of one community."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._redacted: list[tuple[int, bytes | None]] = []
        self._in_hand: list[Stored] = []

    def last_seq(self) -> int:
        """The highest sequence number given."""
        source = table(InboxRow)
        row = self._store.row(sa.select(sa.func.max(source.c.seq)).where(source.c.community == self._store.community))
        return int(row[0] or 0) if row else 0

    def append(self, rows: Sequence[tuple[Any, ...]]) -> int:
        """Store what is not stored yet."""
        return self._store.write(InboxRow, _COLUMNS, rows, once=("community", "account", "message_id"))

    def noted(self, account: str) -> list[tuple[int, str]]:
        """Events of ``account`` whose content is still to be fetched: sequence number and id, the oldest first."""
        source = table(InboxRow)
        rows = self._store.rows(
            self._store.select(
                InboxRow, source.c.state == "noted", source.c.account == account, columns=("seq", "message_id")
            ).order_by(source.c.seq)
        )
        return [(row.seq, row.message_id) for row in rows]

    def is_noted(self, seq: int) -> bool:
        """Whether the content of this event is still to be fetched."""
        source = table(InboxRow)
        statement = self._store.select(InboxRow, source.c.seq == seq, source.c.state == "noted", columns=("seq",))
        return self._store.row(statement) is not None

    def fill(self, seq: int, account: str, message: Incoming | None) -> bool:
        """Add to a noted event what was fetched; None: there is nothing to tell. False where it is noted no more."""
        if message is None:
            source = table(InboxRow)
            return (
                self._store.change(
                    InboxRow, source.c.seq == seq, source.c.state == "noted", state="done", outcome="nothing"
                )
                == 1
            )
        row = dict(zip(_COLUMNS, seal_incoming(self._store, account, message, seq), strict=True))
        names = ("chat_group", "contact", "type", "own", "at", "words", "body", "state")
        values = {f"new_{name}": row[name] for name in names}
        return self._store.change_prepared(_fill, place=seq, noted="noted", **values) == 1

    def lose(self, seqs: Sequence[int]) -> int:
        """The content of these events never came."""
        source = table(InboxRow)
        return self._store.change(InboxRow, source.c.seq.in_(list(seqs)), source.c.state == "noted", state="lost")

    def lose_others(self, account: str) -> int:
        """What other accounts had noted cannot be fetched by ``account``."""
        source = table(InboxRow)
        return self._store.change(InboxRow, source.c.account != account, source.c.state == "noted", state="lost")

    def waiting(self, limit: int) -> list[Stored]:
        """The oldest unhandled events, opened."""
        rows = self._store.prepared(_waiting, state="new", most=limit)
        self._in_hand = [self._open(row) for row in rows]
        return self._in_hand

    def _open(self, row: Any) -> Stored:
        text, name, topic, quote = self._store.seal.open_data(row.body) if row.body else ("", "", None, None)
        return Stored(
            row.seq, row.account, row.message_id, row.chat_group, row.contact, MessageType(row.type), bool(row.own),
            moment(row.at), row.words, text, name, topic, quote,
        )  # fmt: skip

    def get(self, seq: int) -> Stored | None:
        """The event of that number."""
        row = self._store.row(self._store.select(InboxRow, table(InboxRow).c.seq == seq))
        return self._open(row) if row else None

    def by_message(self, account: str, message_id: str) -> Stored | None:
        """The event with the transport's id ``message_id``."""
        source = table(InboxRow)
        row = self._store.row(
            self._store.select(InboxRow, source.c.account == account, source.c.message_id == message_id)
        )
        return self._open(row) if row else None

    def quoted(self, message: Stored, quote: str) -> Stored | None:
        """The newest event in the place of ``message``, before it, whose text is, or begins with, the quoted words."""
        source = table(InboxRow)
        # A private chat is between two: what somebody else told the bot there is nobody's to quote.
        here = [] if message.group is not None else [source.c.contact == message.contact]
        rows = self._store.rows(
            self._store.select(
                InboxRow, source.c.account == message.account, source.c.chat_group == message.group,
                source.c.seq < message.seq, source.c.body.is_not(None), *here,
            ).order_by(source.c.seq.desc()).limit(500)
        )  # fmt: skip
        for row in rows:
            found = self._open(row)
            if found.text and (found.text == quote or found.text.startswith(quote.rstrip("….")[:40])):
                return found
        return None

    def near(self, message: Stored, window: timedelta) -> list[Stored]:
        """What the same sender said and showed in the same place within ``window`` before ``message``; oldest first."""
        source = table(InboxRow)
        # Numbers are microseconds of receipt: the key bounds the search; clocks may differ by a minute.
        first = message.seq - int((window + timedelta(minutes=1)).total_seconds() * 1_000_000)
        rows = self._store.rows(
            self._store.select(
                InboxRow, source.c.seq >= first, source.c.seq < message.seq, source.c.account == message.account,
                source.c.contact == message.contact, source.c.chat_group == message.group,
                source.c.at >= stamp(message.at - window),
            ).order_by(source.c.seq)
        )  # fmt: skip
        return [self._open(row) for row in rows]

    def said_before(self, message: Stored, since: datetime) -> bool:
        """Whether the same sender said the same words in the same place since then."""
        source = table(InboxRow)
        conditions = (source.c.words == message.words, source.c.seq < message.seq, source.c.at >= stamp(since))
        return bool(message.words) and self._store.row(self._store.select(InboxRow, *conditions)) is not None

    def finish(self, outcomes: Sequence[tuple[int, str]]) -> None:
        """Mark events as done, with what each was taken for."""
        by_outcome: dict[str, list[int]] = {}
        for seq, outcome in outcomes:
            by_outcome.setdefault(outcome, []).append(seq)
        for outcome, seqs in by_outcome.items():
            for start in range(0, len(seqs), _SIZES[-1]):
                some = seqs[start : start + _SIZES[-1]]
                size = next(size for size in _SIZES if size >= len(some))
                places = {f"place_{number}": some[min(number, len(some) - 1)] for number in range(size)}
                self._store.change_prepared(_finish(size), done="done", taken_for=outcome, **places)

    def park(self, seq: int, error: str) -> None:
        """Set aside an event that could not be handled; the others go on."""
        self._store.change(InboxRow, table(InboxRow).c.seq == seq, state="parked", error=error)

    def redact(self, message: Stored, text: str, name: str, quote: str) -> None:
        """Replace what was stored by its redacted form."""
        body = self._store.seal.close_data([text, name, message.topic, quote or None])
        self._redacted.append((message.seq, body))

    def forget(self, message: Stored) -> None:
        """Keep nothing of what was stored."""
        self._redacted.append((message.seq, None))

    def forget_sender(self, message: Stored) -> None:
        """Keep nothing of what the sender of ``message`` wrote; only what waits for its turn stays as it came."""
        self.flush()
        source = table(InboxRow)
        # What came just before is handled in the same unit of work, and not marked as done yet.
        handled = [one.seq for one in self._in_hand if one.contact == message.contact and one.seq < message.seq]
        own = source.c.contact == message.contact
        own &= (source.c.state != "new") | source.c.seq.in_(handled)
        # What the bot heard of itself repeats what others wrote; it is in the outbox as well.
        self._store.change(
            InboxRow, source.c.account == message.account, source.c.seq != message.seq,
            own | (source.c.outcome == "echo"), body=None,
        )  # fmt: skip

    def flush(self) -> None:
        """Write the redacted forms."""
        redacted, self._redacted = self._redacted, []
        for seq, body in redacted:
            self._store.change(InboxRow, table(InboxRow).c.seq == seq, body=body)

    def erase(self, before: datetime, outcomes: Sequence[str] | None = None) -> int:
        """Erase the texts of events older than ``before``; with ``outcomes``, only of those taken for one of them."""
        source = table(InboxRow)
        conditions = [source.c.at < stamp(before), source.c.state != "new", source.c.body.is_not(None)]
        if outcomes is not None:
            conditions.append(source.c.outcome.in_(list(outcomes)))
        return self._store.change(InboxRow, *conditions, body=None)

    def parked(self) -> int:
        """How many events are set aside."""
        source = table(InboxRow)
        row = self._store.row(
            sa.select(sa.func.count()).select_from(source).where(
                source.c.community == self._store.community, source.c.state == "parked"
            )
        )  # fmt: skip
        return int(row[0]) if row else 0
