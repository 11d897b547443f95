"""Whether a neighbour's words answer a call for help: surely, perhaps, or not. The words are in data/lexicon."""

from __future__ import annotations

import re
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from bot.lexicon import load_lexicon
from bot.notices import bare


class Answers(StrEnum):
    """How surely somebody says that he can help."""

    SURELY = "surely"
    PERHAPS = "perhaps"
    NOT = "not"


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid")
    able: list[str]
    alone: str
    cannot: list[str]
    common: list[str]
    alike: list[list[str]]
    polite: str


_WORDS = load_lexicon("helping", _Words)
_ABLE = re.compile("|".join(_WORDS.able))
_ALONE = re.compile(_WORDS.alone)
_POLITE = re.compile(_WORDS.polite)
_SHORT = 8
"""Characters: who quotes the call and says so little means yes."""


def answers(call_for_help: str, said: str, *, quoted: bool) -> Answers:
    """Whether ``said`` answers ``call_for_help``; ``quoted``: it quotes it."""
    said = offered(said)
    words = bare(said)
    if not words or any(word in said for word in _WORDS.cannot):
        return Answers.NOT
    able = _ABLE.search(said) is not None
    same = bool(_pairs(call_for_help) & _pairs(said)) or any(
        any(word in call_for_help for word in alike) and any(word in said for word in alike) for alike in _WORDS.alike
    )
    if quoted:
        return Answers.SURELY if able or same or len(words) <= _SHORT else Answers.PERHAPS
    if _ALONE.fullmatch(words) or (able and same):
        return Answers.SURELY
    return Answers.PERHAPS if able and not said.rstrip().endswith(("?", "？")) else Answers.NOT


def offered(said: str) -> str:
    """``said`` without the polite question that ends an offer: 我是医生，需要吗."""
    return _POLITE.sub("", said)


def _pairs(text: str) -> set[str]:
    words = bare(text)
    pairs = {words[place : place + 2] for place in range(len(words) - 1)}
    return {pair for pair in pairs if pair not in _WORDS.common and not any(one.isdigit() for one in pair)}
