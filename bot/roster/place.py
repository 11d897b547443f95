"""Where a household is, out of what stands in a roster's cells: ``3号楼``, ``三``, ``2单元``, ``100弄3号502室``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Literal

from bot.roster.household import NO_NAME, clean, roster_words
from bot.roster.tabular import squeezed
from bot.roster.wording import known_tags
from bot.understand.numerals import to_house_number

_NAME = {"building": re.compile(r".{1,8}"), "unit": re.compile(r".{1,4}"), "room": re.compile(r"-?[0-9A-Z]{1,6}")}
_PERSONAL = re.compile(r"\d{5,}|[=@+\t]")
_AS_TEXT = re.compile(r'^=?"(.*)"$|^\'(.*)$')
"""How a number is kept as text in a CSV."""
_LANE = re.compile(r"(?:.*\D)?(?P<lane>\d+弄)(?P<rest>.*)")
_DASHED = re.compile(r"(?P<before>[0-9A-Z]{1,3})-(?P<room>[0-9A-Z]{1,6})")
_BRACKET = re.compile(r"(?P<room>.+?)[(\[](?P<word>[^)\]]+)[)\]]")
_SHORT = 2
"""Characters of a building or unit before a dash; a longer one may be a flat."""
_FLOORED = re.compile(r"\d{1,2}")
_HIGHEST = 200  # floors of a house


class Unread(Exception):
    """A cell that names no place. ``reason``: bad_building, bad_unit, bad_room, date, other_building."""

    def __init__(self, reason: str, column: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.column = column


@dataclass(slots=True)
class Place:
    """As far as the cells say. ``lane`` stands before the building; ``dash``: 2 of ``2-502``, a building or a unit."""

    building: str = ""
    unit: str = ""
    room: str = ""
    lane: str = ""
    dash: str = ""


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A whole address, and a building in a title."""
    suffixes = {
        kind: "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
        for kind, words in roster_words().suffixes.items()
    }
    long = "|".join(
        map(re.escape, [word for word in roster_words().suffixes["building"] if word not in ("号", "楼", "#")])
    )
    number = r"(?:[0-9]{1,4}[A-Z]?|[A-Z][0-9]{0,3}|[一二三四五六七八九十]{1,3})"
    address = re.compile(
        rf"(?P<lane>(?:.*?[^0-9A-Z\-])?)(?P<building>{number})(?P<mark>(?:{suffixes['building']})-?|-)"
        rf"(?:(?P<unit>{number})(?:{suffixes['unit']}|-))?(?:\d{{1,2}}[层楼])?"
        rf"(?P<room>[0-9A-Z]{{1,6}})(?:{suffixes['room']})?"
    )
    title = re.compile(
        rf"(?<![0-9A-Z\-~—至到、,，])(?P<building>{number})(?:{long})(?:(?P<unit>{number})(?:{suffixes['unit']}))?"
    )
    return address, title


def cell_text(value: object, column: str) -> str:
    """The text of a cell that should name a place.

    Raises:
        Unread: a spreadsheet made a date of it.
    """
    if isinstance(value, datetime | date | time):
        raise Unread("date", column)
    text = squeezed(value).upper()
    kept = _AS_TEXT.match(text)
    return (kept[1] or kept[2] or "") if kept else text


def name(value: object, kind: Literal["building", "unit", "room"]) -> str:
    """A building's, unit's or room's name in the roster's own form; "" for an empty cell.

    Raises:
        Unread: it is no such name.
    """
    text = clean(cell_text(value, kind), kind)
    if kind != "room" or not text.isascii():
        text = _number(text)
    if text and (NO_NAME.search(text) or _PERSONAL.search(text) or not _NAME[kind].fullmatch(text)):
        raise Unread("date" if NO_NAME.search(text) else f"bad_{kind}", kind)
    return text


def _number(text: str) -> str:
    """Chinese numerals as digits; anything else, leading noughts too, as it stands."""
    return text if not text or text.isdecimal() or text.isascii() else to_house_number(text)


def building_of(value: object) -> tuple[str, str]:
    """The lane, where one is written before it, and the building.

    Raises:
        Unread: it is no building.
    """
    text = cell_text(value, "building")
    within = _LANE.fullmatch(text)
    return (within["lane"], name(within["rest"], "building")) if within else ("", name(text, "building"))


def address(value: object, column: str) -> Place | None:
    """The place that a whole address names; None where the cell is none."""
    found = _patterns()[0].fullmatch(cell_text(value, column))
    if found is None:
        return None
    building, unit = (_number(found[part] or "") for part in ("building", "unit"))
    floor = found["mark"] == "楼" and found["room"].startswith(building)
    if floor or (found["mark"] == "-" and len(building) > _SHORT):
        # 5楼502 may be the fifth floor of any building, and 501-502 two flats in one.
        return None
    lane = _LANE.fullmatch(found["lane"])
    room = name(found["room"], "room")
    return Place(clean(building, "building"), clean(unit, "unit"), room, lane["lane"] if lane else "")


def room_of(value: object, building: str) -> Place:
    """What a room's cell says, ``building`` being known: often more than the room.

    Raises:
        Unread: it is no room, or one of another building.
    """
    text = bracketed(cell_text(value, "room"))[0]
    dashed = _DASHED.fullmatch(clean(text, "room"))
    if dashed is not None and building and (len(dashed["before"]) <= _SHORT or dashed["before"] == building):
        return Place(building, "", name(dashed["room"], "room"), dash=clean(dashed["before"], "unit"))
    try:
        return Place(building, "", name(text, "room"))
    except Unread:
        whole = address(text, "room")
        if whole is None:
            unit, _, rest = _unit_and_room(text)
            if not unit:
                raise
            return Place(building, unit, name(rest, "room"))
        if building and whole.building != building:
            raise Unread("other_building", "room") from None
        return whole


def bracketed(text: str) -> tuple[str, str]:
    """``502（空置）`` taken apart, where a known tag stands in the brackets."""
    found = _BRACKET.fullmatch(text)
    return (found["room"], found["word"]) if found and found["word"] in known_tags() else (text, "")


def _unit_and_room(text: str) -> tuple[str, str, str]:
    """``2单元502室`` taken apart; "" where no unit stands there."""
    for mark in roster_words().suffixes["unit"]:
        before, found, after = text.partition(mark)
        if found and before and after and len(before) <= 3:
            return _number(before), found, after
    return "", "", ""


def on_floor(room: str, floor: object) -> str:
    """``02`` on the fifth floor is 502; what names its floor already stays.

    Raises:
        Unread: no house has so many floors, so that it is some other number.
    """
    if not _FLOORED.fullmatch(room):
        return room
    level = _number(clean(squeezed(floor).upper().removesuffix("层").removesuffix("F"), "building"))
    if not level.isdecimal():
        return room
    if len(level) > len(str(_HIGHEST)) or int(level) > _HIGHEST:
        raise Unread("bad_room", "room")
    return f"{int(level)}{int(room):02}"


def building_in_title(text: object, *, of_sheet: bool = False) -> tuple[str, str] | None:
    """The one building (and unit) that a title, or the name ``of_sheet``, tells; None for none and for several."""
    title = squeezed(text).upper()
    if of_sheet and re.fullmatch(r"\d{1,4}[#号]?", title):
        return clean(title, "building"), ""
    found = list(_patterns()[1].finditer(title))
    if len(found) != 1:
        return None
    building, unit = (_number(found[0][part] or "") for part in ("building", "unit"))
    return clean(building, "building"), clean(unit, "unit")
