"""What was learned from labelled texts: what each short piece of a text and each word family speaks for.

A linear model, made by ``make learn`` from tests/corpus/learning and read from data/learned. Its sums are whole numbers
that stand side by side in one long integer, so that one addition a piece weighs every label at once.
"""

from __future__ import annotations

import json
import math
import re
from base64 import b64decode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from operator import add
from typing import TypeVar

from pydantic import BaseModel, ConfigDict

from bot.errors import LexiconError
from bot.understand.word_lists import Parts

LONGEST = 400
"""Characters of a text that are looked at."""
ZERO = 128
"""What stands in the file for a weight of nothing, so that every lane is a sum of positive numbers."""
_LANE = 2  # bytes a lane
_AT_ONCE = 256  # rows whose sum has room in it
_RUN = re.compile(r"(.)\1{2,}", re.DOTALL)
_NUMBER = re.compile(r"[0-9]+")
_Shape = TypeVar("_Shape", bound=BaseModel)


class Weights(BaseModel):
    """A file of data/learned. A row of ``pieces`` or ``families`` is base64 of a byte for each class of each label."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    learned_from: str
    labels: dict[str, list[str]]
    bias: list[float]
    worth: float  # of one step of a weight
    family: float  # of a word family, where all pieces of a text together are worth the root of their number
    families: dict[str, str]
    pieces: dict[str, str]


def pieces(text: str) -> set[str]:
    """The characters of ``text``, and what two and three of them side by side say; one digit stands for a number."""
    return _cut(_marked(text))


def _marked(text: str) -> str:
    text = text[:LONGEST]
    if len({*text}) < len(text) - 1:  # else no character stands in it three times
        text = _RUN.sub(r"\1\1", text)
    return "^" + _NUMBER.sub("0", text) + "$"


def _cut(text: str) -> set[str]:
    pairs = list(map(add, text, text[1:]))
    return {*text, *pairs, *map(add, pairs, text[2:])}


@dataclass(slots=True, frozen=True)
class Scores:
    """What speaks for each class of each label."""

    _learned: Learned
    _lanes: tuple[Sequence[int], Sequence[int]]
    _share: float
    _known: dict[str, dict[str, float]] = field(default_factory=dict)

    def of(self, label: str) -> dict[str, float]:
        """The classes of ``label`` with what speaks for each: above 0 for, below it against."""
        if label not in self._known:
            self._known[label] = self._of(label)
        return self._known[label]

    def _of(self, label: str) -> dict[str, float]:
        learned = self._learned
        by_pieces, by_families = self._lanes
        first, classes = learned.labels[label]
        worth, family = learned.worth * self._share, learned.worth * learned.family
        none = ZERO * (by_pieces[0] * worth + by_families[0] * family)
        return {
            name: by_pieces[lane] * worth + by_families[lane] * family + learned.bias[lane - 1] - none
            for lane, name in enumerate(classes, first)
        }

    def best(self, label: str) -> str:
        """The class of ``label`` for which most speaks."""
        scores = self.of(label)
        return max(scores, key=scores.__getitem__)


class Learned:
    """Weighs texts by ``weights``."""

    def __init__(self, weights: Weights) -> None:
        self.labels: dict[str, tuple[int, list[str]]] = {}
        lane = 1  # the first one counts
        for label, classes in weights.labels.items():
            self.labels[label] = lane, classes
            lane += len(classes)
        self.bias, self.worth, self.family = weights.bias, weights.worth, weights.family
        self._bytes = lane * _LANE
        self._pieces = Parts(weights.pieces)
        self._rows = [_lanes(row) for row in weights.pieces.values()]
        self._families = {family: _lanes(row) for family, row in weights.families.items()}

    def weigh(self, text: str, families: Iterable[str]) -> Scores:
        """What speaks for what in ``text``, in which the word families ``families`` were found."""
        marked = _marked(text)
        # One walk finds what is known of the pieces: looking them up one by one waits for the memory, each time.
        by_pieces = self._sums(list(map(self._rows.__getitem__, self._pieces.numbers(marked))))
        by_families = self._sums(list(filter(None, map(self._families.get, families))))
        return Scores(self, (by_pieces, by_families), 1 / math.sqrt(len(_cut(marked))))

    def heaviest(self, text: str, label: str, name: str) -> list[tuple[str, float]]:
        """The pieces of ``text`` that speak most for the class ``name`` of ``label``, the heaviest first."""
        first, classes = self.labels[label]
        shift = (first + classes.index(name)) * _LANE * 8
        known = ((self._pieces.words[number], self._rows[number]) for number in self._pieces.numbers(_marked(text)))
        weighed = [(piece, ((row >> shift) & 255) - ZERO) for piece, row in known]
        said = [(piece, weight * self.worth) for piece, weight in weighed if weight > 0 and piece.strip("^$0 \n")]
        return sorted(said, key=lambda one: (-one[1], one[0]))

    def _sums(self, rows: list[int]) -> Sequence[int]:
        """The sum of each lane of ``rows``."""
        at_once = memoryview(sum(rows[:_AT_ONCE]).to_bytes(self._bytes, "little")).cast("H")
        if len(rows) <= _AT_ONCE:
            return at_once
        return list(map(add, at_once, self._sums(rows[_AT_ONCE:])))


def _lanes(row: str) -> int:
    """A lane for each byte of ``row``, and one before them that counts the rows."""
    weights = b64decode(row)
    lanes = bytearray(_LANE * (1 + len(weights)))
    lanes[0] = 1
    lanes[_LANE::_LANE] = weights
    return int.from_bytes(lanes, "little")


def read_weights(name: str, shape: type[_Shape]) -> _Shape:
    """The file data/learned/``name``.json as ``shape``. Raises LexiconError."""
    try:
        found = json.loads(files("data").joinpath("learned", f"{name}.json").read_text(encoding="utf-8"))
        return shape.model_validate(found)
    except (OSError, ValueError) as error:
        raise LexiconError(f"data/learned/{name}.json cannot be read. Make it anew: make learn") from error


@cache
def learned(name: str) -> Learned:
    """The model of data/learned/``name``.json, read once a process. Raises LexiconError."""
    return Learned(read_weights(name, Weights))
