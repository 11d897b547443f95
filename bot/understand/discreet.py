"""What must not be said in front of a group, out of anybody's words: numbers that lead to a person, and illnesses."""

from __future__ import annotations

import re
from functools import cache

from pydantic import BaseModel, ConfigDict

from bot.lexicon import load_lexicon
from bot.understand.goods_words import goods_words
from bot.understand.normalise import fold
from bot.understand.patterns import any_of
from bot.understand.redact import MASK, identity_numbers, mask_personal


class DiscretionWords(BaseModel):
    """data/lexicon/discretion.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    illnesses: list[str]
    in_a_cry: str
    insurance_labels: list[str]


_SHORTEST = 10
"""Characters of the shortest label with the shortest number of an insurance card."""


@cache
def _words() -> DiscretionWords:
    words: DiscretionWords = load_lexicon("discretion", DiscretionWords)
    return words


@cache
def _illnesses() -> re.Pattern[str]:
    words = sorted({*goods_words().conditions, *_words().illnesses}, key=len, reverse=True)
    return re.compile("|".join(r"[ \u3000]?".join(map(re.escape, word)) for word in words), re.IGNORECASE)


@cache
def _insurance() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{any_of(_words().insurance_labels)})[^0-9a-z\n]{{0,4}}"
        r"(?P<number>(?=[a-z0-9 -]*[0-9])[a-z0-9][a-z0-9 -]{6,})"
    )


def tells_illness(text: str) -> bool:
    """Whether ``text`` names an illness, however it is written."""
    return _illnesses().search(fold(text)) is not None


def mask_illness(text: str, instead: str = MASK) -> str:
    """``text`` without the illnesses that it names; ``instead`` stands where one was."""
    folded = fold(text)
    if len(folded) != len(text):
        return text if _illnesses().search(folded) is None else instead
    return _masked(text, folded, _illnesses(), instead=instead)


def mask_insurance(text: str) -> str:
    """``text`` without the numbers of insurance cards."""
    if len(text) < _SHORTEST:
        return text
    folded = fold(text).lower()
    if _insurance().search(folded) is None:
        return text
    return _masked(text, folded, _insurance(), "number") if len(folded) == len(text) else MASK


def mask_numbers(text: str) -> str:
    """``text`` without what leads to one person: identity, mobile and insurance numbers; a hotline may stand."""
    return mask_insurance(mask_personal(text))


def discreet(text: str) -> str:
    """``text`` without illnesses and the numbers of persons: what a group may hear of somebody's words."""
    return mask_illness(mask_numbers(text))


def discreet_cry(text: str) -> str:
    """The same of a cry for help: no illness is named, but that somebody is ill can still be read."""
    return mask_illness(mask_numbers(text), _words().in_a_cry)


def carries_personal_number(text: str) -> bool:
    """Whether ``text`` holds an identity, a mobile or an insurance number."""
    return mask_numbers(text) != text


def for_private_only(text: str) -> bool:
    """Whether ``text`` holds what belongs in no group: an identity number, or the number of an insurance card."""
    return bool(identity_numbers(text)) or _insurance().search(fold(text).lower()) is not None


def _masked(text: str, folded: str, pattern: re.Pattern[str], group: int | str = 0, *, instead: str = MASK) -> str:
    parts, end = [], 0
    for match in pattern.finditer(folded):
        parts += [text[end : match.start(group)], instead]
        end = match.end(group)
    return "".join([*parts, text[end:]]) if parts else text
