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
