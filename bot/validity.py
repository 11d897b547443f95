"""Until when an answer holds: 今天下午送到 is no answer to who asks tomorrow. Pure; the words are in data/lexicon."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import cache

from pydantic import BaseModel, ConfigDict

from bot.lexicon import load_lexicon
from bot.understand.normalise import fold
from bot.understand.patterns import any_of


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid")
    days: int
    done_days: int
    until: dict[int, list[str]]
    always: list[str]
    month: list[str]
    day: list[str]
    hour: list[str]
    not_a_day: list[str]


class Validity:
    """The lexicon, compiled."""

    def __init__(self, words: _Words) -> None:
        self._words = words
        self._until = {days: re.compile(any_of(listed)) for days, listed in words.until.items()}
        self._always = re.compile(any_of(words.always))
        self._date = re.compile(
            rf"(?:(?P<month>[0-9]{{1,2}})(?:{any_of(words.month)}))?(?<![0-9.])(?P<day>[0-9]{{1,2}})"
            rf"(?:{any_of(words.day)})(?!{any_of(words.not_a_day)})"
        )
        self._hour = re.compile(rf"(?<![0-9])(?:[01]?[0-9]|2[0-4])(?:{any_of(words.hour)})(?![0-9]{{3}})")

    def until(self, text: str, said: datetime, *, done: bool = False) -> datetime:
        """The moment from which an answer said then is outdated. ``said`` in the time zone of the place."""
        longest = said + timedelta(days=self._words.done_days if done else self._words.days)
        named = self.named(text, said)
        return longest if named is None else min(named, longest)

    def named(self, text: str, said: datetime) -> datetime | None:
        """The end of the last day that ``text``, said then, names; None where it names none, or speaks of every day."""
        text = fold(text)
        if self._always.search(text):
            return None
        days = [_ends(said, days) for days, pattern in self._until.items() if pattern.search(text)]
        if self._hour.search(text):
            days.append(_ends(said, 0))
        days += [end for match in self._date.finditer(text) if (end := self._end_of(match, said)) is not None]
        return max(days, default=None)

    @staticmethod
    def _end_of(match: re.Match[str], said: datetime) -> datetime | None:
        """The end of the day that is named; None where there is no such day."""
        month = int(match["month"] or said.month)
        try:
            day = said.replace(month=month, day=int(match["day"]))
        except ValueError:
            return None
        return max(_ends(day, 0), _ends(said, 0))


def _ends(day: datetime, later: int) -> datetime:
    return day.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=later + 1)


@cache
def validity() -> Validity:
    """The words of validity, built once a process. Raises LexiconError."""
    words: _Words = load_lexicon("validity", _Words)
    return Validity(words)
