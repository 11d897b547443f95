"""An hour with a gateway that is killed every minute: the engine neither swells nor collects tasks."""

from __future__ import annotations

import asyncio
import os
import resource
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import Engine
from bot.clock import SystemClock
from bot.settings import Settings
from bot.transport.wechat.transport import WechatTransport
from data.session import Database
from data.store import stamp, table
from data.tables import CollectionRow, GapRow
from data.work import Work
from tests.support.gateway import Gateway, gateway
from tests.support.night import B3, SEAL, shipped_forms, tiny_compound

__all__ = ["gateway"]

pytestmark = pytest.mark.endurance

MINUTES = float(os.environ.get("SOAK_MINUTES", "60"))
A_SECOND = 10
EVERY = 60.0
"""Seconds between two deaths of the gateway."""
GROWTH = 1.15
"""How many times the memory of the first quarter may be held at the end."""


def memory() -> int:
    """Bytes this process holds now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize()


def open_collection(work: Work) -> None:
    now = SystemClock().now()
    work.collections.open(
        CollectionRow(
            community=work.store.community, id="soak", number=1, form="antigen", title="", opened_at=stamp(now),
            buildings="3,5,8", deadline=stamp(now + timedelta(hours=12)),
        )
    )  # fmt: skip


async def test_nothing_grows(gateway: Gateway, tmp_path: Path) -> None:
    rooms = ["301", "302", "401", "402", "501", "502", "602"]
    await gateway.room("r3@chatroom", B3, [(f"wx-{room}", f"{room}-住户") for room in rooms])
    transport = WechatTransport(gateway.endpoint, gateway.token, clock=SystemClock())
    await transport.log_in()
    database = Database(f"sqlite:///{tmp_path / 'soak.db'}")
    engine = Engine(database, tiny_compound(), SEAL, Settings(pace=0), SystemClock(), transport, forms=shipped_forms())
    engine.prepare()
    engine.look(open_collection)
    await engine.start()
    held: list[tuple[int, int]] = []
    loop = asyncio.get_running_loop()
    end, death, said = loop.time() + MINUTES * 60, loop.time() + EVERY, 0
    while loop.time() < end:
        if loop.time() > death:
            await gateway.restart()
            death = loop.time() + EVERY
            held.append((memory(), len(asyncio.all_tasks())))
            print(f"{len(held)} deaths, {said} messages, {held[-1][0] / 1e6:.0f} MB, {held[-1][1]} tasks", flush=True)
        said += 1
        room = rooms[said % 7]
        await gateway.speak("r3@chatroom", f"wx-{room}", f"{room} {1 + said % 3}人阴" if said % 3 else "今天的菜真新鲜")
        await asyncio.sleep(1 / A_SECOND)
    gaps = engine.look(lambda work: len(work.store.rows(work.store.select(GapRow, table(GapRow).c.until != ""))))
    await engine.stop()
    assert isinstance(gaps, int)
    assert gaps >= len(held) - 1, "every death was noted"
    quarter = max(1, len(held) // 4)
    assert max(size for size, _ in held[-quarter:]) <= GROWTH * max(size for size, _ in held[:quarter])
    assert max(tasks for _, tasks in held[-quarter:]) <= max(tasks for _, tasks in held[:quarter]) + 2
