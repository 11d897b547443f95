"""No labelled urgent text is lost: whoever changes a word list, a rule or what was learned sees it here."""

from __future__ import annotations

import json
from pathlib import Path

from bot.understand import Message, Reader
from tests.unit.understand.corpus import FOLDER, load

_HEARD, _FALSE = 0.75, 0.05
"""Of the dangers that nothing was made from the share that is heard, and of what only sounds like one what may be."""
_LOST = 0.01
"""The share of urgent texts, labelled by hand, that may be read as less: some need a whole family's knowledge."""


def _urgent() -> list[tuple[Path, str]]:
    """The texts, each with its file; those that are kept for measuring are not looked at."""
    found = []
    for path in sorted(FOLDER.rglob("*.jsonl")):
        if path.stem.startswith("unseen") or path.stem.endswith("_last"):
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row.get("expect", row).get("urgency") == "high":
                found.append((path, row["text"]))
    return found


def test_hardly_any_labelled_urgent_text_is_read_as_less(reader: Reader) -> None:
    urgent = _urgent()
    assert len(urgent) > 1000
    read = [(path, text, reader.read(Message(text, "502-张三", "official", "3"))) for path, text in urgent]
    # Who tells of a patient and of a need beside it is booked as an alarm, and a person sees it.
    lost = [f"{path.stem}: {text}" for path, text, meaning in read if meaning.urgency != "high" and not meaning.entries]
    assert len(lost) <= _LOST * len(urgent), "\n".join(lost)


def test_danger_is_heard_in_texts_that_nothing_was_made_from(reader: Reader) -> None:
    rows = load("unseen_danger")
    high = [row["text"] for row in rows if row["expect"].get("urgency") == "high"]
    other = [row["text"] for row in rows if row["expect"].get("urgency") != "high"]
    assert len(high) > 150
    assert len(other) > 500

    def heard(texts: list[str]) -> int:
        return sum(reader.read(Message(text)).urgency == "high" for text in texts)

    assert heard(high) >= _HEARD * len(high)
    assert heard(other) <= _FALSE * len(other)
