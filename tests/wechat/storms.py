"""What may happen to a gateway while people talk, and what has to be true afterwards."""

from __future__ import annotations

import asyncio
import json
import re
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa

from bot.app import Engine
from bot.clock import SystemClock
from bot.errors import ConfigError
from bot.settings import Settings
from bot.transport.wechat.transport import WechatTransport
from data.session import Database
from data.store import table
from data.tables import GapRow, InboxRow
from tests.support.gateway import Gateway
from tests.support.night import B3, B5, B8, SEAL, shipped_forms, tiny_compound

ROOMS = {f"r{number}@chatroom": topic for number, topic in enumerate((B3, B5, B8, "买菜群"))}
BACK_WITHIN = 5.0
"""Seconds from the gateway's return until the bot hears again."""
_SETTLES_WITHIN = 30.0
_TALK = """
let count = 0
every(20, () => {
  for (const room of given) speak(room, `wx-${room}-${count % 5}`, `第${++count}句，今天天气不错`)
})
"""
_GARBAGE = """
const odd = [{}, null, [], 7, 'x', {messageId: null}, {messageId: 7}, {roomId: 'r'}, {inviteeIdList: 'x'}, {status: 99},
  {contactId: null, data: 3}, {gerror: 'x'}, {roomId: '', removeeIdList: [null]}, {toJSON: () => undefined}]
const names = ['message', 'error', 'friendship', 'room-invite', 'room-join', 'room-leave', 'room-topic', 'scan',
  'ready', 'heartbeat', 'dong', 'post', 'dirty', 'login']
for (const name of names) for (const each of odd) try { puppet.emit(name, each) } catch {}
"""


_INBOX, _GAPS = table(InboxRow), table(GapRow)
_WAITING = sa.select(sa.func.count()).where(_INBOX.c.state.in_(["new", "noted"]))


class Talk:
    """People who talk in four groups, a gateway, and the whole engine."""

    def __init__(self, gateway: Gateway, folder: Path, random: Random, *, probe_limit: float) -> None:
        self.gateway = gateway
        self._probe_limit = probe_limit
        self.random = random
        self.transport = self.connect()
        self._folder = folder
        self._never: list[str] = []
        self.engine: Engine

    def connect(self, token: str | None = None) -> WechatTransport:
        """Another client of the same gateway."""
        return WechatTransport(
            self.gateway.endpoint, token or self.gateway.token, clock=SystemClock(), call_limit=2.0, probe_every=0.5,
            probe_limit=self._probe_limit,
        )  # fmt: skip

    async def start(self) -> None:
        for room, topic in ROOMS.items():
            await self.gateway.room(room, topic, [(f"wx-{room}-{number}", f"邻居{number}") for number in range(5)])
        await self.transport.log_in()
        database = Database(str(self._folder / "storm.db"), durable=False)
        settings = Settings(pace=0, pace_jitter=0)
        self.engine = Engine(
            database, tiny_compound(), SEAL, settings, SystemClock(), self.transport, forms=shipped_forms()
        )
        self.engine.prepare()
        await self.engine.start()
        await self.gateway.set_up(_TALK, list(ROOMS))

    async def go_on(self) -> None:
        """A moment later, which nobody chose."""
        await asyncio.sleep(self.random.uniform(0.2, 1.2))

    async def hears_again(self) -> None:
        """Return once something said from now on was stored; fail where that takes too long."""
        async with asyncio.timeout(BACK_WITHIN):
            while True:
                try:
                    said = await self.gateway.speak(next(iter(ROOMS)), "wx-late", "在吗")
                    await asyncio.sleep(0.1)
                except OSError:
                    continue
                if await self._stored(said):
                    return

    async def be_quiet(self) -> None:
        """Nobody says any more; return once everything that was heard is handled."""
        await self.gateway.run("quiet(); knobs.never.clear()")
        last = await self.gateway.speak(next(iter(ROOMS)), "wx-late", "晚安")
        async with asyncio.timeout(_SETTLES_WITHIN):
            while True:
                if await self._stored(last) and not await self._look(
                    lambda connection: connection.execute(_WAITING).scalar_one()
                ):
                    return
                await asyncio.sleep(0.1)

    async def _stored(self, message: str) -> bool:
        asked = sa.select(sa.func.count()).where(_INBOX.c.message_id == message)
        return bool(await self._count(asked))

    async def _count(self, asked: sa.Select[Any]) -> int:
        counted: int = await self._look(lambda connection: connection.execute(asked).scalar_one())
        return counted

    async def _look(self, question: Callable[[Any], Any]) -> Any:
        return await self.engine.database.run(
            "desk", lambda: self.engine.look(lambda work: question(work.store.connection))
        )

    async def heard(self) -> Mapping[str, list[str]]:
        """Ids by room, in the order in which they were handled."""
        asked = sa.select(_INBOX.c.chat_group, _INBOX.c.message_id).where(
            _INBOX.c.type == "text", _INBOX.c.own.is_(False)
        )
        rows = await self._look(lambda connection: list(connection.execute(asked.order_by(_INBOX.c.seq))))
        found: dict[str, list[str]] = defaultdict(list)
        for room, message in rows:
            found[room].append(message)
        return found

    async def gaps(self) -> list[tuple[datetime, datetime]]:
        asked = sa.select(_GAPS.c.since, _GAPS.c.until)
        rows = await self._look(lambda connection: list(connection.execute(asked)))
        return [(datetime.fromisoformat(since), datetime.fromisoformat(until)) for since, until in rows]

    def said(self) -> Iterator[dict[str, Any]]:
        """Everything that was ever said, in its order."""
        for line in (self.gateway.folder / "messages.jsonl").read_text(encoding="utf-8").splitlines():
            yield json.loads(line)

    async def check(self) -> int:
        """Once, in order, and the rest in a gap; returns how many messages were heard."""
        heard, gaps = await self.heard(), await self.gaps()
        said: dict[str, list[str]] = defaultdict(list)
        known = {message for messages in heard.values() for message in messages}
        for one in self.said():
            said[one["roomId"]].append(one["id"])
            at = datetime.fromtimestamp(one["timestamp"] / 1000, UTC)
            if one["id"] not in known:
                assert any(since <= at <= until for since, until in gaps), f"lost at {at} without a word: {gaps}"
        for room, messages in heard.items():
            assert messages == [message for message in said[room] if message in known], "once, and in order"
        return sum(map(len, heard.values()))


async def _killed(talk: Talk) -> None:
    await talk.gateway.kill()
    await asyncio.sleep(talk.random.uniform(0, 0.5))
    await talk.gateway.start()
    await talk.hears_again()


async def _frozen(talk: Talk) -> None:
    talk.gateway.freeze()
    await asyncio.sleep(talk.random.uniform(2.0, 3.0))
    talk.gateway.thaw()
    await talk.hears_again()


async def _wrong_token(talk: Talk) -> None:
    await _turned_away(talk.connect("another-token"), "token")


async def _second_client(talk: Talk) -> None:
    await _turned_away(talk.connect(), "another client")


async def _turned_away(stranger: WechatTransport, words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        await stranger.log_in()
    await stranger.stop()


async def _malformed(talk: Talk) -> None:
    await talk.gateway.run(_GARBAGE)


async def _never_comes(talk: Talk) -> None:
    source = "const id = 'silent' + Date.now(); knobs.never.add(id); speak(given, 'wx-late', '在吗', {id})"
    await talk.gateway.run(source, talk.random.choice(list(ROOMS)))


STORMS: Mapping[str, Callable[[Talk], Awaitable[None]]] = {
    "killed": _killed,
    "frozen": _frozen,
    "wrong token": _wrong_token,
    "second client": _second_client,
    "malformed events": _malformed,
    "payload that never comes": _never_comes,
}
BREAKS = frozenset({"killed", "frozen"})
_BROKEN = "no line to the gateway; trying again until there is one"
_NO_PROVIDER = "the gateway could not start its provider; trying again"
_THERE_AGAIN = "the line to the gateway is there again"
_MALFORMED = re.compile("an event makes no sense|the provider reports an error")


def is_plain(storm: str, rounds: int, told: Sequence[str]) -> bool:
    """Whether the log has one sentence for each thing that happened, and nothing else.

    A line that broke may be told twice: it froze, and then the gateway still holds the broken stream for a moment.
    """
    if storm in BREAKS:
        # Where the machine is busy, the next gateway may find its provider only at the second try.
        told = [sentence for sentence in told if sentence != _NO_PROVIDER]
        broken = told.count(_BROKEN)
        return told.count(_THERE_AGAIN) == rounds <= broken <= 2 * rounds and len(told) == broken + rounds
    if storm == "second client":
        return list(told) == [_BROKEN] * rounds
    if storm == "malformed events":
        return bool(told) and all(_MALFORMED.match(sentence) for sentence in told)
    return not told
