"""Goods of daily use in a list: item, amount, measure. 鸡蛋2盒 · 五斤西瓜 · 土豆、洋葱各一斤 · 可乐600ml*24瓶4箱."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from bot.understand.amounts import amount_of
from bot.understand.goods_words import goods_words, number_pattern
from bot.understand.patterns import any_of
from bot.understand.words import place_words, reading_words

_MOST = 60  # items of one household
_LONGEST_NAME = 12
_MEAT = "\u8089"
_SENTENCE = re.compile(r"[^\n。!！?？]+[\n。!！?？]?")
_UNWANTED = (
    "question",
    "hearsay",
    "condition",
    "past",
    "doubt",
    "joke",
    "wish",
)  # lists of reading.yaml that order nothing


@dataclass(slots=True, frozen=True)
class Item:
    """One thing of daily use: ``measure`` as written (盒, 斤), None where none is. ``sure`` where it is an order."""

    name: str
    quantity: int | float | None
    measure: str | None
    sure: bool = True


@dataclass(slots=True, frozen=True)
class _Amount:
    start: int
    end: int
    number: int | float | None
    measure: str | None
    each: bool


class _Patterns:
    def __init__(self) -> None:
        words, reading, places = goods_words(), reading_words(), place_words()
        number, measure, strength = number_pattern(), any_of(words.measures), any_of(words.strengths)
        self.emoji = re.compile(f"(?P<emoji>{any_of(words.emoji)})\ufe0f?(?P<more>[\u3400-\u9fff])?")
        self.names = words.emoji
        self.packs = frozenset(words.packs)
        hour, minute, month, day = (any_of(one) for one in (places.hours, places.minutes, places.months, places.days))
        money = rf"[0-9]{{1,5}}(?:\.[0-9]{{1,5}})?\s?(?:{any_of(words.money)}|块(?=\s?[/每一0-9]))|[¥￥][0-9.]+"
        self.sized = re.compile(rf"[*×x]\s?[0-9]{{1,5}}(?:{any_of([*words.packs])})\Z")
        self.price = re.compile(rf"(?:{money})(?:\s?(?:/|每|一)\s?(?:{measure}))?")
        # What the thing is, not how many: 600ml*24瓶, 5kg装, 24瓶/箱, 30枚装; and times of day.
        self.size = re.compile(
            rf"[0-9]{{1,5}}(?:\.[0-9]{{1,5}})?(?:{any_of(words.sizes)})(?![a-z])(?:\s?[*×x]\s?[0-9]{{1,5}}(?:{measure})?)*(?:/(?:{measure}))?(?:装)?"
            rf"|[0-9]{{1,5}}(?:{measure}|{strength})(?:装|/(?:{measure}))|(?<=[0-9])[*×x][0-9]{{1,5}}(?:{measure})(?=[0-9])"
            rf"|[0-9]{{1,2}}(?:{month})[0-9]{{1,2}}(?:{day})?|[0-9]{{1,2}}[:：][0-9]{{2}}|[0-9]{{1,2}}(?:{hour})(?:[0-9]{{1,2}}(?:{minute}))?"
        )
        self.amount = re.compile(
            rf"(?P<each>(?:{any_of(words.each)})\s?)?(?:(?P<n>(?<![0-9.a-z]){number})\s?(?P<m>{measure})(?!{any_of(words.not_goods)})"
            rf"|[*×x+]\s?(?P<b>[0-9]{{1,3}})(?![0-9.a-z])(?:\s?(?P<bm>{measure}))?|(?<![0-9.a-z])(?P<c>[0-9]{{1,2}})(?=\s|$))"
        )
        self.unwanted = re.compile(
            any_of([*words.not_an_order, *(w for name in _UNWANTED for w in getattr(reading, name))])
        )
        self.changed = re.compile(any_of(words.changed))
        self.goods = re.compile(any_of(words.goods))
        around = any_of([*words.around, *words.asking, *reading.acknowledging])
        self.head = re.compile(rf"^(?:{around}|{any_of(words.changed)}|[^0-9a-z\u3400-\u9fff])+")
        self.tail = re.compile(rf"(?:{any_of([*words.around, *words.changed])}|[^0-9a-z\u3400-\u9fff])+\Z")
        self.name = re.compile(r"[\u3400-\u9fff]|[a-z]{2}")
        self.person = re.compile(rf"[{reading.surnames}][\u3400-\u9fff]{{1,2}}|.{{0,3}}(?:{any_of(reading.titles)})")
        self.people = frozenset([*reading.members, *reading.whole, *reading.people, *words.around])
        self.brackets = re.compile(r"\[[^\[\]\n]{1,6}\]")
        self.number = re.compile(r"1[3-9][0-9]{9}|[0-9]{7,}")


@cache
def supplies_patterns() -> _Patterns:
    """The patterns, built once a process. Raises LexiconError."""
    return _Patterns()


def find_items(text: str) -> list[Item]:
    """The goods that ``text`` (folded, without its door) orders; none of a sentence that only speaks of them."""
    patterns = supplies_patterns()
    found: list[Item] = []
    text = patterns.brackets.sub(" ", patterns.emoji.sub(_spelt, text))
    for sentence in _SENTENCE.findall(text):
        if sentence[-1] in "?？" or patterns.unwanted.search(sentence):
            continue
        sure = patterns.changed.search(sentence) is None
        sentence = patterns.number.sub(" ", sentence)
        priced = patterns.price.sub(" ", sentence)
        items = _sentence(priced.rstrip("\n。!！"), patterns)
        if len(priced) < len(sentence) and all(one.quantity is None for one in items):
            continue  # 鸡蛋20元一盒 offers, and orders nothing
        found += [Item(one.name, one.quantity, one.measure, sure) for one in items]
    return found[:_MOST]


def _spelt(emoji: re.Match[str]) -> str:
    """🐮 is beef, 🐮奶 milk."""
    name = supplies_patterns().names[emoji["emoji"]]
    more = emoji["more"] or ""
    return f" {name[:-1] if more and name.endswith(_MEAT) else name}{more}"


def only_amount(text: str) -> Item | None:
    """2盒 and nothing else, or nothing at all: an amount of what is not named. None where ``text`` says more."""
    patterns = supplies_patterns()
    match = patterns.amount.search(text)
    rest = patterns.head.sub("", text[: match.start()] + " " + text[match.end() :] if match else text)
    if patterns.name.search(rest):
        return None
    amount = _amount(match) if match else None
    return Item("", amount.number if amount else None, amount.measure if amount else None, sure=False)


def known_goods(text: str) -> list[str]:
    """The things of daily use that ``text`` names and everybody knows, each once."""
    return list(dict.fromkeys(match.group() for match in supplies_patterns().goods.finditer(text)))


def _sentence(sentence: str, patterns: _Patterns) -> list[Item]:
    items: list[Item] = []
    sentence = patterns.size.sub(_unsized, sentence)
    for clause in re.split(r"[,，;；、|]|(?<=[\u3400-\u9fff0-9])/(?=[\u3400-\u9fff])", sentence):
        amounts = [_amount(match) for match in patterns.amount.finditer(clause)]
        if not amounts:
            items += [Item(name, None, None) for name in _bare(clause, patterns)]
        elif amounts[0].each:
            before = [Item(name, None, None) for name in _bare(clause[: amounts[0].start], patterns)]
            items = [_each(one, amounts[0]) for one in [*items, *before]]
        else:
            items += _clause(clause, amounts, patterns)
    return items


def _unsized(size: re.Match[str]) -> str:
    """The size of a thing is blanked; a number of packs at its end is kept: 1kg*3袋."""
    packs = supplies_patterns().sized.search(size.group())
    if packs is None or size.string[size.end() : size.end() + 1].isdecimal():
        return " " * len(size.group())
    return " " * packs.start() + packs.group()


def _amount(match: re.Match[str]) -> _Amount:
    number = amount_of(match["n"] or match["b"] or match["c"])
    return _Amount(match.start(), match.end(), number, match["m"] or match["bm"], bool(match["each"]))


def _each(item: Item, amount: _Amount) -> Item:
    return item if item.quantity is not None else Item(item.name, amount.number, amount.measure)


def _bare(clause: str, patterns: _Patterns) -> list[str]:
    """Things named without an amount: only those that are known."""
    words = [_tidy(word, patterns) for word in clause.split()]
    return [word for word in words if patterns.goods.search(word) and len(word) <= _LONGEST_NAME]


def _clause(clause: str, amounts: list[_Amount], patterns: _Patterns) -> list[Item]:
    """The things of one clause, each with the amount before it (2盒鸡蛋) or behind it (鸡蛋2盒)."""
    first = _name(clause[: amounts[0].start], patterns)
    behind = bool(first)
    edges = [0, *(one.end for one in amounts)] if behind else [*(one.start for one in amounts), len(clause)]
    items: list[Item] = []
    for index, amount in enumerate(amounts):
        words = clause[edges[index] : amount.start] if behind else clause[amount.end : edges[index + 1]]
        if behind:
            items += [Item(name, None, None) for name in _bare(" ".join(words.split()[:-1]), patterns)]
        name = _name(words, patterns) if behind else _tidy(words.split()[0] if words.split() else "", patterns)
        if name:
            items.append(Item(name, amount.number, amount.measure))
        elif items and behind and (amount.measure in patterns.packs or items[-1].measure not in patterns.packs):
            items[-1] = Item(items[-1].name, amount.number, amount.measure)
    return [item for item in items if _is_thing(item.name, patterns)]


def _name(words: str, patterns: _Patterns) -> str:
    """The thing right before an amount: the last word of what stands there, without the words that ask for it."""
    parts = [part for part in (_tidy(part, patterns) for part in words.split()) if part]
    return parts[-1] if parts and _is_thing(parts[-1], patterns) else ""


def _tidy(word: str, patterns: _Patterns) -> str:
    return re.split("[:：]", patterns.tail.sub("", patterns.head.sub("", word)))[-1]


def _is_thing(name: str, patterns: _Patterns) -> bool:
    if not patterns.name.search(name) or len(name) > _LONGEST_NAME or name in patterns.people:
        return False
    return patterns.goods.search(name) is not None or patterns.person.fullmatch(name) is None
