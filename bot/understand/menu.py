"""A 接龙 with a menu above it: (可乐:70)(雪碧:80), lines such as [2][1501][大喵](3*1); or letters: A 58元."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from bot.understand.amounts import amount_of
from bot.understand.goods_words import goods_words, measure_pattern, number_pattern
from bot.understand.order_amounts import Item
from bot.understand.patterns import any_of, lazily

_COURSE = re.compile(r"[(（]\s*(?P<name>[^()（）:：*\n]{1,12})\s*[:：]\s*[0-9.]+\s*[)）]")
_ORDER = re.compile(r"[(（]\s*(?P<course>[0-9]{1,2})\s*[*×x]\s*(?P<number>[0-9]{1,3})\s*[)）]")
# 套餐A：…, A. …, A套餐 58元: a letter at the start of a line, alone or beside a word.
_OPTION = re.compile(
    r"(?:^|(?<=\s))\s*(?P<before>[\u3400-\u9fff]{0,3})(?P<letter>[a-h])"
    r"(?:(?P<after>[\u3400-\u9fff]{0,2})\s*[:：.、\s]|(?P<long>[\u3400-\u9fff]{2,5})(?=\s?[0-9]))",
    re.MULTILINE,
)


@dataclass(slots=True)
class Menu:
    """``courses`` are ordered by their number, ``options`` by a letter: each with how the menu calls it.

    ``text`` is the whole list, ``title`` what stands above its lines.
    """

    courses: list[str] = field(default_factory=list)
    options: dict[str, str] = field(default_factory=dict)
    title: str = ""
    text: str = ""

    def names(self, thing: str) -> bool:
        """Whether the title names ``thing``, or several lines do: 美式 of a list of coffee is nobody's nickname."""
        return thing in self.title or self.text.count(thing) > 1


def read_menu(title: str) -> Menu:
    """What ``title`` (folded) offers to choose from; nothing where it is no menu."""
    courses = [match["name"].strip() for match in _COURSE.finditer(title)]
    options = {
        match["letter"].upper(): f"{match['before']}{match['letter'].upper()}{match['after'] or match['long'] or ''}"
        for match in _OPTION.finditer(title)
    }
    return Menu(courses, options if len(options) > 1 else {})


def lettered(words: str, menu: Menu) -> list[Item]:
    """A+B, AB各一份, 要C: courses named by their letters and nothing else, one of each unless it says how many."""
    counted = _counted().fullmatch(words) and list(_one().finditer(words))
    if counted and {one["letter"].upper() for one in counted} <= set(menu.options):
        return [Item(one["letter"].upper(), amount_of(one["n"]), one["m"]) for one in counted]
    match = _letters().fullmatch(words)
    if match is None or not menu.options:
        return []
    letters = [letter.upper() for letter in match["letters"] if letter.isalpha() and letter.isascii()]
    number = amount_of(match["n"]) if match["n"] else 1
    if not set(letters) <= set(menu.options) or (match["n"] and len(letters) > 1 and not match["each"]):
        return []
    return [Item(letter, number, match["m"]) for letter in letters]


@cache
def _one() -> re.Pattern[str]:
    """A2, B*1份."""
    return lazily(rf"(?P<letter>[a-h])\s?[*×x]?\s?(?P<n>{number_pattern()})(?![0-9])\s?(?P<m>{measure_pattern()})?")


@cache
def _counted() -> re.Pattern[str]:
    around = any_of([*goods_words().around, *goods_words().asking, *goods_words().joints])
    loose = rf"(?:{around}|[^0-9a-z\u3400-\u9fff])*"
    return lazily(rf"{loose}(?:{re.sub('[?]P<[a-z]+>', '?:', _one().pattern)}{loose})+")


@cache
def _letters() -> re.Pattern[str]:
    words = goods_words()
    joint, around = any_of([*words.joints]), any_of([*words.around, *words.asking])
    loose = rf"(?:{around}|[^0-9a-z\u3400-\u9fff])*"
    return lazily(
        rf"{loose}(?P<letters>[a-h](?:(?:[\s+＋,，、/&]|{joint})*[a-h]){{0,7}}){loose}(?P<each>(?:{any_of(words.each)})\s?)?"
        rf"(?:(?P<n>{number_pattern()})\s?(?P<m>{measure_pattern()})?)?{loose}"
    )


def ordered_from(courses: list[str], line: str) -> list[Item]:
    """What ``line`` orders of ``courses`` by number."""
    orders = [(int(match["course"]), int(match["number"])) for match in _ORDER.finditer(line)]
    return [Item(courses[course - 1], number, None) for course, number in orders if 0 < course <= len(courses)]
