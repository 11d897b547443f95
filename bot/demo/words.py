"""The words on the demonstration's screen, from data/demo/screen.yaml."""

from __future__ import annotations

import sys
import unicodedata
from functools import cache
from importlib.resources import files
from pathlib import Path
from shutil import which

from pydantic import BaseModel, ConfigDict, Field

from bot.lexicon import validate_yaml

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"})


class Columns(BaseModel):
    """Headings of the table."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    building: str
    answered: str
    missing: str
    review: str
    positive: str
    late: str


class ScreenWords(BaseModel):
    """The whole file."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    columns: Columns
    private: list[str] = Field(min_length=1)
    table: list[str] = Field(min_length=1)
    nickname: str


@cache
def screen_words() -> ScreenWords:
    """Read the file once a process.

    Raises:
        LexiconError: it does not have its form.
    """
    text = files("data").joinpath("demo", "screen.yaml").read_text(encoding="utf-8")
    return validate_yaml(text, "data/demo/screen.yaml", ScreenWords)


def printable(text: str) -> str:
    """``text`` as a terminal may show it: what somebody wrote in a chat must not steer the screen."""
    return "".join(sign if _shows(sign) else "\N{REPLACEMENT CHARACTER}" for sign in text)


def _shows(sign: str) -> bool:
    """Neither control nor direction nor half a character; emoji are held together by a joiner."""
    return sign in "\n\N{ZERO WIDTH JOINER}" or unicodedata.category(sign) not in _HIDDEN


def program() -> str:
    """How fenjian was called, fit to be typed again: not everybody has it on the path."""
    called = Path(sys.argv[0])
    if called.stem == "__main__":
        return "python -m bot"
    return "fenjian" if which(called.name) else str(called)
