"""Somebody under eighteen wants to help: the relay hears of it in private, and nobody is signed up."""

from __future__ import annotations

import pytest

from tests.support.night import B3, B8, HE, SHEN, VOLUNTEERS, Night


@pytest.mark.parametrize(
    "text",
    [
        "我15岁想当志愿者",
        "我儿子初二想报名",
        "初中生可以帮忙吗",
        "想报名志愿者，我高一可以吗",
        "我女儿16岁，能不能来帮忙发菜？",
    ],
)
def test_the_relay_hears_of_it_and_the_group_nothing(night: Night, text: str) -> None:
    night.say("502-张三", text, B3, "10:00")
    heard = night.new(5)
    assert {one.to for one in heard} == {night.contact(HE), night.contact("502-张三")}
    assert any(text in one for one in night.to(HE))
    assert "谢谢" in night.to("502-张三")[0]
    assert night.state()["demands"] == []


def test_who_has_no_private_line_is_told_nothing(night: Night) -> None:
    night.replay.transport.strangers.add("wx-502-张三")
    night.say("502-张三", "我15岁想当志愿者", B3, "10:00")
    night.later(5)
    assert len(night.to(HE)) == 1
    assert night.in_room(B3) == []


def test_asking_twice_is_told_once(night: Night) -> None:
    night.say("502-张三", "我15岁想当志愿者", B3, "10:00")
    night.say("502-张三", "我高一，可以报名志愿者吗", B3, "10:20")
    night.later(5)
    assert len(night.to(HE)) == 1
    assert len(night.to("502-张三")) == 1


def test_without_a_relay_who_can_be_told_the_next_hears_it(night: Night) -> None:
    night.say("502-张三", "初中生可以帮忙吗", B8, "10:00")
    night.later(5)
    assert len(night.to(SHEN)) == 1


def test_among_the_volunteers_and_in_private_too(night: Night) -> None:
    night.say("502-张三", "大家早", B3, "09:00")
    night.say("502-张三", "我15岁想当志愿者", VOLUNTEERS, "10:00")
    night.tell("401-李四", "我儿子初二想报名", "10:05")
    night.later(5)
    assert night.in_room(VOLUNTEERS) == []
    assert len(night.to("502-张三")) == 1
    assert len(night.to("401-李四")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "我想当志愿者", "我45岁，想报名志愿者", "想当志愿者，但我家孩子12岁没人带", "我儿子大二，想报名志愿者",
        "我儿子初二，网课要打印，哪位邻居家有打印机？", "高三要高考了，楼上能不能轻点", "118室想报名",
        "免费教初中生数学",
    ],
)  # fmt: skip
def test_who_is_of_age_or_wants_something_else_is_left_alone(night: Night, text: str) -> None:
    night.say("502-张三", text, B3, "10:00")
    night.later(5)
    assert not night.said("未成年")


def test_one_who_is_hurt_is_heard_as_a_cry(night: Night) -> None:
    night.say("502-张三", "我15岁，刚才帮忙搬菜摔倒了，头上都是血，救命", B3, "10:00")
    night.later(1)
    assert night.said("紧急求助")


def test_a_minor_is_not_brought_together_with_who_asks_for_help(night: Night) -> None:
    night.say("宋书记", "/求援 3号楼\n谁能帮忙搬菜到六楼", "居委工作群", "10:00")
    night.later(1)
    night.say("502-张三", "我15岁可以帮忙搬", B3, "10:05")
    night.later(5)
    assert not [text for text in night.to("宋书记") if "张三" in text]
    assert any("我15岁" in text for text in night.to(HE))


def test_who_is_forgotten_leaves_no_words_with_the_relay(night: Night) -> None:
    night.say("502-张三", "我15岁想当志愿者", B3, "10:00")
    night.later(5)
    night.tell("502-张三", "/我的 删除")
    night.later(1)
    relay = night.look(lambda work: work.people.person(night.contact(HE)))
    assert all("15岁" not in one.text for one in night.look(lambda work: work.outgoing.said_in(None, relay)))
