"""A whole morning of 25 buildings through the real gateway: counted as on the simulated network."""

from __future__ import annotations

import json
from pathlib import Path

from bot.contract import Incoming
from bot.replay import Replay, read_transcript
from bot.settings import Settings
from bot.state import read_state
from data.crypt import Seal, make_key, parse_keys
from data.demo.sweep import START, Sweep, demo_community, make_sweep
from data.session import Database
from tests.support.gateway import Gateway
from tests.wechat.compound import play


async def simulated(sweep: Sweep, folder: Path) -> object:
    community = demo_community()
    lines = [json.dumps(line, ensure_ascii=False) for line in sweep.lines]
    messages = [one for one in read_transcript(lines, community.bot.id) if isinstance(one, Incoming)]
    database = Database(str(folder / "simulated.db"), durable=False, inline=True)
    replay = Replay(database, community, Seal(*parse_keys(make_key())), Settings(), START)
    await replay.prepare()
    await replay.play(messages)
    state = replay.engine.look(read_state)
    database.close()
    assert isinstance(state, dict)
    return state["collections"][0]


async def test_a_morning_through_the_gateway_is_counted_as_on_the_simulated_network(
    gateway: Gateway, tmp_path: Path
) -> None:
    sweep = make_sweep(demo_community())
    heard, _ = await play(gateway, tmp_path, sweep)
    assert heard == await simulated(sweep, tmp_path)
