"""NoneBot2 with its OneBot v11 adapter: events as a gateway delivers them, on_regex, one commit a message."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nonebot
from nonebot import on_regex
from nonebot.adapters.onebot.v11 import Adapter, Bot, GroupMessageEvent
from nonebot.params import RegexMatched

from tests.benchmarks.answers import ANSWER, Answer
from tests.benchmarks.contender import Result
from tests.benchmarks.peer_rows import PeerStore


class OfflineAdapter(Adapter):
    """The adapter without its connections: events are handed to it."""

    def setup(self) -> None:
        pass


def event(number: int, answer: Answer, groups: dict[str, int]) -> dict[str, Any]:
    """The message as OneBot v11 delivers it."""
    return {
        "time": 1_650_000_000, "self_id": 10000, "post_type": "message", "message_type": "group",
        "sub_type": "normal", "message_id": answer.id, "group_id": groups[answer.group], "user_id": 20000 + number,
        "anonymous": None, "message": [{"type": "text", "data": {"text": answer.text}}], "raw_message": answer.text,
        "font": 0, "sender": {"user_id": 20000 + number, "nickname": answer.name, "card": answer.name},
        "to_me": False,
    }  # fmt: skip


async def measure(folder: Path, answers: Sequence[Answer]) -> Result:
    """One event after the other: with a lock around the database, several in flight were measured to be no faster."""
    nonebot.init(driver="~none", log_level="ERROR")
    store = PeerStore(folder)
    await store.open()
    matched = RegexMatched()
    matcher = on_regex(ANSWER.pattern, priority=5, block=True)

    @matcher.handle()
    async def _count(event: GroupMessageEvent, found: re.Match[str] = matched) -> None:
        await store.count(str(event.message_id), str(event.group_id), str(event.user_id), event.get_plaintext(), found)

    bot = Bot(OfflineAdapter(nonebot.get_driver()), "10000")
    groups = {topic: 700 + index for index, topic in enumerate(sorted({answer.group for answer in answers}))}
    events = [event(number, answer, groups) for number, answer in enumerate(answers)]
    begun = time.perf_counter()
    for each in events:
        received = Adapter.json_to_event(each)
        assert received is not None
        await bot.handle_event(received)
    seconds = time.perf_counter() - begun
    return Result(seconds, *await store.totals(), stored=seconds)
