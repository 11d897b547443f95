"""Puts what is due into the inbox, keyed so that it fires once whatever restarts. The only importer of APScheduler."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger

from bot.clock import Clock
from bot.contract import Incoming, MessageType
from bot.dispatch import Dispatch
from bot.errors import StorageError
from bot.log import get_log
from data.session import Database
from data.work import Work

log = get_log("schedule")
_LOOK_BACK = timedelta(hours=2)


class Runner:
    """The schedule of one community.

    Args:
        jobs: each notes the moments it knows of.
        crons: (name, crontab line) of what comes round.
        store: commits events to the inbox.
    """

    def __init__(
        self, database: Database, dispatch: Dispatch, clock: Clock, timezone: str,
        jobs: Sequence[Callable[[Work], None]], crons: Sequence[tuple[str, str]],
        store: Callable[[Sequence[Incoming]], object],
    ) -> None:  # fmt: skip
        self._database = database
        self._dispatch = dispatch
        self._clock = clock
        self._jobs = jobs
        self._store = store
        self._zone = ZoneInfo(timezone)
        self._crons = [(name, CronTrigger.from_crontab(line, self._zone)) for name, line in crons]
        self._since = clock.now() - _LOOK_BACK
        self._scheduler: AsyncIOScheduler | None = None
        self._looking = asyncio.Lock()

    def plan(self) -> None:
        """Let every job note its moments. Desk's thread."""
        with self._dispatch.at_work() as work:
            for job in self._jobs:
                job(work)

    def next_due(self) -> datetime:
        """When something is due next. Desk's thread."""
        with self._dispatch.at_work() as work:
            tick = work.records.next_tick()
        rounds = [self._next_round(trigger) for _, trigger in self._crons]
        return min(moment for moment in [tick, *rounds] if moment is not None)

    def _next_round(self, trigger: CronTrigger) -> datetime | None:
        found: datetime | None = trigger.get_next_fire_time(None, self._since.astimezone(self._zone))
        return found

    def let_pass(self, moment: datetime) -> None:
        """Leave out what would come round before ``moment``. For a virtual clock that jumps over an idle time."""
        self._since = max(self._since, moment)

    def fire(self) -> int:
        """Put what is due into the inbox; return how much it was. Desk's thread.

        The inbox takes an event once by its key, so a crash between the two commits fires nothing twice.
        """
        now = self._clock.now()
        with self._dispatch.at_work() as work:
            due = work.records.due_ticks(now)
        events = [self._event(tick.key, f"{tick.name}\n{tick.refer}", now) for tick in due]
        events += self._rounds(now)
        if events:
            self._store(events)
        if due:
            with self._dispatch.at_work() as work:
                work.records.fired([tick.key for tick in due])
        return len(events)

    def _rounds(self, now: datetime) -> list[Incoming]:
        events = []
        for name, trigger in self._crons:
            at = self._next_round(trigger)
            if at is not None and at <= now:
                events.append(self._event(f"{name}:{at.isoformat()}", f"{name}\n", now))
        if events:
            self._since = now + timedelta(seconds=1)
        return events

    @staticmethod
    def _event(key: str, text: str, at: datetime) -> Incoming:
        return Incoming(f"tick:{key}", None, "", text, at, type=MessageType.TICK)

    def start(self, wake: Callable[[], Awaitable[None]]) -> None:
        """Look every second at what is due."""
        # On a busy machine one look lasts until the next; that one sees all that is due, and nothing is lost.
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        self._scheduler = AsyncIOScheduler(timezone=self._zone)
        self._scheduler.add_job(
            self._look, "interval", seconds=1, args=[wake], coalesce=True, max_instances=1, misfire_grace_time=None
        )
        self._scheduler.start()

    async def _look(self, wake: Callable[[], Awaitable[None]]) -> None:
        async with self._looking:
            try:
                await self._database.run("desk", self.plan)
                fired = await self._database.run("desk", self.fire)
            except StorageError as error:
                log.error("not_fired", reason=str(error))
                return
            if fired:
                await wake()

    async def stop(self) -> None:
        """Look no more, once the look at hand is done."""
        if self._scheduler is None:
            return
        scheduler, self._scheduler = self._scheduler, None
        scheduler.pause()
        async with self._looking:
            scheduler.shutdown(wait=False)
