"""Whatever happens to the gateway while people talk: what it delivered is stored once and in order, the rest is known.

`make test` plays one round of each; `make endurance` twenty.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from random import Random

import pytest
from structlog.testing import capture_logs

from bot.transport.wechat import session
from tests.support.gateway import Gateway
from tests.wechat.storms import BREAKS, STORMS, Talk, is_plain

FEW, MANY = 1, 20


@pytest.mark.parametrize("storm", STORMS)
async def test_a_storm(storm: str, gateway: Gateway, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    await weather(storm, gateway, tmp_path, monkeypatch, FEW)


@pytest.mark.endurance
@pytest.mark.parametrize("storm", STORMS)
async def test_a_long_storm(storm: str, gateway: Gateway, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    await weather(storm, gateway, tmp_path, monkeypatch, MANY)


async def weather(storm: str, gateway: Gateway, folder: Path, monkeypatch: pytest.MonkeyPatch, rounds: int) -> None:
    if storm == "second client":
        # How long it asks before it gives up; in earnest, longer.
        monkeypatch.setattr(session, "_OTHERS_GO", 0.5)
    # On a busy machine an answer may take a while: only where it freezes, that must not be waited for.
    talk = Talk(gateway, folder, Random(storm), probe_limit=1.0 if storm == "frozen" else 10.0)
    with capture_logs() as lines:
        await talk.start()
        try:
            await talk.go_on()
            before = len(asyncio.all_tasks())
            for _ in range(rounds):
                await STORMS[storm](talk)
                await talk.go_on()
            await talk.be_quiet()
            heard = await talk.check()
            assert len(asyncio.all_tasks()) <= before
            assert bool(await talk.gaps()) is (storm in BREAKS)
        finally:
            await talk.engine.stop()
    print(f"{storm}: {rounds} rounds, {heard} messages heard")
    told = [line["event"] for line in lines if line["part"] == "wechat"]
    assert is_plain(storm, rounds, told), told
