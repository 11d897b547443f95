"""Reads tests/corpus/*.jsonl and compares what the reader says with what a person would."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.understand import Message, Reader, to_json

FOLDER = Path(__file__).parents[2] / "corpus"
COMMAND_WORDS = ("帮助", "统计", "转发", "催报", "代报", "更正", "分拣", "广播", "收集", "确认", "取消", "撤销")


@dataclass
class Score:
    """How many rows were read exactly; those that were wrong with no review; positives read as anything else."""

    rows: int = 0
    exact: int = 0
    wrong: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    deferred: list[str] = field(default_factory=list)


def load(name: str) -> list[dict[str, Any]]:
    """The rows of one file: input keys of the contract and "expect"."""
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def read(reader: Reader, row: dict[str, Any]) -> dict[str, Any]:
    """What the reader says of ``row``."""
    message = Message(row["text"], row["sender"], row["group"], row["building"], row["collecting"])
    return to_json(reader.read(message), row["id"])


def measure(reader: Reader, names: list[str]) -> Score:
    """Read all rows of ``names`` and count."""
    score = Score()
    for name in names:
        for row in load(name):
            found, expected = read(reader, row), row["expect"]
            score.rows += 1
            reviewed = found["review"] is not None or any(entry.get("review") for entry in found["entries"])
            looked_at = _review_wanted(expected)
            # Where a sure reading and a person's look would both be right, the row says so.
            if (_exact(found, expected) and reviewed == looked_at) or (reviewed and expected.get("review_ok")):
                score.exact += 1
                continue
            shown = f"{row['id']} {row['text']!r}: {found}"
            score.wrong.append(shown)
            if not reviewed:
                score.silent.append(shown)
            elif not looked_at:
                score.deferred.append(shown)
            if _positive(expected) and not (reviewed or _positive(found)):
                score.missed.append(shown)
    return score


def _review_wanted(expected: dict[str, Any]) -> bool:
    return bool(expected.get("review")) or any(entry.get("review") for entry in expected.get("entries", []))


def _positive(meaning: dict[str, Any]) -> bool:
    return any(entry.get("result") == "positive" for entry in meaning.get("entries", []))


def _exact(found: dict[str, Any], expected: dict[str, Any]) -> bool:
    for key in ("kind", "form", "chain", "category", "urgency", "party"):
        if key in expected and found[key] != expected[key]:
            return False
    if "entries" not in expected:
        return True
    if len(found["entries"]) != len(expected["entries"]):
        return False
    pairs = zip(found["entries"], expected["entries"], strict=True)
    return all(_same(entry, wanted) for entry, wanted in pairs)


def _same(entry: dict[str, Any], wanted: dict[str, Any]) -> bool:
    """The named keys agree; of an entry in review only the household must."""
    keys = ("building", "unit", "room") if wanted.get("review") else [key for key in wanted if key != "review"]
    return all(entry.get(key) == wanted[key] for key in keys)
