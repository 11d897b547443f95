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
from bot.understand.word_lists import Needs, bit, seen

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
    """For each row a pattern that finds the whole of a trouble, tried where the words of one of its ways are there."""

    def __init__(self, words: TroubleWords) -> None:
        self._unless = bit(words.unless)
        ways = [(way, place) for place, row in enumerate(words.rows) for way in _needed(row)]
        self._needs = Needs(way for way, _ in ways)
        self._row_of = [place for _, place in ways]
        self._rows = [(_pattern(row), Trouble(row.kind, row.category)) for row in words.rows]

    def find(self, text: str) -> Trouble | None:
        """The trouble of ``text``: of several the one whose words stand first; None where there is none."""
        met = self._needs.met(text)
        if not met or seen(text) & self._unless:
            return None
        best: tuple[int, Trouble] | None = None
        for place in dict.fromkeys(self._row_of[way] for way in met):
            pattern, trouble = self._rows[place]
            match = pattern.search(text)
            if match is not None and (best is None or match.start() < best[0]):
                best = match.start(), trouble
        return best[1] if best else None


def _needed(row: TroubleRow) -> list[list[list[str]]]:
    """For each of the row's ways of telling the lists of which it has a word."""
    return [[row.things, row.states], *([[word] for word in one.split("…") if word] for one in row.says)]


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
