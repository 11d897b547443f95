"""A positive beside a plain negative, in a jest, or in the middle of a pasted table is never left out."""

from __future__ import annotations

import pytest

from bot.understand import Message, Reader


@pytest.mark.parametrize(
    "text",
    [
        "都是一道，可惜婆婆两道",
        "都一道，没料到岳父两道",
        "一条杠，就是我对象两条",
        "恭喜自己，集齐两条杠",
        "全家阴，偏偏我妹两条",
    ],
)
def test_an_alarm_of_ones_own_is_one_or_waits(reader: Reader, text: str) -> None:
    (entry,) = reader.read(Message(text, "1107-小柯", "official", "8", "antigen")).entries
    assert entry.result == "positive" or (entry.review and entry.values["suspect"])


@pytest.mark.parametrize("text", ["全家阴，买了两条鱼", "我们四个都阴，今天领了两条烟"])
def test_two_of_something_else_are_none(reader: Reader, text: str) -> None:
    (entry,) = reader.read(Message(text, "1107-小柯", "official", "8", "antigen")).entries
    assert (entry.result, entry.review) == ("negative", None)


@pytest.mark.parametrize("head", ["房号\t人数\t结果", "房号 人数 结果", "门牌号, 人数, 抗原结果", "室号|应测人数|阴阳"])
def test_the_names_of_columns_stand_over_a_table_that_is_read(reader: Reader, head: str) -> None:
    text = f"{head}\n1203\t2\t阴\n1204\t3\t阴\n1301\t1\t阳"
    entries = reader.read(Message(text, "1203-钱", "official", "8", "antigen")).entries
    assert [(entry.room, entry.result) for entry in entries] == [
        ("1203", "negative"), ("1204", "negative"), ("1301", "positive"),
    ]  # fmt: skip


def test_with_an_example_below_them_they_are_a_hint(reader: Reader) -> None:
    meaning = reader.read(Message("格式：房号 人数 结果\n例：502 3 阴", "小周", "official", "8", "antigen"))
    assert meaning.entries == []
