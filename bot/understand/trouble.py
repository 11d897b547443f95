"""Trouble that is told and not asked about: a thing of the house, and the state that it is in (电梯停了)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from bot.lexicon import load_lexicon
from bot.understand.demand_words import Category
from bot.understand.patterns import any_of, lazily

_SENTENCE = r"[^\n。！？!?]"
_CLAUSE = r"[^\n。！？!?,，、;； ]"
_BEHIND, _BEFORE = 12, 6  # characters between a thing and its state behind it, or before it
_BETWEEN = 6  # characters that … stands for


class TroubleRow(BaseModel):
    """Things of one kind, the states that are a trouble, and ways of speaking that need no thing."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["request", "complaint"]
    category: Category
    things: list[str]
    states: list[str]
    says: list[str] = []


class TroubleWords(BaseModel):
    """data/lexicon/troubles.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    unless: list[str]
    rows: list[TroubleRow]


@dataclass(slots=True, frozen=True)
class Trouble:
    """What is wrong: ``request`` where something has to be mended, else ``complaint``; and what it is about."""

    kind: str
    category: str


class Troubles:
    """One pattern that finds where a trouble may begin, and for each row one that finds the whole of it."""

    def __init__(self, words: TroubleWords) -> None:
        self._unless = lazily(any_of(words.unless))
        self._rows = [(_pattern(row), Trouble(row.kind, row.category)) for row in words.rows]
        begins = [{*row.things, *(said.split("…")[0] for said in row.says)} for row in words.rows]
        # A longer word stands for the shorter ones inside it: 电梯间 is looked at as 电梯 is.
        self._of = {
            word: frozenset(n for n, begun in enumerate(begins) if any(short in word for short in begun))
            for word in set().union(*begins)
        }
        self._begins = lazily(any_of(self._of))

    def find(self, text: str) -> Trouble | None:
        """The trouble of ``text``: of several the one whose words stand first; None where there is none."""
        near: set[int] = set()
        for word in self._begins.findall(text):
            near |= self._of[word]
        if not near or self._unless.search(text) is not None:
            return None
        best: tuple[int, Trouble] | None = None
        for number in sorted(near):
            pattern, trouble = self._rows[number]
            match = pattern.search(text)
            if match is not None and (best is None or match.start() < best[0]):
                best = match.start(), trouble
        return best[1] if best else None


def _pattern(row: TroubleRow) -> re.Pattern[str]:
    things, states = f"(?:{any_of(row.things)})", f"(?:{any_of(row.states)})"
    said = [f"{_SENTENCE}{{0,{_BETWEEN}}}?".join(map(re.escape, one.split("…"))) for one in row.says]
    behind = f"{things}{_SENTENCE}{{0,{_BEHIND}}}?{states}"
    before = f"{states}{_CLAUSE}{{0,{_BEFORE}}}?{things}"
    return lazily("|".join([behind, before, *said]))


@cache
def troubles() -> Troubles:
    """The troubles of the lexicon, built once a process. Raises LexiconError."""
    words: TroubleWords = load_lexicon("troubles", TroubleWords)
    return Troubles(words)
