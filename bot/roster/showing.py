"""A preview as data: for a template, for a page, for a program. Labels and row numbers, nothing of what is not kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from bot.roster.changes import Preview
from bot.roster.household import Household
from bot.roster.line import Fault


def view(seen: Preview) -> dict[str, Any]:
    """Everything a person should see before confirming."""
    understood, changes = seen.understood, seen.changes
    homes = understood.households
    tags = Counter(tag for home in homes for tag in home.tags)
    return {
        "households": len(homes),
        "buildings": list(dict.fromkeys(home.building for home in homes)),
        "people": seen.people,
        "people_unknown": sum(home.people is None for home in homes),
        "several": understood.several,
        "filled": understood.filled,
        "tags": dict(tags.most_common()),
        "taken": list(understood.taken),
        "ignored": list(understood.ignored),
        "passed_over": understood.passed_over,
        "not_taken": _faults(seen.not_taken),
        "doubts": _faults(seen.doubts),
        "added": _labels(changes.added),
        "removed": _labels(changes.removed),
        "changed": [_change(before, after) for before, after in changes.changed],
        "left_alone": list(changes.left_alone),
        "mark": seen.mark,
    }


def _labels(homes: Iterable[Household]) -> list[str]:
    return [home.label for home in homes]


def _faults(faults: Sequence[Fault]) -> list[dict[str, Any]]:
    return [
        {"sheet": one.sheet, "row": one.row, "reason": one.reason, "column": one.column, "said": one.said,
         "other": one.other}
        for one in faults
    ]  # fmt: skip


def _change(before: Household, after: Household) -> dict[str, Any]:
    return {
        "household": after.label,
        "people": [before.people, after.people] if before.people != after.people else None,
        "gained": [tag for tag in after.tags if tag not in before.tags],
        "lost": [tag for tag in before.tags if tag not in after.tags],
    }


def by_building(labels: Iterable[str]) -> list[tuple[str, list[str]]]:
    """Labels by building, for a screen: fifty rooms of a building are one line."""
    grouped = groupby(labels, key=lambda label: label.partition("-")[0])
    return [(building, [label.partition("-")[2] for label in found]) for building, found in grouped]
