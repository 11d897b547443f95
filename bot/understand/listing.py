"""Lists of drugs and supplies: the answers to an open list, by household, and the drugs of a request."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Any

from bot.understand.chain import Chain
from bot.understand.context import Context
from bot.understand.goods import condition, find_drugs, for_whom, has_identity_number, insurance_card
from bot.understand.goods_words import goods_words, number_pattern
from bot.understand.meaning import Entry, Meaning
from bot.understand.menu import ordered_from, read_menu
from bot.understand.patterns import any_of
from bot.understand.place import Place, place_patterns
from bot.understand.supplies import Item, find_items, known_goods, only_amount
from bot.understand.words import reading_words

_LONGEST_PLACE = 40  # characters at the end of a list in which its room is looked for
_LONGEST_ITEM = 600  # characters that are read of one entry of a 接龙


def read_goods(folded: str, form: str, chain: Chain | None, context: Context) -> Meaning | None:
    """The answers to an open list of supplies or medicine; None where the text names nothing of the kind."""
    if chain is not None and not chain.items:
        return None  # a title, and what there is to order: nobody has ordered yet
    if chain is not None:
        entries = _listed(folded, form, chain, replace(context, home=None, chain=True))
    else:
        entries = [entry for part in _households(folded) for entry in _entries(part, form, context)]
    if not entries:
        return None
    alone = all(entry.room is None for entry in entries)
    reasons = {entry.review for entry in entries}
    review = "no_room" if alone else reasons.pop() if len(reasons) == 1 else None
    return Meaning("report", form, chain is not None, entries, review=review)


def _listed(folded: str, form: str, chain: Chain, context: Context) -> list[Entry]:
    menu = read_menu(chain.title)
    sold = known_goods(chain.title)
    entries: list[Entry] = []
    for item in chain.items:
        words = folded[item.start : min(item.end, item.start + _LONGEST_ITEM)]
        ordered = ordered_from(menu, words) if menu else []
        if ordered:
            place, review = _place(words, context)
            entries += [_supply(one, place, review, None) for one in ordered]
        else:
            entries += _entries(words, form, context, sold[0] if len(sold) == 1 else None)
    entries = [one for one in entries if one.room is not None or one.values.get("quantity") is not None]
    # A list whose lines name no household is none of this compound's orders.
    if not chain.marked and all(entry.room is None for entry in entries):
        return []
    for entry in entries:
        entry.review = entry.review or ("no_room" if entry.room is None else None)
    return entries


def _entries(folded: str, form: str, context: Context, sold: str | None = None) -> list[Entry]:
    """``sold`` is the one thing that the title of a list offers."""
    if form == "medicine":
        return medicine_entries(folded, context)
    place, review = _place(folded, context)
    rest = _without_place(folded)
    name = _leading_name().match(rest)
    person = name["name"] if name else None
    items = find_items(rest)
    amount = only_amount(rest[name.end() :] if name else rest) if not items and _named(folded) else None
    if amount is None:
        return [_supply(one, place, review, person) for one in items]
    if sold and amount.quantity is not None:
        return [_supply(replace(amount, name=sold, sure=True), place, review, person)]
    entry = _supply(amount, place, review or "no_item", person)
    entry.values["item"] = None
    return [entry]


def _supply(one: Item, place: Place, review: str | None, name: str | None) -> Entry:
    values = {"item": one.name, "quantity": one.quantity, "measure": one.measure}
    entry = _entry("supplies", place, review or (None if one.sure else "two_meanings"), values)
    entry.name = name
    return entry


def medicine_entries(folded: str, context: Context) -> list[Entry]:
    """One entry for each drug named in ``folded``."""
    drugs = find_drugs(folded)
    if not drugs:
        return []
    place, review = _place(folded, context)
    about = {
        "condition": condition(folded),
        "insurance_card": insurance_card(folded),
        "id_number": has_identity_number(folded),
    }
    person = for_whom(folded)
    entries = [
        _entry(
            "medicine", place, review, {"drug": one.name, "strength": one.strength, "quantity": one.quantity, **about}
        )
        for one in drugs
    ]
    for entry in entries:
        entry.name = person
    return entries


def _entry(form: str, place: Place, review: str | None, values: dict[str, Any]) -> Entry:
    return Entry(form, place.building, place.unit, place.room, values=values, review=review)


def _households(folded: str) -> list[str]:
    """The lines of ``folded`` by household: a line that begins with a door begins another."""
    parts: list[str] = []
    lines = folded.split("\n")
    for line in lines:
        door = _leading().match(line) if parts else None
        # A door alone behind it all is whose list it was.
        closing = door is not None and line is lines[-1] and not line[door.end() :].strip(" .。!！")
        if parts and (closing or _door(door) is None):
            parts[-1] += "\n" + line
        else:
            parts.append(line)
    return parts


def _place(folded: str, context: Context) -> tuple[Place, str | None]:
    """The household of a list: a room at its start or its end, or that of the nickname."""
    named = _named(folded)
    return context.locate(named[0] if named is not None else None)


def _without_place(folded: str) -> str:
    named = _named(folded)
    return folded[: named[1].start()] + " " + folded[named[1].end() :] if named is not None else folded


def _named(folded: str) -> tuple[Place, re.Match[str]] | None:
    """The household that ``folded`` begins or ends with, and where it stands."""
    for match in (_leading().match(folded), _closing().search(folded, max(0, len(folded) - _LONGEST_PLACE))):
        place = _door(match)
        if place is not None and match is not None:
            return place, match
    return None


def _door(match: re.Match[str] | None) -> Place | None:
    if match is None or match.lastgroup is None:
        return None
    place = place_patterns().read(match, match.lastgroup, leading=True)
    return place if place is not None and place.room is not None and not place.odd else None


@cache
def _leading() -> re.Pattern[str]:
    places = place_patterns()
    before = any_of([*reading_words().proxy, *reading_words().correction])
    return re.compile(rf"\s*(?:(?:{before})[\s,，:：]*)*(?:{places.full}|{places.unit}|{places.dash}|{places.room})")


@cache
def _closing() -> re.Pattern[str]:
    places = place_patterns()
    return re.compile(
        rf"(?<=[\s,，;；。])(?:{places.full}|{places.unit}|{places.dash}|{places.room})(?=[\s.。!！~～]*\Z)"
    )


@cache
def _leading_name() -> re.Pattern[str]:
    """A person before what the household orders: 502 张三 鸡蛋2盒."""
    surnames, things = reading_words().surnames, any_of(goods_words().goods)
    return re.compile(
        rf"\s*(?!{things})(?P<name>[{surnames}][\u3400-\u9fff]{{1,2}})(?=[\s,，:：])(?!\s*{number_pattern()})"
    )
