"""Notes now and then that the account hears: after a crash, the gap began at the last such note."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.errors import StorageError
from bot.log import get_log
from data.session import Database

log = get_log("pulse")
EVERY = 15.0
"""Seconds."""


class Pulse:
    """Beats while the line stands.

    Args:
        note: writes down that the account hears at this moment. Runs in the desk's thread.
    """

    def __init__(self, database: Database, note: Callable[[], None], *, every: float = EVERY) -> None:
        self._database = database
        self._note = note
        self._every = every
        self._task: asyncio.Task[None] | None = None

    def hears(self, hears: bool) -> None:
        """Whether the line stands."""
        if hears and self._task is None:
            self._task = asyncio.create_task(self._beat())
        elif not hears and self._task is not None:
            self._task.cancel()
            self._task = None

    async def stop(self) -> None:
        """Note the last moment, if the line stands."""
        if self._task is None:
            return
        self.hears(False)
        await self._try()

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(self._every)
            await self._try()

    async def _try(self) -> None:
        try:
            await self._database.run("desk", self._note)
        except StorageError as error:
            log.error("not_noted", reason=str(error))
