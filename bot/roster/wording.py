"""What headings and cells mean in the rosters that committees hand over: data/lexicon/rosters.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from bot.lexicon import load_lexicon
from bot.roster.household import Column, roster_words
from bot.roster.tabular import squeezed

Kind = Literal["building", "unit", "floor", "room", "address", "people", "tags", "use", "remarks", "person", "relation"]
_BRACKETS = re.compile(r"[(\[【〔].*?[)\]】〕]")
_BETWEEN = re.compile(r"[/、|或\\]")
_AROUND = "*:：·.。"
_DIGITS = re.compile(r"\d{5,}")
_LONGEST = 12


class TemplateWords(BaseModel):
    """The template that committees fill in."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sheet: str
    help: str
    columns: dict[Column, str]
    lines: list[str]


class ImportWords(BaseModel):
    """The whole file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    columns: dict[Kind, list[str]]
    others: list[str]
    asks: list[str]
    tags: list[str]
    same: dict[str, list[str]]
    opposites: dict[str, list[str]]
    yes: list[str]
    no: list[str]
    nothing: list[str]
    heads: list[str]
    totals: list[str]
    notes: list[str]
    reasons: dict[str, str]
    template: TemplateWords


def import_words() -> ImportWords:
    """The words, read once a process."""
    return load_lexicon("rosters", ImportWords)


@cache
def kinds() -> dict[str, tuple[Kind, int]]:
    """What a heading's word means, and how good a word it is for that: 0 is the best."""
    return {
        word.casefold(): (kind, rank)
        for kind, words in import_words().columns.items()
        for rank, word in enumerate(words)
    }


@cache
def known_tags() -> dict[str, str]:
    """Tags by every word that means them. What the roster itself understands stays as it is written."""
    words, own = import_words(), roster_words()
    found = {word: tag for tag, same in words.same.items() for word in same}
    return found | {word: word for word in (*words.tags, *own.vacant, *own.no_wechat)}


@cache
def tag_of() -> dict[str, tuple[str, bool]]:
    """The tag that a heading names, and whether a yes below it means the tag (else a no does)."""
    words = import_words()
    found = {word.casefold(): (tag, True) for word, tag in known_tags().items()}
    return found | {word.casefold(): (tag, False) for tag, asked in words.opposites.items() for word in asked}


def readings(cell: object) -> Iterator[str]:
    """The words that a heading may be read as: ``是否独居（户）*`` is ``是否独居``, then ``独居``."""
    text = _BRACKETS.sub("", squeezed(cell)).strip(_AROUND).casefold()
    for one in dict.fromkeys([text, *_BETWEEN.split(text)]):
        if one:
            yield one
            yield from (one[len(ask) :] for ask in import_words().asks if one.startswith(ask))


def shown(cell: object) -> str:
    """A cell as a person may be shown it again: short, and without any number that may lead to somebody."""
    text = _DIGITS.sub("▇", squeezed(cell))
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def says_yes(cell: object) -> bool | None:
    """Whether a cell below a tag ticks it; None where that cannot be told."""
    text, words = squeezed(cell).casefold(), import_words()
    if not text or text in words.no:
        return False
    if text in words.yes or re.fullmatch(r"[1-9]\d?(?:\.0)?[人户个]?", text):
        return True
    return None
