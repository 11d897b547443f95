"""The residents' words, from data/demo/phrases.yaml, and how many people each sentence states."""

from __future__ import annotations

import random
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from bot.lexicon import validate_yaml

Counts = dict[str, int]
_COUNTED = {
    "counted": {"n": "negative"},
    "plain_one": {"n": "negative", "cn": "negative"},
    "plain": {"n": "negative", "cn": "negative"},
    "negative_one": {"n": "negative", "cn": "negative"},
    "negative": {"n": "negative", "cn": "negative"},
    "positive": {"a": "negative", "p": "positive"},
    "invalid": {"a": "negative", "k": "invalid"},
    "partial": {"a": "negative", "k": "untested"},
}
"""Which slot of which pool states how many people have which result."""


class Chain(BaseModel):
    """The frame of a chain reply."""

    head: str
    titles: list[str]
    example: str


class Phrases(BaseModel):
    """data/demo/phrases.yaml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    numerals: list[str]
    answers: dict[str, list[str]]
    with_room: list[str]
    with_room_only_negative: list[str]
    before: list[str]
    after: list[str]
    correction: list[str]
    retest: list[str]
    withdraw: list[str]
    takes_back_a_positive: list[str]
    turns_positive: list[str]
    proxy: list[str]
    both: list[str]
    quote: str
    quoted: list[str]
    chain: Chain
    elsewhere: str
    thanks: list[str]
    command: str
    notice: str
    relay_nick: str
    other_bot_nick: str
    other_bot: list[str]
    relay_says: list[str]
    positive_words: list[str]
    chatter: list[str]
    secrets: list[str]
    rumours: list[str]


@cache
def load_phrases() -> Phrases:
    """Read once a process.

    Raises:
        LexiconError: where the file does not have its form.
    """
    text = files("data").joinpath("demo", "phrases.yaml").read_text(encoding="utf-8")
    return validate_yaml(text, "data/demo/phrases.yaml", Phrases)


def slots(people: int, other: int) -> dict[str, object]:
    """The counting slots of a household of ``people``, ``other`` of them not negative."""
    return {
        "n": people,
        "cn": load_phrases().numerals[people - 1],
        "a": people - other,
        "p": other,
        "k": other,
    }


def answer(chance: random.Random, pool: str, people: int) -> tuple[str, Counts]:
    """One answer of ``pool`` and the people it states by result; {} where it states none.

    "positive" and "invalid" sometimes state no number, and never do where only one person lives there;
    "negative_counted" and "positive_counted" always do. "positive_counted", "partial" and "short" need two people.
    """
    phrases = load_phrases()
    if pool in ("negative", "plain") and people == 1:
        pool = f"{pool}_one"
    if pool.endswith("_counted"):
        pool = {"positive_counted": "positive", "negative_counted": "counted"}[pool]
    elif pool in ("positive", "invalid") and (people == 1 or chance.random() < 0.5):
        pool = f"{pool}_plain"
    template = chance.choice(phrases.answers[pool])
    values = slots(people, chance.randint(1, max(1, people - 1)))
    stated: Counts = {}
    for slot, result in _COUNTED.get(pool, {}).items():
        if f"{{{slot}}}" in template:
            stated[result] = int(str(values["n" if slot == "cn" else slot]))
    return template.format(**values), stated
