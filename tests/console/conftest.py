"""The console's parts on the tiny compound's night: who looks, and the hands of the clock on the wall."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest

from bot.console.door import Answered, Door
from bot.console.guard import Guard, Visitor
from bot.console.house import House, Rooms
from bot.console.looking import Looking
from bot.contract import Incoming
from bot.settings import Settings
from data.logins import Visit
from data.session import Database
from tests.support.night import BEGIN, SEAL, Night

T = TypeVar("T")


class Wall:
    """The clock on the wall: a test moves its hands."""

    def __init__(self) -> None:
        self._now = BEGIN

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._now.timestamp()

    def later(self, **span: float) -> None:
        self._now += timedelta(**span)


@dataclass
class Desk:
    """Somebody at the console, while the night goes on in the groups."""

    night: Night
    runner: asyncio.Runner
    settings: Settings = field(default_factory=Settings)
    wall: Wall = field(default_factory=Wall)

    def __post_init__(self) -> None:
        engine = self.night.replay.engine

        async def put(message: Incoming) -> None:
            self.night.replay.say(message)

        rooms = Rooms(engine.database, SEAL, engine.transport.account, engine.kit, engine.clock, put)
        self.house = House(self.night.community, rooms, self.wall)
        self.looking = Looking(self.house)
        self.guard = Guard(self.house, self.looking, self.settings)
        self._door = Door(self.house, self.looking)

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)

    def person(self, name: str) -> str:
        """The key of somebody of the cast."""
        found: str = self.night.look(lambda work: work.people.person(self.night.contact(name)))
        return found

    def type(self, name: str, text: str) -> Answered:
        """``name`` types a command at the console."""
        return self.do(self._door.type(self.person(name), text))

    def visitor(self, name: str) -> Visitor:
        """``name`` as the pages see them."""
        visit = Visit("", self.person(name), self.wall.now(), self.wall.now(), chosen=True)
        return self.do(self.guard.visitor(visit))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    database = Database(str(tmp_path / "console.db"), durable=False, inline=True)
    with Night(database) as night, asyncio.Runner() as runner:
        desk = Desk(night, runner)
        yield desk
        desk.looking.close()
