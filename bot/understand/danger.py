"""Danger that is told as it is seen (他左手抬不起来, 楼道里全是烟), in none of the words that name one.

The ways of telling it are in data/lexicon/dangers.yaml: somebody or something, and what has happened to it.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, model_validator

from bot.lexicon import Misplaced, load_lexicon
from bot.understand.demand_words import PART, Category, Ways
from bot.understand.word_lists import bit, seen

_LONGEST = 300  # characters: in a long report much stands side by side that does not belong together


class DangerRow(BaseModel):
    """Ways of telling a danger of one category, and words beside which they tell of none."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    category: Category
    says: list[str]
    unless: list[str] = []


class DangerWords(BaseModel):
    """data/lexicon/dangers.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    parts: dict[str, list[str]]
    unless: list[str]
    rows: list[DangerRow]

    @model_validator(mode="after")
    def _parts_are_known(self) -> DangerWords:
        for number, row in enumerate(self.rows, 1):
            for part in PART.findall(" ".join(row.says)):
                if part not in self.parts:
                    raise Misplaced(f"rows, number {number}: {{{part}}} is none of the parts", "rows", number - 1)
        return self


class Danger(NamedTuple):
    """What a danger is about, and where it is told."""

    category: Category
    start: int
    end: int


class Dangers:
    """All ways of telling a danger, tried where the words are there that they are built of."""

    def __init__(self, words: DangerWords) -> None:
        self._ways = Ways([way for row in words.rows for way in row.says], words.parts)
        rows = [(row.category, bit([*words.unless, *row.unless]), len(row.says)) for row in words.rows]
        self._row_of = [(category, unless) for category, unless, ways in rows for _ in range(ways)]

    def may_be_in(self, text: str) -> bool:
        """A quick look: whether ``text`` has the words for one of the ways."""
        return self._ways.may_be_in(text)

    def find(self, text: str) -> Danger | None:
        """The danger that ``text`` tells of; None where it tells of none."""
        if not self.may_be_in(text) or len(text) > _LONGEST:
            return None
        held = seen(text)
        for place, start, end in self._ways.find(text):
            category, unless = self._row_of[place]
            if not held & unless:
                return Danger(category, start, end)
        return None


@cache
def dangers() -> Dangers:
    """The dangers of the lexicon, built once a process. Raises LexiconError."""
    words: DangerWords = load_lexicon("dangers", DangerWords)
    return Dangers(words)
