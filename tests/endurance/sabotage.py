"""The mistakes that the harnesses must catch. They live here, never in the product."""

from __future__ import annotations

import asyncio
from datetime import datetime

from bot.app import Engine
from bot.contract import Incoming
from bot.inbox import Inbox
from bot.outbox import QUEUED, SENDING, Outbox
from data.outgoing import Queued
from data.work import Work

HASTY, BLIND = "hasty", "blind"


class HastyInbox(Inbox):
    """Says "received" at once and commits a moment later."""

    async def receive(self, message: Incoming) -> None:
        task = asyncio.ensure_future(super().receive(message))
        _RUNNING.add(task)
        task.add_done_callback(_RUNNING.discard)
        await asyncio.sleep(0)


class BlindOutbox(Outbox):
    """Takes what was being sent when the process died for not sent."""

    def _doubt(self, work: Work, message: Queued, now: datetime, *, tries: int) -> None:
        work.outgoing.mark(message.id, QUEUED, only=(SENDING,))


_RUNNING: set[asyncio.Future[None]] = set()


def sabotage(engine: Engine, mistake: str) -> None:
    """Let ``engine`` make the mistake; before it is prepared."""
    if mistake == HASTY:
        engine.inbox.__class__ = HastyInbox
    elif mistake == BLIND:
        engine.outbox.__class__ = BlindOutbox
