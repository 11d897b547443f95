"""The entries of one message beside each other: what is said twice, and what does not agree."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.understand.context import Context
from bot.understand.form import Form
from bot.understand.meaning import Entry, Meaning
from bot.understand.numerals import to_house_number
from bot.understand.outcome import UNCLEAR
from bot.understand.place import place_patterns

_HEADS = ("people", "count")
_DOOR = re.compile("[0-9]{3,4}")
_OF_GOODS = {
    "supplies": ("item", "quantity", "measure"),
    "medicine": ("drug", "strength", "quantity", "condition", "insurance_card", "id_number"),
}
_Household = tuple[str | None, str | None, str | None]


def told_once(entries: list[Entry]) -> list[Entry]:
    """``entries`` without what is said again of a household: 304奶奶也在，阴，所以304一共4人阴."""
    kept: list[Entry] = []
    for entry in entries:
        before = kept[-1] if kept else None
        again = before is not None and _household(before) == _household(entry)
        if before is None or not again or before.result != entry.result or before.review or entry.review:
            kept.append(entry)
        elif any(type(value) is int for value in entry.values.values()):
            kept[-1] = entry
    return _without_sums(kept)


def _without_sums(entries: list[Entry]) -> list[Entry]:
    """``entries`` without the sum of several households that are told one by one: 902和903一共5个，902三个903两个."""
    told = {_household(entry): _heads(entry) for entry in entries if not entry.review}
    summed = [entry for entry in entries if entry.review and _household(entry) in told]
    if not summed or len(summed) != len(told) or any(_heads(entry) != sum(told.values()) for entry in summed):
        return entries
    return [entry for entry in entries if not entry.review]


def _heads(entry: Entry) -> int:
    return next((value for key in _HEADS if type(value := entry.values.get(key)) is int), 0)


def mark_disagreeing(entries: list[Entry]) -> None:
    """Two lines of one list that say different things of one household wait for a person."""
    lines: dict[_Household, list[Entry]] = {}
    for entry in entries:
        if entry.room is not None:
            lines.setdefault(_household(entry), []).append(entry)
    for same in lines.values():
        if len(same) > 1 and (len({entry.result for entry in same}) > 1 or _heads_differ(same)):
            for entry in same:
                entry.review = entry.review or "conflict"


def _heads_differ(same: list[Entry]) -> bool:
    heads = {entry.values.get(key) for entry in same for key in _HEADS}
    return len(heads - {None}) > 1


def overall_review(entries: list[Entry]) -> str | None:
    """Why the whole message waits: because no room is known at all, or, of a single answer, its own reason."""
    if all(entry.room is None for entry in entries):
        return "no_room"
    if len(entries) == 1:
        return entries[0].review
    rooms = [_household(entry) for entry in entries]
    return "conflict" if len(set(rooms)) < len(rooms) and len({entry.result for entry in entries}) > 1 else None


def _household(entry: Entry) -> _Household:
    return (entry.building, entry.unit, entry.room)


def in_conflict(meaning: Meaning) -> Meaning:
    """``meaning`` of a form that names one door in its fields and another in its address."""
    meaning.review = meaning.review or "conflict"
    for entry in meaning.entries:
        entry.review = entry.review or "conflict"
    return meaning


def joined(best: Meaning | None, heard: Meaning) -> Meaning:
    """An alarm heard while another form is open: the alarm leads, and a person sees both."""
    if best is None or not best.entries:
        return heard
    entries: list[Entry] = heard.entries + [
        entry for entry in best.entries if entry.room not in {e.room for e in heard.entries}
    ]
    more = len(entries) > len(heard.entries)
    return Meaning(
        "report",
        heard.form,
        heard.chain or best.chain,
        entries,
        review=heard.review or ("two_meanings" if more else None),
    )


def of_one_unit(entries: list[Entry], folded: str) -> None:
    """Give all of ``entries`` the one unit that ``folded`` names before their doors: 二单元：201阴，302阴."""
    if len(entries) < 2 or any(entry.unit is not None or entry.room is None for entry in entries):
        return
    named = {to_house_number(match["lu"]) for match in place_patterns().unit_alone.finditer(folded)}
    first = place_patterns().unit_alone.search(folded)
    door = _DOOR.search(folded)
    if len(named) == 1 and first is not None and door is not None and first.end() <= door.start():
        for entry in entries:
            entry.unit = next(iter(named))


def unread(name: str, forms: Mapping[str, Form], context: Context) -> Meaning:
    """An answer to the form called ``name`` of which no more is known than that a person must look."""
    place, _ = context.locate(None)
    review = "two_meanings" if place.room is not None else "no_room"
    values: dict[str, Any] = dict.fromkeys(forms[name].values if name in forms else _OF_GOODS.get(name, ()))
    result = UNCLEAR if name in forms else ""
    entry = Entry(name, place.building, place.unit, place.room, None, result, values, review)
    return Meaning("report", name, entries=[entry], review=review)
