"""Headings and marks of the workbooks: data/lexicon/sheets.yaml."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from bot.lexicon import load_lexicon


class SheetWords(BaseModel):
    """The whole file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    titles: dict[str, str]
    headings: dict[str, str]
    states: dict[str, str]
    ways: dict[str, str]
    reasons: dict[str, str]
    words: dict[str, str]
    lines: dict[str, str]
    time: str
    time_cell: str
    page: str
    font: str
    kinds: dict[str, list[str]]
    acts: dict[str, str]
    refusals: dict[str, str]
    whys: dict[str, dict[str, str]]

    def day(self, moment: datetime) -> str:
        """A moment in a line of text, without leading noughts."""
        text = self.time.replace("%-m", str(moment.month)).replace("%-d", str(moment.day))
        return moment.strftime(text)


def sheet_words() -> SheetWords:
    """The words, read once a process."""
    return load_lexicon("sheets", SheetWords)
