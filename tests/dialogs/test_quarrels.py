"""Quarrels and accusations are carried nowhere: no item, no public line; the relay hears once, in private."""

from __future__ import annotations

import pytest

from bot.errors import SendFailed
from tests.support.night import B3, B5, B8, HE, LAN, QIN, SHEN, SONG, STAFF, WANG, Night

QUARREL = [
    ("502-张三", "你家孩子天天在楼上跑，有没有教养"),
    ("602-李四", "你有病吧，关你屁事"),
    ("502-张三", "你再说一遍！不要脸"),
]


def test_nothing_is_said_nor_kept_and_the_relay_hears_once(night: Night) -> None:
    for minute, (who, text) in enumerate(QUARREL):
        night.say(who, text, B3, f"10:0{minute}")
    heard = night.new(10)
    (told,) = heard
    assert told.to == night.contact(HE)
    assert "有没有教养" in told.text
    assert night.state()["demands"] == []
    night.say("602-李四", "你算什么东西", B3, "11:30")
    assert night.new(5) == [], "the same quarrel still"
    night.say("602-李四", "你算什么东西！", B3, "14:30")
    assert [one.to for one in night.new(5)] == [night.contact(HE)], "another one, hours later"


def test_two_buildings_have_two_quarrels(night: Night) -> None:
    night.say("502-张三", QUARREL[1][1], B3, "10:00")
    night.say("1-502 钱七", QUARREL[1][1], B5, "10:01")
    assert {one.to for one in night.new(5)} == {night.contact(HE), night.contact(QIN)}


@pytest.mark.parametrize(
    "text",
    [
        "302就是小偷，偷了我的快递", "502室隐瞒行程，害了整栋楼", "就是你们家传染给我们的", "某些人自己阳了还到处跑",
        "是不是你家偷了我的快递？",
    ],
)  # fmt: skip
def test_an_accusation_is_in_no_digest(night: Night, text: str) -> None:
    night.say("601-王五", text, B3, "10:00")
    assert [one.to for one in night.new(5)] == [night.contact(HE)]
    assert night.state()["demands"] == []
    night.say(WANG, "/汇总", STAFF, "10:30")
    assert text[:4] not in night.answer()


@pytest.mark.parametrize(
    "text",
    [
        "楼上602每天半夜打麻将，吵得睡不着，能不能管管",
        "隔壁装修噪音太大了，周末也不停，请物业管一管",
        "物业太不要脸了，收了钱垃圾三天没人收",
        "楼上一直往下扔烟头，太缺德了，烫坏我家被子",
        "对门养的狗天天叫，投诉了多少次都没人管",
        "有人偷了我放在门口的快递，麻烦物业查一下监控",
    ],
)
def test_a_complaint_about_a_neighbour_is_a_complaint(night: Night, text: str) -> None:
    night.say("502-张三", text, B3, "10:00")
    assert night.new(5) == []
    (item,) = night.state()["demands"]
    assert item["kind"] in ("complaint", "request")


@pytest.mark.parametrize(
    "text", ["你有病历本吗", "你有病吧哈哈哈", "你要不要脸盆，我家多一个", "洗衣机的滚筒坏了怎么办"]
)
def test_what_only_sounds_like_one_is_none(night: Night, text: str) -> None:
    night.say("502-张三", text, B3, "10:00")
    assert not [one for one in night.new(5) if one.to == night.contact(HE)]


def test_who_is_angry_and_asks_for_something_still_asks_for_it(night: Night) -> None:
    night.say("502-张三", "你们家有没有教养，楼上漏水漏到我家天花板了，请物业马上来修", B3, "10:00")
    assert [one.to for one in night.new(5)] == [night.contact(HE)]
    (item,) = night.state()["demands"]
    assert item["category"] == "property"


def test_a_cry_in_a_quarrel_is_a_cry(night: Night) -> None:
    night.say("502-张三", QUARREL[1][1], B3, "10:00")
    night.say("602-李四", "你有病吧！我爸被你推倒了满头是血叫不醒，救命", B3, "10:01")
    night.later(1)
    assert night.said("紧急求助")
    (item,) = night.state()["demands"]
    assert item["urgency"] == "high"


def test_without_a_relay_who_can_be_told_the_next_hears_it(night: Night) -> None:
    night.say("502-张三", QUARREL[1][1], B8, "10:00")
    heard = night.new(5)
    assert [one.to for one in heard] == [night.contact(SHEN)], f"not {LAN}, who has no private line"


def test_where_the_relay_cannot_be_reached_the_next_hears_it(night: Night) -> None:
    night.replay.transport.fault(SendFailed("gone"), target=night.contact(HE), times=9)
    night.say("502-张三", QUARREL[1][1], B3, "10:00")
    heard = night.new(30)
    assert [one.to for one in heard] == [night.contact(WANG)]
    assert QUARREL[1][1][:4] in heard[0].text


def test_a_relay_who_quarrels_is_not_told_of_himself(night: Night) -> None:
    night.say(HE, QUARREL[1][1], B3, "10:00")
    assert night.contact(HE) not in [one.to for one in night.new(5)]


def test_in_private_too_it_is_kept_from_the_digest(night: Night) -> None:
    night.say("502-张三", "大家早", B3, "09:59")
    night.tell("502-张三", "302就是小偷，偷了我的快递", "10:00")
    (told,) = night.new(5)
    assert told.to == night.contact(HE)
    assert "私聊" in told.text
    assert night.state()["demands"] == []


def test_what_staff_say_is_none(night: Night) -> None:
    night.say(SONG, "请大家不要造谣，有本事当面说清楚", B3, "10:00")
    assert night.new(5) == []


def test_after_a_restart_it_is_still_the_same_quarrel(night: Night) -> None:
    night.say("502-张三", QUARREL[0][1], B3, "10:00")
    night.later(5)
    night.restart()
    night.say("602-李四", QUARREL[1][1], B3, "10:30")
    night.later(5)
    assert len(night.to(HE)) == 1
