"""Which danger a cry tells of, where it is one that the whole building notices: a smell of gas, smoke, a loose wire.

Pure; the words are in data/lexicon/house_dangers.yaml.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from bot.lexicon import Characters, load_lexicon
from bot.understand.demand_words import demand_patterns
from bot.understand.normalise import fold
from bot.understand.patterns import any_of, lazily

_LONGEST = 40  # characters: who writes more tells more
_SHORT = 15
_EVENT = ("urgency", "event")


class HouseDanger(NamedTuple):
    """A danger by its name, and the numbers (floors, rooms) that were told with it."""

    name: str
    numbers: frozenset[str]

    def may_be(self, other: HouseDanger) -> bool:
        """Whether both may tell of the same: another floor may be another fire."""
        return self.name == other.name and (not self.numbers or self.numbers <= other.numbers)


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid")
    dangers: dict[str, list[str]]
    too: list[str]
    over: list[str]
    calls: list[str]
    alone: list[str]
    buildings: list[str]
    floors: list[str]
    digits: Characters


class HouseDangers:
    """All of the lexicon, compiled."""

    def __init__(self, words: _Words) -> None:
        self._dangers = {name: lazily(any_of(listed)) for name, listed in words.dangers.items()}
        self._listed = {name: frozenset([*listed, *words.calls]) for name, listed in words.dangers.items()}
        self._too, self._over = lazily(any_of(words.too)), lazily(any_of(words.over))
        self._alone = lazily(any_of(words.alone))
        # Not the building's own number, and not +1.
        figures = rf"(?<![0-9+])[0-9]+(?![0-9]*(?:{any_of(words.buildings)}))"
        self._numbers = lazily(rf"{figures}|[{words.digits}]+(?=(?:{any_of(words.floors)}))")

    def echoes(self, text: str) -> bool:
        """Whether ``text``, beside a danger that is known, may tell of the same: not that it is over."""
        folded = fold(text)
        return len(folded) <= _LONGEST and self._over.search(folded) is None

    def says_too(self, text: str) -> bool:
        """Whether ``text`` says of whatever is told just now that it is so here, too, and hardly anything else."""
        folded = fold(text)
        return len(folded) <= _SHORT and self.echoes(text) and self._too.search(folded) is not None

    def find(self, text: str) -> HouseDanger | None:
        """The one danger that ``text`` tells of; None where it tells of none, of several, or of a person."""
        patterns = demand_patterns()
        meant = patterns.as_meant(fold(text))
        if len(meant) > _LONGEST or self._alone.search(meant):
            return None
        told = [name for name, pattern in self._dangers.items() if pattern.search(meant)]
        if len(told) != 1:
            return None
        events = {word for word, _, _ in patterns.words.find(meant) if _EVENT in patterns.labels[word]}
        if events - self._listed[told[0]]:
            return None
        return HouseDanger(told[0], frozenset(self._numbers.findall(meant)))


@cache
def house_dangers() -> HouseDangers:
    """The words, built once a process. Raises LexiconError."""
    words: _Words = load_lexicon("house_dangers", _Words)
    return HouseDangers(words)
