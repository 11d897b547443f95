"""Whole families of antigen answers: lost kits, later tests, locked flats, who is counted, and lines that are none."""

from __future__ import annotations

import pytest

from bot.understand import Meaning, Message, Reader
from bot.understand.meaning import Entry


def said(reader: Reader, text: str, sender: str | None = "502-张三", building: str | None = "3") -> Meaning:
    return reader.read(Message(text, sender, "official", building, "antigen"))


def only(reader: Reader, text: str) -> Entry:
    (entry,) = said(reader, text).entries
    return entry


@pytest.mark.parametrize(
    "text",
    [
        "抗原被风刮走了，502",
        "抗原让保洁收走了",
        "睡醒就测",
        "等他回来再测",
        "歇会儿就做",
        "502 冇棉签，做唔到",
        "拒测，502",
        "502：没测，在等快递送新的",
        "一个都没测呢",
    ],
)
def test_who_cannot_test_now_has_not_tested(reader: Reader, text: str) -> None:
    entry = only(reader, text)
    assert (entry.room, entry.result, entry.review) == ("502", "untested", None)


@pytest.mark.parametrize("text", ["在部队，房子锁着", "502 租约到期已清空", "敲门没人应，502", "家里大门锁着"])
def test_a_locked_or_empty_flat_is_absent(reader: Reader, text: str) -> None:
    entry = only(reader, text)
    assert (entry.room, entry.result, entry.review) == ("502", "absent", None)


@pytest.mark.parametrize("text", ["T那边先红的", "C线红，T线也红", "两道都红了", "我家都样了", "测出来两条"])
def test_two_lines_in_other_words_are_positive(reader: Reader, text: str) -> None:
    entry = only(reader, text)
    assert (entry.result, entry.review) == ("positive", None)


@pytest.mark.parametrize(
    "text",
    ["两根都是白的", "C线不出", "30分钟了C都不来", "没C线"],
)
def test_a_test_without_its_control_line_is_invalid(reader: Reader, text: str) -> None:
    entry = only(reader, text)
    assert (entry.result, entry.review) == ("invalid", None)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("两条的是我老公，一条的是我", {"positive": 1, "negative": 1}),
        ("我跟我老伴我是阴的，她是阳的", {"positive": 1, "negative": 1}),
        ("大的阳了，小的没阳，俩大人没阳", {"positive": 1, "negative": 3}),
        ("阳了一个，另一个阴", {"positive": 1, "negative": 1}),
        ("三人一人中了，两人没中", {"positive": 1, "negative": 2}),
        ("四阴，剩下岳母没测", {"negative": 4, "untested": 1}),
        ("502 1支无效，2支阴性", {"invalid": 1, "negative": 2}),
        ("阴性，爷孙俩", {"negative": 2, "people": 2}),
        ("阳一个，阴一个，一共两个人", {"positive": 1, "negative": 1, "people": 2}),
        ("抗原两条，求一个血氧仪，我是502", {"people": None}),
    ],
)
def test_people_are_counted_as_they_are_named(reader: Reader, text: str, counts: dict[str, int | None]) -> None:
    entry = only(reader, text)
    assert entry.review is None
    assert {name: entry.values[name] for name in counts} == counts


@pytest.mark.parametrize(
    "text",
    [
        "三人都测了 阴4",
        "应测3 实测2 均阴",
        "我们两个都阴，我阳",
        "一阴一阳，刚才复测又两阴",
        "同昨天，没变化",
        "阴…吧",
        "T线我也看不准",
        "侧着看有，娃的阴",
        "阳个，阴一个，一共四个人",
    ],
)
def test_what_does_not_add_up_or_is_not_sure_waits_for_a_person(reader: Reader, text: str) -> None:
    assert any(entry.review for entry in said(reader, text).entries)


@pytest.mark.parametrize(
    "text",
    [
        "我们这层四户都一条杠",
        "听603讲，604阳了",
        "我妈天天问我室友阳了没",
        "402你家肯定没事",
        "阴了一上午",
        "投诉无效",
        "家里买了两条带鱼",
        "中招报名今天截止",
        "三羊开泰",
    ],
)
def test_what_only_sounds_like_an_answer_is_none(reader: Reader, text: str) -> None:
    assert not [entry for entry in said(reader, text).entries if not entry.review]


def test_a_room_in_a_group_of_no_building_is_asked_for_its_building(reader: Reader) -> None:
    assert said(reader, "502 两人都阴", "陌上花开", None).review == "no_room"
    assert said(reader, "502 两人都阴", "3号楼502", None).review is None


def test_a_number_made_up_for_a_nickname_is_no_room(reader: Reader) -> None:
    assert said(reader, "阴", "用户3302").review == "no_room"


def test_a_request_of_one_with_a_balcony_is_no_alarm(reader: Reader) -> None:
    assert said(reader, "楼上空调滴水，滴到我家阳台了，叫物业来修").review is None
