"""110 and 1000 are rooms where a room stands and is answered for, and numbers to dial or to round to elsewhere."""

from __future__ import annotations

import pytest

from bot.understand import Meaning, Message, Reader, read_nickname

ODD = ("110", "119", "120", "122", "114", "100", "1000", "1200")


def said(reader: Reader, text: str, sender: str = "路人") -> Meaning:
    return reader.read(Message(text, sender, "official", "3", "antigen"))


@pytest.mark.parametrize("room", ODD)
@pytest.mark.parametrize(
    ("words", "result"),
    [
        ("两条杠", "positive"),
        (" 有人阳性", "positive"),
        (" 3人阴", "negative"),
        ("阴", "negative"),
        ("：阳", "positive"),
    ],
)
def test_with_an_answer_behind_it_any_number_is_a_room(reader: Reader, room: str, words: str, result: str) -> None:
    meaning = said(reader, room + words)
    assert [(entry.room, entry.result, entry.review) for entry in meaning.entries] == [(room, result, None)]


@pytest.mark.parametrize("room", ODD)
def test_it_is_one_whatever_was_read_before(room: str) -> None:
    practised = Reader()
    for before in ("502 3人阴", "1704 3人阴", f"{room} 3人阴"):
        assert said(practised, before).entries[0].room == before.split()[0]


def test_in_a_list_and_beside_others_too(reader: Reader) -> None:
    listed = said(reader, "#接龙\n抗原\n\n1. 101 3人阴\n2. 110 3人阴\n3. 1000 快乐每一天 2阴")
    assert [(entry.room, entry.review) for entry in listed.entries] == [("101", None), ("110", None), ("1000", None)]
    assert [entry.room for entry in said(reader, "101 阴\n120 2阳").entries] == ["101", "120"]


@pytest.mark.parametrize("text", ["打110", "120来了", "120 救护车什么时候到", "110", "100 个人阴性", "1000人都是阴性"])
def test_elsewhere_it_is_a_number(reader: Reader, text: str) -> None:
    assert all(entry.room is None for entry in said(reader, text).entries)


@pytest.mark.parametrize("text", ["3人阴 110", "我住110 3人阴", "一共 100 都阴", "一共100 都阴", "110 张三 3人阴"])
def test_where_it_may_be_one_a_person_looks(reader: Reader, text: str) -> None:
    meaning = said(reader, text)
    assert meaning.kind == "report"
    assert meaning.review is not None


def test_two_hours_are_no_two_people(reader: Reader) -> None:
    waited = reader.read(Message("120 2小时没来", "路人", "official", "3", "headcount"))
    assert waited.entries == []
    counted = reader.read(Message("120 -2", "路人", "official", "3", "headcount"))
    assert [(one.room, one.values["count"]) for one in counted.entries] == [("120", 2)]


def test_who_only_speaks_of_the_ambulance_has_no_room_of_that_name(reader: Reader) -> None:
    assert [(e.room, e.result) for e in said(reader, "家里阳了打120没人接").entries] == [(None, "positive")]
    assert said(reader, "120 电话打不通 我家阳了").entries[0].review is not None


@pytest.mark.parametrize("name", ["250-王", "999-王", "120-王", "1000-李", "119 李"])
def test_a_nickname_that_begins_with_one_tells_the_room(name: str) -> None:
    assert read_nickname(name) == (None, None, name[:-2])


@pytest.mark.parametrize("name", ["666", "1990-王", "王1990", "小王110"])
def test_a_year_or_a_joke_in_a_nickname_is_no_room(name: str) -> None:
    assert read_nickname(name) == (None, None, None)
