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
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from bot.app import Engine
from bot.clock import SystemClock
from bot.log import set_up
from data.crypt import Seal
from data.session import Database
from tests.endurance.compound import Script, add_rooms, make_community, quick_settings
from tests.endurance.network import Countdown, WitnessedTransport
from tests.endurance.oracle import KEY, collections_after
from tests.endurance.sabotage import sabotage

FILE = "kill.db"


@dataclass(slots=True)
class Order:
    """What one life of the bot is to do.

    ``first`` is the first message to be said and ``until`` the one to stop at (None: go on until killed). ``moment``
    and ``times`` say at which of its own moments it dies, see ``Countdown``. With ``echoes`` it hears the echoes of
    the last messages when it comes back. With ``finish`` it stops when nothing is left to be done.
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


def say(line: str) -> None:
    """Unbuffered: what was said before the kill arrives."""
    os.write(1, line.encode() + b"\n")


async def live(order: Order) -> None:
    """Run the engine until something ends it."""
    folder = Path(order.folder)
    community, clock = make_community(), SystemClock()
    countdown = Countdown(order.moment, order.times)
    transport = WitnessedTransport(clock, (community.bot.id, community.bot.name), folder, countdown)
    add_rooms(transport, community)
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
    await _speak(order, transport)
    if order.finish:
        await _idle(folder / FILE)
        await engine.stop()
        say("DONE")


async def _speak(order: Order, transport: WitnessedTransport) -> None:
    script, chance = Script(datetime.fromisoformat(order.base)), random.Random(order.seed)

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


async def _idle(path: Path) -> None:
    connection = sqlite3.connect(path)
    left = (
        "SELECT (SELECT COUNT(*) FROM inbox WHERE state = 'new') + (SELECT COUNT(*) FROM outbox WHERE state IN "
        "('queued', 'sending') AND not_before <= strftime('%Y-%m-%dT%H:%M:%f', 'now', '+30 seconds') "
        "OR state = 'unknown' AND attempts < 2)"
    )
    while connection.execute(left).fetchone()[0]:  # noqa: ASYNC110  looks from outside
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
