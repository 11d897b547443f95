"""Whether neighbours insult or accuse each other. Pure; the words are in data/lexicon/quarrels.yaml."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

from pydantic import BaseModel, ConfigDict

from bot.lexicon import load_lexicon
from bot.understand.normalise import fold
from bot.understand.patterns import any_of


class Quarrel(StrEnum):
    """What a line is: words against somebody, or something that a neighbour is said to have done."""

    INSULT = "insult"
    ACCUSATION = "accusation"


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid")
    insults: list[str]
    insults_not_before: list[str]
    addressed: list[str]
    not_followed_by: list[str]
    retorts: list[str]
    you: list[str]
    neighbours: list[str]
    flat_suffixes: list[str]
    wrongs: list[str]
    not_after: list[str]
    institutions: list[str]
    jokes: list[str]


_BEFORE = 8
"""Characters before an insult in which its target may stand."""
_SAME = r"[^，,。！!？?；;\n]"
"""Any character of the same clause."""


class Quarrels:
    """All of the lexicon, compiled."""

    def __init__(self, words: _Words) -> None:
        you, wrongs = any_of(words.you), any_of(words.wrongs)
        self._insult = re.compile(
            rf"(?:{any_of([*words.insults, *words.retorts])})(?!{any_of(words.insults_not_before)})"
        )
        self._addressed = re.compile(
            rf"(?:{you}){_SAME}{{0,5}}?(?:{any_of(words.addressed)})(?!{any_of(words.not_followed_by)})"
        )
        flat = rf"(?<![0-9.:：-])[0-9]{{3,4}}(?:{any_of(words.flat_suffixes)})?(?![0-9])"
        free = f"(?<!{')(?<!'.join(map(re.escape, words.not_after))})"
        self._accusation = re.compile(rf"{free}(?:{any_of(words.neighbours)}|{flat}){_SAME}{{0,8}}?{free}(?:{wrongs})")
        self._institution = re.compile(any_of(words.institutions))
        self._joke = re.compile(any_of(words.jokes))

    def find(self, text: str) -> Quarrel | None:
        """What ``text`` is, if it is one."""
        folded = fold(text)
        if self._joke.search(folded):
            return None
        if any(not self._institution.search(match[0]) for match in self._accusation.finditer(folded)):
            return Quarrel.ACCUSATION
        for pattern in (self._insult, self._addressed):
            for match in pattern.finditer(folded):
                if not self._institution.search(folded, max(0, match.start() - _BEFORE), match.end()):
                    return Quarrel.INSULT
        return None


@cache
def quarrels() -> Quarrels:
    """The words of quarrels, built once a process. Raises LexiconError."""
    words: _Words = load_lexicon("quarrels", _Words)
    return Quarrels(words)
