"""Our engine as it stands in the morning: the demonstration compound is known, everybody sits in the groups, an antigen
collection is open. SQLite on the disk, synchronous=FULL, texts sealed.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from bot.app import Engine
from bot.clock import Clock, SystemClock
from bot.community import Community
from bot.contract import Incoming
from bot.settings import Settings
from bot.state import read_state
from bot.transport.simulated import SimulatedTransport
from data.crypt import Seal
from data.demo.sweep import demo_community
from data.session import Database
from data.store import stamp
from data.tables import CollectionRow
from data.work import Work
from tests.benchmarks.answers import Answer, members

FILE = "ours.db"
_LOOK_EVERY = 0.002


async def set_stage(folder: Path, answers: Sequence[Answer]) -> tuple[Engine, SimulatedTransport]:
    """An engine that runs, everything before the first answer done."""
    community = demo_community()
    clock = SystemClock()
    transport = SimulatedTransport(clock, (community.bot.id, community.bot.name))
    sitting = members(answers)
    for group in community.groups:
        transport.add_room(group.topic, [(contact, "") for contact in group.members] + sitting.get(group.topic, []))
    database = Database(f"sqlite:///{folder / FILE}")
    engine = Engine(database, community, Seal(os.urandom(32)), Settings(), clock, transport)
    engine.prepare()
    engine.look(lambda work: _open_collection(work, community, clock))
    await engine.start()
    # The bot has been up since yesterday: what it reads and compiles at its first message is not part of the morning.
    for number, group in enumerate(group for group in community.groups if group.building is not None):
        early = Incoming(f"early-{number}", group.topic, "wx-song", "大家早上好", clock.now(), "", group.topic)
        await transport.speak(early)
    await handled(folder)
    return engine, transport


def _open_collection(work: Work, community: Community, clock: Clock) -> None:
    now = clock.now()
    row = CollectionRow(
        community=community.key, id="benchmark", number=1, form="antigen", title="", opened_at=stamp(now),
        buildings=",".join(community.buildings), deadline=stamp(now + timedelta(hours=6)),
    )  # fmt: skip
    work.collections.open(row)


def message(answer: Answer, clock: Clock) -> Incoming:
    """The answer as the transport delivers it now."""
    return Incoming(
        f"answer-{answer.id}", answer.group, answer.sender, answer.text, clock.now(), answer.name, answer.group
    )


async def handled(folder: Path) -> None:
    """Wait until every message in the inbox has been handled. Looks at the file with a connection of its own."""
    connection = sqlite3.connect(folder / FILE)
    try:
        # From outside: nothing inside the engine is asked, and so nothing there is trusted.
        while connection.execute("SELECT 1 FROM inbox WHERE state = 'new' LIMIT 1").fetchone():  # noqa: ASYNC110
            await asyncio.sleep(_LOOK_EVERY)
    finally:
        connection.close()


def totals(engine: Engine, folder: Path) -> tuple[int, int, int, int]:
    """Answers handled, households that answered, households with a positive, messages in the outbox."""
    state = engine.look(read_state)
    assert isinstance(state, dict)
    buildings = [building for one in state["collections"] for building in one["buildings"].values()]
    connection = sqlite3.connect(folder / FILE)
    done = connection.execute(
        "SELECT COUNT(*) FROM inbox WHERE state = 'done' AND message_id LIKE 'answer-%'"
    ).fetchone()[0]
    outbox = connection.execute("SELECT COUNT(*) FROM outbox").fetchone()[0]
    connection.close()
    reported = sum(building["reported"] - len(building["review"]) for building in buildings)
    return done, reported, sum(len(building["positive_rooms"]) for building in buildings), outbox
