"""Answers of an evening: when somebody tested, whose door is only talked of, and heads counted in a form."""

from __future__ import annotations

from typing import Any

import pytest

from bot.understand import Message, Reader, to_json


def _read(reader: Reader, text: str, sender: str | None = "804 卢") -> dict[str, Any]:
    return to_json(reader.read(Message(text, sender, "official", "17", "antigen")), 1)


def _only(reader: Reader, text: str, sender: str | None = "804 卢") -> dict[str, Any]:
    read = _read(reader, text, sender)
    assert len(read["entries"]) == 1, read
    return dict(read["entries"][0])


@pytest.mark.parametrize(
    ("text", "result", "people"),
    [
        ("804，晚上测，阴", "negative", None),
        ("收工回来测的，就一条", "negative", None),
        ("食完饭先測，一家三口都係一條線", "negative", 3),
        ("下班回来才测，三个人，阴", "negative", 3),
        ("下午的核酸报告是阴，晚上抗原还没做", "untested", None),
    ],
)
def test_when_somebody_tested_is_no_answer_beside_what_it_showed(
    reader: Reader, text: str, result: str, people: int | None
) -> None:
    entry = _only(reader, text)
    assert (entry["result"], entry["people"], entry.get("review")) == (result, people, None)


@pytest.mark.parametrize("text", ["我晚上测，老公阴", "等下测，老婆阴"])
def test_who_has_yet_to_test_beside_somebody_who_has_is_partial(reader: Reader, text: str) -> None:
    assert _only(reader, text)["result"] == "partial"


@pytest.mark.parametrize(
    "text",
    [
        "1208家烧的什么啊馋死我了。报一下，我家两个都阴",
        "1208家烧的什么啊馋死我了。报一下，两个都阴",
        "给702送完快递回来，两个人都阴",
        "从901借的试剂，两个人都阴",
    ],
)
def test_a_door_that_is_only_talked_of_is_nobodys_answer(reader: Reader, text: str) -> None:
    entry = _only(reader, text)
    assert (entry["room"], entry["negative"], entry.get("review")) == ("804", 2, None)


def test_a_positive_stays_with_who_asks_another_door(reader: Reader) -> None:
    entry = _only(reader, "问下502谁有退烧药，我家两条杠")
    assert (entry["room"], entry["result"]) == ("804", "positive")


def test_another_doors_answer_stays_with_it(reader: Reader) -> None:
    assert _only(reader, "给302的租客报一下，一个人阴")["room"] == "302"
    assert _only(reader, "302王阿婆不会用手机。阴性，一人")["room"] == "302"


@pytest.mark.parametrize(
    ("text", "people", "negative", "positive", "review"),
    [
        ("户号804；在住3；已测3；阳性0；阴性3", 3, 3, 0, None),
        ("户号804；在住3；已测3；阳性1；阴性2", 3, 2, 1, None),
        ("804，五口；阳：1；阴：4", 5, 4, 1, None),
        ("户号804；在住4；阳性1；阴性2", 4, 2, 1, "count_mismatch"),
        ("804，爷仨，一条杠", 3, 3, 0, None),
        ("804，阴，就我自个儿", 1, 1, 0, None),
    ],
)
def test_heads_of_a_form_or_of_kin(
    reader: Reader, text: str, people: int, negative: int, positive: int, review: str | None
) -> None:
    entry = _only(reader, text)
    assert (entry["people"], entry["negative"], entry["positive"]) == (people, negative, positive)
    assert entry.get("review") == review


def test_a_door_named_twice_for_two_families_is_one(reader: Reader) -> None:
    assert _only(reader, "303室陆、303室周，均为阴性。", "303陆老师").get("review") is None


@pytest.mark.parametrize("text", ["照这样发：1801 3人 阴，别发语音", "法语里阳性阴性指名词，我在备课"])
def test_examples_and_grammar_are_no_answers(reader: Reader, text: str) -> None:
    assert _read(reader, text)["form"] is None


def test_several_answers_that_are_taken_back_together_wait_for_a_person(reader: Reader) -> None:
    assert _read(reader, "前面说四阴一阳那条作废，阳的那个去医院了")["review"] is not None


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("804三只全阴", 3),
        ("804两只，阴阴", 2),
        ("804，两大一细，都係陰", 3),
        ("804更正一下，不是一个人，我弟也在，两个人，都是阴", 2),
        ("写漏了一位，804三位都阴", 3),
    ],
)
def test_heads_that_are_told_in_other_words(reader: Reader, text: str, people: int) -> None:
    entry = _only(reader, text)
    assert (entry["people"], entry["negative"], entry.get("review")) == (people, people, None)


def test_a_degree_of_fever_counts_nobody(reader: Reader) -> None:
    entry = _only(reader, "孩子发烧39，抗原两条杠")
    assert (entry["result"], entry["people"]) == ("positive", None)


def test_who_is_told_of_in_one_clause_has_the_answer_of_the_next(reader: Reader) -> None:
    entry = _only(reader, "我们家老太太没躲过去，两道，我一道")
    assert (entry["positive"], entry["negative"]) == (1, 1)


@pytest.mark.parametrize("text", ["没线，后来又测了一次，阴", "不能说是阳吧，也不算阴", "804还没线呢，阴"])
def test_no_line_and_a_result_of_one_wait_for_a_person(reader: Reader, text: str) -> None:
    assert _read(reader, text)["review"] is not None


def test_a_number_of_love_in_a_nickname_is_no_room(reader: Reader) -> None:
    assert _read(reader, "全家阴", "王姐520")["review"] == "no_room"
    assert _only(reader, "全家阴", "520-王姐")["room"] == "520"


@pytest.mark.parametrize(
    ("text", "result"),
    [("夜班回来测了，还是一道", "negative"), ("追剧忘了报，804阴", "negative"), ("还在阳着", "positive")],
)
def test_beside_what_else_is_told(reader: Reader, text: str, result: str) -> None:
    entry = _only(reader, text)
    assert (entry["result"], entry.get("review")) == (result, None)


def test_who_notes_an_answer_gives_none(reader: Reader) -> None:
    assert _read(reader, "收到3单元704胖婶家5人阴性，您不用重复发了", "8幢管家")["form"] is None
    assert _only(reader, "收到，704三人阴", "704 胖婶")["negative"] == 3


def test_what_is_told_of_where_one_of_the_household_works_is_no_answer(reader: Reader) -> None:
    assert _read(reader, "我妈单位阳了一个，她是密接")["form"] is None
    assert _only(reader, "儿子学校有阳的，我家三口都阴")["negative"] == 3
    assert _only(reader, "我老公公司阳了三个，他也两条了")["result"] == "positive"


@pytest.mark.parametrize("text", ["吐司发完了，少烤了两条", "今天作业错了两道，罚抄"])
def test_loaves_and_sums_are_counted_too(reader: Reader, text: str) -> None:
    assert _read(reader, text)["form"] is None


@pytest.mark.parametrize("text", ["做了两道，都是红的", "写错了，两道"])
def test_two_lines_are_never_taken_for_sums(reader: Reader, text: str) -> None:
    assert _only(reader, text)["result"] == "positive"


def test_a_tally_that_is_denied_counts_no_more(reader: Reader) -> None:
    entry = _only(reader, "804不是三阴，是两阴一阳")
    assert (entry["people"], entry["negative"], entry["positive"], entry["result"]) == (3, 2, 1, "positive")
    assert _only(reader, "更正：804不是两阴一阳，是三阴")["negative"] == 3
    assert _read(reader, "804不是两阴一阳")["review"] is not None


def test_a_door_that_was_mistyped_is_nobodys(reader: Reader) -> None:
    entry = _only(reader, "前面写成1520了，我是804，两人阴")
    assert (entry["room"], entry["people"], entry.get("review")) == ("804", 2, None)


@pytest.mark.parametrize(
    ("text", "result", "negative"),
    [
        ("阿拉爷娘两个侪没啥", "negative", 2),
        ("伊拉爷两道，我搭囡五一道", "positive", 2),
        ("小囡勿肯捅，大人阴", "partial", None),
    ],
)
def test_as_they_say_in_dialect(reader: Reader, text: str, result: str, negative: int | None) -> None:
    entry = _only(reader, text)
    assert (entry["result"], entry["negative"], entry.get("review")) == (result, negative, None)
