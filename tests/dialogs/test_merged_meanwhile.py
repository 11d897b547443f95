"""Items are put together and taken out while an answer is on its way: who was answered hears it, and once."""

from __future__ import annotations

import pytest

from tests.support.items import FOOD, LIFT, RUBBISH, items, status
from tests.support.night import B3, B5, B8, HE, STAFF, WANG, Night


def test_an_answer_under_way_is_heard_though_its_item_was_merged_meanwhile(workday: Night) -> None:
    workday.say("502-张三", LIFT, B3, "10:00")
    workday.say("401-李四", RUBBISH, B3, "10:01")
    workday.say("301-赵六", FOOD, B3, "10:02")
    workday.say(WANG, "/答复 2 将办 明天清运。", STAFF, "10:05")
    workday.say(WANG, "/答复 3 将办 明天发菜。", STAFF, "10:06")
    workday.tell(HE, "分拣 2 并 1", "10:07")
    workday.later(20)
    (told,) = workday.in_room(B3)
    assert told.count("明天清运") == told.count("明天发菜") == 1


@pytest.mark.parametrize("line", ["分拣 2 并 1", "分拣 1 并 2"])
def test_the_lower_number_takes_over_the_answer_of_the_higher_one(workday: Night, line: str) -> None:
    workday.say("502-张三", LIFT, B3, "10:00")
    workday.say("1-101 孙七", RUBBISH, B5, "10:01")
    workday.say(WANG, "/答复 2 将办 本周内一起处理。", STAFF, "10:05")
    workday.tell(WANG, line, "10:30")
    workday.later(15)
    (item,) = items(workday)
    assert (item["id"], item["status"], item["answer"]) == (1, "will_do", "本周内一起处理。")
    assert [text.count("本周内一起处理") for room in (B3, B5) for text in workday.in_room(room)] == [1, 1]


def test_of_two_answers_the_newer_one_stays_and_is_not_told_again(workday: Night) -> None:
    workday.say("502-张三", LIFT, B3, "10:00")
    workday.say("1-101 孙七", RUBBISH, B5, "10:01")
    workday.say(WANG, "/答复 1 待定 还在问。", STAFF, "10:05")
    workday.say(WANG, "/答复 2 将办 本周内一起处理。", STAFF, "10:20")
    workday.tell(WANG, "分拣 2 并 1", "10:40")
    workday.later(15)
    assert items(workday)[0]["answer"] == "本周内一起处理。"
    assert [len(workday.in_room(room)) for room in (B3, B5)] == [1, 1]


def test_what_is_done_does_not_answer_who_asks_for_more(workday: Night) -> None:
    workday.say("502-张三", LIFT, B3, "10:00")
    workday.say("1-101 孙七", RUBBISH, B5, "10:01")
    workday.say(WANG, "/答复 2 办结 清运好了。", STAFF, "10:05")
    workday.tell(WANG, "分拣 2 并 1", "10:07")
    workday.later(15)
    assert status(workday) == "new"
    assert [text.count("清运好了") for text in workday.in_room(B5)] == [1]
    assert workday.in_room(B3) == []


def test_what_waits_is_not_lost_in_an_item_that_was_answered_and_dropped(workday: Night) -> None:
    workday.say("502-张三", LIFT, B3, "10:00")
    workday.say("401-李四", "请问下一批蔬菜什么时候发？", B3, "10:01")
    workday.say(WANG, "/答复 1 将办 本周内处理。", STAFF, "10:05")
    workday.tell(HE, "分拣 1 删 重复", "10:30")
    workday.tell(HE, "分拣 2 并 1")
    workday.later(1)
    assert status(workday) == "reopened"


def test_what_staff_said_is_not_turned_round_by_dropping_the_item(workday: Night) -> None:
    workday.say("502-张三", LIFT, B3, "10:00")
    workday.say(WANG, "/答复 1 将办 明天来修。", STAFF, "10:05")
    workday.tell(HE, "分拣 1 删 重复", "10:07")
    workday.later(15)
    (told,) = workday.in_room(B3)
    assert "→ 明天来修" in told


def test_who_has_taken_the_higher_number_has_the_lower_one(workday: Night) -> None:
    workday.say("502-张三", LIFT, B3, "10:00")
    workday.say("401-李四", RUBBISH, B3, "10:01")
    workday.tell(HE, "领取 2")
    workday.tell(HE, "分拣 2 并 1")
    workday.later(1)
    assert status(workday) == "taken"


@pytest.mark.parametrize("number", ["②", "²", "٩٩", "一"])
def test_a_number_that_is_none_is_told_kindly(workday: Night, number: str) -> None:
    workday.say("502-张三", LIFT, B3, "10:00")
    workday.say("401-李四", RUBBISH, B3, "10:01")
    workday.new(1)
    workday.tell(HE, f"分拣 1 并 {number}")
    assert f"没有编号 {number} 的事项" in workday.answer()


def test_who_asks_for_what_is_offered_waits_for_an_answer_all_the_same(workday: Night) -> None:
    workday.say("101-周八", "我有多余的尿不湿，需要的邻居可以来拿", B8, "10:00")
    workday.say("502-张三", "请问哪里能买到尿不湿？家里没有了", B3, "10:01")
    workday.tell(WANG, "分拣 2 并 1", "10:02")
    workday.later(48 * 60)
    assert workday.said("编号1 已过答复时间")


def test_what_was_dropped_waits_again_once_a_person_carries_it_up(workday: Night) -> None:
    workday.say("502-张三", LIFT, B3, "10:00")
    workday.tell(HE, "分拣 1 删 重复")
    workday.say(HE, "转发", B3, quote=LIFT)
    workday.say(WANG, "/汇总", STAFF)
    workday.later(1)
    assert any("待答1" in text for text in workday.in_room(STAFF))
