"""Compares what the reader says of labelled demands with their labels, one label at a time.

A row is an object with "text" and the labels "kind", "category", "urgency", "party" (of its own, or under "expect"),
and perhaps "sample": rows of the sample "random" are counted apart too. ``FENJIAN_EXAMPLES`` names a folder with such
a file, demands.jsonl, that is no part of the project.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.understand import Message, Reader, to_json

LABELS = ("kind", "category", "urgency", "party")
_STEPS = ("low", "medium", "high")
_WITH_LABELS = ("request", "complaint", "question")  # kinds that have a category, an urgency and a party


@dataclass
class Measured:
    """For each label: rows that have it, and rows read as it says; which label was taken for which; the wrong rows."""

    rows: int = 0
    asked: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    taken_for: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    within_a_step: int = 0
    high_as_low: list[str] = field(default_factory=list)
    unheard: list[str] = field(default_factory=list)  # of high urgency, and read as no demand at all
    wrong: list[str] = field(default_factory=list)

    def share(self, label: str) -> float:
        """How many of 1 were read as ``label`` says."""
        return self.right[label] / max(1, self.asked[label])


def outside_rows() -> list[dict[str, Any]]:
    """The rows of the folder that ``FENJIAN_EXAMPLES`` names; none where it names none."""
    folder = os.environ.get("FENJIAN_EXAMPLES")
    path = Path(folder) / "demands.jsonl" if folder else None
    if path is None or not path.is_file():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def measure_demands(reader: Reader, rows: list[dict[str, Any]]) -> Measured:
    """Read ``rows`` and count. An offer or a sign-up has no category, urgency or party, whatever its row says."""
    measured = Measured()
    for number, row in enumerate(rows, 1):
        wanted = {**row, **row.get("expect", {})}
        keys = ("sender", "group", "building", "collecting")
        found = to_json(reader.read(Message(row["text"], **{key: row[key] for key in keys if key in row})), number)
        labels = LABELS if wanted.get("kind", "request") in _WITH_LABELS else LABELS[:1]
        _count(measured, number, row["text"], {label: wanted[label] for label in labels if wanted.get(label)}, found)
    return measured


def _count(measured: Measured, number: int, text: str, wanted: dict[str, str], found: dict[str, Any]) -> None:
    measured.rows += 1
    off = {label: found[label] or "none" for label in wanted if found[label] != wanted[label]}
    for label, meant in wanted.items():
        measured.asked[label] += 1
        measured.right[label] += label not in off
        if label in off:
            measured.taken_for[label, meant, off[label]] += 1
    shown = f"{number} {text[:80]!r}: " + ", ".join(f"{key} {wanted[key]} read as {off[key]}" for key in off)
    if off:
        measured.wrong.append(shown)
    if wanted.get("urgency") == "high" and found["urgency"] is None and not found["entries"]:
        measured.unheard.append(shown)
    if "urgency" not in wanted or found["urgency"] is None:
        return
    measured.within_a_step += abs(_STEPS.index(wanted["urgency"]) - _STEPS.index(found["urgency"])) <= 1
    if (wanted["urgency"], found["urgency"]) == ("high", "low"):
        measured.high_as_low.append(shown)


def show(name: str, measured: Measured) -> None:
    """Print the figures of ``measured`` on one line."""
    shares = "  ".join(f"{label} {measured.right[label]}/{measured.asked[label]}" for label in LABELS)
    steps = f"within one step {measured.within_a_step}/{measured.asked['urgency']}"
    high = f"high read as low {len(measured.high_as_low)}, as no demand {len(measured.unheard)}"
    print(f"{name:18}{measured.rows:5}  {shares}  {steps}  {high}")
