"""Answers that lean on what was said before: who has it too, who has it not, who is one of them, and heads of lists."""

from __future__ import annotations

import pytest

from bot.understand import Meaning, Message, Reader
from bot.understand.meaning import Entry


def said(reader: Reader, text: str) -> Meaning:
    return reader.read(Message(text, "502-张三", "official", "3", "antigen"))


def only(reader: Reader, text: str) -> Entry:
    (entry,) = said(reader, text).entries
    return entry


@pytest.mark.parametrize(
    ("text", "result", "counts"),
    [
        ("502我阳，老公也是", "positive", {"positive": 2}),
        ("我阳，爸妈也是，娃没有，502", "positive", {"positive": 3, "negative": 1}),
        ("502 老公中了，我和娃没有", "positive", {"positive": 1, "negative": 2}),
        ("502 我没阳，老公也没有", "negative", {"negative": 2}),
        ("502 我的阴，我妈的也是", "negative", {"negative": 2}),
        ("502 阳的：爸；阴的：妈、我、弟", "positive", {"positive": 1, "negative": 3}),
        ("测好的：爸、我，阴。没测的：妈。502", "partial", {"negative": 2, "untested": 1}),
        ("502 父阴母阴子阳媳阴", "positive", {"positive": 1, "negative": 3}),
        ("502 三个人，其中一位是丈母娘，都阴", "negative", {"people": 3, "negative": 3}),
        ("502宿舍，昨天走了一个，五人阴", "negative", {"people": 5, "negative": 5}),
        ("我家仨大人俩娃，一条杠×5", "negative", {"people": 5, "negative": 5}),
        ("502 两口+宝宝，都是一条", "negative", {"people": 3, "negative": 3}),
        ("502 我一家三口再加我妈，都阴", "negative", {"people": 4, "negative": 4}),
        ("502 俩大人一娃，阴", "negative", {"people": 3, "negative": 3}),
        ("502 两公孙，都一條線", "negative", {"people": 2, "negative": 2}),
        ("接龙我进不去，直接写：502，阴，3口", "negative", {"people": 3, "negative": 3}),
        ("你昨天说要写房号，写了：502，阴", "negative", {}),
        ("五楼阿叔已测，阴，502", "negative", {}),
        ("太好了又是一道杠，502", "negative", {}),
        ("2 lines today, 502", "positive", {}),
    ],
)
def test_what_leans_on_the_clause_before_is_read(
    reader: Reader, text: str, result: str, counts: dict[str, int]
) -> None:
    entry = only(reader, text)
    assert (entry.room, entry.result, entry.review) == ("502", result, None)
    assert {name: entry.values[name] for name in counts} == counts


@pytest.mark.parametrize(
    "text",
    [
        "502阴。等等，好像又多了一条",
        "502阴，等我再看看……是两条",
        "儿子的是阴，女儿的不是，502",
        "一条线吧？我老花看不真，502",
        "502 阴，但娃的两道",
        "502 都阴，就是儿子那根有点花",
        "502 除老公外都阴",
        "502 全家阴，不包括老爸",
    ],
)
def test_a_second_clause_that_changes_the_first_waits_for_a_person(reader: Reader, text: str) -> None:
    assert only(reader, text).review


@pytest.mark.parametrize("text", ["太好了都是阴", "返校需48小时阴性+抗原2次", "数学卷子全对，一条杠都没画"])
def test_what_is_nobodys_result_is_none(reader: Reader, text: str) -> None:
    assert said(reader, text).entries == []
