"""What every dialogue begins with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import log
from bot.community import load_community
from data.session import Database
from tests.support.databases import fresh_sqlite, make_template, restore
from tests.support.kit import one_kit
from tests.support.night import Heard, Night


@pytest.fixture(scope="module", autouse=True)
def _one_kit() -> Iterator[None]:
    with one_kit():
        yield


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with nothing in it."""
    log.set_up("CRITICAL")
    return make_template(tmp_path_factory.mktemp("template"))


@pytest.fixture(scope="session")
def opened(template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Heard]]:
    """A database at six in the morning: the secretary has opened 抗原 for the whole compound until 7:30."""
    path = tmp_path_factory.mktemp("opened") / "opened.db"
    with Night(fresh_sqlite(template, path)) as night:
        night.collect()
        night.until("06:00")
        with night.database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        return path, night.heard


@pytest.fixture(scope="session")
def desk(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Database:
    """The one database of all dialogues, restored before each of them."""
    return fresh_sqlite(template, tmp_path_factory.mktemp("desk") / "night.db")


@pytest.fixture
def night(template: Path, desk: Database) -> Iterator[Night]:
    """One in the morning; nothing is being collected."""
    with Night(restore(desk, template)) as night:
        yield night


@pytest.fixture
def sweep(opened: tuple[Path, list[Heard]], desk: Database) -> Iterator[Night]:
    """Six in the morning, while 抗原 is collected: the process has just started again on that night's database."""
    path, heard = opened
    with Night(restore(desk, path), begin=Night.begin.replace(hour=6), heard=list(heard)) as night:
        yield night


@pytest.fixture
def workday(template: Path, desk: Database) -> Iterator[Night]:
    """Nine in the morning in a compound with a group for everybody who can act; nothing is being collected."""
    community = load_community(Path(__file__).parent / "items.yaml")
    with Night(restore(desk, template), community, begin=Night.begin.replace(hour=9)) as night:
        yield night


@pytest.fixture
def day(template: Path, desk: Database) -> Iterator[Night]:
    """Ten in the morning in a compound with a runner; nothing is being collected."""
    community = load_community(Path(__file__).parent / "medicine.yaml")
    with Night(restore(desk, template), community, begin=Night.begin.replace(hour=10)) as day:
        day.say("502-张三", "大家好")
        day.new()
        yield day
