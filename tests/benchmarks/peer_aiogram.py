"""aiogram's dispatcher, fed with updates: a router with a regular expression, one commit a message."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from aiogram import Bot, Dispatcher, F, Router
from aiogram.types import Chat, Message, Update, User

from tests.benchmarks.answers import ANSWER, Answer
from tests.benchmarks.contender import Result
from tests.benchmarks.peer_rows import PeerStore

_WHEN = datetime(2022, 4, 15, tzinfo=UTC)


def update(number: int, answer: Answer, groups: dict[str, int]) -> Update:
    """The message as an Update object, made before the clock starts."""
    sender = User(id=20000 + number, is_bot=False, first_name=answer.name)
    chat = Chat(id=groups[answer.group], type="group", title=answer.group)
    message = Message(message_id=answer.id, date=_WHEN, chat=chat, from_user=sender, text=answer.text)
    return Update(update_id=number, message=message)


async def measure(folder: Path, answers: Sequence[Answer]) -> Result:
    """One update after the other: with a lock around the database, several in flight were measured to be no faster."""
    store = PeerStore(folder)
    await store.open()
    router = Router()

    @router.message(F.text.regexp(ANSWER).as_("found"))
    async def _count(message: Message, found: re.Match[str]) -> None:
        assert message.from_user is not None
        assert message.text is not None
        await store.count(str(message.message_id), str(message.chat.id), str(message.from_user.id), message.text, found)

    dispatcher = Dispatcher()
    dispatcher.include_router(router)
    bot = Bot("42:" + "T" * 35)
    groups = {topic: -700 - index for index, topic in enumerate(sorted({answer.group for answer in answers}))}
    updates = [update(number, answer, groups) for number, answer in enumerate(answers)]
    begun = time.perf_counter()
    for each in updates:
        await dispatcher.feed_update(bot, each)
    seconds = time.perf_counter() - begun
    return Result(seconds, *await store.totals(), stored=seconds)
