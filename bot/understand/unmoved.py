"""Whether a text tells that the house's patients were not taken away yet, and nothing else: a grievance and no cry.

Pure; the words are in data/lexicon/unmoved.yaml.
"""

from __future__ import annotations

import re
from functools import cache

from pydantic import BaseModel, ConfigDict

from bot.lexicon import load_lexicon
from bot.understand.normalise import fold
from bot.understand.patterns import any_of, lazily

_LONGEST = 40  # characters: who writes more tells more
_ASIDE = re.compile(r"@\S+|\[[^\[\]]{1,4}\]|[^\w]|[0-9]")


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid")
    patients: list[str]
    moves: list[str]
    besides: list[str]


class Unmoved:
    """All of the lexicon, compiled."""

    def __init__(self, words: _Words) -> None:
        self._both = [lazily(any_of(words.patients)), lazily(any_of(words.moves))]
        self._any = lazily(any_of([*words.patients, *words.moves, *words.besides]))

    def is_all_of(self, text: str) -> bool:
        """Whether ``text`` tells of nothing else."""
        if len(text) > _LONGEST:
            return False
        said = _ASIDE.sub(" ", fold(text))
        return all(pattern.search(said) for pattern in self._both) and not self._any.sub("", said).strip()


@cache
def unmoved() -> Unmoved:
    """The words, built once a process. Raises LexiconError."""
    words: _Words = load_lexicon("unmoved", _Words)
    return Unmoved(words)
