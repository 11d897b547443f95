"""What an undisturbed bot comes to: every message once, in order, nothing killed and nothing cut."""

from __future__ import annotations

from datetime import datetime

from bot.app import Engine
from bot.clock import SystemClock
from bot.state import read_state
from bot.transport.simulated import SimulatedTransport
from data.crypt import Seal
from data.session import Database
from tests.endurance.compound import Script, add_rooms, make_community, quick_settings

KEY = bytes(32)


async def collections_after(database: Database, base: datetime, messages: int, seed: int = 11) -> object:
    """The state of the collections once an engine on ``database`` has taken the first ``messages`` messages.

    What the database had before is kept, and messages that it has already are not counted again.
    """
    community, clock = make_community(), SystemClock()
    transport = SimulatedTransport(clock, (community.bot.id, community.bot.name), echo_after=None)
    add_rooms(transport, community)
    engine = Engine(database, community, Seal(KEY), quick_settings(), clock, transport)
    engine.prepare()
    await engine.meet()
    script = Script(base, seed)
    engine.take([script.message(number) for number in range(messages)])
    state = engine.look(read_state)
    assert isinstance(state, dict)
    return state["collections"]
