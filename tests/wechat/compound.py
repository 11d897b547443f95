"""The demonstration compound behind a gateway, and the whole engine before it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import Any

import sqlalchemy as sa

from bot.app import Engine
from bot.clock import VirtualClock
from bot.settings import Settings
from bot.state import read_state
from bot.transport.wechat.transport import WechatTransport
from data.crypt import Seal, make_key, parse_keys
from data.demo.sweep import START, Sweep, demo_community
from data.session import Database
from data.store import table
from data.tables import InboxRow, PreviewRow
from data.work import Work
from tests.support.gateway import Gateway
from tests.support.night import shipped_forms

Line = dict[str, Any]
_TYPES = {"image": 6, "recall": 13}
_QUOTED = "「{name}：{quote}」\n- - - - - - - - - - - - - - -\n{text}"
_WITHIN = 120.0
_GLANCE = 0.05
END = datetime.fromisoformat("2022-04-10T08:30+08:00")
_STATE = table(InboxRow)
_PREVIEW = table(PreviewRow)


async def settle_in(gateway: Gateway, lines: Sequence[Line]) -> None:
    """Every group of the compound, with whoever will speak in it under the name he has there."""
    sitting: dict[str, dict[str, str]] = {group.topic: {} for group in demo_community().groups}
    for group in demo_community().groups:
        sitting[group.topic].update(dict.fromkeys(group.members, ""))
    for line in lines:
        sitting[line["room"]][line["from"]] = line["name"]
    rooms = [[f"{topic}@chatroom", topic, list(members.items())] for topic, members in sitting.items()]
    await gateway.set_up("for (const each of given) room(...each)", rooms)


def spoken(line: Line) -> list[object]:
    """The arguments of the gateway's ``speak`` for a line of a transcript."""
    text = line["text"]
    if line.get("quote"):
        text = _QUOTED.format(name="邻居", quote=line["quote"], text=text)
    more: Line = {"id": line["id"], "at": round(datetime.fromisoformat(line["at"]).timestamp() * 1000)}
    if line.get("type"):
        more["type"] = _TYPES[line["type"]]
    return [f"{line['room']}@chatroom", line["from"], text, more]


def answers(sweep: Sweep) -> tuple[list[Line], list[Line], list[Line]]:
    """The secretary's beginning, what was said until the deadline, and afterwards."""
    deadline = datetime.fromisoformat(sweep.lines[0]["at"]).replace(hour=7, minute=30)
    begin, rest = sweep.lines[:2], sweep.lines[2:]
    early = [line for line in rest if datetime.fromisoformat(line["at"]) < deadline]
    return begin, early, rest[len(early) :]


class Morning:
    """One morning's engine on a clock that the test moves."""

    def __init__(self, gateway: Gateway, folder: Path, start: datetime, *, durable: bool = False) -> None:
        self.gateway = gateway
        self._durable = durable
        self.clock = VirtualClock(start)
        self.transport = WechatTransport(gateway.endpoint, gateway.token, clock=self.clock)
        self._folder = folder
        self._seal = Seal(*parse_keys(make_key()))
        self.engine: Engine

    async def start(self) -> None:
        await self.gateway.run("knobs.now = given", round(self.clock.now().timestamp() * 1000))
        await self.transport.log_in()
        database = Database(str(self._folder / "morning.db"), durable=self._durable)
        settings = Settings(pace=0, pace_urgent=0, pace_jitter=0, per_minute=1_000_000)
        self.engine = Engine(
            database, demo_community(), self._seal, settings, self.clock, self.transport, forms=shipped_forms()
        )
        self.engine.prepare()
        await self.engine.start()

    async def say(self, lines: Sequence[Line]) -> None:
        """As fast as the gateway can; returns once the bot has handled everything it knows of."""
        await self.gateway.run("for (const each of given) speak(...each)", [spoken(line) for line in lines])
        await self.handled([line["id"] for line in lines])

    async def handled(self, ids: Sequence[str]) -> None:
        async with asyncio.timeout(_WITHIN):
            while True:
                if await self._look(lambda work: self._done(work, ids)):
                    return
                await asyncio.sleep(_GLANCE)

    @staticmethod
    def _done(work: Work, ids: Sequence[str]) -> bool:
        connection = work.store.connection
        waiting = sa.select(sa.func.count()).where(_STATE.c.state.in_(["new", "noted"]))
        if connection.execute(waiting).scalar_one():
            return False
        stored = sa.select(sa.func.count()).where(_STATE.c.message_id.in_(ids[-500:]))
        return connection.execute(stored).scalar_one() == len(ids[-500:])

    async def move_to(self, moment: datetime) -> None:
        """What is due until then happens."""
        await self.gateway.run("knobs.now = given", round(moment.timestamp() * 1000))
        self.clock.move_to(moment)
        async with asyncio.timeout(_WITHIN):
            while True:
                if await self._due() > moment:
                    return
                await asyncio.sleep(_GLANCE)

    async def _due(self) -> datetime:
        due: datetime = await self.engine.database.run("desk", self.engine.next_due)
        return due

    async def _look(self, question: Any) -> Any:
        return await self.engine.database.run("desk", lambda: self.engine.look(question))

    async def state(self) -> Any:
        """What ``fenjian state`` shows of the only collection."""
        found = (await self._look(read_state))["collections"]
        assert found, f"nothing is collected; the first messages: {await self._look(self._begun)}"
        return found[0]

    @staticmethod
    def _begun(work: Work) -> list[tuple[object, ...]]:
        """What was made of the first messages (id, kind, state, outcome), and of what waited to be confirmed."""
        columns = (_STATE.c.message_id, _STATE.c.type, _STATE.c.state, _STATE.c.outcome)
        previews = (_PREVIEW.c.number, _PREVIEW.c.command, _PREVIEW.c.person, _PREVIEW.c.state, _PREVIEW.c.expires_at)
        asked = (sa.select(*columns).order_by(_STATE.c.seq).limit(9), sa.select(*previews))
        return [tuple(row) for one in asked for row in work.store.connection.execute(one)]


@asynccontextmanager
async def morning(gateway: Gateway, folder: Path, *, durable: bool = False) -> AsyncIterator[Morning]:
    """The engine, connected; the clock stands where the sweep begins."""
    made = Morning(gateway, folder, START, durable=durable)
    await made.start()
    try:
        yield made
    finally:
        await made.engine.stop()


async def play(gateway: Gateway, folder: Path, sweep: Sweep, *, durable: bool = False) -> tuple[Any, float]:
    """The collection at the end, and how many messages were handled in a second while all answered at once."""
    begin, early, late = answers(sweep)
    await settle_in(gateway, sweep.lines)
    async with morning(gateway, folder, durable=durable) as heard:
        for line in begin:
            await heard.move_to(datetime.fromisoformat(line["at"]))
            await heard.say([line])
        await heard.move_to(datetime.fromisoformat(early[0]["at"]))
        before = perf_counter()
        await heard.say(early)
        speed = len(early) / (perf_counter() - before)
        await heard.move_to(datetime.fromisoformat(late[0]["at"]))
        await heard.say(late)
        await heard.move_to(END)
        return await heard.state(), speed
