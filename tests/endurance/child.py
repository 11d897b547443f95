"""The bot that is killed: ``python -m tests.endurance.child`` reads orders on stdin, a JSON object a line, and runs
each in a fork of its own, so that a round does not wait for the interpreter.

On stdout: ``READY pid`` once the engine runs, ``ACK k`` after each ``receive``, ``DONE`` where the work was finished,
``GONE`` when the fork has ended, however it did.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Protocol

import sqlalchemy as sa

from bot.app import Engine
from bot.clock import SystemClock
from bot.community import Community
from bot.contract import Incoming
from bot.log import set_up
from bot.transport.simulated import SimulatedTransport
from data.crypt import Seal
from data.session import Database
from data.store import stamp
from tests.endurance import compound, fanout
from tests.endurance.compound import quick_settings
from tests.endurance.network import Countdown, WitnessedTransport
from tests.endurance.oracle import KEY, collections_after
from tests.endurance.sabotage import sabotage

FILE = "kill.db"


@dataclass(slots=True)
class Order:
    """What one life of the bot is to do.

    ``first`` is the first message to be said and ``until`` the one to stop at (None: go on until killed). ``moment``
    and ``times`` say at which of its own moments it dies, see ``Countdown``. With ``echoes`` it hears the echoes of
    the last messages when it comes back. With ``finish`` it stops when nothing is left to be done. ``scene`` is one of
    ``SCENES``; ``shift`` are the seconds by which its clock is ahead of the machine's.
    """

    folder: str
    base: str
    seed: int
    first: int
    until: int | None = None
    moment: str = ""
    times: int = 0
    echoes: bool = False
    mistake: str = ""
    finish: bool = False
    scene: str = "sweep"
    shift: float = 0.0


class Telling(Protocol):
    """A script: what is said as message ``number``."""

    def message(self, number: int) -> Incoming: ...


@dataclass(slots=True, frozen=True)
class Scene:
    """Where a life is lived, and what is said there."""

    community: Callable[[], Community]
    add_rooms: Callable[[SimulatedTransport, Community], None]
    script: Callable[[datetime], Telling]


SCENES = {
    "sweep": Scene(compound.make_community, compound.add_rooms, compound.Script),
    **{
        kind: Scene(fanout.make_community, fanout.add_rooms, partial(fanout.Script, kind=kind))
        for kind in (fanout.ANSWERS, fanout.NOTICES, fanout.ASKS)
    },
}


class ShiftedClock(SystemClock):
    """A clock that is ``seconds`` ahead, so that nobody waits for what is due in ten minutes."""

    def __init__(self, seconds: float) -> None:
        self._ahead = timedelta(seconds=seconds)

    def now(self) -> datetime:
        return super().now() + self._ahead


def say(line: str) -> None:
    """Unbuffered: what was said before the kill arrives."""
    os.write(1, line.encode() + b"\n")


async def live(order: Order) -> None:
    """Run the engine until something ends it."""
    folder = Path(order.folder)
    scene = SCENES[order.scene]
    community, clock = scene.community(), ShiftedClock(order.shift)
    countdown = Countdown(order.moment, order.times)
    transport = WitnessedTransport(clock, (community.bot.id, community.bot.name), folder, countdown)
    scene.add_rooms(transport, community)
    database = Database(f"sqlite:///{folder / FILE}")
    engine = Engine(database, community, Seal(KEY), quick_settings(), clock, transport)
    sabotage(engine, order.mistake)
    engine.prepare()
    sa.event.listen(database.engine, "commit", lambda _: countdown.pass_by("before_commit"))
    sa.event.listen(database.engine, "checkin", lambda *_: countdown.pass_by("after_commit"))
    await engine.start()
    say(f"READY {os.getpid()}")
    if order.echoes:
        for echo in transport.late_echoes(5):
            await engine.inbox.receive(echo)
    await _speak(order, transport, scene.script(datetime.fromisoformat(order.base)))
    if order.finish:
        await _idle(folder / FILE, clock)
        await engine.stop()
        say("DONE")


async def _speak(order: Order, transport: WitnessedTransport, script: Telling) -> None:
    chance = random.Random(order.seed)

    async def one(number: int) -> None:
        await transport.speak(script.message(number))
        say(f"ACK {number}")

    number = order.first
    while order.until is None or number < order.until:
        size = chance.choice((1, 1, 3, 10, 40))
        if order.until is not None:
            size = min(size, order.until - number)
        await asyncio.gather(*(one(number + offset) for offset in range(size)))
        number += size
        await asyncio.sleep(chance.choice((0, 0, 0.005, 0.02)))


async def _idle(path: Path, clock: SystemClock) -> None:
    connection = sqlite3.connect(path)
    left = (
        "SELECT (SELECT COUNT(*) FROM inbox WHERE state = 'new') + (SELECT COUNT(*) FROM outbox WHERE state IN "
        "('queued', 'sending') AND not_before <= ? "
        "OR state = 'unknown' AND attempts < 2)"
    )
    while connection.execute(left, (stamp(clock.now() + timedelta(seconds=30)),)).fetchone()[0]:  # noqa: ASYNC110  looks from outside
        await asyncio.sleep(0.01)
    connection.close()


def warm_up() -> None:
    """Read and compile, before the first fork, what every life would read and compile again. Starts no thread."""
    database = Database("sqlite://", inline=True)
    asyncio.run(collections_after(database, SystemClock().now(), 3))
    database.close()


def main() -> None:
    """Run orders until stdin ends."""
    set_up("CRITICAL")
    warm_up()
    last = 0
    for line in sys.stdin:
        if last:
            os.waitpid(last, 0)
        last = os.fork()
        if not last:
            asyncio.run(live(Order(**json.loads(line))))
            os._exit(0)
        # Not yet taken off the list of processes: its id stays its own until the next order.
        os.waitid(os.P_PID, last, os.WEXITED | os.WNOWAIT)
        say("GONE")


if __name__ == "__main__":
    main()
