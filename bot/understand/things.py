"""Which thing is named: the words right beside an amount, without those that ask for it or describe it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.understand.order_patterns import OrderPatterns, order_patterns

_LONGEST_NAME = 12
_LETTER = re.compile("[a-z]")
_WORD = re.compile(r"\S+")


def bare(clause: str, typed: str, patterns: OrderPatterns, *, known: bool = True) -> list[str]:
    """Things named without an amount: only those that are known, unless what follows is for each of them."""
    found: list[str] = []
    for part in _WORD.finditer(clause):
        word = _tidy(part.group(), patterns)
        if patterns.options.fullmatch(word) and not known:
            found += [letter.upper() for letter in word]
            continue
        common = (
            len(word) <= _LONGEST_NAME
            and patterns.plain_name.fullmatch(word) is not None
            and not patterns.talk.search(word)
            and not patterns.telling.search(patterns.goods.sub("", word))
        )
        if common or (not known and _is_thing(word, patterns)):
            found.append(_as_typed(word, part.start(), clause, typed))
    return found


def run_together(name: str, patterns: OrderPatterns) -> list[str]:
    """土豆洋葱胡萝卜, of which each is ordered: the known things one by one; else ``name`` itself."""
    if patterns.run.fullmatch(name.lower()):
        parts = [part.group() for part in patterns.goods.finditer(name.lower())]
        return parts if sum(map(len, parts)) == len(name) else list(name)
    return [name]


@dataclass(slots=True, frozen=True)
class Picked:
    """``name`` is the thing beside an amount, ``more`` those named before it without one.

    ``alike`` where only a kind is named (儿童的): it is the thing of before.
    """

    name: str = ""
    more: tuple[str, ...] = ()
    alike: bool = False


def picked(words: str, typed: str, start: int, end: int, patterns: OrderPatterns, *, leading: bool = False) -> Picked:
    """The thing named between ``start`` and ``end``; ``leading``: right at their start."""
    parts: list[str] = []
    alike = False
    for part in _WORD.finditer(words[start:end]):
        word = _tidy(part.group(), patterns)
        if word and patterns.attribute.search(part.group()) and not patterns.goods.search(word):
            alike = True
        elif word and _is_thing(word, patterns):
            parts.append(_as_typed(word, start + part.start(), words, typed))
        if leading and parts:
            break
    known = [part for part in parts if patterns.goods.search(part.lower())]
    if len(known) > 1:
        return Picked(known[-1], tuple(known[:-1]))
    return Picked((known or parts or [""])[-1], (), alike and not parts)


def only_name(words: str, typed: str, patterns: OrderPatterns) -> str:
    return picked(words, typed, 0, len(words), patterns).name if not patterns.talk.search(words) else ""


def _as_typed(word: str, near: int, words: str, typed: str) -> str:
    """``word`` with its letters as they were typed."""
    if _LETTER.search(word) is None:
        return word
    start = words.find(word, near)
    shown = typed[start : start + len(word)]
    if start < 0 or (shown.lower() != word and len(shown) != len(word)):
        return word
    letters = "".join(one if one.isascii() and one.isalpha() else other for one, other in zip(shown, word, strict=True))
    return letters.upper() if order_patterns().option.fullmatch(word) else letters


def _tidy(word: str, patterns: OrderPatterns) -> str:
    word = patterns.head.sub("", word)
    if patterns.plain_name.fullmatch(word) is None:  # 拖把 keeps its 把
        word = patterns.tail.sub("", word)
        bare_name = patterns.suffix.sub("", word)
        word = bare_name if patterns.plain_name.fullmatch(bare_name) else word
    word = word[max(word.rfind(":"), word.rfind("：")) + 1 :]
    inside = patterns.inside.split(word) if patterns.inside.search(word) else []
    known = [part for part in inside if patterns.goods.search(part)]
    return known[0] if known else word


def _is_thing(name: str, patterns: OrderPatterns) -> bool:
    if len(name) > _LONGEST_NAME or name in patterns.people:
        return False
    if patterns.option.fullmatch(name) or name in patterns.numbered:
        return True
    if patterns.household.search(name):
        return False  # 我这里五口人
    if not patterns.name.search(name):
        return False
    return patterns.goods.search(name) is not None or patterns.person.fullmatch(name) is None
