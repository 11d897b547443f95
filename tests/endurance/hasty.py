"""The mistake that both harnesses must catch: an inbox that acknowledges before the commit."""

from __future__ import annotations

import asyncio

from bot.app import Engine
from bot.contract import Incoming
from bot.inbox import Inbox


class HastyInbox(Inbox):
    """Says "received" at once and commits a moment later."""

    async def receive(self, message: Incoming) -> None:
        task = asyncio.ensure_future(super().receive(message))
        _RUNNING.add(task)
        task.add_done_callback(_RUNNING.discard)
        await asyncio.sleep(0)


_RUNNING: set[asyncio.Future[None]] = set()


def make_hasty(engine: Engine) -> None:
    """Let ``engine`` make that mistake; before it starts."""
    engine.inbox.__class__ = HastyInbox
