"""Several numbers in one command: all of them are meant, and none is ever a word of an answer."""

from __future__ import annotations

import pytest

from tests.support.items import FOOD, LIFT, RUBBISH, items
from tests.support.night import B3, B5, HE, QIN, SONG, STAFF, WANG, Night

FALL = "救命！我爸摔倒了满头是血叫不醒"
GAS = "我闻到好大的煤气味，快来人"


def states(night: Night) -> list[str]:
    return [str(item["status"]) for item in items(night)]


@pytest.mark.parametrize("said", ["领取 1 2", "/领取 1 2", "领取1、2", "领取 1，2", "领取 1和2", "领取 2 1 2"])
def test_all_cries_that_are_named_are_taken_and_none_rings_on(workday: Night, said: str) -> None:
    workday.say("502-张三", FALL, B3, "10:00")
    workday.say("401-李四", GAS, B3, "10:01")
    workday.tell(HE, said, "10:02")
    workday.later(1)
    assert states(workday) == ["taken", "taken"]
    told = "\n".join(workday.to(HE))
    assert "编号1 由您处理" in told
    assert "编号2 由您处理" in told
    workday.later(20)
    assert not workday.said("次提醒")


def test_one_that_cannot_be_taken_keeps_nobody_from_the_others(workday: Night) -> None:
    workday.say("502-张三", FALL, B3, "10:00")
    workday.say("1-101 孙七", FALL, B5, "10:05")
    workday.new(1)
    workday.tell(HE, "领取 29 2 1", "10:06")
    told = [one.text for one in workday.new(1) if one.to == workday.contact(HE)]
    assert ["29" in text and "没有" in text for text in told].count(True) == 1
    assert any("5号楼不归您管" in text for text in told)
    assert any("编号1 由您处理" in text for text in told)
    assert states(workday) == ["taken", "new"]


def test_numbers_that_name_nothing_are_told_so(workday: Night) -> None:
    workday.tell(QIN, "领取 29 30", "10:00")
    told = "\n".join(one.text for one in workday.new(3))
    assert "29" in told
    assert "30" in told


@pytest.mark.parametrize(
    "said", ["答复 1 2 办结 已处理", "/答复 1、2 办结 已处理", "答复 1和2办结：已处理", "答复 1,2 办结\n已处理"]
)
def test_one_answer_to_two_items_answers_both(workday: Night, said: str) -> None:
    workday.say("502-张三", LIFT, B3, "10:00")
    workday.say("1-101 孙七", RUBBISH, B5, "10:01")
    workday.say(WANG, said, STAFF, "10:05")
    workday.later(15)
    assert [(item["status"], item["answer"]) for item in items(workday)] == [("done", "已处理")] * 2
    for room in (B3, B5):
        (text,) = workday.in_room(room)
        assert "→ 办结：已处理（居委）" in text


@pytest.mark.parametrize(
    "said", ["答复 1 2 已处理", "答复 1、2 已处理", "答复 1，9 已处理", "答复 1 办结 修好了\n2 将办 下午清"]
)
def test_what_may_be_several_is_not_guessed(workday: Night, said: str) -> None:
    workday.say("502-张三", LIFT, B3, "10:00")
    workday.say("401-李四", RUBBISH, B3, "10:01")
    workday.say(WANG, said, STAFF, "10:05")
    told = workday.answer(1)
    assert "没有发出。几件一起答复请写：答复" in told
    workday.later(15)
    assert workday.in_room(B3) == []
    assert states(workday) == ["new", "new"]


def test_a_number_that_is_none_stops_the_whole_answer(workday: Night) -> None:
    workday.say("502-张三", LIFT, B3, "10:00")
    workday.say(WANG, "答复 1 9 办结 已处理", STAFF, "10:05")
    assert "没有编号 9" in workday.answer(15)
    assert states(workday) == ["new"]


@pytest.mark.parametrize("said", ["3点开始发", "50 袋米下午到", "明天 2 点发"])
def test_an_answer_may_begin_with_a_figure(workday: Night, said: str) -> None:
    workday.say("502-张三", FOOD, B3, "10:00")
    workday.say(SONG, f"答复 1 {said}", STAFF, "10:05")
    workday.later(15)
    assert items(workday)[0]["answer"] == said


def test_an_answer_without_words_to_two_is_asked_for_them(workday: Night) -> None:
    workday.say("502-张三", LIFT, B3)
    workday.say("401-李四", RUBBISH, B3)
    workday.say(WANG, "答复 1 2 办结", STAFF)
    assert workday.answer() == "请写上答复的内容，例如：答复 1 2 暂缓 材料到了就办。"
