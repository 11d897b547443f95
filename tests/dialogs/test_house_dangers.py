"""Homes cry of one danger of their building: one cry, told with all who say so; a cry about a person stands alone."""

from __future__ import annotations

import pytest

from tests.support.items import items
from tests.support.night import B3, B5, HE, STAFF, WANG, WUYE, Night

GAS = "楼道里好大煤气味"
HOMES = [
    "我家也闻到煤气味了", "一股煤气味，谁家没关", "煤气味！！快来人", "厨房没开火怎么有煤气味", "闻到煤气味 +1",
    "电梯口煤气味很大", "门口也有煤气味", "煤气泄漏了吧", "燃气泄漏？", "好大的煤气味", "走廊里煤气味",
    "煤气味越来越重了", "哪里来的煤气味", "煤气味熏死了", "请物业查一下煤气味", "赶紧关阀门 煤气味很重", "又是煤气味",
    "我们这层也有煤气味", "天然气味道好大，漏气了吧",
]  # fmt: skip


@pytest.fixture
def smell(night: Night) -> Night:
    """Two in the morning: the first home of building 3 smells gas, and everybody who must heard it."""
    night.say("101-邻居", GAS, B3, "02:00")
    heard = night.new(0.1)
    assert [one.room or one.to for one in heard] == [B3, STAFF, night.contact(HE), night.contact(WUYE)]
    return night


def test_twenty_homes_are_one_cry_and_everybody_hears_of_each(smell: Night) -> None:
    for index, text in enumerate(HOMES):
        smell.say(f"{index + 2}01-邻居", text, B3)
    heard = smell.new(2)
    (item,) = items(smell)
    assert (len(item["sources"]), item["status"], item["urgency"]) == (20, "new", "high")
    for hearer in (STAFF, smell.contact(HE)):
        told = "\n".join(one.text for one in heard if hearer in (one.room, one.to))
        assert [text for text in HOMES if text not in told] == []
        assert all(f"{index + 2}01" in told for index in range(len(HOMES)))
    assert "一共20人" in smell.to(WUYE)[-1]
    assert len(heard) <= 10, "a fall elsewhere must not wait behind them"
    assert len([one for one in heard if one.room == B3]) == 1


def test_one_claim_takes_them_all_and_the_group_hears_who(smell: Night) -> None:
    for index, text in enumerate(HOMES[:5]):
        smell.say(f"{index + 2}01-邻居", text, B3)
    smell.say("301-小方", "大家好", B3)
    smell.tell("301-小方", "煤气味好重啊")
    smell.new(2)
    smell.say(WANG, "领取 1", STAFF)
    heard = smell.new(1)
    coming = [one.room or one.to or "" for one in heard if "王干事已接手" in one.text]
    assert sorted(coming) == sorted([smell.contact("101-邻居"), B3, smell.contact("301-小方")])
    assert not smell.said("还没有人领取", smell.new(20))


def test_who_joins_what_was_taken_hears_who_has_it(smell: Night) -> None:
    smell.say(WANG, "领取 1", STAFF)
    smell.new()
    smell.say("201-李阿姨", HOMES[0], B3)
    heard = smell.new(2)
    assert any("王干事已接手" in one.text for one in heard if one.room == B3)
    assert any("201" in one.text and HOMES[0] in one.text for one in heard if one.room == STAFF)
    assert not smell.said("领取 1", heard)


@pytest.mark.parametrize(
    "text",
    [
        "孩子说闻到煤气味",
        "煤气味，我妈晕倒了",
        "救命，煤气味好大",
        "着火了！！",
        "煤气味，还冒烟了",
        "6楼煤气味好重",
        "5号楼也有煤气味",
        "有人被困在电梯里",
        "不想活了，开了煤气",
        "煤气中毒了，叫不醒",
    ],
)
def test_another_danger_and_whoever_tells_of_a_person_stands_alone(smell: Night, text: str) -> None:
    smell.say("601-赵", text, B3, "02:01")
    heard = smell.new(0.2)
    assert {STAFF, smell.contact(HE)} <= {one.room or one.to for one in heard if "紧急求助 编号2" in one.text}
    assert [len(item["sources"]) for item in items(smell)] == [1, 1]


def test_another_building_and_another_hour_are_another_cry(smell: Night) -> None:
    smell.say("1-101 孙七", GAS, B5, "02:01")
    smell.say("201-李阿姨", GAS, B3, "02:11")
    smell.new(1)
    assert [item["buildings"] for item in items(smell)] == [["3"], ["5"], ["3"]]


def test_who_joins_in_private_is_answered_there(smell: Night) -> None:
    smell.say("201-李阿姨", "大家好", B3)
    smell.tell("201-李阿姨", "一股煤气味")
    heard = smell.new(1)
    assert any("已有2位邻居" in one.text for one in heard if one.to == smell.contact("201-李阿姨"))
    assert not any("已有2位邻居" in one.text for one in heard if one.room == B3)


def test_killed_while_they_gather_nobody_is_lost_and_nothing_told_twice(smell: Night) -> None:
    for index, text in enumerate(HOMES[:4]):
        smell.say(f"{index + 2}01-邻居", text, B3)
        smell.restart()
    told = [one.text for one in smell.new(2) if one.room == STAFF]
    assert [sum(text in one for one in told) for text in HOMES[:4]] == [1, 1, 1, 1]
