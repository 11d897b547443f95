"""One household, and the roster's own form of what stands in a cell."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict

from bot.lexicon import load_lexicon

Column = Literal["building", "unit", "room", "people", "tags"]
MOST_PEOPLE = 50
NO_NAME = re.compile(r"\d月\d|\d日$|^\d+(?:\.\d+)?E\+\d+$|[\x00-\x1f\x7f]")
"""What a spreadsheet made of a room (a date, a power of ten), and what no cell should hold."""
_WHOLE_FLOAT = re.compile(r"(\d+)\.0+")


class RosterWords(BaseModel):
    """data/lexicon/roster.yaml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    columns: dict[Column, list[str]]
    suffixes: dict[Literal["building", "unit", "room", "people"], list[str]]
    tag_separators: list[str]
    vacant: list[str]
    no_wechat: list[str]
    bot_name: str


def roster_words() -> RosterWords:
    """The words people write in rosters, read once a process."""
    return load_lexicon("roster", RosterWords)


@dataclass(frozen=True, slots=True)
class Household:
    """One flat. ``unit`` is "" where the building has none; ``people`` None where the roster does not say."""

    building: str
    unit: str
    room: str
    people: int | None
    tags: tuple[str, ...]
    vacant: bool
    no_wechat: bool

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes it one household: (building, unit or "", room)."""
        return (self.building, self.unit, self.room)

    @property
    def label(self) -> str:
        """``3-502``, or ``3-2-502`` where the building has units."""
        return "-".join(part for part in self.key if part)


def household(key: tuple[str, str, str], people: int | None, tags: tuple[str, ...]) -> Household:
    """The household with these tags: what they say of it stands in it."""
    words = roster_words()
    return Household(
        *key, people, tags, not set(tags).isdisjoint(words.vacant), not set(tags).isdisjoint(words.no_wechat)
    )


def natural(text: str) -> list[tuple[bool, int, str]]:
    """A sort key under which building 3 comes before building 12, and 12 before A."""
    parts = re.findall(r"0*(\d+)|(\D+)", text)
    return [(not digits, len(digits), digits or other) for digits, other in parts]


def clean(value: object, kind: Literal["building", "unit", "room", "people"]) -> str:
    """The roster's own form of a cell: ``3号楼``, ``3.0`` and full-width ``３`` are all "3", ``502室`` is "502"."""
    text = "".join(unicodedata.normalize("NFKC", "" if value is None else str(value)).split()).upper()
    for suffix in sorted(roster_words().suffixes[kind], key=len, reverse=True):
        if len(text) > len(suffix) and text.endswith(suffix):
            text = text[: -len(suffix)]
            break
    whole = _WHOLE_FLOAT.fullmatch(text)
    text = whole[1] if whole else text
    # A building is called 3 however it is written; a room is what stands on the door.
    return text.lstrip("0") or "0" if kind in ("building", "unit") and text.isdecimal() else text


def parts(text: str) -> list[str]:
    """What stands in a cell of several words, each once: ``独居；无微信``."""
    for separator in roster_words().tag_separators:
        text = text.replace(separator, "\n")
    return list(dict.fromkeys(part.strip() for part in text.split("\n") if part.strip()))
