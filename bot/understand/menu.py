"""A 接龙 with a menu above it: (可乐:70)(雪碧:80), and lines such as [2][1501][大喵](3*1), which order by number."""

from __future__ import annotations

import re

from bot.understand.supplies import Item

_COURSE = re.compile(r"[(（]\s*(?P<name>[^()（）:：*\n]{1,12})\s*[:：]\s*[0-9.]+\s*[)）]")
_ORDER = re.compile(r"[(（]\s*(?P<course>[0-9]{1,2})\s*[*×x]\s*(?P<number>[0-9]{1,3})\s*[)）]")


def read_menu(title: str) -> list[str]:
    """The courses of ``title`` in order; none where it is no menu."""
    return [match["name"].strip() for match in _COURSE.finditer(title)]


def ordered_from(menu: list[str], line: str) -> list[Item]:
    """What ``line`` orders of ``menu`` by number."""
    orders = [(int(match["course"]), int(match["number"])) for match in _ORDER.finditer(line)]
    return [Item(menu[course - 1], number, None) for course, number in orders if 0 < course <= len(menu)]
