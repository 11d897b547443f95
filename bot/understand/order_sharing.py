"""An order that is corrected in one breath (泡面一桶，不对，一箱), and who gets what of it (牛奶3箱，一箱给我妈)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from bot.understand.goods import Drug
from bot.understand.goods_words import goods_words
from bot.understand.order_amounts import Amount, Item, blank
from bot.understand.order_patterns import order_patterns
from bot.understand.patterns import any_of, lazily
from bot.understand.word_lists import bit, seen
from bot.understand.words import reading_words

_LONGEST = 300  # characters of an order that is corrected in one breath


def restated(text: str) -> tuple[int, int] | None:
    """Where the word stands in ``text`` (folded) by which what was ordered before it is corrected; None for none."""
    patterns = sharing_patterns()
    may_be = len(text) <= _LONGEST and seen(text) & patterns.restating
    match = patterns.restated.search(text) if may_be else None
    return match.span() if match else None


def corrected(before: list[Item], after: list[Item], amount: Item | None) -> list[Item]:
    """The items ``before`` as they are meant, with those named ``after`` or the ``amount`` told there."""
    if not before:
        return after
    if not after:
        if amount is None or amount.quantity is None:
            return before
        return [*before[:-1], replace(before[-1], quantity=amount.quantity, measure=amount.measure)]
    names = {one.name for one in after}
    kept = [one for one in before if one.name not in names]
    if len(before) == 1:
        return after
    return [*kept, *after] if len(kept) < len(before) else [*before[:-1], replace(before[-1], sure=False), *after]


def corrected_drugs(before: list[Drug], after: list[Drug], amount: Item | None) -> list[Drug] | None:
    """The same of drugs; None where it is not sure which of them is corrected."""
    if not before:
        return after
    if not after:
        if amount is None or type(amount.quantity) is not int:
            return before
        return [*before[:-1], replace(before[-1], quantity=amount.quantity)]
    names = {one.name for one in after}
    kept = [one for one in before if one.name not in names]
    if len(before) == 1:
        return after
    return [*kept, *after] if len(kept) < len(before) else None


def says_who_gets_them(words: str) -> bool:
    """Whether nothing but persons and doors stands beside the amounts of the clause ``words``: 两份自家一份爸妈."""
    rest = order_patterns().amount.sub(blank, words).strip()
    return bool(rest) and sharing_patterns().sharing.fullmatch(rest) is not None


def are_of(amounts: Iterable[Amount], item: Item) -> bool:
    """Whether ``amounts`` are of those that were ordered as ``item``, and no more of them."""
    told = [one.number for one in amounts if one.measure == item.measure and one.number is not None]
    if item.quantity is None or not told or len(told) < len(list(amounts)):
        return False
    return sum(told) < item.quantity or (len(told) > 1 and sum(told) == item.quantity)


def gives_up(words: str) -> bool:
    """Whether the clause ``words`` says nothing but that what was ordered is not wanted: 鸡蛋2盒，不要了."""
    return bool(seen(words) & sharing_patterns().giving_up) and sharing_patterns().given_up.fullmatch(words) is not None


@dataclass(slots=True, frozen=True)
class _Patterns:
    """Each pattern with the bit of the words of which one must stand in it; 0 where none need."""

    restating: int
    restated: re.Pattern[str]
    giving_up: int
    given_up: re.Pattern[str]
    sharing: re.Pattern[str]


@cache
def sharing_patterns() -> _Patterns:
    """The patterns, built once a process. Raises LexiconError."""
    words, reading = goods_words(), reading_words()
    said = rf"(?:{any_of(words.sighs)})?(?:{any_of(words.restated)})"
    loose = rf"(?:{any_of(words.around_given_up)}|[^0-9a-z\u3400-\u9fff]){{0,6}}"
    persons = [*words.persons, *reading.members, *reading.some_members, *reading.member_numbers, *reading.neighbours]
    homes = [*words.me, *words.myself, *reading.mine, *words.delivered, *words.shared, *reading.own_home]
    return _Patterns(
        bit(words.restated),
        lazily(rf"(?:(?<=[,，;；。!！\s])|^)\s*{said}(?:[,，:：;；\s!！。]+|\Z)"),
        bit(words.not_wanted),
        lazily(rf"{loose}(?:{any_of(words.not_wanted)}){loose}"),
        lazily(rf"(?>{any_of([*persons, *homes])}|[0-9]{{1,4}}(?:{any_of(words.shared_at)})|\s)++"),
    )
