"""An hour of lines that break, freeze and come back, while people talk (make endurance). Nothing may grow."""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from random import Random

import pytest

from bot.clock import SystemClock
from bot.contract import MessageType
from bot.errors import FetchFailed
from tests.support.gateway import Gateway
from tests.support.wechat import Account, logged_in

pytestmark = pytest.mark.endurance

MINUTES = float(os.environ.get("FENJIAN_SOAK_MINUTES", "60"))
_ROOM = "r1@chatroom"
_TALK = "for (let n = 0; n < 20; n++) speak(given, `wx-${Math.floor(Math.random() * 200)}`, '502 阴性')"
_SLACK = 1.1


def memory() -> int:
    """Bytes that this process holds."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


@asynccontextmanager
async def talk(gateway: Gateway, account: Account) -> AsyncIterator[None]:
    """People talk, and what they say is fetched and let go."""

    async def speak() -> None:
        while True:
            with suppress(OSError, RuntimeError):
                await gateway.run(_TALK, _ROOM)
            heard, account.heard = account.heard, []
            for one in heard:
                if one.type is MessageType.NOTED:
                    with suppress(FetchFailed):
                        await account.transport.fetch(one.id)
            await asyncio.sleep(0.1)

    speaking = asyncio.create_task(speak())
    try:
        yield
    finally:
        speaking.cancel()
        await asyncio.gather(speaking, return_exceptions=True)


async def trouble(gateway: Gateway, account: Account, random: Random) -> None:
    """The line breaks in one of three ways and is there again."""

    way = random.choice(["kill", "freeze", "cut", "cut"])
    if way == "kill":
        await gateway.restart()
    elif way == "freeze":
        gateway.freeze()
        await asyncio.sleep(1.0)
        gateway.thaw()
    else:
        account.transport._puppet.close()
    async with asyncio.timeout(5):
        await account.transport.log_in()
    await asyncio.sleep(random.uniform(0, 1))


async def test_nothing_grows(gateway: Gateway) -> None:
    await gateway.room(_ROOM, "三号楼", [(f"wx-{number}", f"3-{number}") for number in range(200)])
    clock, random = SystemClock(), Random(7)
    sizes: list[tuple[int, int, int]] = []
    async with logged_in(gateway, call_limit=1.0, probe_every=0.3, probe_limit=0.5) as account, talk(gateway, account):
        began = clock.monotonic()
        while clock.monotonic() - began < MINUTES * 60:
            for _ in range(10):
                await trouble(gateway, account, random)
            gc.collect()
            sizes.append((len(asyncio.all_tasks()), len(gc.get_objects()), memory()))
    settled, last = sizes[min(2, len(sizes) - 1)], sizes[-1]
    assert last[0] <= settled[0]
    assert last[1] <= settled[1] * _SLACK
    assert last[2] <= settled[2] * _SLACK
    print(f"{len(sizes) * 10} breaks in {MINUTES:g} minutes: tasks, objects, bytes {settled} -> {last}")
