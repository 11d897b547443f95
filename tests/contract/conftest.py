"""The databases and transports that every contract holds for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from bot import log
from data.session import Database
from tests.support.databases import fresh_postgres, fresh_sqlite, make_template, postgres
from tests.support.kit import one_kit
from tests.support.night import Night

Fresh = Callable[[], Database]


@pytest.fixture(scope="module", autouse=True)
def _one_kit() -> Iterator[None]:
    with one_kit():
        yield


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL of our own; its URL."""
    with postgres(tmp_path_factory.mktemp("pg")) as url:
        yield url


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    log.set_up("CRITICAL")
    return make_template(tmp_path_factory.mktemp("template"))


_names = count(1)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    """An empty database with the newest schema; whoever takes it closes it."""
    if request.param == "sqlite":
        return fresh_sqlite(request.getfixturevalue("template"), tmp_path / "night.db")
    return Database(fresh_postgres(request.getfixturevalue("server"), f"night{next(_names)}"), inline=True)


@pytest.fixture
def night(database: Database) -> Iterator[Night]:
    """One in the morning, on either database."""
    with Night(database) as night:
        yield night


@pytest.fixture
def sweep(night: Night) -> Night:
    """Six in the morning, while 抗原 is collected in the whole compound until 7:30."""
    night.collect()
    night.until("06:00")
    night.new(0)
    return night
