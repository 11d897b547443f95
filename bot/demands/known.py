"""Which of the matters that were learned from labelled texts a demand tells of, in whatever words.

A linear model over short pieces of text and the word families of data/lexicon/matters.yaml, made by ``make learn`` from
tests/corpus/learning/matters and read from data/learned/matters.json. Two demands that it holds for one learned matter
are likely one; so are, less surely, two of a matter that it never saw, where it mistakes both for the same other ones.
"""

from __future__ import annotations

import math
from base64 import b64decode
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from struct import iter_unpack

from pydantic import BaseModel, ConfigDict

from bot.understand.learned import pieces, read_weights

ENTRY = "<Hb"
"""A weight in the file: the place of the matter, and how many steps speak for it."""
_SHARP = 15.0
"""How much surer one matter is than another for which less speaks by 1."""
_MOST, _LEAST = 8, 0.01
FAMILY, CATEGORY = 0.3, 0.25
"""What a word family and the category count, where all pieces of a text together count the root of their number."""


class MatterWeights(BaseModel):
    """data/learned/matters.json. A row is base64 of the places of matters, each with the weight that speaks for it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    learned_from: str
    matters: dict[str, bool]  # and whether it is one building's or one flat's
    things: list[str]
    bias: list[float]
    worth: float  # of one step of a weight
    rows: dict[str, str]


Likely = dict[int, float]
"""The likeliest matters or things by their places, with how likely each is."""


@dataclass(slots=True, frozen=True)
class Told:
    """What a text tells of: ``matters`` and, coarser, ``things``.

    ``everywhere`` are those of ``matters`` that are no single building's, ``local`` how likely it is one that is, and
    ``sure`` how likely the likeliest matter is, from 0 to 1. ``places`` has a bit for each matter and thing.
    """

    matters: Likely
    everywhere: Likely
    things: Likely
    local: float
    sure: float
    places: int


class Known:
    """Weighs texts by ``weights``."""

    def __init__(self, weights: MatterWeights) -> None:
        self._local = list(weights.matters.values())
        self._things = len(self._local)
        self._bias, self._worth, self._rows = weights.bias, weights.worth, weights.rows

    def told(self, text: str, families: Iterable[str], category: str) -> Told:
        """What ``text`` tells of, in which the word families ``families`` were found."""
        found = pieces(text)
        sums = list(self._bias)
        self._add(sums, found, 1 / math.sqrt(len(found)))
        self._add(sums, families, FAMILY)
        self._add(sums, [category_mark(category)], CATEGORY)
        matters, things = _likely(sums[: self._things], 0), _likely(sums[self._things :], self._things)
        everywhere = {place: chance for place, chance in matters.items() if not self._local[place]}
        local = 1 - sum(everywhere.values()) / sum(matters.values())
        return Told(
            matters, everywhere, things, local, max(matters.values()), sum(1 << place for place in (*matters, *things))
        )

    def _add(self, sums: list[float], names: Iterable[str], value: float) -> None:
        step = self._worth * value
        for row in filter(None, map(self._rows.get, names)):
            for place, weight in iter_unpack(ENTRY, b64decode(row)):
                sums[place] += weight * step


def _likely(sums: list[float], first: int) -> Likely:
    most = max(sums)
    whole = [math.exp(_SHARP * (one - most)) for one in sums]
    total = sum(whole)
    order = sorted(range(len(sums)), key=lambda place: (-whole[place], place))[:_MOST]
    return {first + place: whole[place] / total for place in order if whole[place] >= _LEAST * total}


def together(one: Told, other: Told, *, same_place: bool) -> tuple[float, float]:
    """How likely two texts tell of one matter, and of one thing; of two places, of one that is not a building's."""
    if not one.places & other.places:
        return 0.0, 0.0
    matter = _common(one.matters if same_place else one.everywhere, other.matters)
    # Who surely tell of two matters of one thing tell of two.
    thing = _common(one.things, other.things) * (1 - one.sure * other.sure)
    return matter, thing if same_place else thing * (1 - one.local) * (1 - other.local)


def _common(one: Likely, other: Likely) -> float:
    return sum(chance * other[place] for place, chance in one.items() if place in other)


def category_mark(category: str) -> str:
    """The name of the row of a category."""
    return f"category={category}"


@cache
def known_matters() -> Known:
    """The model of data/learned/matters.json, read once a process. Raises LexiconError."""
    return Known(read_weights("matters", MatterWeights))
