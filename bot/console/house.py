"""What the console is given: where to read, where to put what is typed, and, on the simulated network, a street."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, TypeVar

from bot.call import Kit
from bot.clock import Clock, SystemClock
from bot.community import Community
from bot.contract import Incoming
from data.crypt import Seal
from data.session import Database

T = TypeVar("T")


@dataclass(slots=True, frozen=True)
class Somebody:
    """Who can be spoken as: a contact of the simulated network. ``label`` says role or building too."""

    contact: str
    name: str
    label: str


@dataclass(slots=True, frozen=True)
class Progress:
    """How far a play has come. ``what`` is "" where nothing plays; ``rate`` in messages a second."""

    what: str = ""
    heard: int = 0
    total: int = 0
    rate: float = 0.0


class Street(Protocol):
    """The simulated network, where anybody can be spoken as. Its methods may be called from any event loop."""

    plays: bool
    """Whether time is its own, so that a morning can be played."""

    def people(self, topic: str | None) -> Sequence[Somebody]:
        """Who could speak in the group ``topic``; None: in private to the bot."""
        ...

    async def say(self, somebody: Somebody, topic: str | None, text: str) -> None:
        """Somebody says something; what follows at once has been said when this returns."""
        ...

    async def play(self, what: str, speed: float | None) -> None:
        """Begin to play "sweep" or "day": ``speed`` times as fast as the clock, None: as fast as it can."""
        ...

    async def stop(self) -> None:
        """End the play where it is."""
        ...

    async def wait(self, minutes: float) -> None:
        """Let time pass."""
        ...

    def progress(self) -> Progress:
        """How far the play has come."""
        ...


@dataclass(slots=True)
class Rooms:
    """One account's database and door. ``clock`` is the bot's, which may be virtual."""

    database: Database
    seal: Seal
    account: str
    kit: Kit
    clock: Clock
    put: Callable[[Incoming], Awaitable[None]]
    """Returns once the message is stored; may be awaited in any event loop."""
    street: Street | None = None


@dataclass(slots=True)
class House:
    """The bot of one community. ``rooms`` is None while no account is logged in."""

    community: Community
    rooms: Rooms | None = None
    watch: Clock = field(default_factory=SystemClock)
    """The clock on the wall: visits end by it."""

    def now(self) -> datetime:
        """The bot's time, in the community's zone."""
        clock = self.rooms.clock if self.rooms is not None else self.watch
        return clock.now().astimezone(self.community.zone)


async def across(loop: asyncio.AbstractEventLoop, work: Coroutine[Any, Any, T]) -> T:
    """Do ``work`` in ``loop``, whichever loop asks for it."""
    if loop is asyncio.get_running_loop():
        return await work
    return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, loop))
