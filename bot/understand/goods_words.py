"""The words of data/lexicon/goods.yaml: drugs, goods, their measures, and what is said around them."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel, ConfigDict

from bot.lexicon import load_lexicon
from bot.understand.words import reading_words


class GoodsWords(BaseModel):
    """data/lexicon/goods.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    drug_endings: list[str]
    drug_stems: list[str]
    drugs: list[str]
    before: list[str]
    joining: list[str]
    asking: list[str]
    measures: list[str]
    packs: list[str]
    outer: list[str]
    sizes: list[str]
    money: list[str]
    not_goods: list[str]
    strengths: list[str]
    not_ordered: list[str]
    conditions: list[str]
    card_yes: list[str]
    card_no: list[str]
    card_unknown: list[str]
    each: list[str]
    persons: list[str]
    person_labels: list[str]
    goods: list[str]
    emoji: dict[str, str]
    not_an_order: list[str]
    changed: list[str]
    around: list[str]


@cache
def goods_words() -> GoodsWords:
    """The words, read once a process. Raises LexiconError."""
    words: GoodsWords = load_lexicon("goods", GoodsWords)
    return words


@cache
def number_pattern() -> str:
    """A pattern for an amount: 2, 1.5, 十二, 半."""
    numerals = "".join(reading_words().numbers)
    return rf"(?:[0-9]{{1,4}}(?:\.[0-9])?|[{numerals}]{{1,3}}|半)"
