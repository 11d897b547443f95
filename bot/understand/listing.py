"""Lists of drugs and supplies: the answers to an open list, and the drugs of a request."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from bot.understand.context import Context
from bot.understand.goods import condition, find_drugs, find_items, has_identity_number, insurance_card
from bot.understand.meaning import Entry, Meaning
from bot.understand.place import Place, place_patterns

_LONGEST_PLACE = 40  # characters at the end of a list in which its room is looked for


def read_goods(folded: str, form: str, context: Context) -> Meaning | None:
    """The answers to an open list of supplies or medicine; None where the text names nothing of the kind."""
    if form == "medicine":
        entries = medicine_entries(folded, context)
    else:
        place, review = _place(folded, context)
        entries = [
            _entry("supplies", place, review, {"item": one.name, "quantity": one.quantity, "measure": one.measure})
            for one in find_items(_without_place(folded))
        ]
    if not entries:
        return None
    return Meaning("report", form, entries=entries, review="no_room" if entries[0].room is None else None)


def medicine_entries(folded: str, context: Context) -> list[Entry]:
    """One entry for each drug named in ``folded``."""
    place, review = _place(folded, context)
    about = {
        "condition": condition(folded),
        "insurance_card": insurance_card(folded),
        "id_number": has_identity_number(folded),
    }
    return [
        _entry(
            "medicine", place, review, {"drug": one.name, "strength": one.strength, "quantity": one.quantity, **about}
        )
        for one in find_drugs(folded)
    ]


def _entry(form: str, place: Place, review: str | None, values: dict[str, Any]) -> Entry:
    return Entry(form, place.building, place.unit, place.room, values=values, review=review)


def _place(folded: str, context: Context) -> tuple[Place, str | None]:
    """The household of a list: a room at its start or its end, or that of the nickname."""
    named = _named(folded)
    return context.locate(named[0] if named is not None else None)


def _without_place(folded: str) -> str:
    named = _named(folded)
    return folded[: named[1].start()] + folded[named[1].end() :] if named is not None else folded


def _named(folded: str) -> tuple[Place, re.Match[str]] | None:
    """The household that ``folded`` begins or ends with, and where it stands."""
    for match in (_leading().match(folded), _closing().search(folded, max(0, len(folded) - _LONGEST_PLACE))):
        if match is None or match.lastgroup is None:
            continue
        place = place_patterns().read(match, match.lastgroup)
        if place is not None and place.room is not None and not place.odd:
            return place, match
    return None


@cache
def _leading() -> re.Pattern[str]:
    places = place_patterns()
    return re.compile(rf"\s*(?:{places.full}|{places.unit}|{places.dash}|{places.room})")


@cache
def _closing() -> re.Pattern[str]:
    places = place_patterns()
    return re.compile(
        rf"(?<=[\s,，;；。])(?:{places.full}|{places.unit}|{places.dash}|{places.room})(?=[\s.。!！~～]*\Z)"
    )
