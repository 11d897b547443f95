"""When the account may speak again: pauses, so many messages in a minute, quiet hours. Pure but for its memory."""

from __future__ import annotations

import random
from collections import deque
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.contract import Lane
from bot.settings import Settings

_MINUTE = timedelta(minutes=1)


class Pace:
    """The pace of one account.

    Args:
        settings: the pause, its jitter, and how many a minute.
        seed: makes the jitter repeatable; None in earnest.
    """

    def __init__(self, settings: Settings, seed: int | None = None) -> None:
        self._settings = settings
        self._random = random.Random(seed)  # noqa: S311  jitter, not a secret
        self._sent: deque[datetime] = deque(maxlen=settings.per_minute)
        self._jitter = self._random.random()

    def remember(self, moments: list[datetime]) -> None:
        """What was sent before a restart counts too."""
        self._sent.extend(moments)

    def sent(self, moment: datetime) -> None:
        """Note that something was sent."""
        self._sent.append(moment)
        self._jitter = self._random.random()

    def _follow(self, now: datetime) -> None:
        """A clock that was set back takes what was sent with it: else every pause would begin anew, for hours."""
        ahead = self._sent[-1] - now
        if ahead > timedelta(0):
            self._sent = deque((moment - ahead for moment in self._sent), maxlen=self._settings.per_minute)

    def earliest(self, lane: Lane, now: datetime) -> datetime:
        """When a message of this lane may go, at the earliest."""
        if not self._sent:
            return now
        pause = self._settings.pace_urgent if lane is Lane.URGENT else self._settings.pace
        self._follow(now)
        last = self._sent[-1]
        free = last + timedelta(seconds=pause * (1 + self._settings.pace_jitter * self._jitter))
        if len(self._sent) == self._settings.per_minute:
            free = max(free, self._sent[0] + _MINUTE)
        return max(free, now)


def quiet_until(now: datetime, zone: ZoneInfo, begins: time, ends: time) -> datetime | None:
    """When the quiet hours that ``now`` lies in end; None outside them. They may span midnight."""
    local = now.astimezone(zone)
    clock = local.time()
    within = begins <= clock or clock < ends if begins > ends else begins <= clock < ends
    if not within:
        return None
    end = local.replace(hour=ends.hour, minute=ends.minute, second=0, microsecond=0)
    return end if end > local else end + timedelta(days=1)
