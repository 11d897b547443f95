"""What one neighbour alone is answered: the group hears that it was, and not what."""

from __future__ import annotations

import pytest

from data.tables import AliasRow
from tests.support.items import LIFT, items, status
from tests.support.night import B3, B5, STAFF, WANG, Night

DESPAIR = "活着没意思"
FEVER = "请问我家孩子发烧39度，要去哪里看病？"
GAS = "我闻到好大的煤气味，快来人"


@pytest.mark.parametrize(
    ("said", "secret"),
    [
        (DESPAIR, "没意思"),
        ("救命！我爸摔倒了满头是血叫不醒", "摔倒"),
        ("我老公打我，救命", "打"),
        (FEVER, "发烧"),
        ("最近心里很难受，一直睡不着，怎么办", "难受"),
    ],
)
def test_who_asked_hears_it_in_private_and_the_group_that_it_was_answered(
    workday: Night, said: str, secret: str
) -> None:
    workday.say("502-张三", said, B3, "10:00")
    workday.new()
    workday.say(WANG, "/答复 1 将办 陈老师马上打电话给您", STAFF, "10:10")
    workday.later(15)
    (heard,) = [text for text in workday.in_room(B3) if "【答复】" in text]
    assert "邻居的求助" in heard
    assert "将办" in heard
    assert "已私下答复" in heard
    assert secret not in heard
    assert "陈老师" not in heard
    (told,) = [text for text in workday.to("502-张三") if "答复" in text]
    assert "陈老师马上打电话给您" in told


def test_what_concerns_the_neighbours_they_hear(workday: Night) -> None:
    workday.say("502-张三", GAS, B3, "10:00")
    workday.say("401-李四", "请问附近医院的发热门诊开吗", B3, "10:01")
    workday.new()
    workday.say(WANG, "/答复 1 将办 燃气公司十分钟到", STAFF, "10:10")
    workday.say(WANG, "/答复 2 将办 发热门诊一直开", STAFF, "10:10")
    workday.later(15)
    heard = "\n".join(workday.in_room(B3))
    assert "燃气公司十分钟到" in heard
    assert "发热门诊一直开" in heard
    assert not [text for text in workday.to("502-张三") if "燃气公司" in text]


def test_without_a_private_line_nothing_of_it_falls_back_to_the_group(workday: Night) -> None:
    workday.say("502-张三", DESPAIR, B3, "10:00")
    workday.look(lambda work: work.store.change(AliasRow, AliasRow.contact == "wx-502-张三", friend=False))
    workday.say(WANG, "/答复 1 将办 陈老师马上打电话给您", STAFF, "10:10")
    workday.later(15)
    heard = workday.in_room(B3)[-1]
    assert "请求助的邻居私聊我" in heard
    assert not workday.said("陈老师马上", [one for one in workday.heard if one.room == B3])


def test_nobody_is_given_the_answer_to_anothers_despair(workday: Night) -> None:
    workday.say("502-张三", "最近心里很难受，一直睡不着，怎么办", B3, "10:00")
    workday.say(WANG, "/答复 1 将办 陈老师每晚八点打电话给您", STAFF, "10:10")
    workday.later(15)
    workday.new()
    workday.say("1-101 孙七", "最近心里很难受，一直睡不着，怎么办", B5, "11:00")
    assert not workday.said("陈老师", workday.new(5))
    assert [one["status"] for one in items(workday)] == ["will_do", "new"]


@pytest.mark.parametrize("said", [LIFT, GAS, DESPAIR])
def test_a_send_that_is_clicked_twice_is_heard_once(workday: Night, said: str) -> None:
    workday.say("502-张三", said, B3, "10:00")
    workday.new()
    for _ in range(2):
        workday.tell(WANG, "/答复 1 将办 陈老师马上来")
        workday.later(1)
    workday.later(15)
    assert len([text for text in workday.in_room(B3) if "答复" in text]) == 1
    assert len([text for text in workday.to("502-张三") if "陈老师" in text]) == (said == DESPAIR)
    assert status(workday) == "will_do"
