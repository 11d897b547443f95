"""The project's own gateway runs as a process of its own, over the mock puppet; logs are heard, whatever ran before."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import structlog

from bot import log
from tests.support.gateway import gateway

__all__ = ["gateway"]


@pytest.fixture(autouse=True)
def _logs_are_heard() -> Iterator[None]:
    before = structlog.get_config()
    log.set_up("INFO")
    yield
    structlog.configure(**before)
