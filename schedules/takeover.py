"""A successor account takes over what its predecessor still had to say."""

from __future__ import annotations

from data.takeover import take_over
from data.work import Work


def plan(work: Work) -> None:
    """Look for what waits at another account; moving it again changes nothing."""
    take_over(work.store, work.account)
