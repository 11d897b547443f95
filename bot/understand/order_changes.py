"""Orders of an open list that are taken back (麻烦取消我的订单) or changed (酸奶不要了，换吐司), in free words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from bot.understand import demand
from bot.understand.context import Context
from bot.understand.goods import find_drugs
from bot.understand.goods_words import goods_words, measure_pattern, number_pattern
from bot.understand.list_look import confirmed
from bot.understand.meaning import Entry, Meaning
from bot.understand.order_amounts import known_goods
from bot.understand.patterns import any_of, lazily
from bot.understand.place import place_patterns
from bot.understand.whose import whose
from bot.understand.word_lists import bit, seen
from bot.understand.words import reading_words

_SHORT = 20  # characters of a message that asks for drugs and names none
_LONGEST = 40  # characters of a message that changes an order in free words


@dataclass(slots=True, frozen=True)
class _Patterns:
    """Bits of the lists that only have to stand somewhere, and patterns of those whose place counts."""

    back: int
    changes: int
    doubtful: int
    orders: int
    own: int
    others: int
    amount: re.Pattern[str]
    thing: re.Pattern[str]
    room: re.Pattern[str]
    alone: re.Pattern[str]
    drugs: re.Pattern[str]


def settled(listed: Meaning | None, folded: str, form: str, context: Context) -> Meaning | None:
    """What one's own words mean while ``form`` is open, of which ``listed`` was read; None where they are no order."""
    if listed is not None and listed.kind == "chat":
        asked = listed.form is not None or demand.read(folded, context).urgency == "high"
        return None if asked else listed
    if listed is not None and listed.chain:
        return listed
    said = confirmed(listed, folded, form, context.own_room) if listed is not None else None
    if said is not None:
        return _with_changes(said, folded)
    if form == "medicine" and listed is None and len(folded) <= _SHORT and change_patterns().drugs.fullmatch(folded):
        return _to_look_at(folded, form, context, "no_item")  # 帮我配点心脏药
    return _change(folded, form, context)


def _change(folded: str, form: str, context: Context) -> Meaning | None:
    """What ``folded``, which orders nothing of ``form``, takes back or changes of an order; None where it does not."""
    patterns = change_patterns()
    held = seen(folded)
    if len(folded) > _LONGEST or not held & (patterns.back | patterns.changes) or held & patterns.others:
        return None
    alone = patterns.alone.fullmatch(folded)
    if alone is not None:
        sure = alone["all"] is not None and alone["room"] in (None, context.own_room)
        return Meaning("withdraw") if sure else _to_look_at(folded, form, context)
    told = {match.group() for match in patterns.amount.finditer(folded)}
    named = bool(known_goods(folded) or find_drugs(folded))
    if not named and told <= set(goods_words().whatever) and held & patterns.back and held & patterns.orders:
        rooms = {match["rr"] or match["rc"] or match["br"] for match in patterns.room.finditer(folded)} - {None}
        if held & patterns.own and not rooms - {context.own_room}:
            return Meaning("withdraw")
        return _to_look_at(folded, form, context)
    if named or told or patterns.thing.match(folded):
        return _to_look_at(folded, form, context)
    return None


def _with_changes(listed: Meaning, folded: str) -> Meaning:
    """``listed``, in review where an order of before is made less, or one thing is another now."""
    if len(folded) <= _LONGEST and change_patterns().doubtful & seen(folded):
        for entry in listed.entries:
            entry.review = entry.review or "two_meanings"
        listed.review = listed.review or "two_meanings"
    return listed


def _to_look_at(folded: str, form: str, context: Context, why: str = "two_meanings") -> Meaning:
    if form == "medicine":
        return Meaning("request", form, category=form, urgency="medium", party="committee", review=why)
    place, review = whose(folded, context)[0][0]
    values = {"item": None, "quantity": None, "measure": None}
    entry = Entry(form, place.building, place.unit, place.room, None, "", values, review or why)
    return Meaning("report", form, entries=[entry], review=entry.review)


@cache
def change_patterns() -> _Patterns:
    """The patterns, built once a process. Raises LexiconError."""
    words, places = goods_words(), place_patterns()
    number, measure = number_pattern(), measure_pattern()
    back, given_up = any_of(words.not_wanted), any_of(words.all_given_up)
    han = "[\u3400-\u9fff]"
    persons = any_of([*words.persons, *reading_words().members])
    loose = rf"(?:{any_of(words.around_given_up)}|[^0-9a-z\u3400-\u9fff]){{0,6}}"
    return _Patterns(
        bit(words.not_wanted),
        bit([*words.lessened, *words.mistaken, *words.corrected, *words.replaced]),
        bit([*words.lessened, *words.mistaken, *words.replaced]),
        bit(words.orders),
        bit(words.own_order),
        bit([*words.not_changed, *reading_words().question]),
        lazily(rf"{number}\s?(?:{measure})|[0-9](?:{any_of(words.strengths)})|{any_of(words.unnamed)}"),
        lazily(
            rf"(?![^,，]*[{words.telling}][^,，]*(?:{back}))[\u3400-\u9fff]{{2,8}}?(?:{back})(?=[,，。!！吧哈啦\s]|\Z)"
        ),
        lazily(rf"(?<![0-9])(?:{places.full}|{places.room})"),
        lazily(rf"{loose}(?P<room>[0-9]{{3,4}})?{loose}(?:(?P<all>{given_up})|(?:{back})){loose}"),
        lazily(
            rf"{loose}(?:{persons})?{loose}(?:{any_of(words.asking)}){han}{{0,8}}(?:{any_of(words.asked_drugs)}){loose}"
        ),
    )
