"""The texts whose matters are labelled: tests/corpus/learning/matters, and those of which only the thing is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

from bot.demands.known import CATEGORY, FAMILY, category_mark
from bot.demands.words import matter_patterns
from bot.understand.learned import pieces
from bot.understand.normalise import fold
from tests.learning.rows import CORPUS, hashed, matter_files

THING = "thing:"


@dataclass(slots=True)
class Told:
    """A text with what it tells of; ``local`` says whether the matter is one building's or one flat's."""

    text: str
    category: str
    matter: str
    local: bool = False


def thing_files() -> list[Path]:
    """The texts of which only the thing is labelled that they are about."""
    return sorted((CORPUS / "learning").glob("things_*.jsonl"))


def fingerprint() -> str:
    """What the learned weights are held to."""
    return hashed([*matter_files(), *thing_files()])


def told() -> Iterator[Told]:
    """Every text whose matter is labelled, and those of which only the thing is.

    The reader does not always hear the category: each of the first is there once with it and once without.
    """
    for path in matter_files():
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            for category in (row["category"], ""):
                yield Told(row["text"], category, row["matter"], row["reach"] != "compound")
    for path in thing_files():
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            if "thing" in row and "category" in row:
                yield Told(row["text"], row["category"], THING + row["thing"])


def marks(row: Told) -> dict[str, float]:
    """What is seen of a text, with how much each counts."""
    patterns = matter_patterns()
    text = patterns.as_meant(fold(row.text))
    found = pieces(text)
    return {
        **dict.fromkeys(found, 1 / sqrt(len(found))),
        **dict.fromkeys(patterns.families(text), FAMILY),
        category_mark(row.category): CATEGORY,
    }
