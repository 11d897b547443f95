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
