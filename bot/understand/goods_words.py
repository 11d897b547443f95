"""The words of data/lexicon/goods.yaml: drugs, goods, their measures, and what is said around them."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel, ConfigDict

from bot.lexicon import Characters, load_lexicon
from bot.understand.patterns import any_of
from bot.understand.words import place_words, reading_words


class GoodsWords(BaseModel):
    """data/lexicon/goods.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    drug_endings: list[str]
    drug_stems: list[str]
    drugs: list[str]
    drug_heads: list[str]
    mixed: list[str]
    bases: Characters
    fillings: list[str]
    salts: list[str]
    not_drugs: list[str]
    bodies: Characters
    aside: list[str]
    drug_kinds: list[str]
    before: list[str]
    joining: list[str]
    asking: list[str]
    measures: list[str]
    grades: list[str]
    ones: list[str]
    denied: list[str]
    not_this: list[str]
    telling: Characters
    between: list[str]
    parted: list[str]
    roughly: list[str]
    either: list[str]
    given_up: list[str]
    fallback: list[str]
    begun: list[str]
    weight: str
    sounds: dict[str, str]
    not_sounds: Characters
    packs: list[str]
    outer: list[str]
    pieces: list[str]
    drug_packs: list[str]
    no_drugs: list[str]
    medical_goods: list[str]
    vague_drugs: list[str]
    vague_endings: list[str]
    sizes: list[str]
    money: list[str]
    not_goods: list[str]
    strengths: list[str]
    not_ordered: list[str]
    conditions: list[str]
    card_yes: list[str]
    card_no: list[str]
    card_unknown: list[str]
    totals: list[str]
    agreeing: list[str]
    lacking: list[str]
    card_labels: list[str]
    card_said: list[str]
    card_denied: list[str]
    card_asked: list[str]
    each: list[str]
    alike: list[str]
    like: list[str]
    joints: list[str]
    me: list[str]
    myself: list[str]
    delivered: list[str]
    mine: list[str]
    behind: list[str]
    not_theirs: list[str]
    number_brands: list[str]
    other_numbers: list[str]
    persons: list[str]
    person_labels: list[str]
    goods: list[str]
    emoji: dict[str, str]
    not_an_order: list[str]
    told: list[str]
    to_the_point: list[str]
    uses: list[str]
    cooked: str
    cooked_with: str
    talk: list[str]
    wanting: list[str]
    replaced: list[str]
    declined: list[str]
    attributes: list[str]
    described: list[str]
    asked_of: list[str]
    looks: list[str]
    looks_endings: list[str]
    paired: list[str]
    numbered_names: list[str]
    those: list[str]
    numbered: list[str]
    may_have: list[str]
    being: list[str]
    choosing: list[str]
    ranges: list[str]
    short: Characters
    supposed: list[str]
    plain: list[str]
    pairs: list[str]
    inside: list[str]
    portions: list[str]
    changed: list[str]
    around: list[str]
    as_usual: list[str]
    as_by: list[str]
    as_was: list[str]
    once: list[str]
    once_more: list[str]
    denied_drug: list[str]
    quoted: list[str]
    not_wanted: list[str]
    lessened: list[str]
    mistaken: list[str]
    corrected: list[str]
    restated: list[str]
    sighs: list[str]
    shared: list[str]
    shared_at: list[str]
    all_given_up: list[str]
    around_given_up: list[str]
    orders: list[str]
    own_order: list[str]
    not_changed: list[str]
    told_titles: list[str]
    told_lists: list[str]
    asked_drugs: list[str]
    unnamed: list[str]
    whatever: list[str]


@cache
def goods_words() -> GoodsWords:
    """The words, read once a process. Raises LexiconError."""
    words: GoodsWords = load_lexicon("goods", GoodsWords)
    return words


@cache
def number_pattern() -> str:
    """A pattern for an amount: 2, 1.5, 十二, 一百, 半."""
    numerals, hundreds = "".join(reading_words().numbers), place_words().hundreds
    return rf"(?:[0-9]{{1,4}}(?:\.[0-9])?|[{numerals}][{numerals}{hundreds}]{{0,4}}|半)"


@cache
def measure_pattern() -> str:
    """A pattern for a measure: 盒, 斤, and those typed by sound (2合)."""
    words = goods_words()
    liang = words.weight
    measures = any_of(word for word in words.measures if word != liang)
    return rf"(?:{measures}|(?:{any_of(words.sounds)})(?![{words.not_sounds}])|{liang}(?!\s?(?:{measures})))"
