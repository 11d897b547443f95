"""A sweep through the real engine and the real schema, on a disk whose power can be cut."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bot.app import Engine
from bot.clock import SystemClock
from bot.transport.simulated import SimulatedTransport
from data.crypt import Seal
from data.session import Database
from tests.endurance.apsw_dbapi import Connection
from tests.endurance.compound import Script, add_rooms, make_community, quick_settings
from tests.endurance.disk import Disk
from tests.endurance.oracle import KEY
from tests.endurance.sabotage import sabotage

FILE = "cut.db"
START = datetime(2022, 4, 10, tzinfo=UTC)


def as_it_is(statement: str) -> str:
    """The statement, unchanged."""
    return statement


def without_full_sync(statement: str) -> str:
    """The other mistake that the harness must catch: synchronous=NORMAL."""
    return statement.replace("synchronous=FULL", "synchronous=NORMAL")


async def sweep(
    folder: Path,
    disk: Disk,
    messages: int,
    *,
    rewrite: Callable[[str], str] = as_it_is,
    mistake: str = "",
    seed: int = 3,
) -> None:
    """Play ``messages`` messages, in groups of changing size; every acknowledgement is noted in the disk's log."""
    community, clock = make_community(), SystemClock()
    transport = SimulatedTransport(clock, (community.bot.id, community.bot.name))
    add_rooms(transport, community)
    path = str(folder / FILE)
    database = Database(f"sqlite:///{path}", connect=lambda: Connection(path, disk.name, rewrite))
    engine = Engine(database, community, Seal(KEY), quick_settings(), clock, transport)
    sabotage(engine, mistake)
    engine.prepare()
    await engine.start()
    script, chance = Script(START, seed), random.Random(seed)

    async def say(number: int) -> None:
        await transport.speak(script.message(number))
        disk.acknowledge(number)

    number = 0
    while number < messages:
        size = min(chance.choice((1, 1, 3, 20, 60)), messages - number)
        await asyncio.gather(*(say(number + offset) for offset in range(size)))
        number += size
    # The desk is left in the middle of its work: cuts must find it there, too.
    await engine.stop()
