"""Results typed by sound are read as they are meant: 杨性 is 阳性, 两条扛 is 两条杠."""

from __future__ import annotations

import re
from functools import cache

from pydantic import BaseModel, ConfigDict, field_validator

from bot.lexicon import load_lexicon
from bot.understand.patterns import any_of


class Homophones(BaseModel):
    """data/lexicon/homophones.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    same: dict[str, str]
    kept: list[str]

    @field_validator("same")
    @classmethod
    def _of_one_length(cls, same: dict[str, str]) -> dict[str, str]:
        for typed, meant in same.items():
            if len(typed) != len(meant):
                raise ValueError(f"{typed} and {meant} must have the same number of characters")
        return same


@cache
def homophones() -> tuple[re.Pattern[str], dict[str, str]]:
    """The pattern of all words typed by sound, and what each means. Built once a process. Raises LexiconError."""
    words = load_lexicon("homophones", Homophones)
    meant = {**words.same, **{word: word for word in words.kept}}
    return re.compile(any_of(meant)), meant


def as_meant(folded: str) -> str:
    """Return ``folded`` as it is meant, of the same length; the same object where nothing was typed by sound."""
    pattern, meant = homophones()
    if pattern.search(folded) is None:
        return folded
    return pattern.sub(lambda match: meant[match.group()], folded)
