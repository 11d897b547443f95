"""Whoever asked says that it is solved, or that it is not: what becomes of the item, and of an answer on its way."""

from __future__ import annotations

import pytest

from tests.support.items import LIFT, items, status
from tests.support.night import B3, B5, STAFF, WANG, WUYE, Night

WATER = "怎么又停水了？什么时候来水"
STILL = "编号1 有居民说还没解决，已重新打开。"


def shared(night: Night) -> None:
    """Two neighbours of one building ask for the same."""
    night.say("502-张三", LIFT, B3, "10:00")
    night.say("401-李四", "电梯坏了，物业快来修", B3, "10:05")
    assert len(items(night)) == 1


def story(night: Night) -> str:
    """What staff read of it."""
    night.new()
    night.say(WANG, "/汇总 1", STAFF)
    return night.answer().split("经过：")[-1]


# An answer that is contradicted before it is heard.


@pytest.mark.parametrize("said", ["还没解决", "还没解决，又停了", "3号楼还是没来水"])
def test_that_it_is_done_is_not_told_to_a_group_once_the_asker_said_no(workday: Night, said: str) -> None:
    workday.say("502-张三", WATER, B3, "10:00")
    workday.say(WANG, "/答复 1 办结 已经来水了", STAFF, "10:30")
    workday.new()
    workday.say("502-张三", said, B3, "10:33")
    told = {one.room or one.to: one.text for one in workday.new(1)}
    assert told.keys() == {STAFF, workday.contact(WANG)}
    assert all(text.startswith(STILL) and "先不发了" in text for text in told.values())
    workday.later(30)
    assert workday.in_room(B3) == []
    assert status(workday) == "reopened"
    workday.say(WANG, "/答复 1 将办 水务下午抢修", STAFF)
    workday.later(15)
    assert ["水务下午抢修" in text for text in workday.in_room(B3)] == [True]


def test_who_heard_that_it_is_done_and_says_no_is_heard_by_staff(workday: Night) -> None:
    workday.say("502-张三", WATER, B3, "10:00")
    workday.say(WANG, "/答复 1 办结 已经来水了", STAFF, "10:30")
    workday.new(15)
    workday.say("502-张三", "还没解决，又停了", B3, "11:00")
    told = workday.answer()
    assert told == STILL
    assert len(items(workday)[0]["sources"]) == 2, "what else was said is kept"


def test_what_will_be_done_is_told_all_the_same(workday: Night) -> None:
    workday.say("502-张三", LIFT, B3, "10:00")
    workday.say(WANG, "/答复 1 将办 明天上午修", STAFF, "10:30")
    workday.say("502-张三", "还没解决", B3, "10:33")
    workday.later(15)
    assert ["明天上午修" in text for text in workday.in_room(B3)] == [True]


def test_property_whose_answer_is_held_back_hears_it_too(workday: Night) -> None:
    workday.say("502-张三", LIFT, B3, "10:00")
    workday.tell(WUYE, "/答复 1 办结 修好了", "10:30")
    workday.new()
    workday.say("502-张三", "还没修好", B3, "10:33")
    assert {one.room or one.to for one in workday.new(1)} == {STAFF, workday.contact(WUYE)}


# Solved for one, and for all.


def test_one_of_several_says_it_and_his_own_is_solved(workday: Night) -> None:
    shared(workday)
    workday.say(WANG, "/答复 1 将办 下午修", STAFF, "10:30")
    workday.say("502-张三", "解决了", B3, "15:00")
    workday.later(1)
    assert status(workday) == "will_do"
    workday.say("401-李四", "我家的问题解决了", B3, "15:30")
    workday.later(1)
    assert status(workday) == "done"
    told = story(workday)
    assert "15:00 居民 说解决了" in told
    assert "15:30 居民 办结" in told


def test_who_opened_it_again_says_that_it_is_solved_now(workday: Night) -> None:
    shared(workday)
    workday.say(WANG, "/答复 1 办结 修好了", STAFF, "11:00")
    workday.later(15)
    workday.say("401-李四", "还没解决", B3, "12:00")
    workday.later(1)
    assert status(workday) == "reopened"
    workday.say("401-李四", "解决了", B3, "13:00")
    workday.later(1)
    assert status(workday) == "done", "nobody else spoke against what staff said"
    told = story(workday)
    assert "12:00 居民 重新打开" in told
    assert "13:00 居民 办结" in told


def test_what_staff_promised_stands_again_once_nobody_speaks_against_it(workday: Night) -> None:
    shared(workday)
    workday.say(WANG, "/答复 1 将办 下午修", STAFF, "11:00")
    workday.later(15)
    workday.say("401-李四", "还没解决", B3, "16:00")
    workday.say("401-李四", "解决了", B3, "17:00")
    workday.later(1)
    assert status(workday) == "will_do"
    assert "17:00 居民 说解决了" in story(workday)


def test_two_who_say_no_must_both_say_yes(workday: Night) -> None:
    shared(workday)
    workday.say(WANG, "/答复 1 办结 修好了", STAFF, "11:00")
    workday.later(15)
    workday.say("401-李四", "还没解决", B3, "12:00")
    workday.say("502-张三", "电梯还是不动，3号楼电梯坏了", B3, "12:05")
    workday.say("401-李四", "解决了", B3, "13:00")
    workday.later(1)
    assert status(workday) == "reopened"
    workday.say("502-张三", "解决了", B3, "13:05")
    workday.later(1)
    assert status(workday) == "done"


def test_before_any_answer_one_of_two_buildings_does_not_end_it(workday: Night) -> None:
    food = "请问下一批蔬菜什么时候发？"
    workday.say("502-张三", food, B3, "10:00")
    workday.say("1-101 孙七", food, B5, "10:01")
    workday.say("502-张三", "解决了", B3, "11:00")
    workday.later(1)
    assert status(workday) == "new"
    workday.say("502-张三", "还没解决", B3, "11:10")
    workday.say("1-101 孙七", "解决了", B5, "11:20")
    workday.later(1)
    assert status(workday) == "new", "the first took it back"
    workday.say("502-张三", "解决了", B3, "11:30")
    workday.later(1)
    assert status(workday) == "done"
    assert "说还没解决" in story(workday)


def test_a_cry_that_is_over_says_so_in_its_story(workday: Night) -> None:
    workday.say("502-张三", "救命！我爸摔倒了满头是血叫不醒", B3, "10:00")
    workday.tell("502-张三", "解决了", "10:02")
    workday.later(1)
    assert "10:02 居民 说解决了" in story(workday)
