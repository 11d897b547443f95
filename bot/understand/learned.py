"""What was learned from labelled texts: what each short piece of a text and each word family speaks for.

A linear model, made by ``make learn`` from tests/corpus/learning and read from data/learned. Its sums are whole numbers
that stand side by side in one long integer, so that one addition a piece weighs every label at once.
"""

from __future__ import annotations

import json
import math
import re
from base64 import b64decode
from collections.abc import Iterable, Sequence, Set
from functools import cache, lru_cache
from importlib.resources import files
from operator import add
from struct import Struct
from typing import TypeVar

from pydantic import BaseModel, ConfigDict

from bot.errors import LexiconError

LONGEST = 400
"""Characters of a text that are looked at."""
ZERO = 128
"""What stands in the file for a weight of nothing, so that every lane is a sum of positive numbers."""
_LANE = 2  # bytes a lane
_AT_ONCE = 256  # rows whose sum has room in it
_RUN = re.compile(r"(.)\1{2,}", re.DOTALL)
_REMEMBERED = 4  # texts, since several models weigh the same one
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


@lru_cache(maxsize=_REMEMBERED)
def pieces(text: str) -> Set[str]:
    """The characters of ``text``, and what two and three of them side by side say; one digit stands for a number."""
    text = _NUMBER.sub("0", text[:LONGEST].replace("！", "").replace("!", ""))
    marked = [*f"^{text}$"]
    pairs = list(map(add, marked, marked[1:]))
    found = {*pairs}
    if len(found) < len(pairs):  # else no character stands in it three times side by side
        marked = [*f"^{_RUN.sub(_twice, text)}$"]
        pairs = list(map(add, marked, marked[1:]))
    found.update(marked, map(add, pairs, marked[2:]))
    return found


def _twice(run: re.Match[str]) -> str:
    return run[1] * 2


class Scores:
    """What speaks for each class of each label."""

    __slots__ = ("_known", "_lanes", "_learned", "_share")

    def __init__(self, learned: Learned, lanes: tuple[Sequence[int], Sequence[int]], share: float) -> None:
        self._learned, self._lanes, self._share = learned, lanes, share
        self._known: dict[str, dict[str, float]] = {}

    def of(self, label: str) -> dict[str, float]:
        """The classes of ``label`` with what speaks for each: above 0 for, below it against."""
        known = self._known.get(label)
        if known is None:
            known = self._known[label] = self._of(label)
        return known

    def _of(self, label: str) -> dict[str, float]:
        learned = self._learned
        by_pieces, by_families = self._lanes
        lanes, classes, biases = learned.labels[label]
        worth, family = learned.worth * self._share, learned.worth * learned.family
        none = ZERO * (by_pieces[0] * worth + by_families[0] * family)
        each = zip(classes, by_pieces[lanes], by_families[lanes], biases, strict=True)
        return {name: said * worth + told * family + bias - none for name, said, told, bias in each}

    def best(self, label: str) -> str:
        """The class of ``label`` for which most speaks."""
        scores = self.of(label)
        return max(scores, key=scores.__getitem__)


class Learned:
    """Weighs texts by ``weights``."""

    def __init__(self, weights: Weights) -> None:
        self.labels: dict[str, tuple[slice, list[str], list[float]]] = {}  # lanes, classes and the bias of each
        lane = 1  # the first one counts
        for label, classes in weights.labels.items():
            lanes = slice(lane, lane + len(classes))
            self.labels[label] = lanes, classes, weights.bias[lane - 1 : lanes.stop - 1]
            lane = lanes.stop
        self.worth, self.family = weights.worth, weights.family
        self._sum = Struct(f"<{lane}H")
        # Rows that are the same are one; pieces that begin alike lie beside each other, and so do their rows.
        each = [*weights.pieces.values(), *weights.families.values()]
        rows = {row: _lanes(row) for row in dict.fromkeys(each)}
        self._pieces = {piece: rows[row] for piece, row in weights.pieces.items()}
        self._families = {family: rows[row] for family, row in weights.families.items()}
        self._nothing = self._sums([])

    def weigh(self, text: str, families: Iterable[str]) -> Scores:
        """What speaks for what in ``text``, in which the word families ``families`` were found."""
        found = pieces(text)
        by_pieces = self._sums(list(filter(None, map(self._pieces.get, found))))
        told = list(filter(None, map(self._families.get, families)))
        return Scores(self, (by_pieces, self._sums(told) if told else self._nothing), 1 / math.sqrt(len(found)))

    def heaviest(self, text: str, label: str, name: str) -> list[tuple[str, float]]:
        """The pieces of ``text`` that speak most for the class ``name`` of ``label``, the heaviest first."""
        lanes, classes, _ = self.labels[label]
        shift = (lanes.start + classes.index(name)) * _LANE * 8
        known = {piece: row for piece in pieces(text) if (row := self._pieces.get(piece)) is not None}
        weighed = [(piece, ((row >> shift) & 255) - ZERO) for piece, row in known.items()]
        said = [(piece, weight * self.worth) for piece, weight in weighed if weight > 0 and piece.strip("^$0 \n")]
        return sorted(said, key=lambda one: (-one[1], one[0]))

    def _sums(self, rows: list[int]) -> Sequence[int]:
        """The sum of each lane of ``rows``."""
        at_once = self._sum.unpack(sum(rows[:_AT_ONCE]).to_bytes(self._sum.size, "little"))
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
