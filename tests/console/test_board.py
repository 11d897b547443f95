"""The board of demands: each sees and does what the commands let him, and the preview names who will read it."""

from __future__ import annotations

import pytest

from bot.console.matters import Behind, Board, read_behind, read_board
from tests.console.conftest import Desk
from tests.support.items import FOOD, LIFT, RUBBISH
from tests.support.night import B3, B5, HE, QIN, SONG, WANG, WUYE


@pytest.fixture
def day(desk: Desk) -> Desk:
    """Two ask for vegetables, in buildings 3 and 5, one of them in private; the lift of building 3 stands still."""
    desk.night.say("502-张三", LIFT, B3, "10:00")
    desk.night.say("401-李四", FOOD, B3, "10:01")
    desk.night.say("1-101 孙七", FOOD, B5, "10:02")
    desk.night.later(1)
    return desk


def board(desk: Desk, name: str) -> Board:
    visitor = desk.visitor(name)
    found = desk.do(desk.looking.ask(lambda work: read_board(work, visitor)))
    assert found is not None
    return found


def numbers(desk: Desk, name: str) -> dict[str, list[int]]:
    return {column: [one.number for one in matters] for column, matters in board(desk, name).columns.items() if matters}


def behind(desk: Desk, name: str, number: int) -> Behind | None:
    visitor = desk.visitor(name)
    return desk.do(desk.looking.ask(lambda work: read_behind(work, visitor, number)))


def test_each_sees_what_is_theirs(day: Desk) -> None:
    seen = {name: sorted(numbers(day, name).get("new", [])) for name in (SONG, HE, QIN, WUYE, "502-张三")}
    assert seen == {SONG: [1, 2], HE: [1, 2], QIN: [2], WUYE: [1], "502-张三": []}


def test_a_relay_reads_the_words_of_his_building_and_property_the_sentence_alone(day: Desk) -> None:
    food, lift = behind(day, HE, 2), behind(day, WUYE, 1)
    assert food is not None
    assert lift is not None
    assert [source.building for source in food.sources] == ["3"]
    assert (food.hidden, food.may_answer) == (1, False)
    assert (lift.sources, lift.hidden, lift.may_answer) == ((), 1, True)
    assert lift.matter.says
    assert behind(day, QIN, 1) is None


def test_the_preview_names_the_groups_that_hear_it_and_only_those_do(day: Desk) -> None:
    found = behind(day, SONG, 2)
    assert found is not None
    assert sorted(reader.topic for reader in found.readers) == [B3, B5]
    assert day.type(SONG, "/answer 2 将办 明天上午发到各楼门口。").done
    day.night.later(15)
    assert {one.room for one in day.night.said("明天上午发到各楼门口", day.night.heard)} == {B3, B5}
    assert numbers(day, SONG) == {"new": [1], "will_do": [2]}


def test_what_was_merged_by_mistake_is_taken_apart(day: Desk) -> None:
    day.night.say("301-陈姐", RUBBISH, B3, "10:05")
    day.night.later(1)
    assert sorted(numbers(day, WANG)["new"]) == [1, 2, 3]
    assert day.type(WANG, "/sort\n3 with 2").done
    found = behind(day, WANG, 2)
    assert found is not None
    place = next(source.place for source in found.sources if source.text == RUBBISH)
    assert day.type(WANG, f"/sort 2 split {place}").done
    assert sorted(numbers(day, WANG)["new"]) == [1, 2, 4]
    apart = behind(day, WANG, 4)
    assert apart is not None
    assert [source.text for source in apart.sources] == [RUBBISH]


def test_nothing_is_read_again_while_nothing_changes(day: Desk) -> None:
    visitor, seen = day.visitor(SONG), board(day, SONG)
    assert day.do(day.looking.ask(lambda work: read_board(work, visitor, seen.mark))) is None
    day.night.say("301-陈姐", RUBBISH, B3, "10:06")
    day.night.later(1)
    assert day.do(day.looking.ask(lambda work: read_board(work, visitor, seen.mark))) is not None


def test_property_reads_nobodys_illness_on_its_board(day: Desk) -> None:
    day.night.say("1-101 孙七", "我家漏水甲亢发作，麻烦物业快来修", B5, "11:00")
    day.night.later(1)
    staff, property_ = behind(day, SONG, 3), behind(day, WUYE, 3)
    assert staff is not None
    assert property_ is not None
    assert "甲亢" in staff.matter.says
    assert "漏水" in property_.matter.says
    assert "甲亢" not in property_.matter.says
    seen = [matter.says for matters in board(day, WUYE).columns.values() for matter in matters]
    assert not any("甲亢" in says for says in seen)


def test_the_preview_shows_that_the_group_hears_less_than_who_asked(day: Desk) -> None:
    day.night.say("502-张三", "活着没意思", B3, "11:00")
    day.night.later(1)
    found = behind(day, SONG, 3)
    assert found is not None
    assert [(one.topic, one.asked, one.quiet, one.reached) for one in found.readers] == [
        (B3, "", True, True), ("", "活着没意思", False, True),
    ]  # fmt: skip
