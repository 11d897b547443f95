"""Whether somebody under eighteen wants to help. Pure; the words are in data/lexicon/minors.yaml."""

from __future__ import annotations

import re
from functools import cache

from pydantic import BaseModel, ConfigDict, Field

from bot.lexicon import Characters, load_lexicon
from bot.understand.normalise import fold
from bot.understand.patterns import any_of


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid")
    marks: list[str]
    not_after: Characters
    ages: list[str]
    own: list[str] = Field(alias="self")
    children: list[str]
    wishes: list[str]
    wants: list[str]
    never: list[str]


_NEAR, _FAR = 10, 20


class Minors:
    """All of the lexicon, compiled."""

    def __init__(self, words: _Words) -> None:
        own, wishes = any_of(words.own), f"(?:{any_of(words.wishes)})"
        age = rf"(?<![0-9.])1[0-7](?:{any_of(words.ages)})"
        mark = f"(?:(?<![{words.not_after}])(?:{any_of(words.marks)})|{age})"
        wants = f"(?:{any_of(words.wants)}).{{0,4}}?{wishes}"
        whose = f"(?:{any_of([*words.own, *words.children])})"
        self._patterns = [
            re.compile(pattern)
            for pattern in (
                # I am fifteen … want to …
                rf"(?:{own})[^,，。！!\n]{{0,4}}?{mark}.{{0,{_FAR}}}?{wants}",
                # My son, second year, wants to …; can pupils help?
                rf"{mark}[^{''.join(one for one in words.own if len(one) == 1)}]{{0,{_NEAR}}}?{wants}",
                # Want to sign up, I am fifteen; the son's is a second year: may he?
                rf"{wishes}.{{0,14}}?{whose}.{{0,6}}?{mark}",
            )
        ]
        self._never = re.compile(any_of(words.never))

    def volunteers(self, text: str) -> bool:
        """Whether ``text`` says so."""
        folded = fold(text)
        if self._never.search(folded):
            return False
        return any(pattern.search(folded) for pattern in self._patterns)


@cache
def minors() -> Minors:
    """The words of minors, built once a process. Raises LexiconError."""
    words: _Words = load_lexicon("minors", _Words)
    return Minors(words)
