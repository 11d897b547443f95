"""Which lines and clauses of an order are of which household: 502牛奶1箱，503牛奶2箱，我自己一箱."""

from __future__ import annotations

import re
from functools import cache

from bot.understand.goods import find_drugs
from bot.understand.goods_words import goods_words
from bot.understand.order_amounts import first_amount, known_goods
from bot.understand.patterns import any_of, lazily
from bot.understand.whose import begins_with_door
from bot.understand.words import reading_words

_LONGEST_NAME = 4
_LONGEST_LABEL = 6  # characters of what a line of several doors is
_REACH = 80  # characters between a door and the amount that makes its words an order


def households_of(folded: str) -> list[tuple[int, int]]:
    """Where the lines of each household begin and end: a line that begins with a door begins another."""
    parts: list[tuple[int, int]] = []
    lines = folded.split("\n")
    start = 0
    for index, line in enumerate(lines):
        end = start + len(line)
        door = begins_with_door(line) if parts else None
        # A door alone behind it all is whose list it was.
        closing = door is not None and index == len(lines) - 1 and _only_named(line[door:])
        if parts and (closing or door is None):
            parts[-1] = (parts[-1][0], end)
        else:
            parts += _of_line(line, start)
        start = end + 1
    return parts


def _only_named(words: str) -> bool:
    """Whether ``words`` behind a door are no more than who lives there: 1002 港伯."""
    name = words.strip(" .。!！")
    return len(name) <= _LONGEST_NAME and first_amount(name) is None and not (known_goods(name) or find_drugs(name))


def _of_line(line: str, start: int) -> list[tuple[int, int]]:
    """502牛奶1箱，503牛奶2箱，我自己一箱: the doors of one line, each with its goods behind it."""
    label = _label().match(line)  # 代购：204 鸡蛋一盒，305 豆腐两块
    begin = label.end() if label is not None and begins_with_door(line[label.end() :]) is not None else 0
    cuts = [begin]
    first = begins_with_door(line[begin:])
    behind = begin + (first or 0)  # the door of the household that is read
    for mark in _mark().finditer(line):
        door = _turn(line, mark.end(), others=first is None)
        if door is None or first_amount(line[door : door + _REACH]) is None:
            continue
        before = max(behind, mark.start() - _REACH)
        if first_amount(line[before : mark.start()]) is not None:
            cuts.append(mark.end())
            behind = door
    return [(start + one, start + other) for one, other in zip(cuts, [*cuts[1:], len(line)], strict=True)]


def _turn(line: str, start: int, *, others: bool) -> int | None:
    """Where the words end by which ``line`` turns to another household at ``start``.

    ``others``: it began with the writer's own, and only somebody else who is helped is another.
    """
    own = _own_turn().match(line, start)
    if own is not None:
        return None if others else own.end()
    if others and _helping().match(line, start) is None:
        return None
    door = begins_with_door(line[start:])
    return start + door if door is not None else None


@cache
def _label() -> re.Pattern[str]:
    return lazily(rf"\s*[\u3400-\u9fff]{{1,{_LONGEST_LABEL}}}[:：]\s*(?=[0-9])")


@cache
def _mark() -> re.Pattern[str]:
    own, helping = _own_turn().pattern, _helping().pattern
    return re.compile(rf"[,，;；、。\s]+(?=[0-9]|{own}|{helping})")


@cache
def _own_turn() -> re.Pattern[str]:
    words = reading_words()
    me = any_of(goods_words().me)
    return re.compile(rf"(?:{any_of([*words.mine, *goods_words().myself])}|(?:{me})(?=[0-9]))")


@cache
def _helping() -> re.Pattern[str]:
    words = reading_words()
    return re.compile(rf"(?:{any_of([*words.proxy, *words.neighbours, *goods_words().delivered])})")
