"""Typed by sound, in Shanghai's dialect, in traditional characters: no positive is lost to how it is written."""

from __future__ import annotations

import pytest

from bot.errors import LexiconError
from bot.lexicon import validate_yaml
from bot.understand import Message, Reader
from bot.understand.homophones import Homophones, as_meant


def results(reader: Reader, text: str) -> list[tuple[str | None, str, str | None]]:
    meaning = reader.read(Message(text, "502-张三", "official", "3", "antigen"))
    return [(entry.room, entry.result, entry.review) for entry in meaning.entries]


@pytest.mark.parametrize(
    "text",
    ["502 杨性", "我家扬性1人", "两条扛", "两道缸", "我洋了", "兩條槓", "阿拉屋里厢两条杠，哪能办", "姆妈阴，阿爸阳"],
)
def test_a_positive_however_it_is_typed(reader: Reader, text: str) -> None:
    assert results(reader, text) == [("502", "positive", None)]


@pytest.mark.parametrize("text", ["502 因性", "一条扛", "全家陰性", "今朝抗原3个人侪阴", "河酸抗源都做了，抗元阴兴"])
def test_a_negative_however_it_is_typed(reader: Reader, text: str) -> None:
    assert results(reader, text) == [("502", "negative", None)]


@pytest.mark.parametrize("text", ["菜的多样性不错", "海洋性气候", "成本核算", "心跳两跳一跳的", "伊拉屋里两条杠"])
def test_what_only_sounds_like_one_is_none(reader: Reader, text: str) -> None:
    assert results(reader, text) == []


def test_places_stay_where_they_are() -> None:
    text = "502杨性，抗源两条扛"
    assert as_meant(text) == "502阳性，抗原两条杠"
    untouched = "502 阳性"
    assert as_meant(untouched) is untouched


def test_a_word_of_another_length_is_refused_with_its_line() -> None:
    with pytest.raises(LexiconError) as caught:
        validate_yaml("same:\n  杨: 阳性\nkept: []\n", "homophones.yaml", Homophones)
    assert "homophones.yaml, line 2" in str(caught.value)
