"""A cry goes on: it is heard again after it was over, by its number in what the bot said, and from others too."""

from __future__ import annotations

from tests.support.items import items, status
from tests.support.night import B3, B5, HE, STAFF, WANG, Night

FALL = "救命！我爸摔倒了满头是血叫不醒"
GAS = "我闻到好大的煤气味，快来人"
INSULIN = "我的胰岛素没有了，需要配药：胰岛素 2盒，瑞金医院"


def hearers(night: Night, words: str = "紧急") -> set[str]:
    """Rooms and contacts that heard of it since the last time."""
    return {one.room or one.to or "" for one in night.new(1) if words in one.text}


def test_the_same_words_after_a_cry_is_over_are_a_cry_again(workday: Night) -> None:
    workday.say("502-张三", FALL, B3, "10:00")
    workday.tell(HE, "领取 1", "10:01")
    workday.say(WANG, "/答复 1 办结 已送医", STAFF, "10:02")
    workday.new(1)
    workday.say("502-张三", FALL, B3, "10:06")
    assert hearers(workday) >= {STAFF, workday.contact(HE)}
    assert [item["status"] for item in items(workday)] == ["done", "new"]


def test_the_same_words_while_it_stands_are_the_same_cry(workday: Night) -> None:
    workday.say("502-张三", FALL, B3, "10:00")
    workday.tell(HE, "领取 1", "10:01")
    workday.new(1)
    workday.say("502-张三", FALL, B3, "10:06")
    assert workday.new(1) == []
    assert status(workday) == "taken"


def test_a_cry_that_is_not_solved_is_as_urgent_as_it_was(workday: Night) -> None:
    workday.say("502-张三", FALL, B3, "10:00")
    workday.tell(HE, "领取 1", "10:01")
    workday.say(WANG, "/答复 1 将办 医生马上来", STAFF, "10:02")
    workday.new(1)
    workday.say("502-张三", "还没解决", B3, "10:04")
    heard = workday.new(1)
    assert {one.room or one.to for one in heard if "说还没解决" in one.text} == {STAFF, workday.contact(HE)}
    assert [one.room for one in heard if "已转告" in one.text] == [B3]
    workday.later(11)
    again = [one for one in workday.new(0) if one.to == workday.contact(HE)]
    assert [one.text.count("次提醒") for one in again] == [1, 1], "every five minutes, and not twice"
    workday.tell(HE, "领取 1")
    workday.later(30)
    assert status(workday) == "taken"
    assert not [one for one in workday.new(0) if "次提醒" in one.text]


def test_a_cry_for_a_drug_that_is_not_solved_ends_when_the_runner_has_it_in_hand(workday: Night) -> None:
    workday.say("502-张三", INSULIN, B3, "10:00")
    workday.say(WANG, "/答复 2 将办 配药员马上去", STAFF, "10:02")
    workday.say("502-张三", "还没解决", B3, "10:10")
    assert status(workday) == "reopened"
    number = workday.look(lambda work: work.medicine.open()[0].number)
    workday.tell("小跑", f"{number} 已收卡", "10:12")
    workday.new(1)
    workday.later(30)
    assert status(workday) == "taken"
    assert not workday.said("次提醒", workday.new(0))


def test_a_danger_that_others_notice_too_is_counted_though_nobody_asks_for_anything(night: Night) -> None:
    night.say("502-张三", "走廊里好大的煤气味", B3, "10:00")
    night.say("301-李四", "我也闻到了，煤气泄漏了吧", B3)
    night.say("601-王五", "我也闻到了", B3)
    night.say("501-赵六", "我没闻到啊", B3)
    night.say("1-101 孙七", "我也闻到了", B5)
    night.later(3)
    (item,) = items(night)
    assert len(item["sources"]) == 3


def test_who_cried_and_asks_where_help_is_is_heard_by_who_has_it_or_by_all_again(night: Night) -> None:
    night.say("502-张三", FALL, B3, "10:00")
    night.new(1)
    night.tell("502-张三", "我的情况严重，还有人来吗")
    assert hearers(night) == {STAFF, night.contact(HE)}
    night.tell(HE, "领取 1")
    night.new(1)
    night.tell("502-张三", "怎么还没来，撑不住了")
    heard = {one.to: one.text for one in night.new(1)}
    assert "撑不住了" in heard[night.contact(HE)]
    assert "已马上转告接手的人" in heard[night.contact("502-张三")]
    assert len(items(night)) == 1
