"""Amounts of goods: 2盒, 两斤半, 来个, *3; what is the size of a thing, and the item that one amount orders."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.understand.amounts import amount_of
from bot.understand.goods_words import goods_words
from bot.understand.order_patterns import order_patterns

_SENTENCE = re.compile(r"[^\n。!！?？]+[\n。!！?？]?")
_DOOR = re.compile(r"[,，]\s{3,}(?=[,，:：])")  # a door, blanked, between two marks
_EACH_PAIR = {"\u4fe9": 2, "\u4ee8": 3}


@dataclass(slots=True, frozen=True)
class Item:
    """One thing of daily use: ``measure`` as written (盒, 斤), None where none is. ``sure`` where it is an order,
    ``each`` where the amount is for each of several things and one is named.
    """

    name: str
    quantity: int | float | None
    measure: str | None
    sure: bool = True
    each: bool = False


@dataclass(slots=True, frozen=True)
class Amount:
    """``number`` is None where it is not sure (两三盒); ``told`` where it says of what kind the thing is (12包的)."""

    start: int
    end: int
    number: int | float | None
    measure: str | None
    each: bool
    told: bool = False


def counts_packs(one: str | None, other: str | None) -> bool:
    """Whether ``other`` counts packs (2袋) and ``one`` does not (10斤)."""
    packs = order_patterns().packs
    return other in packs and one not in packs


def blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def only_amount(text: str) -> Item | None:
    """2盒 and nothing else, or nothing at all: an amount of what is not named. None where ``text`` says more."""
    patterns = order_patterns()
    match = patterns.amount.search(text)
    rest = patterns.head.sub("", text[: match.start()] + " " + text[match.end() :] if match else text)
    if patterns.name.search(rest):
        return None
    amount = to_amount(match) if match else None
    return Item("", amount.number if amount else None, amount.measure if amount else None, sure=False)


def first_amount(text: str) -> Item | None:
    """The amount in ``text`` of what is not named there, whatever else it says (一盒，让702带上来); None for none."""
    patterns = order_patterns()
    text = patterns.size.sub(unsized, patterns.price.sub(blank, patterns.bracket.sub(blank, text)))
    match = patterns.amount.search(text)
    if match is None:
        return None
    amount = to_amount(match)
    return Item("", amount.number, amount.measure)


def is_asked(text: str) -> bool:
    """半个可以吗: whether the first amount of ``text`` may be had is asked."""
    patterns = order_patterns()
    match = patterns.amount.search(text)
    return match is not None and patterns.may_have.match(text, match.end()) is not None


def known_goods(text: str) -> list[str]:
    """The things of daily use that ``text`` names and everybody knows, each once."""
    return list(dict.fromkeys(match.group() for match in order_patterns().goods.finditer(text)))


def unsized(size: re.Match[str]) -> str:
    """The size of a thing is blanked; a number of packs at its end is kept: 1kg*3袋."""
    packs = order_patterns().sized.search(size.group())
    if packs is None or order_patterns().outside.match(size.string, size.end()):
        return " " * len(size.group())
    return " " * packs.start() + packs.group()


def to_amount(match: re.Match[str]) -> Amount:
    if match["k"]:
        return Amount(match.start(), match.end(), amount_of(match["k"]), None, each=True)
    each = bool(match["each"])
    if match["u"]:
        pair = _EACH_PAIR.get(match["u"][0])
        number = pair + 0.5 if match["uh"] and pair is not None else pair
        return Amount(match.start(), match.end(), number, match["um"], each)
    if match["v"]:
        return Amount(match.start(), match.end(), None, match["vm"], each)
    number = amount_of(match["n"] or match["b"] or match["c"]) if match["o"] is None else 1
    if match["h"] and number is not None:
        number += 0.5
    measure = match["m"] or match["bm"] or match["o"]
    measure = goods_words().sounds.get(measure, measure)
    told = match.string[match.end() : match.end() + 1] in goods_words().attributes
    return Amount(match.start(), match.end(), number, measure, each, told)


def sentences(text: str) -> list[tuple[int, int]]:
    """Where each sentence of ``text`` begins and ends; behind a door (blanked) that stands alone another one begins."""
    found: list[tuple[int, int]] = []
    for match in _SENTENCE.finditer(text):
        start = match.start()
        for door in _DOOR.finditer(text, start, match.end()):
            found.append((start, door.end()))
            start = door.end()
        found.append((start, match.end()))
    return found
