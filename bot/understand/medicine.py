"""The drugs that a text asks for, one entry a drug, and what is said of them: the illness, the card, for whom."""

from __future__ import annotations

from typing import Any

from bot.understand.context import Context
from bot.understand.doors import households_of
from bot.understand.drug_talk import condition, for_whom, has_identity_number, insurance_card
from bot.understand.goods import Drug, find_drugs
from bot.understand.goods_words import goods_words
from bot.understand.meaning import Entry
from bot.understand.new_drugs import drugs_of_list, is_vague
from bot.understand.order_amounts import first_amount
from bot.understand.order_patterns import order_patterns
from bot.understand.order_sharing import corrected_drugs, restated
from bot.understand.whose import Household, whose


def medicine_entries(folded: str, context: Context, typed: str | None = None) -> list[Entry]:
    """One entry for each drug named in ``folded``, by household; in review where one or the other is asked for."""
    parts = households_of(folded)
    if len(parts) < 2:
        return _of_household(folded, context, typed)
    typed = typed if typed is not None and len(typed) == len(folded) else folded
    entries = [_of_household(folded[start:end], context, typed[start:end]) for start, end in parts]
    if context.chain:
        _alike(entries, [folded[start:end] for start, end in parts], context)
    if all(entries):
        return [entry for part in entries for entry in part]
    if context.chain:
        return _of_household(folded, context, typed)
    # 给502配络活喜2盒，我自己要1盒: a part that names no drug.
    found = _of_household(folded, context, typed)
    for entry in found:
        entry.review = entry.review or "two_meanings"
    return found


def _alike(entries: list[list[Entry]], parts: list[str], context: Context) -> None:
    """904 二甲双胍 2盒，1205也要2盒: of the one drug of the household before."""
    for index, part in enumerate(parts[1:], 1):
        before, amount = entries[index - 1], first_amount(part)
        if entries[index] or len(before) != 1 or amount is None or type(amount.quantity) is not int:
            continue
        values = {**before[0].values, "quantity": amount.quantity, "condition": None, "insurance_card": None}
        entries[index] = [goods_entry("medicine", house, values) for house in whose(part, context)[0]]


def _of_household(folded: str, context: Context, typed: str | None = None) -> list[Entry]:
    drugs = _named(folded, context, typed)
    if not drugs:
        return []
    drugs = _asked_for(drugs, folded)
    households, _ = whose(folded, context)
    about = {
        "condition": condition(_without(folded, drugs)),
        "insurance_card": insurance_card(folded),
        "id_number": has_identity_number(folded),
    }
    person = for_whom(folded)
    entries = [
        goods_entry("medicine", house, {"drug": one.name, "strength": one.strength, "quantity": one.quantity, **about})
        for house in households
        for one in drugs
    ]
    for entry in entries:
        if context.medicine and is_vague(entry.values["drug"]):
            entry.review = entry.review or "no_item"
    doubtful = _doubtful(folded, counted=any(one.quantity is not None for one in drugs))
    doubtful = doubtful or any(
        not_this + one.name.lower() in folded for one in drugs for not_this in goods_words().not_this
    )
    for entry in entries:
        entry.name = person
        entry.review = entry.review or ("two_meanings" if doubtful else None)
    return entries


def _named(folded: str, context: Context, typed: str | None) -> list[Drug]:
    """The drugs of ``folded``; of those that are corrected there (络活喜2盒，不对，3盒) as they are meant."""
    find = drugs_of_list if context.medicine else find_drugs
    cut = restated(folded)
    if cut is None:
        return find(folded, typed)
    typed = typed if typed is not None and len(typed) == len(folded) else folded
    before, after = find(folded[: cut[0]], typed[: cut[0]]), find(folded[cut[1] :], typed[cut[1] :])
    meant = corrected_drugs(before, after, first_amount(folded[cut[1] :]))
    return find(folded, typed) if meant is None else meant


def _asked_for(drugs: list[Drug], folded: str) -> list[Drug]:
    """缬沙坦不是我的，我要络活喜2盒: what is counted, and of the rest what is not denied right behind its name."""
    if not any(one.quantity is not None for one in drugs):
        return drugs
    denied = tuple(goods_words().denied_drug)
    return [
        one
        for one in drugs
        if one.quantity is not None
        or one.strength is not None
        or not folded.startswith(denied, folded.find(one.name.lower()) + len(one.name))
    ]


def _without(folded: str, drugs: list[Drug]) -> str:
    """``folded`` without the names of ``drugs``: 骨刺消痛液 tells of no illness."""
    for one in drugs:
        folded = folded.replace(one.name.lower(), " ")
    return folded


def _doubtful(folded: str, *, counted: bool) -> bool:
    """布洛芬或者泰诺2盒; 络活喜2盒不要了."""
    patterns = order_patterns()
    return (counted and patterns.alternative.search(folded) is not None) or patterns.given_up.search(folded) is not None


def goods_entry(form: str, house: Household, values: dict[str, Any]) -> Entry:
    """An entry of ``form`` for ``house``."""
    place = house.place
    return Entry(form, place.building, place.unit, place.room, values=values, review=house.review)
