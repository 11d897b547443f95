"""The meaning of a message as the contract's output object."""

from __future__ import annotations

from typing import Any

from bot.understand.meaning import Entry, Meaning

# The key under which each shipped form prints an entry's result; forms without results print none.
_RESULT_KEYS = {"antigen": "result", "headcount": "status", "medicine": "", "supplies": ""}


def to_json(meaning: Meaning, id: object) -> dict[str, Any]:  # noqa: A002 - the contract's word
    """Return the output object of CONTRACT.md section 1 for ``meaning``; ``id`` is returned as it came."""
    return {
        "id": id,
        "kind": meaning.kind,
        "form": meaning.form,
        "chain": meaning.chain,
        "entries": [_entry(entry) for entry in meaning.entries],
        "category": meaning.category,
        "urgency": meaning.urgency,
        "party": meaning.party,
        "review": meaning.review,
    }


def _entry(entry: Entry) -> dict[str, Any]:
    shown: dict[str, Any] = {"building": entry.building, "unit": entry.unit, "room": entry.room, "name": entry.name}
    shown.update(entry.values)
    key = _RESULT_KEYS.get(entry.form, "result")
    if key:
        shown[key] = entry.result
    if entry.review is not None:
        shown["review"] = entry.review
    if entry.same:
        shown["same"] = True
    return shown
