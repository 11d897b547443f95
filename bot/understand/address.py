"""Whole addresses, as group buys ask for them: 某某路500弄38号302室 says what 38号302室 says.

An address is rewritten to its door in a text of the same length, so that every reader meets what it knows. A form that
asks for building and room one by one, and names another door than its own address, contradicts itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from bot.lexicon import load_lexicon
from bot.understand.patterns import any_of
from bot.understand.words import place_words

_ROOM_MARK = "\u5ba4"
_NUMBER = re.compile(r"[0-9]+")
_LONGEST_GAP = 16  # characters between a lane and its building: the compound's name
# [2][1501] at the start of a line.
_BRACKETED = re.compile(
    r"^(?P<head>[ ]*(?:[0-9]{1,3}[.、)][ ]*)?)[\[【(（](?P<b>[0-9a-z]{1,3})[\]】)）][ ]?"
    r"[\[【(（](?P<r>[0-9]{3,4})[\]】)）]",
    re.MULTILINE,
)
_FARTHEST = 9_000  # characters in which addresses are looked for
_TOWN = 200  # and those without a street


class Door(NamedTuple):
    """The door of an address. ``building`` is a number, a letter or the name of a building; None where not said."""

    building: str | None
    unit: str | None
    room: str


@dataclass(slots=True, frozen=True)
class _Found:
    start: int
    end: int
    door: Door


class AddressWords(BaseModel):
    """data/lexicon/addresses.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    roads: list[str]
    cities: list[str]
    districts: list[str]
    not_address: list[str]
    building_labels: list[str]
    room_labels: list[str]


class _Patterns:
    def __init__(self, words: AddressWords) -> None:
        places = place_words()
        building, room, unit = any_of(places.building), any_of(places.room), any_of(places.unit)
        road, lane, district = any_of(words.roads), any_of(places.lane), any_of(words.districts)
        city = any_of(words.cities)
        name, self.mark = any_of(places.named_buildings), places.building_alone[0]
        chinese = f"[{places.digits}{places.tens}]"
        self.first = re.compile("[" + "".join({word[-1] for word in (*words.roads, *places.lane, *words.cities)}) + "]")
        # Where the street ends: 路500弄, 路5377号, 路5377; or a town's districts with no street at all.
        number = rf"(?:(?P<s>[0-9]{{1,3}})\s?(?:{building})|[0-9]{{1,5}}(?:\s?(?:{lane}|{building})|(?![0-9])))"
        street = rf"(?:{road})\s?{number}|(?<![0-9])[0-9]{{2,4}}\s?(?:{lane})"
        gap = rf"[^0-9\n,，。;；!！?？:：]{{0,{_LONGEST_GAP}}}?"
        door = (
            rf"(?:(?<![0-9])(?P<b>[0-9]{{1,3}}|[a-z]|{chinese}{{1,3}})\s?(?:{building}|[-_/])[\s\-]?"
            rf"(?:(?P<u>[0-9]{{1,2}}|{chinese}{{1,2}})\s?(?:{unit}|-)\s?)?|(?P<n>{name})[\s\-]?|(?<=[号弄])\s?)"
            rf"(?P<r>[0-9]{{3,4}})(?![0-9])(?:\s?(?:{room}))?"
        )
        after = rf"(?:\s?[(（][^()（）\n]{{0,12}}?(?P<an>{name})[)）])?"
        self.address = re.compile(rf"(?:{street}){gap}{door}{after}")
        # 某市某区某小区96号301室: two districts before the door, and no street.
        self.town = re.compile(
            rf"[\u3400-\u9fff]{{2,8}}?(?:{city})\s?[\u3400-\u9fff]{{1,8}}?(?:{district}){gap}{door}{after}"
        )
        self.head = re.compile(rf"[\u3400-\u9fff·・]*(?:(?:{district}|{road}|{lane})\s*[\u3400-\u9fff·・]*)*\Z")
        self.district = re.compile(rf"(?:{district}|{road})\s*\Z")
        self.keep = re.compile(any_of(words.not_address))
        # 清和苑500弄…: the same street number may be said of a lane and of a house.
        value = r"(?P<v>[0-9a-z]{1,4}|[\u3400-\u9fff]{1,6}?)"
        end = rf"\s?(?:{building}|{room}|是)?(?=[\s,，;；。]|\Z)"
        self.building_field = re.compile(rf"(?:{any_of(words.building_labels)})\s?[:：]\s?{value}{end}")
        self.room_field = re.compile(rf"(?:{any_of(words.room_labels)})\s?[:：]\s?{value}{end}")


@cache
def address_patterns() -> _Patterns:
    """The patterns, built once a process. Raises LexiconError."""
    return _Patterns(load_lexicon("addresses", AddressWords))


def read_address(text: str) -> Door | None:
    """The door of the first address in ``text`` (folded), None where there is none."""
    found = next(iter(_addresses(text)), None)
    return found.door if found else None


def contradicts(address: str, building: str | None, room: str | None) -> bool:
    """Whether the fields ``building`` and ``room`` of a form name another door than its ``address`` (all folded).

    People fill the fields in any order, and the street's number in any of them: only a number (or a building's name)
    that the address does not hold at all contradicts it.
    """
    return any(field is not None and not _said(field, address) for field in (building, room))


def _said(field: str, address: str) -> bool:
    numbers = _NUMBER.findall(field)
    if not numbers:
        return not field.strip() or field.strip() in address
    said = {number.lstrip("0") for number in _NUMBER.findall(address)}
    return all(number.lstrip("0") in said for number in numbers)


def simplify(text: str) -> tuple[str, bool]:
    """Return ``text`` (folded) with every address as its door, and whether it contradicts itself. Same length.

    The same object comes back where there is no address and no form.
    """
    patterns = address_patterns()
    if "][" in text or "】【" in text:
        text = _BRACKETED.sub(lambda door: f"{door['head']}{door['b']}-{door['r']}".ljust(len(door.group())), text)
    if ":" not in text and "：" not in text and patterns.first.search(text, 0, _FARTHEST) is None:
        return text, False
    fields = patterns.building_field.search(text, 0, _FARTHEST), patterns.room_field.search(text, 0, _FARTHEST)
    found = _addresses(text)
    if found and any(fields):
        address = text[found[0].start : found[0].end]
        conflict = contradicts(address, *(field and field["v"] for field in fields))
        for field in fields:
            if field is not None:
                text = _blank(text, field.start(), field.end())
        found = _addresses(text)
    else:
        conflict = False
        text = _one_door(text, *fields)
    for one in found:
        text = text[: one.start] + _written(one.door, patterns).rjust(one.end - one.start) + text[one.end :]
    return text, conflict


def _one_door(text: str, building: re.Match[str] | None, room: re.Match[str] | None) -> str:
    """楼号：3 室号：502 is 3号楼502室."""
    if building is None or room is None or not (building["v"] + room["v"]).isascii():
        return text
    start, end = min(building.start(), room.start()), max(building.end(), room.end())
    between = text[min(building.end(), room.end()) : max(building.start(), room.start())]
    door = _written(Door(building["v"], None, room["v"]), address_patterns())
    if between.strip(" \n,，;；、") or len(door) > end - start:
        return text
    return text[:start] + door.rjust(end - start) + text[end:]


def _written(door: Door, patterns: _Patterns) -> str:
    building = (
        f"{door.building}{patterns.mark if door.building.isalnum() and door.building.isascii() else ''}"
        if door.building
        else ""
    )
    return f"{building}{door.unit + '-' if door.unit else ''}{door.room}{_ROOM_MARK}"


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]


def _addresses(text: str) -> list[_Found]:
    patterns = address_patterns()
    found: list[_Found] = []
    done = 0
    for match in patterns.address.finditer(text, 0, _FARTHEST):
        found.append(_found(match, done))
        done = match.end()
    if not found:
        found = [_found(match, 0) for match in patterns.town.finditer(text, 0, _TOWN)][:1]
    return found


def _found(match: re.Match[str], done: int) -> _Found:
    patterns, text = address_patterns(), match.string
    building = match["b"] or match["n"] or match["an"] or match.groupdict().get("s")
    start = _head(text, max(done, match.start() - 40), match.start())
    keep = [one.end() for one in patterns.keep.finditer(text, start, match.start("r"))]
    inside = [end for end in keep if end <= match.start() or match.re is patterns.town]
    begin = max([start, *inside])
    return _Found(begin, match.end(), Door(building and building.upper(), match["u"], match["r"]))


def _head(text: str, earliest: int, start: int) -> int:
    """Where the districts and the road begin whose number stands at ``start``."""
    head = address_patterns().head.search(text, earliest, start)
    return head.start() if head else start
