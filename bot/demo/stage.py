"""Where one speaks at the prompt: on a virtual clock that waits for nobody, or to the bot as it really runs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol, TypeVar, cast

import sqlalchemy as sa

from bot.app import Engine
from bot.contract import Incoming
from bot.replay import Replay
from bot.transport.simulated import SimulatedTransport
from data.store import table
from data.tables import InboxRow
from data.work import Work

T = TypeVar("T")
_SPEAKS_WITHIN = timedelta(minutes=2)
_PASSES = timedelta(seconds=5)
_PATIENCE = 100
_NAP = 0.02


class Stage(Protocol):
    """What the prompt needs of a running bot."""

    engine: Engine
    moves: bool
    """Whether time can be moved."""

    async def waits(self) -> float:
        """Seconds until what follows at once may be said; 0 where nothing waits."""
        ...

    async def say(self, message: Incoming) -> str:
        """Somebody says something; return what the bot took it for."""
        ...

    async def settle(self) -> None:
        """Let what follows from it be said."""
        ...

    async def tick(self, moment: datetime) -> bool:
        """Move the clock to ``moment``; False where time cannot be moved."""
        ...

    async def ask(self, question: Callable[[Work], T]) -> T:
        """Ask ``question`` of the rows as they are now."""
        ...


def taken_for(work: Work, message_id: str) -> str:
    """What a message was taken for: report, chat, command, refused, parked …; "" while it waits."""
    source = table(InboxRow)
    row = work.store.row(work.store.select(InboxRow, source.c.message_id == message_id).order_by(sa.desc(source.c.seq)))
    return "" if row is None or row.state == "new" else str(row.outcome or row.state)


class Rehearsal:
    """A replay's engine: what a message brings about is said at once, however long it would take."""

    moves = True

    def __init__(self, replay: Replay) -> None:
        self.replay = replay
        self.engine = replay.engine

    async def waits(self) -> float:
        return 0.0

    async def say(self, message: Incoming) -> str:
        self.replay.say(message)
        return await self.ask(lambda work: taken_for(work, message.id))

    async def settle(self) -> None:
        until = self.engine.clock.now() + _SPEAKS_WITHIN
        while (due := self.engine.outbox.next_due()) is not None and due <= until:
            await self.replay.until(due)
        await self.replay.until(self.engine.clock.now() + _PASSES)

    async def tick(self, moment: datetime) -> bool:
        await self.replay.until(moment)
        return True

    async def ask(self, question: Callable[[Work], T]) -> T:
        return cast("T", self.engine.look(question))


class Live:
    """The engine at work on the machine's own clock."""

    moves = False

    def __init__(self, engine: Engine, transport: SimulatedTransport) -> None:
        self.engine = engine
        self._transport = transport

    async def waits(self) -> float:
        due = await self.engine.database.run("desk", self.engine.outbox.next_due)
        wait = timedelta() if due is None else due - self.engine.clock.now()
        return wait.total_seconds() if timedelta() < wait <= _SPEAKS_WITHIN else 0.0

    async def say(self, message: Incoming) -> str:
        await self._transport.speak(message)
        for _ in range(_PATIENCE):
            if found := await self.ask(lambda work: taken_for(work, message.id)):
                return found
            await asyncio.sleep(_NAP)
        return ""

    async def settle(self) -> None:
        """It says it by itself, in its own time."""

    async def tick(self, moment: datetime) -> bool:
        return False

    async def ask(self, question: Callable[[Work], T]) -> T:
        return cast("T", await self.engine.database.run("desk", self.engine.look, question))
