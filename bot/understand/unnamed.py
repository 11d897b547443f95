"""Orders of what nobody named: as before, as another one, amounts of no drug. A person must look."""

from __future__ import annotations

import re
from functools import cache

from bot.understand.chain import Chain
from bot.understand.context import Context
from bot.understand.doors import households_of
from bot.understand.goods_words import goods_words
from bot.understand.meaning import Entry, Meaning
from bot.understand.medicine import goods_entry
from bot.understand.order_amounts import Item, only_amount
from bot.understand.patterns import any_of, lazily
from bot.understand.whose import Household, begins_with_door, whose
from bot.understand.words import reading_words

_LONGEST_USUAL = 24  # characters of a message that orders what was ordered before


def unnamed(folded: str, form: str, chain: Chain | None, context: Context) -> Meaning | None:
    """What is meant where no thing of ``form`` is named in ``folded``; None for no order."""
    if chain is None and _usual(folded):
        return _as_usual(folded, form, context)
    entries = _unnamed_drugs(folded, chain, context) if form == "medicine" else []
    if not entries:
        return None
    review = "no_room" if all(entry.room is None for entry in entries) else "no_item"
    return Meaning("report", form, chain is not None, entries, review=review)


def _as_usual(folded: str, form: str, context: Context) -> Meaning:
    """What was ordered before is meant, which only a person knows."""
    if form == "medicine":
        return Meaning("request", form, category=form, urgency="medium", party="committee", review="no_item")
    return Meaning("report", form, entries=nothing_known(folded, form, context), review="no_item")


def nothing_known(folded: str, form: str, context: Context) -> list[Entry]:
    """An entry in review for each household of ``folded``, of a thing or a drug that is not known."""
    if form == "medicine":
        return [_unknown_drug(house) for house in whose(folded, context)[0]]
    if _as_there().search(folded):
        return [supply(Item("", None, None), whose(folded, context)[0][0], None, "no_item")]  # 1203 跟1501一样
    return [supply(Item("", None, None), house, None, "no_item") for house in whose(folded, context)[0]]


def _unnamed_drugs(folded: str, chain: Chain | None, context: Context) -> list[Entry]:
    """Entries in review of doors with amounts of nothing (301两盒，402三盒), or of a list of 我爸的降压药, 老样子."""
    if chain is None:
        parts = [folded[start:end] for start, end in households_of(folded)]
        counted = [one for one in parts if (door := begins_with_door(one)) is not None and only_amount(one[door:])]
        return (
            [entry for one in counted for entry in nothing_known(one, "medicine", context)] if counted == parts else []
        )
    lines = [folded[item.start : item.end] for item in chain.items]
    told = chain.marked and any(_drug_asked().search(line) for line in lines)
    return nothing_known("", "medicine", context) if told else []


def _unknown_drug(house: Household) -> Entry:
    unknown = dict.fromkeys(("drug", "strength", "quantity", "condition", "insurance_card"))
    entry = goods_entry("medicine", house, {**unknown, "id_number": False})
    entry.review = entry.review or "no_item"
    return entry


def before_this(words: str) -> bool:
    """Whether ``words`` order what was ordered before."""
    return as_before().search(words) is not None or _before_now().search(words) is not None


def _usual(folded: str) -> bool:
    return len(folded) <= _LONGEST_USUAL and "?" not in folded and _before_now().search(folded) is not None


def supply(one: Item, house: Household, name: str | None, review: str | None = None) -> Entry:
    """The entry of one thing that ``house`` orders."""
    values = {"item": one.name or None, "quantity": one.quantity, "measure": one.measure}
    entry = goods_entry("supplies", house, values)
    entry.review = entry.review or review or (None if one.sure else "two_meanings")
    entry.name = name
    return entry


@cache
def _drug_asked() -> re.Pattern[str]:
    return lazily(any_of([*goods_words().asked_drugs, *goods_words().as_usual]))


@cache
def as_before() -> re.Pattern[str]:
    """Words by which the order of another is meant."""
    words = reading_words()
    return re.compile(rf"(?:{any_of([*words.same, *goods_words().like])})")


@cache
def _as_there() -> re.Pattern[str]:
    words = goods_words()
    return lazily(rf"(?:{any_of(words.as_by)})\s?[0-9]{{3,4}}[^,，0-9]{{0,4}}(?:{any_of(words.like)})")


@cache
def _before_now() -> re.Pattern[str]:
    """照旧; 昨天的再来一遍; 和鹿家一样来一份."""
    words = goods_words()
    as_was = rf"(?:{any_of(words.as_by)})[^,，。!！?？\n]{{0,6}}?(?:{any_of(words.as_was)})"
    again = rf"(?:{any_of(words.once)})[^,，。!！?？\n]{{0,4}}?(?:{any_of(words.once_more)})"
    return lazily(rf"{any_of(words.as_usual)}|{as_was}|{again}")
