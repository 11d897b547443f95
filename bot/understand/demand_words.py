"""The words of demands, and one walk over a text that notes which of them it holds, where and how weighty."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, field_validator, model_validator

from bot.lexicon import Misplaced, load_lexicon
from bot.understand.patterns import any_of, lazily
from bot.understand.word_lists import Needs, Words, bit, seen

PART = re.compile(r"\{([a-z_]+)\}")
_PIECE = re.compile(r"(\{[a-z_]+\}|…)")
_BETWEEN = "…"
_REACH = 14  # characters behind a word of need in which the thing needed is named
_LONGEST_HEAD = 40  # characters of a first line that is taken for a title
_NEEDED, _HEAD = 3, 3  # how much more a thing weighs that is asked for, and one in the title
_INHERITED = ("grievance", "broken", "wh")  # kinds that a longer word has from a word inside it
_THINGS = ("medicine", "supplies", "other")  # categories whose words are things that are asked for by their name
_URGENT = 6  # what a word of danger weighs more: of several needs the most urgent one counts


Category = Literal[
    "medical", "medicine", "supplies", "parcels", "sanitation", "transfer", "testing", "policy", "elderly",
    "psychological", "property", "neighbour", "volunteering", "other",
]  # fmt: skip
Kind = Literal[
    "need", "plea", "broken", "grievance", "annoyance", "asking", "wh", "giving", "able", "provide", "enrol", "signup",
    "settled", "unreal", "joke", "notice",
]  # fmt: skip


class Shapes(BaseModel):
    """Ways of speaking: ``{part}`` is any word of that part, ``…`` up to six characters of the same clause."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    offered: list[str]
    signed: list[str]
    blamed: list[str]
    whether: list[str]
    choice: list[str]
    broken: list[str]
    asked: list[str]
    sought: list[str]
    neglected: list[str]
    short_time: list[str]
    out_of_drug: list[str]
    drug_gone: list[str]
    drug_soon: list[str]
    lift: list[str]
    trapped: list[str]
    out_of_food: list[str]
    starving: list[str]
    waiting: list[str]
    lacking_food: list[str]


class DemandWords(BaseModel):
    """data/lexicon/demands.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kinds: dict[Kind, list[str]]
    categories: dict[Category, list[str]]
    urgency: dict[Literal["event", "high", "stranded", "low", "medium"], list[str]]
    parties: dict[Literal["property", "owners", "government", "neighbours", "committee"], list[str]]
    about: dict[str, list[str]]
    parts: dict[str, list[str]]
    shapes: Shapes
    faint: list[str]
    nothing: list[str]

    @model_validator(mode="after")
    def _parts_are_known(self) -> DemandWords:
        for name, listed in self.shapes:
            for part in PART.findall(" ".join(listed)):
                if part not in self.parts:
                    raise Misplaced(f"{{{part}}} is none of the parts", "shapes", name)
        return self


class DemandVariants(BaseModel):
    """data/lexicon/demand_variants.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    same: dict[str, str]

    @field_validator("same")
    @classmethod
    def _of_one_length(cls, same: dict[str, str]) -> dict[str, str]:
        for typed, meant in same.items():
            if len(typed) != len(meant):
                raise ValueError(f"{typed} and {meant} must have the same number of characters")
        return same


class Ways:
    """Ways of speaking, each a pattern of its own, which is tried where the words are there that it is built of."""

    def __init__(self, listed: list[str], parts: Mapping[str, list[str]]) -> None:
        ways = [[piece for piece in _PIECE.split(way) if piece] for way in listed]
        self._needs = Needs([_words(piece, parts) for piece in way if piece != _BETWEEN] for way in ways)
        self._patterns = [lazily("".join(_piece(piece, parts) for piece in way)) for way in ways]

    def may_be_in(self, text: str) -> bool:
        """A quick look: whether ``text`` has the words for one of them."""
        return self._needs.may_be_in(text)

    def are_in(self, text: str) -> bool:
        """Whether one of them is in ``text``."""
        return next(self.find(text), None) is not None

    def find(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Those that are in ``text``: the how manieth it is, and where it begins and ends."""
        for place in self._needs.met(text):
            match = self._patterns[place].search(text)
            if match is not None:
                yield place, *match.span()


@dataclass(slots=True)
class Found:
    """What one text holds: for each group and name the weight of its words, and where the first of them stands."""

    text: str
    shapes: Mapping[str, Ways]
    weights: dict[str, dict[str, int]] = field(default_factory=dict)
    first: dict[tuple[str, str], int] = field(default_factory=dict)
    things: list[tuple[int, int]] = field(default_factory=list)  # where the names of things begin and end
    _shaped: dict[str, bool] = field(default_factory=dict)

    def shape(self, name: str) -> bool:
        """Whether the text holds the way of speaking ``name``; looked for when it is first asked."""
        known = self._shaped.get(name)
        if known is None:
            known = self._shaped[name] = self.shapes[name].are_in(self.text)
        return known

    def shaped(self) -> list[str]:
        """The ways of speaking that were looked for and found, each as ``shape:name``."""
        return [f"shape:{name}" for name, found in self._shaped.items() if found]

    def weight(self, group: str, name: str) -> int:
        """How much speaks for ``name``; 0 where nothing does."""
        names = self.weights.get(group)
        return names.get(name, 0) if names else 0

    def add(self, label: tuple[str, str], weight: int, place: int) -> None:
        """Note a word of ``label``, which is a group and a name, at ``place``."""
        group, name = label
        if label in self.first:
            self.weights[group][name] += weight
            return
        self.first[label] = place
        self.weights.setdefault(group, {})[name] = weight

    def kind(self, *names: str) -> int:
        """How much speaks for the kinds ``names`` together."""
        total = 0
        if kinds := self.weights.get("kinds"):
            for name in names:  # asked twenty times a text
                total += kinds.get(name, 0)
        return total

    def about(self, name: str) -> bool:
        """Whether the text speaks of ``name``: pet, vulnerable, outside …"""
        return self.weight("about", name) > 0

    def high(self) -> int:
        """How much says that a life or a health is in danger within a day."""
        return self.weight("urgency", "high") + self.weight("urgency", "event")


class Patterns:
    """All words with the labels of each, and the ways of speaking."""

    def __init__(self, words: DemandWords, variants: DemandVariants) -> None:
        self.labels: dict[str, list[tuple[str, str]]] = {word: [] for word in words.nothing}
        for group in ("kinds", "categories", "urgency", "parties", "about"):
            for name, listed in getattr(words, group).items():
                for word in listed:
                    self.labels.setdefault(word, []).append((group, name))
        self._inherit(frozenset(words.nothing))
        self.words = Words(self.labels)
        self.order: dict[str, int] = {name: index for index, name in enumerate(words.categories)}
        self.shapes = {name: Ways(listed, words.parts) for name, listed in words.shapes}
        self.nothing = tuple(words.nothing)
        self._faint = frozenset(words.faint)
        self._urgent = frozenset(words.urgency.get("event", []))
        self._same = variants.same
        self._is_typed = bit(variants.same)
        self._typed = lazily(any_of(variants.same))

    def _inherit(self, nothing: frozenset[str]) -> None:
        """A word holds what the words inside it say (停水了 is property, as 停水 is), unless it says otherwise."""
        for word, labels in list(self.labels.items()):
            if word in nothing:
                continue
            held = {group for group, _ in labels}
            spans = ((start, end) for start in range(len(word)) for end in range(start + 1, len(word) + 1))
            for start, end in sorted(spans, key=lambda span: span[0] - span[1]):
                inner = [label for label in self.labels.get(word[start:end], []) if label[0] not in held]
                labels.extend(label for label in inner if label[0] != "kinds" or label[1] in _INHERITED)
                held.update(group for group, _ in inner)

    def as_meant(self, text: str) -> str:
        """``text`` with dialect words and words typed by sound as they are meant, of the same length."""
        if not seen(text) & self._is_typed:
            return text
        return self._typed.sub(lambda match: self._same[match[0]], text)

    def _weight(self, word: str, *, needed: bool, title: bool) -> int:
        if word in self._faint:
            return 1
        weight = len(word) * (_NEEDED if needed else _HEAD if title else 1)
        return weight + _URGENT if word in self._urgent else weight

    def find(self, text: str) -> Found:
        """The words of ``text``: heavier in its title, and behind a word of need."""
        found = Found(text, self.shapes)
        end = text.find("\n")
        head = end if 0 < end <= _LONGEST_HEAD else 0
        reach = -1
        for word, place, to in self.words.find(text):
            thing = False
            for label in self.labels[word]:
                group, name = label
                weight = len(word)
                if group == "categories":
                    thing = thing or name in _THINGS
                    weight = self._weight(word, needed=place <= reach, title=place < head)
                elif name in ("need", "plea"):
                    reach = to + _REACH
                found.add(label, weight, place)
            if thing:
                found.things.append((place, to))
        return found


def _words(piece: str, parts: Mapping[str, list[str]]) -> list[str]:
    return parts[piece[1:-1]] if piece.startswith("{") else [piece]


def _piece(piece: str, parts: Mapping[str, list[str]]) -> str:
    return r"[^\n。！？!?]{0,6}?" if piece == _BETWEEN else f"(?:{any_of(_words(piece, parts))})"


@cache
def demand_patterns() -> Patterns:
    """The patterns, built once a process. Raises LexiconError."""
    words: DemandWords = load_lexicon("demands", DemandWords)
    variants: DemandVariants = load_lexicon("demand_variants", DemandVariants)
    return Patterns(words, variants)
