"""Head counts in free words: the number stands apart, sums are told with their parts, and talk counts nobody."""

from __future__ import annotations

import pytest

from bot.understand import Meaning, Message, Reader

TITLE = "#接龙\n今日核酸 报人数\n"


def said(reader: Reader, text: str, sender: str = "502-张三") -> Meaning:
    return reader.read(Message(text, sender, "official", "3", "headcount"))


def counts(meaning: Meaning) -> list[tuple[str | None, str, object, str | None]]:
    return [(one.room, one.result, one.values["count"], one.review) for one in meaning.entries]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("刚做完上来，两个人", 2),
        ("下楼捅好了，三个人", 3),
        ("核酸ok 三口之家", 3),
        ("我们家三位，都捅过喉咙了", 3),
        ("采样完毕，俩", 2),
        ("屋里三个娃儿加我，四个，搞完了", 4),
        ("公婆+我俩 4", 4),
        ("大人2小孩1，做好了", 3),
        ("两个大人两个娃，做好了", 4),
        ("三人已采 谢谢大白", 3),
        ("爸爸妈妈和我都做了", 3),
        ("从楼下上来，三个人都做好了", 3),
    ],
)
def test_who_is_told_apart_from_the_answer_is_counted(reader: Reader, text: str, count: int) -> None:
    assert counts(said(reader, text)) == [("502", "done", count, None)]


def test_done_elsewhere_with_who_says_so(reader: Reader) -> None:
    assert counts(said(reader, "502 医院里做了（我护士）")) == [("502", "elsewhere", None, None)]


@pytest.mark.parametrize(
    "text",
    [
        "今天做了2103人，明天接着来", "缺两个志愿者", "感谢三位志愿者", "做完请走2号门出去",
        "在排队，三个人", "饭做好了，下来端",
    ],
)  # fmt: skip
def test_talk_counts_nobody(reader: Reader, text: str) -> None:
    assert said(reader, text).entries == []


def test_a_line_is_counted_behind_its_door_and_not_in_its_nickname(reader: Reader) -> None:
    meaning = said(reader, TITLE + "1. 小7妹妹 1107 2人\n2. 三生有幸1302 1人\n3. 906 就我\n4. 1002 公婆+我俩 4", "小7")
    assert counts(meaning) == [
        ("1107", "done", 2, None), ("1302", "done", 1, None), ("906", "done", 1, None), ("1002", "done", 4, None),
    ]  # fmt: skip


def test_a_count_pressed_by_mistake_is_taken_back(reader: Reader) -> None:
    assert said(reader, "撤回，我还没做呢点错了").kind == "withdraw"


def test_a_flat_that_is_named_beside_another_is_not_lost(reader: Reader) -> None:
    meaning = said(reader, "502 做好了，503我妈家也好了 2个人")
    assert [(one.room, bool(one.review)) for one in meaning.entries] == [("502", False), ("503", True)]


def test_who_is_not_done_in_a_bracket_is_seen(reader: Reader) -> None:
    assert said(reader, "502-3（含1婴儿未采）").review


@pytest.mark.parametrize("text", ["做了一个，还有一个在路上", "502 3人 马上下楼"])
def test_who_is_on_the_way_waits_for_a_person(reader: Reader, text: str) -> None:
    assert said(reader, text).review


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("闭环上班，单位给做", "elsewhere"),
        ("驻村，村里做", "elsewhere"),
        ("银行网点集中采过", "elsewhere"),
        ("法院大厅做的，不下来了", "elsewhere"),
        ("剧组里统一测的", "elsewhere"),
        ("全家去海南过冬了", "absent"),
        ("都在青岛避暑", "absent"),
        ("租客上周退房，现在空着", "absent"),
        ("一家四口搞掂晒", "done"),
        ("户内5人 实到5人", "done"),
        ("上午没赶上，3人都采了", "done"),
        ("老人没做，3人都采了", "partial"),
    ],
)
def test_where_and_how_it_was_done_is_read_by_kinds_of_places_and_verbs(reader: Reader, text: str, result: str) -> None:
    (entry,) = said(reader, text).entries
    assert (entry.result, entry.review) == (result, None)


@pytest.mark.parametrize("text", ["单位给做了体检", "冰箱空着呢", "无法做饭了，没油了", "收工了，今天三个快递"])
def test_what_was_done_of_other_things_is_no_answer(reader: Reader, text: str) -> None:
    assert said(reader, text).entries == []


def test_who_cannot_come_and_asks_for_a_visit_wants_something_done(reader: Reader) -> None:
    asked = said(reader, "奶奶没法下楼，能上门采吗")
    assert (asked.kind, asked.category) == ("request", "testing")
    told = said(reader, "没法下楼，腿疼")
    assert told.review is not None


def test_the_unit_that_was_named_goes_on(reader: Reader) -> None:
    text = "2单元301两人，302三人，3单元301一人"
    found = said(reader, text, "楼长").entries
    assert [(one.unit, one.room, one.values["count"]) for one in found] == [
        ("2", "301", 2), ("2", "302", 3), ("3", "301", 1),
    ]  # fmt: skip


def test_nobody_is_done_whose_answer_does_not_stand(reader: Reader) -> None:
    found = said(reader, "六楼三户：601三个，602俩，603没人在", "602-楼管").entries
    assert {one.room: bool(one.review) or one.result == "absent" for one in found}["603"]
    broken = said(reader, "4人：楼下2，公司1，没做1").entries
    assert any(one.review or one.result == "partial" for one in broken)
