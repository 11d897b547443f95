"""Stored before it is thought about: an event is acknowledged only once it is committed.

Group commit adapts by itself: whatever queued while the last commit was on its way to the disk goes with the next one.
There is no timer.
"""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace

from sqlalchemy.exc import IntegrityError

from bot.clock import Clock
from bot.contract import Incoming, MessageType
from bot.errors import StorageError
from bot.log import get_log, safe_exception
from data.crypt import Seal
from data.inbox import Inbox as InboxRows
from data.inbox import seal_incoming
from data.session import Database
from data.store import Store

log = get_log("inbox")
BATCH = 512
_LONGEST_WAIT = 30.0
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(message: Incoming) -> Incoming:
    """``message`` without what no database keeps: NUL, and halves of characters. Different ids stay different."""
    said = (message.id, message.group, message.sender, message.text, message.name, message.topic, message.quote)
    if not any(text and _UNSTORABLE.search(text) for text in said):
        return message
    text = _key(message.text) if message.type is MessageType.RECALL else _plain(message.text)
    return replace(
        message, id=_key(message.id), group=message.group and _key(message.group), sender=_key(message.sender),
        text=text, name=_plain(message.name), topic=message.topic and _plain(message.topic),
        quote=message.quote and _plain(message.quote),
    )  # fmt: skip


def _key(text: str) -> str:
    return _UNSTORABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _plain(text: str) -> str:
    return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def _answer(batch: Sequence[tuple[Incoming, asyncio.Future[None]]], error: Exception | None = None) -> None:
    """Tell whoever waits that the events are safe, or that they never will be."""
    for _, done in batch:
        if done.done():
            continue
        if error is None:
            done.set_result(None)
        else:
            done.set_exception(error)


class Inbox:
    """The door: ``receive`` returns when the event is safe.

    Args:
        wake: called after each commit, in the event loop.
        fetch: called then with what is to be fetched.
    """

    def __init__(
        self, database: Database, community: str, account: str, seal: Seal, clock: Clock, wake: Callable[[], None],
        fetch: Callable[[Sequence[tuple[int, str]]], None] = lambda noted: None,
    ) -> None:  # fmt: skip
        self._database = database
        self._community = community
        self._account = account
        self._seal = seal
        self._clock = clock
        self._wake = wake
        self._fetch = fetch
        self._waiting: list[tuple[Incoming, asyncio.Future[None]]] = []
        self._writer: asyncio.Task[None] | None = None
        self._last_seq: int | None = None
        self._numbering = threading.Lock()

    async def receive(self, message: Incoming) -> None:
        """Store ``message``; return once it is committed. The same id twice is stored once.

        Raises:
            Exception: this event can never be stored; the others are.
        """
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((message, done))
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write())
        await done

    async def _write(self) -> None:
        pause, alone = 0.5, 0
        while self._waiting:
            size = 1 if alone else BATCH
            alone = max(0, alone - 1)
            batch, self._waiting = self._waiting[:size], self._waiting[size:]
            try:
                noted = await self._database.run("inbox", self.store, [message for message, _ in batch])
            except StorageError as error:
                # Not acknowledged, not forgotten: the same events are tried again, and their senders wait.
                log.error("not_stored", reason=str(error), messages=len(batch))
                self._waiting = batch + self._waiting
                await asyncio.sleep(pause)
                pause = min(pause * 2, _LONGEST_WAIT)
                alone += len(batch) == 1
                continue
            except Exception as error:  # noqa: BLE001 - whatever it was, nobody waits for ever
                if len(batch) > 1:
                    # One of them cannot be stored: each alone, so that it takes no other with it.
                    self._waiting, alone = batch + self._waiting, len(batch)
                    continue
                log.error("not_storable", error=safe_exception(error))
                _answer(batch, error)
                continue
            pause = 0.5
            _answer(batch)
            if noted:
                self._fetch(noted)
            self._wake()

    def store(self, messages: Sequence[Incoming]) -> list[tuple[int, str]]:
        """Commit ``messages`` in one transaction; return those to be fetched: (sequence number, id). Inbox's thread.

        Raises:
            StorageError: nothing was stored.
        """
        try:
            with self._numbering:
                return self._commit(messages)
        except IntegrityError as error:
            # Another process took the same place in the order: ask for the last one again.
            self._last_seq = None
            raise StorageError("Two processes write one inbox; the order is taken anew.") from error

    def _commit(self, messages: Sequence[Incoming]) -> list[tuple[int, str]]:
        with self._database.transaction() as connection:
            store = Store(connection, self._community, self._seal)
            rows = InboxRows(store)
            seq = rows.last_seq() if self._last_seq is None else self._last_seq
            # Time in microseconds orders processes too; it never goes back, even if the clock does.
            seq = max(seq, int(self._clock.now().timestamp() * 1_000_000))
            numbered = list(enumerate(map(storable, messages), start=seq + 1))
            rows.append([seal_incoming(store, self._account, message, place) for place, message in numbered])
        self._last_seq = seq + len(messages)
        return [(place, message.id) for place, message in numbered if message.type is MessageType.NOTED]

    async def settled(self) -> None:
        """Wait until everything received so far is committed."""
        if self._writer is not None:
            await self._writer
