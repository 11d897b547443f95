"""What residents write, and what is understood: the cases that must never change."""

from __future__ import annotations

import time

import pytest

from bot.understand import Entry, Meaning, Message, Reader


def said(reader: Reader, text: str, sender: str = "502-张三", collecting: str | None = "antigen") -> Meaning:
    return reader.read(Message(text, sender, "official", "3", collecting))


def answer(reader: Reader, text: str, sender: str = "502-张三", collecting: str | None = "antigen") -> Entry:
    meaning = said(reader, text, sender, collecting)
    assert meaning.kind == "report", text
    return meaning.entries[0]


def test_a_dash_is_negative_for_an_antigen_and_never_a_minus_for_a_head_count(reader: Reader) -> None:
    assert answer(reader, "502 -").result == "negative"
    counted = answer(reader, "2105 -1", collecting="headcount")
    assert (counted.room, counted.values["count"]) == ("2105", 1)


def test_the_room_comes_from_the_text_else_from_the_nickname(reader: Reader) -> None:
    assert answer(reader, "603 阴").room == "603"
    assert answer(reader, "阴", sender="3-603 李四").room == "603"
    assert said(reader, "阴", sender="李四").review == "no_room"


def test_another_building_is_kept_and_waits_for_a_person(reader: Reader) -> None:
    entry = answer(reader, "5号楼602 阴")
    assert (entry.building, entry.room, entry.review) == ("5", "602", "other_building")


@pytest.mark.parametrize(
    "text", ["502阳了吗?", "听说602阳了", "如果阳了怎么办", "希望不要阳", "今天太阳好大", "我们楼有人阳了"]
)
def test_a_question_hearsay_and_sunshine_are_no_answers(reader: Reader, text: str) -> None:
    assert said(reader, text).entries == []


@pytest.mark.parametrize(
    "text", ["502两条杠怎么办", "不好意思，家里有人阳了", "2阴1阳", "中招了", "测出来两条杠，要转运吗"]
)
def test_a_positive_is_heard_however_it_is_told(reader: Reader, text: str) -> None:
    assert answer(reader, text).result == "positive"


@pytest.mark.parametrize("collecting", [None, "headcount", "supplies", "unknown"])
def test_a_positive_is_heard_whatever_is_being_collected(reader: Reader, collecting: str | None) -> None:
    meaning = said(reader, "502 阳性", collecting=collecting)
    assert (meaning.form, meaning.entries[0].result) == ("antigen", "positive")


@pytest.mark.parametrize("text", ["502 好像阳了", "第二条线若隐若现", "502昨天阳性今天阴性"])
def test_a_positive_in_question_is_marked_as_one(reader: Reader, text: str) -> None:
    entry = answer(reader, text)
    assert entry.review
    assert entry.values["suspect"] is True


def test_numbers_that_do_not_add_up_wait_for_a_person(reader: Reader) -> None:
    assert answer(reader, "502 3人 2阴").review == "count_mismatch"
    settled = answer(reader, "502 3人，2阴1未测")
    assert (settled.result, settled.values["people"], settled.values["untested"], settled.review) == (
        "partial",
        3,
        1,
        None,
    )


def test_what_a_message_quotes_is_not_what_it_says(reader: Reader) -> None:
    quoted = "「603-李四：两条杠」\n- - - - - - - - - - - - - - -\n"
    assert said(reader, quoted + "早日康复").entries == []
    assert answer(reader, quoted + "502 阴").result == "negative"


def test_the_exact_words_of_a_line_are_kept(reader: Reader) -> None:
    meaning = said(reader, "#接龙\n抗原\n1. 502  张三  3人阴\n2. ６０３ 陰")
    assert [entry.words for entry in meaning.entries] == ["502  张三  3人阴", "６０３ 陰"]


def test_the_same_as_yesterday_is_left_to_who_knows_yesterday(reader: Reader) -> None:
    entry = answer(reader, "同昨天")
    assert (entry.same, entry.result, entry.review) == (True, "unclear", "same_as_before")


def test_a_long_list_is_read_within_its_bounds_and_says_so(reader: Reader) -> None:
    chain = "\n".join(f"{n}. {n // 10 % 30 + 1}0{n % 10} 阴" for n in range(1, 6000))
    meaning = said(reader, "#接龙\n" + chain)
    assert meaning.chain
    assert meaning.review == "too_long"


AWKWARD = (
    "阴", "502 阴 ", "1. 502 阴\n", "3号楼", "1", "「a：\n", "502-", "12月", "1.1", "听说", "[1", "@a", "需要", "药片",
    "\ud800", "羊不显示，", "路1弄2号302", "[2][1501] 阴\n", "楼号：3 房号：502 ", "鸡蛋2盒", "1. 502 鸡蛋2盒\n",
    "600ml*24瓶", "拜新同2盒", "电梯坏了，", "胰岛素",
)  # fmt: skip
STATES = ("antigen", "headcount", "supplies", "medicine", None)


@pytest.mark.parametrize("piece", AWKWARD)
@pytest.mark.parametrize("collecting", STATES)
def test_a_hundred_kilobytes_are_read_at_once(reader: Reader, piece: str, collecting: str | None) -> None:
    message = Message(piece * (100_000 // len(piece)), "502", "official", "3", collecting)
    # A shared machine; tests/benchmarks/understand_speed.py holds it to 0.1.
    assert any(_seconds(reader, message) < 0.25 for _ in range(4))


@pytest.mark.parametrize("piece", AWKWARD)
@pytest.mark.parametrize("collecting", STATES)
def test_four_times_the_text_takes_hardly_more_than_four_times_as_long(
    reader: Reader, piece: str, collecting: str | None
) -> None:
    """All of it within the characters that are read of a message: what lies beyond is not read anyway."""
    short, long = (
        Message(piece * (length // len(piece)), "502", "official", "3", collecting) for length in (480, 1920)
    )
    reader.read(short)
    once = min(_seconds(reader, short) for _ in range(3))
    assert any(_seconds(reader, long) < 9 * once + 0.01 for _ in range(4))


def _seconds(reader: Reader, message: Message) -> float:
    start = time.process_time()
    reader.read(message)
    return time.process_time() - start
