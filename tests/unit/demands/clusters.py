"""Reads tests/corpus/clusters and puts its demands together as the engine does: one after the other, as they come."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.demands.known import MatterWeights
from bot.demands.likeness import Features, Voice, features, matter_of
from bot.understand import Message, Reader

FOLDER = Path(__file__).parents[2] / "corpus" / "clusters"
_LEARNED = Path(__file__).parents[3] / "data" / "learned" / "matters.json"

Row = dict[str, Any]


@dataclass(slots=True, frozen=True)
class Merging:
    """How well demands were put together: of pairs, and the number of matters in truth and found."""

    precision: float
    recall: float
    matters: int
    items: int

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def load(name: str) -> list[Row]:
    """The rows of one file, in their order of arrival."""
    return [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def learned_matters() -> MatterWeights:
    """What was learned, as it stands in the file."""
    return MatterWeights.model_validate_json(_LEARNED.read_text(encoding="utf-8"))


def as_labelled(row: Row) -> Voice:
    """Kind and category as a person gave them."""
    return Voice(row["text"], row["kind"], row["category"], row["party"], row["building"])


def as_read(reader: Reader) -> Callable[[Row], Voice | None]:
    """Kind and category as the reader gives them; None where it hears no demand."""

    def voice(row: Row) -> Voice | None:
        meaning = reader.read(Message(row["text"], None, "official", row["building"]))
        if meaning.kind not in ("request", "complaint", "question", "offer"):
            return None
        return Voice(row["text"], meaning.kind, meaning.category or "other", meaning.party or "", row["building"])

    return voice


def put_together(voices: Iterable[Voice]) -> list[str]:
    """The item of every voice."""
    open_items: dict[str, list[Features]] = {}
    found = []
    for place, voice in enumerate(voices):
        heard = features(voice)
        key = matter_of(heard, open_items) or str(place)
        open_items.setdefault(key, []).append(heard)
        found.append(key)
    return found


def compare(truth: Sequence[Hashable], found: Sequence[Hashable]) -> Merging:
    """Count pairs: together in truth, together as found."""

    def pairs(groups: Iterable[Hashable]) -> int:
        return sum(size * (size - 1) // 2 for size in Counter(groups).values())

    right = pairs(zip(truth, found, strict=True))
    return Merging(right / pairs(found), right / pairs(truth), len(set(truth)), len(set(found)))


def show_faults(rows: Sequence[Row], found: Sequence[str]) -> None:
    """Print the items that hold several matters, and the matters in several items."""
    items: dict[str, list[Row]] = defaultdict(list)
    for row, key in zip(rows, found, strict=True):
        items[key].append(row)
    for held in items.values():
        if len({row["matter"] for row in held}) > 1:
            print("mixed:", " | ".join(f"{row['matter']}: {row['text']}" for row in held))
    for matter in sorted({row["matter"] for row in rows}):
        parts = [held for held in items.values() if any(row["matter"] == matter for row in held)]
        if len(parts) > 1:
            print("split:", matter, [[row["text"] for row in held if row["matter"] == matter] for held in parts])
