"""data/lexicon/matters.yaml, validated: the things demands are about, the concerns, and the patterns made of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, model_validator

from bot.lexicon import load_lexicon
from bot.understand.patterns import any_of

_GAP = "…"
Scope = Literal["building", "compound", "flat"]


class Thing(BaseModel):
    """What a demand can be about; the file says what each key means."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    words: list[str]
    scope: Scope = "building"
    bare: str | None = None
    instead_of: list[str] = []
    apart: list[str] = []
    faint: bool = False
    maybe: list[str] = []


class Category(BaseModel):
    """How far the matters of a category reach, and what they are about where the words name nothing."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    scope: Scope = "compound"
    about: str | None = None


_ANY = Category()


class MatterWords(BaseModel):
    """data/lexicon/matters.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    categories: dict[str, Category]
    typed: dict[str, str]
    things: dict[str, Thing]
    places: dict[str, list[str]]
    concerns: dict[str, list[str]]
    asked: dict[str, list[str]]
    days: dict[str, list[str]] = {}
    filler: list[str]

    @model_validator(mode="after")
    def _names_are_known(self) -> Self:
        for name, thing in self.things.items():
            if unknown := {*thing.instead_of} - {*self.things, *self.places}:
                raise ValueError(f"things.{name} names {min(unknown)!r}, which is neither a thing nor a place.")
            if unknown := {*thing.apart, *([thing.bare] if thing.bare else [])} - {*self.concerns}:
                raise ValueError(f"things.{name} names {min(unknown)!r}, which is no concern.")
        for name, category in self.categories.items():
            if category.about is not None and category.about not in self.things:
                raise ValueError(f"categories.{name} names {category.about!r}, which is no thing.")
        if "when" not in self.asked:
            raise ValueError("asked.when is missing. Add it.")
        return self

    @model_validator(mode="after")
    def _words_are_well_formed(self) -> Self:
        families = [*self.places.values(), *([*thing.words, *thing.maybe] for thing in self.things.values())]
        for word in (word for family in families for word in family):
            if _GAP in word and (word.count(_GAP) > 1 or not all(word.split(_GAP))):
                raise ValueError(f"{word!r}: the gap … stands once, between two words.")
        for wrong, right in self.typed.items():
            if len(wrong) != len(right):
                raise ValueError(f"typed: {wrong!r} and {right!r} must be of one length.")
        return self


class Patterns:
    """What a text is about, and its concerns, as sets of bits: one bit a name, in the order of the file."""

    def __init__(self, words: MatterWords) -> None:
        self._things = list(words.things.values())
        self._categories = words.categories
        self._typed = words.typed
        self._find_typed = re.compile(any_of(words.typed))
        self._bit = {name: 1 << place for place, name in enumerate([*words.things, *words.places])}
        self._own = (1 << len(self._things)) - 1
        self._concern = {name: 1 << place for place, name in enumerate(words.concerns)}
        self._asked = {name: 1 << place for place, name in enumerate(words.asked)}
        self._day_words = _bits(words.days, {name: 1 << place for place, name in enumerate(words.days)})
        things = {name: thing.words for name, thing in words.things.items()}
        self.when = self._asked["when"]
        self._thing_words = _bits({**things, **words.places}, self._bit)
        self._maybe_words = _bits({name: thing.maybe for name, thing in words.things.items()}, self._bit)
        self._concern_words = _bits(words.concerns, self._concern)
        self._asked_words = _bits(words.asked, self._asked)
        self._yields = [self._sum(thing.instead_of, self._bit) for thing in self._things]
        self._apart = [self._sum(thing.apart, self._concern) for thing in self._things]
        self._faint = self._sum([name for name, thing in words.things.items() if thing.faint], self._bit)
        self._bare = [self._concern[thing.bare] if thing.bare else 0 for thing in self._things]
        named = {**self._maybe_words, **self._thing_words}
        self._shapes = [(word.split(_GAP)[0], _shape(word), word) for word in named if _GAP in word]
        self._find_things = re.compile(any_of(word for word in named if _GAP not in word))
        self._find_concerns = re.compile(any_of(self._concern_words))
        self._find_asked = re.compile(any_of(self._asked_words))
        self._find_days = re.compile(any_of(self._day_words))
        self.empty = frozenset(word for word in words.filler if len(word) == 1)
        self._find_filler = re.compile(any_of(word for word in words.filler if len(word) > 1))

    @staticmethod
    def _sum(names: list[str], bits: dict[str, int]) -> int:
        return sum(bits[name] for name in set(names))

    def as_meant(self, text: str) -> str:
        """``text`` with what was typed by sound as it is meant, of the same length."""
        return self._find_typed.sub(lambda match: self._typed[match[0]], text)

    def things_in(self, text: str) -> tuple[int, int, list[tuple[int, int]]]:
        """What ``text`` is about, what only stands aside, and where the words of both are."""
        found, maybe, spans = 0, 0, []
        for match in self._find_things.finditer(text):
            found |= self._thing_words.get(match[0], 0)
            maybe |= self._maybe_words.get(match[0], 0)
            spans.append(match.span())
        for first, shape, word in self._shapes:
            if first in text and (gapped := shape.search(text)):
                found |= self._thing_words.get(word, 0)
                maybe |= self._maybe_words.get(word, 0)
                spans += [gapped.span(1), gapped.span(2)]
        about = self._foremost(found & self._own)
        if not about & ~self._faint:
            about = self._foremost(about | maybe)
        return about, (found | maybe) & ~about, spans

    def _foremost(self, named: int) -> int:
        """Of the things ``named``, those that do not only say where or under what circumstances."""
        about = named
        for place in _places(about):
            about &= ~self._yields[place]
        return about & ~self._faint or about or named

    def concerns_in(self, text: str) -> int:
        """What the trouble is."""
        return _all_bits(self._find_concerns, self._concern_words, text)

    def asked_in(self, text: str) -> int:
        """What is asked: when, how, where …"""
        return _all_bits(self._find_asked, self._asked_words, text)

    def days_in(self, text: str) -> int:
        """The days that are spoken of."""
        return _all_bits(self._find_days, self._day_words, text)

    def families(self, text: str) -> Iterator[str]:
        """The names of the things, concerns and questions in ``text``."""
        about, aside, _ = self.things_in(text)
        return self.named(about, aside, self.concerns_in(text), self.asked_in(text))

    def named(self, about: int, aside: int, concerns: int, asked: int) -> Iterator[str]:
        """The names behind these bits."""
        for what, bits, names in (
            ("about", about, self._bit), ("aside", aside, self._bit), ("concern", concerns, self._concern),
            ("asked", asked, self._asked),
        ):  # fmt: skip
            yield from (f"{what}:{name}" for name, bit in names.items() if bits & bit)

    def unknown(self, text: str, spans: list[tuple[int, int]]) -> str:
        """``text`` with blanks for the things at ``spans``, the concerns, and what says nothing."""
        # What is asked goes first: a thing may have its second word inside it.
        left = list(self._find_asked.sub(lambda match: " " * len(match[0]), text))
        for start, end in spans:
            left[start:end] = " " * (end - start)
        for pattern in (self._find_concerns, self._find_filler):
            left = list(pattern.sub(lambda match: " " * len(match[0]), "".join(left)))
        return "".join(left)

    def bare(self, about: int) -> int:
        """The concerns that are meant where the words name none."""
        return _union(self._bare, about)

    def apart(self, about: int) -> int:
        """The concerns that make a matter of their own."""
        return _union(self._apart, about)

    def about_category(self, category: str) -> int:
        """What demands of ``category`` are about where the words name nothing."""
        known = self._categories.get(category)
        return self._bit[known.about] if known and known.about else 0

    def scope(self, about: int, category: str) -> Scope:
        """How far the matter reaches: where its things differ, what the category says."""
        known = self._categories.get(category, _ANY)
        scopes = {self._things[place].scope for place in _places(about)} or {known.scope}
        if "compound" in scopes and known.scope == "compound":
            return "compound"
        return "flat" if "flat" in scopes else "building" if "building" in scopes else "compound"


def _shape(word: str) -> re.Pattern[str]:
    """Two words with up to six characters of the same clause between them."""
    first, last = word.split(_GAP)
    return re.compile(rf"({re.escape(first)})[\w ]{{0,6}}?({re.escape(last)})")


def _bits(families: dict[str, list[str]], bits: dict[str, int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for name, listed in families.items():
        for word in listed:
            found[word] = found.get(word, 0) | bits[name]
    return found


def _places(bits: int) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def _union(masks: list[int], about: int) -> int:
    found = 0
    for place in _places(about):
        found |= masks[place]
    return found


def _all_bits(pattern: re.Pattern[str], words: dict[str, int], text: str) -> int:
    found = 0
    for match in pattern.finditer(text):
        found |= words[match[0]]
    return found


@cache
def matter_patterns() -> Patterns:
    """The patterns, built once a process. Raises LexiconError."""
    return Patterns(load_lexicon("matters", MatterWords))
