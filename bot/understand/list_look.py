"""A second look at what was read as an order, a request for drugs or a head count: talk names goods and numbers too.

What was learned from labelled texts may only take back what the rules were sure of, or call a person. It weighs how a
text speaks and not what of: things, drugs, amounts and persons are each one sign to it.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from bot.understand.asides import is_given_away
from bot.understand.context import Context
from bot.understand.goods import find_drugs
from bot.understand.goods_words import goods_words, measure_pattern, number_pattern
from bot.understand.headcount_lists import labels_others
from bot.understand.learned import learned
from bot.understand.meaning import Entry, Meaning
from bot.understand.new_drugs import drugs_of_list
from bot.understand.order_patterns import order_patterns
from bot.understand.patterns import any_of, lazily
from bot.understand.place import place_patterns
from bot.understand.whose import whose
from bot.understand.words import reading_words

NONE = "none"
"""The class of a text that orders and counts nothing."""
SAID = "said"
"""The label of the model."""
_MODEL = "lists"
_MEDICINE = "medicine"
_LONGEST = 120  # characters of a message that is looked at again
# What speaks less for the form than for none: below the first it is talk, whatever clause of it is weighed; below the
# second, as a whole, somebody has to look.
_TALK, _DOUBT = -0.6, -0.1
_REMARK = -0.7  # the same of a text with a clause that does nothing but order: what stands beside it is a remark
_NAMED_TALK, _NAMED_DOUBT = -1.2, 0.2  # and of one that only names drugs, and counts none
_UNHEARD = 1.0  # and how much more for it, where no rule read an order and somebody has to look
_COUNT_DOUBT = -0.3  # the same of a head count
_PLAIN_TALK = -1.0  # of one with nothing unknown beside it
_LOOSE_TALK, _LOOSE_DOUBT = 0.3, 0.9  # and of one with much beside it
_DONE = "done"
_UNCLEAR = "unclear"
_COUNTED = frozenset({"headcount"})
# Answers that are looked for where no rule read one, and why a person must look.
_ANSWERS = {"supplies": "no_item", "headcount": "unclear_result"}
_REMEMBERED = 1024  # texts that are weighed once
_SIGNS = {
    "apiece": "\ue006",
    "people": "\ue000",
    "amount": "\ue001",
    "thing": "\ue002",
    "person": "\ue003",
    "place": "\ue005",
}
_DRUG = "\ue004"
_ALL_SIGNS = frozenset([_DRUG, *_SIGNS.values(), "^", "$", "0"])
_HEAVIEST = 5  # pieces of a text that are shown for what was learned
_COUNT = re.compile("[0-9\ue000\ue006]")
_ITEM = re.compile("[\ue001\ue002\ue004\ue006]")
_BRACKET = re.compile(r"[(（][^()（）\ue001\ue002\ue004\ue006\n]*[)）]")
_COLON = re.compile("[:：]")
_NICK = re.compile(r"^\s*[\u3400-\u9fff]{1,4}(?=\s?[0-9\ue005])")  # 豆包502
_CLAUSE = re.compile(r"[,，。;；!！?？()（）\n]")


def masked(folded: str, form: str = "") -> str:
    """``folded`` with one sign for every thing, drug, amount and person in it."""
    for drug in drugs_of_list(folded) if form == _MEDICINE else find_drugs(folded):
        folded = folded.replace(drug.name.lower(), _DRUG)
    return _named().sub(lambda match: _SIGNS[match.lastgroup or ""], folded)


def confirmed(listed: Meaning, folded: str, form: str, own: str | None = None) -> Meaning | None:
    """``listed``, read out of ``folded`` while ``form`` is open; in review where it may be talk, None where it is.

    ``own`` is the writer's room: where it stands beside clauses that do nothing but order, they order.
    """
    if len(folded) > _LONGEST:
        return listed
    if form == _MEDICINE and _quoted().search(folded) is not None:
        return None  # 泡腾片5管35块，谁要拼一起
    text = _writer().sub("", masked(folded, form))
    if listed.review == "no_item" or not _says_more(text):
        return listed  # nothing is said that does not order
    said = _CLAUSE.split(text)
    clauses = [clause for clause in said if _ITEM.search(clause)]
    if own and _all_counted(listed) and _orders_for(own, said) and not is_given_away(folded):
        return listed
    orders = bool(clauses) and text.startswith(clauses[0]) and not _says_more(clauses[0])
    worth = _weigh(_BRACKET.sub(" ", text), form)
    named = form == _MEDICINE and all(
        one.values["quantity"] is None and one.values["strength"] is None for one in listed.entries
    )
    if named and worth < _NAMED_TALK:
        return None
    if worth < _TALK and all(_weigh(clause, form) < _TALK for clause in clauses):
        return None
    if worth < (_NAMED_DOUBT if named else _REMARK if orders else _DOUBT):
        for entry in listed.entries:
            entry.review = entry.review or "two_meanings"
        listed.review = listed.review or "two_meanings"
    return listed


def _all_counted(listed: Meaning) -> bool:
    return all(entry.values.get("quantity") is not None and not entry.review for entry in listed.entries)


def _orders_for(own: str, clauses: list[str]) -> bool:
    """Whether the room ``own`` stands between two marks, and what is counted in clauses that do nothing but order."""
    doors = [_NICK.sub("", clause) for clause in clauses if own in clause or _SIGNS["place"] in clause]
    counted = [clause for clause in clauses if _SIGNS["amount"] in clause or _SIGNS["apiece"] in clause]
    named = [clause for clause in counted if _SIGNS["thing"] in clause or _DRUG in clause]  # not 那一套我学不来
    counts = [_COLON.split(clause)[-1] for clause in named or counted]
    return bool(doors and counts) and not any(map(_says_more, [*doors, *counts]))


def counted(entries: list[Entry], folded: str, form: str) -> list[Entry]:
    """Of the head counts ``entries``, read out of ``folded``, those that are no talk; in review where they may be."""
    if len(entries) > 1 and labels_others(folded):
        for entry in entries:
            entry.review = entry.review or "two_meanings"
    if not entries or len(folded) > _LONGEST or form not in learned(_MODEL).labels[SAID][1]:
        return [entry for entry in entries if not entry.loose]
    if all(_plainly(entry, folded) for entry in entries):
        return entries
    text = masked(folded)
    worth = _weigh(text, form)
    plainly = any(not entry.loose and entry.values.get("count") is None for entry in entries)  # 我家都做完了
    best = max([worth, *(_weigh(clause, form) for clause in _CLAUSE.split(text) if plainly or _COUNT.search(clause))])
    found: list[Entry] = []
    for entry in entries:
        if entry.loose:
            doubtful, talk = entry.plain or best < _LOOSE_DOUBT, worth < _LOOSE_TALK and not entry.plain
        else:
            plain = (entry.plain or entry.untold == 0) and entry.values.get("count") is not None
            doubtful, talk = best < (_TALK if plain else _COUNT_DOUBT), best < (_TALK if entry.untold else _PLAIN_TALK)
        judged = entry.loose or entry.result == _DONE
        named = not entry.loose and entry.room is not None and entry.room in folded  # 502有3个人要下楼
        if not talk or named or not judged:
            entry.review = entry.review or ("two_meanings" if doubtful and judged else None)
            found.append(entry)
    return found


def _plainly(entry: Entry, folded: str) -> bool:
    """502 3人: a door, a number and no word beside them; or another answer than done, which other words tell."""
    if entry.loose or entry.result != _DONE:
        return not entry.loose
    named = entry.room is not None and entry.room in folded
    return named and entry.untold == 0 and entry.values.get("count") is not None


def talk_in(folded: str, form: str) -> list[str]:
    """The pieces of ``folded`` that spoke most for talk, where it was doubted or taken for that; else none."""
    if form not in learned(_MODEL).labels[SAID][1] or len(folded) > _LONGEST:
        return []
    text = masked(folded, form)
    if _weigh(text, form) >= _DOUBT:
        return []
    heaviest = learned(_MODEL).heaviest(text, SAID, NONE)
    said = ("".join(one for one in piece if one not in _ALL_SIGNS) for piece, _ in heaviest)
    return [piece for piece in dict.fromkeys(said) if piece][:_HEAVIEST]


def unheard(folded: str, form: str, context: Context) -> Meaning | None:
    """An entry in review where no rule read one in ``folded``, which speaks as answers do: 上回的好吃，再来三斤."""
    text = masked(folded) if len(folded) <= _LONGEST and form in _ANSWERS else ""
    if not (text if form in _COUNTED else _ITEM.search(text)) or _weigh(text, form) < _UNHEARD:
        return None
    if form not in _COUNTED and order_patterns().price.search(folded) is not None:
        return None  # 苹果8块一斤，香蕉5块一斤
    place, review = whose(folded, context)[0][0]
    review = review or (_ANSWERS[form] if place.room is not None else "no_room")
    values: dict[str, Any] = {"count": None} if form in _COUNTED else {"item": None, "quantity": None, "measure": None}
    result = _UNCLEAR if form in _COUNTED else ""
    entry = Entry(form, place.building, place.unit, place.room, None, result, values, review)
    return Meaning("report", form, entries=[entry], review=review)


def _says_more(text: str) -> bool:
    """Whether anything but things, amounts and words around them stands in ``text`` (masked)."""
    return _spoken().search(_ordering().sub(" ", text)) is not None


@lru_cache(maxsize=_REMEMBERED)
def _weigh(text: str, form: str) -> float:
    """How much more of what was learned says that ``text`` (masked) answers ``form`` than that it answers nothing."""
    scores = learned(_MODEL).weigh(text, ()).of(SAID)
    return scores[form] - scores[NONE]


@cache
def _spoken() -> re.Pattern[str]:
    return lazily("[a-z\u3400-\u9fff]")


@cache
def _quoted() -> re.Pattern[str]:
    """What a drug costs."""
    number, packs, money = number_pattern(), any_of(goods_words().drug_packs), any_of(goods_words().money)
    return lazily(
        rf"{any_of(goods_words().quoted)}|{number}(?:{packs})[0-9]{{1,4}}(?:\.[0-9]{{1,2}})?(?:{money}|\u5757)"
    )


@cache
def _writer() -> re.Pattern[str]:
    """侯老师家，鸡蛋2盒: who writes, before what is ordered."""
    words = reading_words()
    titles, marks, own = any_of(words.titles), any_of(words.name_marks), any_of([*words.mine, *goods_words().mine])
    person = rf"[{words.surnames}][\u3400-\u9fff]?(?:{titles})+|(?:{marks})[{words.surnames}]"
    return lazily(rf"^\s*(?:{own})?(?:{person})(?:{any_of(goods_words().behind)})?[\s,，:：]+")


@cache
def _ordering() -> re.Pattern[str]:
    """What stands around things and amounts, and says no more than that they are ordered."""
    words = goods_words()
    strength = rf"[0-9.]+\s?(?:{any_of(words.strengths)})(?![a-z])"
    return lazily(rf"{any_of([*words.around, *words.asking, *words.delivered, *words.behind])}|{strength}")


@cache
def _named() -> re.Pattern[str]:
    number, words, measures = number_pattern(), reading_words(), goods_words().measures
    apiece = any_of(word for word in words.people if word in measures)  # 两个: of people or of things
    people = any_of(word for word in words.people if word not in measures)
    return lazily(
        rf"(?P<place>(?<![0-9])(?:{place_patterns().full}|{place_patterns().unit}))"
        rf"|(?P<people>{number}\s?(?:{people})|{any_of(words.people_numbers)})|(?P<apiece>{number}\s?(?:{apiece}))"
        rf"|(?P<amount>{number}\s?{measure_pattern()})"
        rf"|(?P<thing>{any_of(goods_words().goods)})|(?P<person>{any_of(words.members)})"
    )
