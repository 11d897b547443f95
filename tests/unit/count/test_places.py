"""With a roster somebody is missing and a room can be wrong; without one, only what was said is known."""

from __future__ import annotations

from datetime import date

import pytest

from bot.errors import ConfigError
from bot.roster import Household

from .conftest import Count

CHAT = "502-张三: 3人阴\n709-李: 2人阴\n404 卫: 2人阴\n"


def home(building: str, unit: str, room: str) -> Household:
    return Household(building, unit, room, None, (), False, False)


def test_with_a_roster_the_missing_are_known(count: Count, roster: list[Household]) -> None:
    table = count(CHAT, households=roster, building=None)
    assert (table["building"], table["households"], table["reported"]) == ("3", 23, 2)
    assert len(table["missing"]) == 22
    assert not {"502", "404"} & set(table["missing"])


def test_a_room_that_is_not_there_and_a_vacant_one_are_shown(count: Count, roster: list[Household]) -> None:
    table = count(CHAT, households=roster)
    assert [(one["words"], one["reason"]) for one in table["unplaced"]] == [("2人阴", "no_such_room")]
    assert [(look["room"], look["reason"]) for look in table["review"]] == [("404", "vacant")]


def test_without_a_roster_nobody_can_be_called_missing(count: Count) -> None:
    table = count(CHAT)
    assert (table["roster"], table["households"], table["missing"]) == (False, None, [])
    assert table["answers"]["709"] == "negative"


def test_the_building_is_told_by_the_texts(count: Count) -> None:
    table = count("3-502 张三: 3人阴\n503: 2人阴\n", building=None)
    assert (table["building"], table["answers"]) == ("3", {"502": "negative", "503": "negative"})


def test_several_buildings_have_a_table_each(count: Count) -> None:
    table = count("3-502 张三: 3人阴\n5-502 李四: 1人阳\n王五: 601 阴\n", building=None)
    assert table["building"] is None
    assert {name: page["answers"] for name, page in table["buildings"].items()} == {
        "3": {"502": "negative"},
        "5": {"502": "positive"},
        "": {"601": "negative"},
    }
    assert table["totals"]["households"] == {"negative": 2, "positive": 1}


def test_in_a_building_with_units_a_number_before_the_room_is_the_unit(count: Count) -> None:
    homes = [home("3", unit, room) for unit in ("1", "2") for room in ("501", "502")] + [home("1", "", "502")]
    table = count("张三: 2-502 3人阴\n李四: 1号楼502 2人阴\n王五: 501 阴\n1-501赵: 阴\n", households=homes)
    assert table["answers"] == {"1-501": "negative", "2-502": "negative"}
    assert [(one["words"], one["reason"]) for one in table["unplaced"]] == [
        ("1号楼502 2人阴", "other_building"),
        ("501 阴", "which_unit"),
    ]


def test_what_cannot_be_is_said_with_what_there_is(count: Count, roster: list[Household]) -> None:
    with pytest.raises(ConfigError, match="not in the roster, which has 3"):
        count(CHAT, households=roster, building="9")
    with pytest.raises(ConfigError, match="antigen"):
        count(CHAT, form="gas")
    with pytest.raises(ConfigError, match="--building"):
        count("502: 阴", households=[home("1", "", "502"), home("2", "", "502")], building=None)
    with pytest.raises(ConfigError, match="no dates"):
        count(CHAT, since="7:30")
    with pytest.raises(ConfigError, match="Write 7:30"):
        count("张三 2022/4/10 07:31\n502 阴", deadline="soon")


def test_yesterday_can_be_left_out_and_the_late_are_known(count: Count) -> None:
    chat = "501: 2022/4/9 07:31\n阴\n\n502 2022/4/10 07:20\n阴\n\n503 2022/4/10 07:40\n阴\n"
    table = count(chat, since="2022-04-10", deadline="7:30")
    assert (list(table["answers"]), table["late"]) == (["502", "503"], ["503"])


def test_days_told_by_words_are_days_once_it_is_known_when_it_was_copied(count: Count) -> None:
    chat = "501 昨天 21:03\n阴\n\n502 07:20\n阴\n\n503 07:40\n阴\n"
    table = count(chat, since="0:00", deadline="7:30", today=date(2022, 4, 10))
    assert (list(table["answers"]), table["late"]) == (["502", "503"], ["503"])
    table = count(chat, since="2022-04-09 21:00", today=date(2022, 4, 10))
    assert list(table["answers"]) == ["501", "502", "503"]


def test_a_robot_or_an_earlier_table_can_be_left_out(count: Count) -> None:
    assert count("团购助手: 502 3人阴 已收到\n503-李: 阴\n", ignore=["团购助手"])["answers"] == {"503": "negative"}
