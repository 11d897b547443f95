"""Head counts as strangers word them: other words for done, away and refusing, and lists of other things."""

from __future__ import annotations

import pytest

from bot.understand import Meaning, Message, Reader


def said(reader: Reader, text: str, collecting: str = "headcount", sender: str = "502-张三") -> Meaning:
    return reader.read(Message(text, sender, "official", "3", collecting))


def told(meaning: Meaning) -> list[tuple[str | None, str, object, bool]]:
    return [(one.room, one.result, one.values["count"], bool(one.review)) for one in meaning.entries]


@pytest.mark.parametrize(
    ("text", "result", "count"),
    [
        ("搞归一了，屋头三个", "done", 3),
        ("娘仨都做好了", "done", 3),
        ("503 共3人 3人均已核酸", "done", 3),
        ("503 3（1个小孩2个大人）", "done", 3),
        ("一共三人，两大一小，做完", "done", 3),
        ("503 3人，不是2人", "done", 3),
        ("我舅家503也做了3个，顺便报下", "done", 3),
        ("厂里集中采了，不用等我", "elsewhere", None),
        ("早上在虹桥站做的", "elsewhere", None),
        ("502 一家子都在丈母娘家吃饭，那边小区做了", "elsewhere", None),
        ("回老家过年没回来呢", "absent", None),
        ("都唔喺屋企", "absent", None),
        ("人不在上海，在老家封着", "absent", None),
        ("替503说下，他人在外地出差", "absent", None),
        ("8人合租，7人做了，还差1个夜班的在睡觉", "partial", 8),
        ("除了坐月子的，其他三个都做了", "partial", 3),
        ("四个里头三个捅了，小囡死活不张嘴", "partial", 4),
        ("2个大人做了，小孩还在睡", "partial", 2),
    ],
)
def test_it_is_told_in_other_words(reader: Reader, text: str, result: str, count: int | None) -> None:
    room = "503" if "503" in text else "502"
    assert told(said(reader, text)) == [(room, result, count, False)]


@pytest.mark.parametrize(
    "text", ["拒绝做", "老头子不肯下来做", "502 2人？3人？反正都去了", "楼上那家也做好了，我看着的"]
)
def test_a_person_must_look(reader: Reader, text: str) -> None:
    meaning = said(reader, text)
    assert meaning.form == "headcount"
    assert [bool(one.review) for one in meaning.entries] == [True]


def test_whose_home_nobody_knows_waits_for_a_person(reader: Reader) -> None:
    assert said(reader, "我家好了4", sender="静待花开").review == "no_room"


@pytest.mark.parametrize(
    "text",
    [
        "应检186，已检171，还差15人",
        "今日数据：\n1. 应采2105人\n2. 已采1903人\n3. 未采202人，其中外出150人",
        "核酸还差这几家：\n201、304\n702\n1502",
        "我家做了3个菜",
        "502两个孩子发烧，麻烦安排上门采样",
        "今日楼梯跑成绩\n1. 808 3趟\n2. 1203 2趟\n3. 604 1趟半",
        "明天羽毛球\n1. 502 小李\n2. 503 阿王",
        "#接龙\n明天谁家要借折叠椅\n1. 302 2把\n2. 905 1把",
    ],
)
def test_nobody_is_counted(reader: Reader, text: str) -> None:
    assert said(reader, text).entries == []


def test_the_smaller_signs_of_a_list_are_read(reader: Reader) -> None:
    circled = "今天做完的报一下\n①502 3\n②503 2人 狗也想做哈哈\n③l04 1"
    assert told(said(reader, circled)) == [
        ("502", "done", 3, False),
        ("503", "done", 2, False),
        ("104", "done", 1, False),
    ]
    assert [one.room for one in said(reader, "(1) 502 3人\n(2) 503 2人\n(3) 601 1人").entries] == ["502", "503", "601"]


def test_a_heading_above_several_doors_is_no_part_of_the_first(reader: Reader) -> None:
    meaning = said(reader, "楼上几家微信不太会用，我一并报：\n703两人\n803三人\n1003不在")
    assert told(meaning) == [("703", "done", 2, False), ("803", "done", 3, False), ("1003", "absent", None, False)]


def test_what_a_title_forbids_it_does_not_ask_for(reader: Reader) -> None:
    meaning = said(reader, "#接龙\n做完再接，没做的不要接，不是报名\n1. 502 3\n2. 503 2")
    assert [bool(one.review) for one in meaning.entries] == [False, False]
    meaning = said(reader, "#接龙\n核酸未做人员登记\n1. 502 3\n2. 503 2")
    assert [bool(one.review) for one in meaning.entries] == [True, True]


def test_two_numbers_for_one_door_wait_for_a_person(reader: Reader) -> None:
    meaning = said(reader, "#接龙\n核酸\n1. 502 2\n2. 502 3\n3. 904 1")
    assert [one.review for one in meaning.entries] == ["conflict", "conflict", None]


@pytest.mark.parametrize(
    "text", ["刚点错接龙了，我那条作废", "我家那个数撤了吧，报重了", "頭先嗰條唔計，撤回", "作废作废，儿子发着玩的"]
)
def test_a_number_is_taken_back(reader: Reader, text: str) -> None:
    assert said(reader, text).kind == "withdraw"


def test_who_asks_whether_it_counts_takes_nothing_back(reader: Reader) -> None:
    assert said(reader, "502 到底算不算做过，我昨天夜里做的").kind == "question"


def test_an_antigen_list_says_who_is_away(reader: Reader) -> None:
    meaning = said(reader, "#接龙\n抗原\n1. 502 2人阴\n2. 503-0人-外地\n3. 504 勿在屋里\n4. 505 阴 505", "antigen")
    assert [(one.room, one.result, one.review) for one in meaning.entries] == [
        ("502", "negative", None),
        ("503", "absent", None),
        ("504", "absent", None),
        ("505", "negative", None),
    ]


def test_a_dash_at_the_end_of_a_line_joins_no_two_doors(reader: Reader) -> None:
    meaning = said(reader, "401 -\n402 -\n403 两条杠", "antigen")
    assert [(one.room, one.result) for one in meaning.entries] == [
        ("401", "negative"),
        ("402", "negative"),
        ("403", "positive"),
    ]


def test_nobody_is_lost_in_a_list_of_what_is_asked(reader: Reader) -> None:
    meaning = said(reader, "#接龙\n阳性报备\n1. 502 1人\n2. 503 2人", "antigen")
    assert [(one.room, bool(one.review)) for one in meaning.entries] == [("502", True), ("503", True)]
