"""What every dialogue begins with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import log
from tests.support.databases import fresh_sqlite, make_template
from tests.support.night import Night


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    log.set_up("CRITICAL")
    return make_template(tmp_path_factory.mktemp("template"))


@pytest.fixture
def night(template: Path, tmp_path: Path) -> Iterator[Night]:
    """One in the morning; nothing is being collected."""
    with Night(fresh_sqlite(template, tmp_path / "night.db")) as night:
        yield night


@pytest.fixture
def sweep(night: Night) -> Night:
    """The secretary has opened 抗原 for the whole compound until 7:30; it is six o'clock."""
    night.collect()
    night.until("06:00")
    night.new(0)
    return night
