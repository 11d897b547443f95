"""A thousand kills make a hundred thousand lines of log, which nobody reads."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import structlog

from bot.log import set_up


@pytest.fixture(autouse=True)
def silence() -> Iterator[None]:
    """Log what is critical, and nothing else."""
    set_up("CRITICAL")
    yield
    structlog.reset_defaults()
