"""The only place that asks what time it is. All else is given a Clock, so that a night can be played in seconds."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Wall time for what people see, monotonic seconds for pacing."""

    def now(self) -> datetime:
        """The time, in UTC, with its offset."""
        ...

    def monotonic(self) -> float:
        """Seconds that never go backwards, from an arbitrary start."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()


class VirtualClock:
    """A clock that stands still until it is moved: for replay and tests."""

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)
        self._elapsed = 0.0

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._elapsed

    def move_to(self, moment: datetime) -> None:
        """Move to ``moment``. Going back moves the wall time only, as a clock that is set does."""
        moment = moment.astimezone(UTC)
        self._elapsed += max(0.0, (moment - self._now).total_seconds())
        self._now = moment
