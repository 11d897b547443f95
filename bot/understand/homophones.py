"""Results typed by sound are read as they are meant: 杨性 is 阳性, 两条扛 is 两条杠."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pydantic import BaseModel, ConfigDict, Field, field_validator

from bot.lexicon import load_lexicon
from bot.understand.patterns import any_of, lazily
from bot.understand.words import reading_words


class Sound(BaseModel):
    """Any character of ``typed`` may be meant as the one ``meant``, right ``before`` or ``behind`` other words."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    typed: str
    meant: str = Field(min_length=1, max_length=1)
    before: str = ""
    behind: str = ""

    def words(self) -> dict[str, str]:
        """Every word that may be typed, and the one that is meant."""
        meant = self.behind + self.meant + self.before
        return {self.behind + one + self.before: meant for one in self.typed}


class Homophones(BaseModel):
    """data/lexicon/homophones.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    same: dict[str, str]
    each: str = Field(min_length=1, max_length=1)
    results: list[str]
    sounds: list[Sound] = []
    kept: list[str]

    @field_validator("same")
    @classmethod
    def _of_one_length(cls, same: dict[str, str]) -> dict[str, str]:
        for typed, meant in same.items():
            if len(typed) != len(meant):
                raise ValueError(f"{typed} and {meant} must have the same number of characters")
        return same


@dataclass(slots=True, frozen=True)
class _Patterns:
    """``typed`` finds a character that may be a wrong one, ``words`` the words, and ``meant`` says what each means."""

    typed: re.Pattern[str]
    words: re.Pattern[str]
    meant: dict[str, str]
    each: str
    apiece: re.Pattern[str]


@cache
def homophones() -> _Patterns:
    """All words typed by sound. Built once a process. Raises LexiconError."""
    listed = load_lexicon("homophones", Homophones)
    same = dict(listed.same)
    for sound in listed.sounds:
        same.update(sound.words())
    typed = {one for word, meant in same.items() for one, other in zip(word, meant, strict=True) if one != other}
    meant = {**same, **{word: word for word in listed.kept}}
    one, reading = any_of(listed.results), reading_words()
    number, people = f"[0-9{''.join(reading.numbers)}]", any_of(reading.people)
    apiece = (
        rf"(?P<one>{one})[\s、和]?(?P<other>{one})[\s,，]?{listed.each}\u6709?(?P<n>{number})(?:{people})?(?![0-9])"
    )
    return _Patterns(
        re.compile(f"[{''.join(sorted(typed))}]"), re.compile(any_of(meant)), meant, listed.each, lazily(apiece)
    )


def as_meant(folded: str) -> str:
    """Return ``folded`` as it is meant, of the same length; the same object where nothing was typed by sound."""
    patterns = homophones()
    if patterns.each in folded:
        folded = patterns.apiece.sub(_told_apart, folded)
    if patterns.typed.search(folded) is None:
        return folded
    return patterns.words.sub(lambda match: patterns.meant[match.group()], folded)


def _told_apart(apiece: re.Match[str]) -> str:
    """阴阳各一 as 一阴一阳, of the same length."""
    if apiece["one"][0] == apiece["other"][0]:
        return apiece.group()
    return f"{apiece['n']}{apiece['one'][0]}{apiece['n']}{apiece['other'][0]}".ljust(len(apiece.group()))
