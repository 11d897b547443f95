"""Where somebody lives, as typed: building, unit and room in every form that residents use."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from bot.understand.normalise import fold
from bot.understand.numerals import to_house_number
from bot.understand.patterns import any_of
from bot.understand.words import place_words

HIGHEST_FLOOR = 70
MOST_DOORS = 40
_YEARS = range(2000, 2036)
_APART = re.compile(r"\s?[-_~\s]\s?[^\s\d]")


class Place(NamedTuple):
    """A household as far as a text names it.

    ``explicit`` where the text also says that it is one (3号楼502, 502室); ``odd`` where its number is one that
    people dial or round to (110, 1000), and only what stands around it makes it a room.
    """

    building: str | None
    unit: str | None
    room: str | None
    explicit: bool = True
    odd: bool = False


class PlacePatterns:
    """Patterns for folded text.

    Groups: full (bb or bn, bu, br), unit (uu, ur), dash (db, du, dr), room (rr, rs, rc), only (ob);
    of a nickname also lone (lu).
    """

    def __init__(self, *, nickname: bool = False) -> None:
        words = place_words()
        # A number is no room before a measure (200元) or a letter (500ml); in a nickname it is: 502米老师, 502Tony.
        self._nickname = nickname
        stop = "[0-9]" if nickname else "[0-9%*°℃×]|[a-z]{1,2}(?![a-z])"
        flat = r"(?:[a-f](?![a-z]))?"
        chinese = f"[{words.digits}{words.tens}]"
        aloud = words.digits + "".join(words.aloud)  # 幺四零三, read out digit by digit
        building, unit, room = any_of(words.building), any_of(words.unit), any_of(words.room)
        lane = rf"(?:\d{{2,4}}(?:{any_of(words.lane)})\s*)?"
        number = rf"(?:[0-9]{{1,3}}|(?<![a-z])[a-z]|{chinese}{{1,3}})"
        self.glue = rf"(?=[1-9](?:{any_of(words.glued)}))"
        # Of three digits a house could have the last two: 5023人 is 502; 1704人 is not 170, and four people.
        glued = rf"(?:[0-9][01][0-9]|[0-9]{{4}}){self.glue}"
        # 五零二, 一千零二, 五百零三.
        one = f"[{words.digits[1:]}]"
        spoken = (
            rf"(?:{one}{words.thousands})?(?:{one}{words.hundreds})?{words.digits[0]}?(?:{one}?{words.tens})?{one}?"
        )
        spoken = rf"(?={one}[{words.thousands}{words.hundreds}]){spoken}"
        tenth = rf"(?:{one}?{words.tens}{one}?{words.digits[0]}{one})"  # 十二零六
        door = rf"(?:{glued}|[0-9]{{3,4}}(?![0-9])[a-f]?(?![a-z])|{tenth}|[{aloud}]{{3,4}}|{spoken})"
        end = rf"(?:\s?(?:{room}))?"
        measure = rf"{any_of(words.not_room)}|{any_of(words.not_room_latin)}(?![a-z])"
        self._not_room = re.compile(rf"(?!{any_of(words.people_there)})(?:{measure})")
        # A list entry may begin with a nickname: 1601米粒爸爸 is a room, 200米 and 102人 are none.
        self._not_leading = re.compile(rf"(?:{measure})(?![a-z\u3400-\u9fff])|{any_of(words.glued)}")
        day = rf"(?<!{any_of(words.months)})"
        self.full = (
            rf"(?P<full>{day}{lane}(?:(?P<bb>{number})\s?(?:{building})|(?P<bn>{any_of(words.named_buildings)}))[\s\-|]?"
            rf"(?:(?P<bu>[0-9]{{1,2}}|{chinese}{{1,2}})(?:{unit}|{building}|-)\s?)?(?P<br>{door}){end})"
        )
        storey = rf"(?:(?:[0-9]{{1,2}}|{chinese}{{1,2}})(?:{any_of(words.floor)}))?"  # 1单元三楼301
        self.unit = rf"(?P<unit>(?P<uu>[0-9]{{1,2}}|{chinese}{{1,2}})(?:{unit})[\s\-]?{storey}(?P<ur>{door}){end})"
        self.dash = (
            rf"(?P<dash>{lane}(?P<db>[0-9]{{1,3}}(?=\s?[-#])|[0-9]{{1,2}}(?=\s?[_/~.])|(?<![a-z])[a-z])\s?[-_/#~.][ ]?"
            rf"(?:(?P<du>[0-9]{{1,2}})\s?[-_/~]\s?)?(?P<dr>{glued}|[0-9]{{3,4}}{flat}(?!{stop})){end})"
        )
        self.room = (
            rf"(?P<room>(?P<rr>{glued}|[0-9]{{3,4}}{flat}(?!{stop}))(?P<rs>\s?(?:{room}))?"
            rf"|(?P<rc>{tenth}|[{words.digits}]{{3,4}}(?={room}|[\s,，]|$)|{spoken}(?={room}|[\s,，]))"
            rf"|(?P<rf>[0-9]{{1,2}}|{chinese}{{1,3}})(?:{any_of(words.floor)})(?P<rd>0[1-9]|{words.digits[0]}{one})"
            rf"|(?P<ro>(?=[{aloud}]{{0,3}}[{words.digits[0]}{words.aloud_only}])[{aloud}]{{3,4}}(?![{aloud}{words.tens}])))"
        )
        self.only = (
            rf"(?P<only>{day}(?P<ob>[0-9]{{1,3}}|(?<![a-z])[a-z]|{chinese}{{1,3}})(?:{any_of(words.building_alone)}))"
        )
        self.only_building = re.compile(self.only)
        self.lone = rf"(?P<lone>(?P<lu>[0-9]{{1,2}}|{chinese}{{1,2}})(?:{unit}))"
        self.unit_alone = re.compile(self.lone)
        self.not_rooms = frozenset(words.not_rooms)
        self.first = (
            words.digits
            + words.tens
            + "".join(words.aloud)
            + "".join(sorted({word[0] for word in words.named_buildings}))
        )
        self.floors = frozenset(words.floor)

    def read(self, match: re.Match[str], group: str, *, leading: bool = False) -> Place | None:
        """The place of a match of ``group``; None where its numbers cannot be a room.

        ``leading``: it begins an entry of a list.
        """
        if group == "only":
            return Place(to_house_number(match["ob"]), None, None)
        if group == "full":
            return self._full(match)
        if group == "unit":
            return Place(None, to_house_number(match["uu"]), to_house_number(match["ur"]))
        if not self._nickname and not match["rs"]:
            measure = self._not_leading if leading and plausible(match["rr"] or "") else self._not_room
            if measure.match(match.string, match.end()):
                return None
        if group == "dash":
            return Place(to_house_number(match["db"]), match["du"], to_house_number(match["dr"]))
        if match["ro"]:
            return _read_out(match["ro"])
        if match["rf"]:  # 十六层零四
            return Place(None, None, to_house_number(match["rf"]) + to_house_number(match["rd"]).zfill(2))
        room = match["rr"] or match["rc"]
        odd = not match["rs"] and self.is_odd(room)
        if odd and not self._nickname and self._not_room.match(match.string[match.end() : match.end() + 6].lstrip()):
            return None  # 100 个人
        return Place(None, None, to_house_number(room), bool(match["rs"] or match["rc"]), odd)

    def is_odd(self, room: str) -> bool:
        """Whether ``room`` is a number that everybody dials, or a round one."""
        return room in self.not_rooms or room.endswith("00")

    def _full(self, match: re.Match[str]) -> Place:
        if match["bn"]:
            return Place(match["bn"], None, to_house_number(match["br"]))
        building, room = to_house_number(match["bb"]), to_house_number(match["br"])
        between = match.string[match.end("bb") : match.start("br")].strip(" -")
        if between in self.floors and room[: len(room) - 2] == building and match["bu"] is None:
            return Place(None, None, room)  # 5楼502 is a floor, 56楼1702 a building.
        return Place(building, match["bu"] and to_house_number(match["bu"]), room)


def _read_out(aloud: str) -> Place | None:
    """The room of 幺四零三; None where it can be none, or is a year (二零二二)."""
    room = to_house_number(aloud)
    return Place(None, None, room) if plausible(room) and int(room) not in _YEARS else None


@cache
def place_patterns() -> PlacePatterns:
    """The patterns, built once a process."""
    return PlacePatterns()


@cache
def _nickname_pattern() -> tuple[PlacePatterns, re.Pattern[str]]:
    patterns = PlacePatterns(nickname=True)
    return patterns, re.compile(
        rf"[0-9]{{5,}}|(?:{any_of(place_words().not_homes)})[0-9]+|{patterns.full}|{patterns.unit}|(?<![0-9]){patterns.dash}|{patterns.room}|{patterns.lone}|{patterns.only}"
    )


def read_nickname(name: str) -> tuple[str | None, str | None, str | None]:
    """Return building, unit and room of a group nickname, each None where it does not say.

    A nickname with two homes gives none: whoever has two must name one. A bare number counts only where a house
    could have it (502, 1203; not 1990 or 666), or where it stands apart before a name (250-王).
    """
    patterns, pattern = _nickname_pattern()
    building: str | None = None
    rooms: list[Place] = []
    unit: str | None = None
    for match in pattern.finditer(fold(name)):
        group = match.lastgroup
        if group == "lone":
            unit = to_house_number(match["lu"])
            continue
        place = patterns.read(match, group) if group else None
        if place is None:
            continue
        if group == "room" and place.room in place_words().loved and match.string[: match.start()][-1:].isalpha():
            continue
        if place.room is None:
            building = place.building
        elif place.explicit or (plausible(place.room) and not place.odd) or _leads(match, place.room):
            rooms.append(place)
    if not rooms:
        return building, None, None
    if len({(place.building, place.unit, place.room) for place in rooms}) > 1:
        return None, None, None
    return rooms[0].building or building, rooms[0].unit or unit, rooms[0].room


def _leads(match: re.Match[str], room: str) -> bool:
    """250-王, 1000-李: what stands first and apart from a name is a room, unless it may be a year."""
    if match.start() or not _APART.match(match.string, match.end()):
        return False
    return len(room) == 3 or (room.endswith("00") and 0 < int(room[:-2]) <= HIGHEST_FLOOR)


def plausible(room: str) -> bool:
    """Whether a house could have ``room``: its floor and door are none too high."""
    digits = room.upper().rstrip("ABCDEF")
    if len(digits) < 3 or not digits.isdecimal():
        return False
    return 0 < int(digits[:-2]) <= HIGHEST_FLOOR and 0 < int(digits[-2:]) <= MOST_DOORS
