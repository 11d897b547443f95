"""The words on the demonstration's screen, from data/demo/screen.yaml."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from bot.lexicon import validate_yaml


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
    private: list[str]
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
    return "".join(sign if sign == "\n" or sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)
