"""The demonstration's compound with its pages, played when the parent says so: ``play`` on a line of standard input.

Prints the address and the one-time link, then a JSON line for each morning that was played.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path
from time import process_time
from typing import Any

from rich.console import Console

from bot.clock import SystemClock
from bot.console.house import House, Rooms
from bot.demo.casting import Casting
from bot.demo.neighbours import Neighbours
from bot.demo.street import SEED, PlayedStreet
from bot.replay import Replay
from bot.serving import served
from bot.settings import Settings
from bot.words import load_words
from data.crypt import Seal
from data.demo.sweep import START, demo_community
from data.session import Database

_LOOK = 0.005


async def serve(folder: Path) -> None:
    """Serve until standard input ends."""
    community = demo_community()
    database = Database(str(folder / "stage.db"), durable=False, inline=True)
    seal, settings = Seal(os.urandom(32)), Settings(console_port=0)
    replay = Replay(database, community, seal, settings, START, seed=SEED)
    await replay.prepare()
    engine = replay.engine
    street = PlayedStreet(replay, community, Casting(community, Neighbours(community, load_words())))
    console = Console(file=sys.stdout, width=1000)
    async with served(House(community), settings, console, browser=False) as pages:
        account = engine.transport.account
        await pages.open(Rooms(database, seal, account, engine.kit, engine.clock, street.put, street))
        sys.stdout.flush()
        while await asyncio.to_thread(sys.stdin.readline):
            tell(await play(street))
    database.close()


async def play(street: PlayedStreet) -> dict[str, Any]:
    """One morning as fast as it can: messages a second until the last, and seconds of the processor for all threads."""
    clock = SystemClock()
    # The street tells how far a play has come only when it is asked, and what is measured is real time.
    await street.play("sweep", None)
    while not street.progress().heard:  # noqa: ASYNC110
        await asyncio.sleep(_LOOK)
    began, first, spent = clock.monotonic(), street.progress(), process_time()
    last = first
    while (now := street.progress()).what:
        if now.heard != last.heard:
            last, ended, cpu = now, clock.monotonic(), process_time() - spent
        await asyncio.sleep(_LOOK)
    return {"messages": last.heard, "rate": (last.heard - first.heard) / (ended - began), "cpu": cpu}


def tell(found: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))
