"""Which household an entry is about: from its own words, else from the sender's ties."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.call import Call
from bot.understand import Entry
from data.directory import Household

OTHER_BUILDING = "other_building"
MATTERS = ("no_room", "no_such_room", "which_home", "which_unit", OTHER_BUILDING)
"""Reasons for a look that end once somebody says which home it is."""


@dataclass(slots=True)
class Place:
    """``home`` is None where it cannot be told; ``review`` says why a person must look."""

    building: str
    home: Household | None
    review: str | None = None


def find_place(call: Call, entry: Entry, *, tied: bool = True) -> Place:
    """The household of ``entry``; with ``tied``, the sender's own where the entry names none."""
    own = call.group.building if call.group else None
    ties = call.work.people.homes(call.sender) if call.sender and tied else []
    building = entry.building or own
    if building is None and tied:
        building = call.work.people.only_building(call.sender)
    if entry.room:
        if building is None:
            return Place("", None, "which_home" if ties else "no_room")
        return _named(call, building, entry, [home for home in ties if home.building == building])
    homes = [home for home in ties if building is None or home.building == building]
    if len(homes) == 1:
        return Place(homes[0].building, homes[0])
    return Place(building or "", None, "which_home" if homes else "no_room")


def homes_named(call: Call, building: str, entry: Entry) -> list[Household]:
    """The homes of that place: on the roster, else those whose answer has outlived their place on it."""
    found = call.directory.find(building, entry.unit, entry.room)
    return found or call.work.collections.left(building, entry.unit, entry.room or "")


def _named(call: Call, building: str, entry: Entry, ties: list[Household]) -> Place:
    found = homes_named(call, building, entry)
    if len(found) == 1:
        own = call.group.building if call.group else None
        return Place(building, found[0], OTHER_BUILDING if own is not None and own != building else None)
    if not found:
        return Place(building, None, "no_such_room")
    mine = [home for home in found if home in ties]
    return Place(building, mine[0]) if len(mine) == 1 else Place(building, None, "which_unit")


def unit_not_building(call: Call, entry: Entry, here: str | None) -> bool:
    """Whether 2-102 in building ``here`` means its unit 2, not building 2; if so, ``entry`` says it afterwards."""
    building = entry.building
    if here is None or building is None or building == here or entry.unit:
        return False
    suffixes = "|".join(map(re.escape, call.kit.words.audience.building))
    if (building, entry.room) not in call.directory.households.get(here, {}) or re.search(
        rf"(?<!\d){re.escape(building)}\s*(?:{suffixes})", entry.words
    ):
        return False
    entry.building, entry.unit = here, building
    entry.review = None if entry.review == OTHER_BUILDING else entry.review
    return True
