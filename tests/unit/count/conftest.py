"""A small building of its own, and a short way to say what its table shows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.count import count_chat
from bot.count.pages import Counted
from bot.roster import Household, load_roster
from bot.understand import Reader, load_forms

FLOORS, DOORS = range(1, 7), range(1, 5)


@pytest.fixture(scope="session")
def roster_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Building 3: 24 flats; 404 is vacant, in 203 nobody has WeChat."""
    tags = {"404": "空置", "203": "无微信"}
    rooms = [f"{floor}{door:02d}" for floor in FLOORS for door in DOORS]
    rows = ["building,unit,room,people,tags"] + [f"3,,{room},3,{tags.get(room, '')}" for room in rooms]
    path = tmp_path_factory.mktemp("roster") / "households.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def roster(roster_file: Path) -> list[Household]:
    return load_roster(roster_file)


Count = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def counted() -> Callable[..., Counted]:
    """Count a text as antigen results of building 3, unless told otherwise."""
    forms = load_forms()
    reader = Reader(forms)

    def run(text: str, **options: Any) -> Counted:
        return count_chat(text, forms, reader=reader, **({"form": "antigen", "building": "3"} | options))

    return run


@pytest.fixture(scope="session")
def count(counted: Callable[..., Counted]) -> Count:
    """The same as the object that --json prints."""

    def run(text: str, **options: Any) -> dict[str, Any]:
        return counted(text, **options).state()

    return run
