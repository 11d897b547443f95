"""Numbers in words: an amount, a house number, or a guess that is neither and waits for a person."""

from __future__ import annotations

from itertools import product

import pytest

from bot.understand import Message, Reader
from bot.understand.numerals import to_house_number, to_number

READER = Reader()
NUMERALS = "零一二两三四五六七八九十"


@pytest.mark.parametrize(
    ("text", "number"),
    [("3", 3), ("两", 2), ("十", 10), ("十二", 12), ("二十", 20), ("二十三", 23), ("九十九", 99)],
)
def test_an_amount_is_read(text: str, number: int) -> None:
    assert to_number(text) == number


@pytest.mark.parametrize("text", ["一两", "一二", "三五", "二三", "两三", "十三四", "十十", "两十", "零十", "", "人"])
def test_a_guess_is_no_amount(text: str) -> None:
    assert to_number(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [("五零二", "502"), ("一二", "12"), ("十二", "12"), ("二十", "20"), ("07", "7"), ("a", "A"), ("十零十", "十零十")],
)
def test_a_house_number_may_be_digit_by_digit(text: str, number: str) -> None:
    assert to_house_number(text) == number


@pytest.mark.parametrize("form", ["antigen", "headcount"])
@pytest.mark.parametrize("text", ["502 一两人阴", "502 三五个人都阴", "502 两三人", "502 一两个人做了", "502 十三四人"])
def test_a_guessed_number_of_people_is_never_counted(text: str, form: str) -> None:
    meaning = READER.read(Message(text, None, "official", "3", form))
    assert meaning.kind == "chat" or (meaning.entries[0].result, meaning.entries[0].room) == ("unclear", "502")
    assert meaning.kind == "chat" or meaning.review


@pytest.mark.parametrize("text", ["一两人阳", "502 一两个人阳", "家里两三个人阳性", "502 三五人阳了"])
def test_a_positive_among_a_guessed_number_stays_in_question(text: str) -> None:
    meaning = READER.read(Message(text, "502-张三", "official", "3", "antigen"))
    assert meaning.review
    assert [entry.values["suspect"] for entry in meaning.entries] == [True]


@pytest.mark.parametrize("numeral", ["".join(signs) for size in (1, 2, 3) for signs in product(NUMERALS, repeat=size)])
def test_no_numeral_raises_wherever_it_stands(numeral: str) -> None:
    for shape in ("{}人阳", "502 {}人阴", "{}号楼502阴", "3号楼{}室阴", "布洛芬{}盒", "{}单元502 3人"):
        READER.read(Message(shape.format(numeral), None, "official", "3", "antigen"))
