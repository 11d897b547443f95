"""Events of which only the id came are stored first; here their content is fetched, many at a time, in their order.

What does not come at once holds nobody up: the others go on, and it is asked for again, after a restart too. What never
comes is given up, and the gap is told.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TypeVar

from bot.contract import Incoming, MessageType, Transport
from bot.errors import FetchFailed, StorageError
from bot.log import get_log
from data.crypt import Seal
from data.inbox import Inbox as InboxRows
from data.session import Database
from data.store import Store

log = get_log("fetching")
AT_ONCE = 64
BATCH = 256
PATIENCE = 3.0
"""Seconds that those behind wait for one event's content."""
WAITS = (2.0, 5.0, 15.0, 60.0, 180.0, 300.0)
"""Seconds before each further try, counted while the line stands."""

T = TypeVar("T")
Outcome = Incoming | None | FetchFailed


@dataclass(slots=True)
class _Noted:
    """An event whose content is asked for. ``seq`` is microseconds since 1970: when it came, too."""

    seq: int
    id: str
    task: asyncio.Task[Outcome]


class Fetching:
    """Fetches what the inbox has noted for one account.

    Args:
        store: commits an event of the engine's own to the inbox.
        wake: called when something can be handled, in the event loop.
        waits: seconds before each further try.
    """

    def __init__(
        self, database: Database, community: str, seal: Seal, transport: Transport,
        store: Callable[[Sequence[Incoming]], object], wake: Callable[[], None], *, waits: Sequence[float] = WAITS,
        patience: float = PATIENCE,
    ) -> None:  # fmt: skip
        self._database = database
        self._community = community
        self._seal = seal
        self._transport = transport
        self._store = store
        self._wake = wake
        self._waits = waits
        self._patience = patience
        self._line: deque[_Noted] = deque()
        self._again: dict[int, asyncio.Task[None]] = {}
        self._arrived = asyncio.Event()
        self._room = asyncio.Semaphore(AT_ONCE)
        self._hears = asyncio.Event()

    def hears(self, hears: bool) -> None:
        """Whether the line stands; while it does not, nothing is given up."""
        if hears:
            self._hears.set()
        else:
            self._hears.clear()

    def note(self, noted: Sequence[tuple[int, str]]) -> None:
        """Ask for the content of these events: (sequence number, id), in their order."""
        for seq, key in noted:
            self._line.append(_Noted(seq, key, asyncio.create_task(self._ask(key))))
        self._arrived.set()

    async def run(self) -> None:
        """Work until cancelled; begins with what an earlier run left."""
        try:
            self.note(await self._patiently(self._left_over))
            while True:
                await self._arrived.wait()
                self._arrived.clear()
                while self._line:
                    await self._keep(await self._ready())
        finally:
            for task in [*(noted.task for noted in self._line), *self._again.values()]:
                task.cancel()

    async def _ask(self, key: str) -> Outcome:
        async with self._room:
            try:
                return await asyncio.wait_for(self._transport.fetch(key), self._patience)
            except FetchFailed as error:
                return error
            except Exception as error:  # noqa: BLE001  whatever it is, this one event is asked for again
                return FetchFailed(type(error).__name__)

    async def _ready(self) -> list[_Noted]:
        """The first in the line, once its answer is there, and those behind it that are ready too."""
        await asyncio.wait([self._line[0].task])
        ready: list[_Noted] = []
        while self._line and self._line[0].task.done() and len(ready) < BATCH:
            ready.append(self._line.popleft())
        return ready

    async def _keep(self, ready: Sequence[_Noted]) -> None:
        came: list[tuple[int, Incoming | None]] = []
        for noted in ready:
            outcome = noted.task.result()
            if isinstance(outcome, FetchFailed):
                self._again[noted.seq] = asyncio.create_task(self._later(noted.seq, noted.id))
            else:
                came.append((noted.seq, outcome))
        if came:
            await self._patiently(partial(self._fill, came))
            self._wake()

    async def _later(self, seq: int, key: str) -> None:
        """Ask again, less and less often; in the end give it up."""
        try:
            for wait in self._waits:
                await asyncio.sleep(wait)
                await self._hears.wait()
                outcome = await self._ask(key)
                if not isinstance(outcome, FetchFailed):
                    await self._patiently(partial(self._fill, [(seq, outcome)]))
                    self._wake()
                    return
            log.error("never_came", messages=1)
            await self._patiently(partial(self._give_up, seq, key))
            self._wake()
        finally:
            self._again.pop(seq, None)

    async def _patiently(self, work: Callable[[], T]) -> T:
        pause = 0.5
        while True:
            try:
                return await self._database.run("inbox", work)
            except StorageError as error:
                log.error("not_fetched", reason=str(error))
                await asyncio.sleep(pause)
                pause = min(pause * 2, 30.0)

    # In the inbox's thread.

    def _left_over(self) -> list[tuple[int, str]]:
        with self._database.transaction() as connection:
            rows = InboxRows(Store(connection, self._community, self._seal))
            # Those of another account cannot be asked for any more; they lie in the gap before this one.
            rows.lose_others(self._transport.account)
            return rows.noted(self._transport.account)

    def _fill(self, came: Sequence[tuple[int, Incoming | None]]) -> None:
        with self._database.transaction() as connection:
            rows = InboxRows(Store(connection, self._community, self._seal))
            for seq, message in came:
                rows.fill(seq, self._transport.account, message)

    def _give_up(self, seq: int, key: str) -> None:
        at = datetime.fromtimestamp(seq / 1_000_000, UTC)
        text = f"lost\n{at.isoformat()}"
        with self._database.transaction() as connection:
            if not InboxRows(Store(connection, self._community, self._seal)).is_noted(seq):
                return  # the same id came twice, and the first brought it
        # Told first: should it end between the two, the same event is told once, by its key.
        self._store([Incoming(f"tick:lost:{key}", None, "", text, at, type=MessageType.TICK)])
        with self._database.transaction() as connection:
            InboxRows(Store(connection, self._community, self._seal)).lose([seq])
