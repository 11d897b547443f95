"""The roster's file while the bot runs: written where it still says what the bot knows, and only then."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.roster import load_roster
from bot.roster.keeping import replace_roster
from bot.takeover import Unfit, keep_roster, problems_with
from tests.unit.roster.files import home

NOW = datetime(2022, 4, 10, 1, 2, 3, tzinfo=UTC)
OLD, NEW = [home("3-501", 2), home("5-101", 1)], [home("3-501", 3), home("3-502"), home("5-101", 1)]


@pytest.fixture
def community(tmp_path: Path) -> Path:
    path = tmp_path / "community.yaml"
    path.write_text(
        "name: 花园\ntimezone: Asia/Shanghai\nhouseholds: households.csv\n"
        'rooms: [{topic: 5号楼群, kind: official, building: "5"}]\n'
        "people: [{id: wx-song, name: 宋书记, role: secretary}]\n",
        encoding="utf-8",
    )
    replace_roster(tmp_path / "households.csv", OLD, NOW)
    return path


def test_the_file_says_what_the_bot_was_told_and_the_former_one_stays(community: Path) -> None:
    keep_roster(community, OLD, NEW, NOW)
    assert load_roster(community.parent / "households.csv") == NEW
    assert load_roster(community.parent / "households-20220410-090203.csv") == OLD


def test_done_again_after_a_crash_it_is_done_once(community: Path) -> None:
    keep_roster(community, OLD, NEW, NOW)
    keep_roster(community, OLD, NEW, NOW)
    assert len(list(community.parent.glob("households*"))) == 2


def test_what_somebody_else_wrote_there_is_not_written_over(community: Path) -> None:
    file = community.parent / "households.csv"
    replace_roster(file, [home("3-999")], NOW)
    with pytest.raises(Unfit) as refused:
        keep_roster(community, OLD, NEW, NOW)
    assert refused.value.reason == "roster_elsewhere"
    assert load_roster(file) == [home("3-999")]


def test_a_building_that_has_a_group_cannot_go(community: Path) -> None:
    without = [home("3-501")]
    (problem,) = problems_with(community, without)
    assert "5" in problem
    with pytest.raises(Unfit, match="not in the roster"):
        keep_roster(community, OLD, without, NOW)
    assert load_roster(community.parent / "households.csv") == OLD


def test_the_demonstration_has_no_file() -> None:
    keep_roster(None, OLD, NEW, NOW)
    assert problems_with(None, NEW) == []
