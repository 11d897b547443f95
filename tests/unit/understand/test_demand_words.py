"""The word lists of demands: what an edit may not do, and how words and ways of speaking are found."""

from __future__ import annotations

import random
import time
from importlib.resources import files

import pytest

from bot.errors import LexiconError
from bot.lexicon import validate_yaml
from bot.understand import Message, Reader
from bot.understand.demand_words import DemandVariants, DemandWords, demand_patterns

WORDS = files("data").joinpath("lexicon", "demands.yaml").read_text(encoding="utf-8")


def test_a_spoken_word_has_as_many_characters_as_the_meant_one() -> None:
    with pytest.raises(LexiconError, match="same number of characters"):
        validate_yaml("same:\n  阿要: 要不要\n", "variants", DemandVariants)


def test_a_way_of_speaking_names_parts_that_are_there() -> None:
    wrong = WORDS.replace("{left}", "{lefft}", 1)
    with pytest.raises(LexiconError, match="lefft"):
        validate_yaml(wrong, "demands", DemandWords)


def test_a_category_that_nobody_knows_is_refused_with_its_line() -> None:
    line = next(number for number, text in enumerate(WORDS.splitlines(), 1) if text.startswith("  parcels: ["))
    with pytest.raises(LexiconError, match=f"line {line}"):
        validate_yaml(WORDS.replace("  parcels: [", "  parcel: [", 1), "demands", DemandWords)


def test_a_missing_way_of_speaking_is_named() -> None:
    without = "\n".join(text for text in WORDS.splitlines() if not text.startswith("  starving:"))
    with pytest.raises(LexiconError, match="starving"):
        validate_yaml(without, "demands", DemandWords)


def test_what_is_spoken_in_shanghai_keeps_its_place_in_the_text() -> None:
    spoken = "阿拉屋里厢呒没米了，哪能办"
    assert len(demand_patterns().as_meant(spoken)) == len(spoken)


@pytest.mark.parametrize(
    ("text", "urgency"),
    [
        ("胰岛素还剩一天", "high"),
        ("奶奶的降压药最后两片了", "high"),
        ("十万火急！！！急求餐巾纸", "low"),
        ("要纸巾两包，另外我爸的救心丸也没了", "high"),
        ("感冒药，家里常备的，有空帮忙带一盒", "medium"),
    ],
)
def test_urgency_is_what_is_said_and_not_how_loud(reader: Reader, text: str, urgency: str) -> None:
    assert reader.read(Message(text)).urgency == urgency


@pytest.mark.parametrize(
    "text",
    ["新闻里说有个老人晕倒在路边", "梦到自己断粮了", "电梯修好了，大家放心坐", "哈哈哈饿死了，等开饭", "奶奶出院啦"],
)
def test_what_is_told_or_over_asks_for_nothing(reader: Reader, text: str) -> None:
    assert reader.read(Message(text)).kind == "chat"


def test_a_positive_of_nobody_in_a_call_for_help_is_a_request_that_a_person_sees(reader: Reader) -> None:
    meaning = reader.read(Message("室友两条杠了，我们四个人合租，求转运"))
    assert (meaning.kind, meaning.category, meaning.urgency) == ("request", "transfer", "high")
    assert meaning.review is not None


def test_a_positive_of_a_known_household_stays_an_answer(reader: Reader) -> None:
    meaning = reader.read(Message("502 两条杠了，求转运", "502-张三", "official", "3"))
    assert (meaning.kind, meaning.entries[0].room, meaning.entries[0].result) == ("report", "502", "positive")


@pytest.mark.parametrize("piece", ["没有", "请", "需要", "一天没", "只剩", "电梯", "剩一", "谁有", "物业不"])
def test_long_repetitions_are_read_in_no_time(reader: Reader, piece: str) -> None:
    start = time.process_time()
    reader.read(Message(piece * 50_000))
    assert time.process_time() - start < 0.5


def test_no_mixture_of_the_words_raises(reader: Reader) -> None:
    words, chance = [*demand_patterns().labels, "\n", "，", "？", "3", "502", " "], random.Random(4)
    kinds = {reader.read(Message("".join(chance.choices(words, k=chance.randint(1, 12))))).kind for _ in range(4000)}
    assert {"request", "complaint", "question", "offer", "signup", "chat"} <= kinds
