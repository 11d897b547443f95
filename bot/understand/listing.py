"""Lists of drugs and supplies: the answers to an open list, by household, and the drugs of a request."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from bot.understand.chain import Chain
from bot.understand.context import Context
from bot.understand.doors import households_of
from bot.understand.goods_words import goods_words, measure_pattern, number_pattern
from bot.understand.meaning import Entry, Meaning
from bot.understand.medicine import medicine_entries
from bot.understand.menu import Menu, lettered, ordered_from, read_menu
from bot.understand.new_drugs import drugs_of_list
from bot.understand.order_amounts import Item, first_amount, is_asked, known_goods, only_amount
from bot.understand.order_patterns import order_patterns
from bot.understand.patterns import any_of, lazily
from bot.understand.supplies import find_items
from bot.understand.unnamed import as_before, before_this, nothing_known, supply, unnamed
from bot.understand.whose import begins_with_door, door_behind_nick, whose
from bot.understand.words import reading_words

_LONGEST_ITEM = 600  # characters that are read of one entry of a 接龙
# [6][1203][橘子](鲜奶*2): building, room and nickname before what is ordered.
_FIELDS = re.compile(
    r"^\s*[\[【(（]?[0-9][0-9a-z\-\[\]【】 ]{0,16}[\[【](?P<nick>[^\[\]【】()（）*×\n]{1,12})[\]】](?=\s*[(（])"
)
_NICK = re.compile(r"\s*[^0-9\s,，;；:：]{2,10}\s+(?=\S)")  # 爱吃菜的小羊 鸡蛋1板


def read_goods(
    folded: str, form: str, chain: Chain | None, context: Context, typed: str | None = None
) -> Meaning | None:
    """The answers to an open list of supplies or medicine; None where the text names nothing of the kind.

    ``typed`` is the text as it arrived, of the same length: names keep their letters as they stand there.
    """
    if chain is not None and (chain.called or not chain.items):
        return None  # a title, and what there is to order or to fetch: nobody has ordered
    if "\n" in folded and _only_tells(folded, chain):
        return Meaning(form=None if chain is not None else form)  # numbered it is talk, else it may ask for something
    typed = typed if typed is not None and len(typed) == len(folded) else folded
    if chain is not None and not chain.marked and context.home is not None and not _of_doors(folded, chain):
        chain = None  # somebody numbers what the own household needs
    if chain is not None:
        entries = _listed(folded, typed, form, chain, context._replace(home=None, chain=True))
    else:
        entries = []
        parts = households_of(folded)
        if form == "medicine" and sum(bool(drugs_of_list(folded[start:end])) for start, end in parts) < 2:
            parts = [(0, len(folded))]  # whose drugs they were, and whether by card, is said in a line below them
        for start, end in parts:
            found = _entries(folded[start:end], typed[start:end], form, context)
            if not found and entries and begins_with_door(folded[start:end]) is not None:
                found = nothing_known(folded[start:end], form, context)  # nobody is lost beside another
            entries += _alike(found, entries)
    if not entries:
        return unnamed(folded, form, chain, context)
    alone = all(entry.room is None for entry in entries)
    reasons = {entry.review for entry in entries}
    review = "no_room" if alone else reasons.pop() if len(reasons) == 1 else None
    return Meaning("report", form, chain is not None, entries, review=review)


def _only_tells(folded: str, chain: Chain | None) -> bool:
    """Whether a list of several lines is no order of anybody: who has won, a recipe, what there is to fetch."""
    title = chain.title if chain is not None else folded.split("\n", 1)[0]
    told, lists = _telling()
    if told.search(title) is not None:
        return True
    return (chain is None or not chain.marked) and lists.search(folded) is not None


def _alike(entries: list[Entry], before: list[Entry]) -> list[Entry]:
    """502要苹果一箱，503也要一箱: of the one thing that was named right before, by the same measure."""
    last = before[-1].values if before and before[-1].review is None else {}
    alone = len(before) == 1 or (len(before) > 1 and before[-1].room != before[-2].room)
    for entry in entries:
        if entry.review != "no_item" or not alone or not last.get("item"):
            continue
        if entry.values["quantity"] is not None and entry.values["measure"] in (last["measure"], None):
            entry.values["item"], entry.review = last["item"], None
    return entries


def _listed(folded: str, typed: str, form: str, chain: Chain, context: Context) -> list[Entry]:
    menu = read_menu(chain.title)
    menu.title, menu.text = chain.title, folded
    sold = _sold(chain.title)
    entries: list[Entry] = []
    for item in chain.items:
        end = min(item.end, item.start + _LONGEST_ITEM)
        start = item.start + door_behind_nick(folded[item.start : end])
        words = _FIELDS.sub(_without_nick, folded[start:end])
        ordered = ordered_from(menu.courses, words) if menu.courses else []
        if ordered:
            households, _ = whose(words, context)
            entries += [supply(one, house, None) for house in households for one in ordered]
        else:
            only = sold[0] if len(sold) == 1 and not menu.options else None
            found = _entries(words, typed[start:end], form, context, only, menu)
            if not found and form == "medicine" and begins_with_door(words) is not None and before_this(words):
                found = nothing_known(words, form, context)  # 603 同第一批
            elif not found and form != "medicine" and (nick := _NICK.match(words)):
                found = _entries(" " * nick.end() + words[nick.end() :], typed[start:end], form, context, only, menu)
            if not found and chain.marked and form != "medicine" and (door := begins_with_door(words)) is not None:
                counted = first_amount(words) is not None or re.search("[0-9]", words[door:])
                found = nothing_known(words, form, context) if counted else []  # 301 1份（要软一点）: nobody is lost
            for entry in found:
                if _is_nickname(entry.values.get("item"), chain.title):
                    entry.review = entry.review or "two_meanings"
            entries += found
    entries = [one for one in entries if one.room is not None or (one.values.get("quantity") and not one.review)]
    # A list whose lines name no household is none of this compound's orders.
    if not chain.marked and all(entry.room is None for entry in entries):
        return []
    for entry in entries:
        entry.review = entry.review or ("no_room" if entry.room is None else None)
    return entries


def _of_doors(folded: str, chain: Chain) -> bool:
    """Whether a line of ``chain`` begins with a door, or a name and a door."""
    lines = (folded[item.start : min(item.end, item.start + _LONGEST_ITEM)] for item in chain.items)
    return any(begins_with_door(line[door_behind_nick(line) :]) is not None for line in lines)


def _sold(title: str) -> list[str]:
    """The things that ``title`` names; 油 is none of 油桃团. None where it has several, each with its price."""
    if len(order_patterns().price.findall(title)) > 1:
        return []
    return [one for one in known_goods(title) if len(one) > 1 or re.search(rf"{one}(?![\u3400-\u9fff])", title)]


def _entries(
    folded: str, typed: str, form: str, context: Context, sold: str | None = None, menu: Menu | None = None
) -> list[Entry]:
    """``sold`` is the one thing that the title of a list offers, ``menu`` what it has by letters."""
    if form == "medicine":
        return medicine_entries(folded, context, typed)
    households, rest = whose(_agreeing().sub(lambda word: " " * len(word.group()), folded), context)
    name = _leading_name().match(rest)
    person = name["name"] if name else None
    if name:
        rest = " " * name.end() + rest[name.end() :]
    items = lettered(rest, menu) if menu is not None else []
    items = items or find_items(rest, typed, listed=context.chain)
    if menu is not None and menu.options:
        items = [replace(one, name=menu.options.get(one.name, one.name)) for one in items]
    named = any(house.place.room is not None for house in households) and rest != folded
    if sold and context.chain and named:
        items = _of_one(items, rest, sold, menu or Menu())
    if not items and (named or (context.home is not None and not context.chain)):
        amount = only_amount(rest if named else _first_clause(rest))  # 来两份，放门卫
        if amount is None and context.chain and (_each().search(rest) or as_before().search(rest)):
            amount = Item("", None, None, sure=False)  # 各一: of everything that is sold; 同1301
        if amount is not None and (named or _alone(amount, rest)):
            entries = [supply(amount, house, person, "no_item") for house in households]
            for entry in entries:
                entry.values["item"] = None
            return entries
    if len(households) == 1:
        items = [replace(one, sure=False) if one.each else one for one in items]
    return [supply(one, house, person) for house in households for one in items]


def _is_nickname(item: object, title: str) -> bool:
    """502 Tom 2: letters that are no letter of a menu and that ``title`` does not offer."""
    return isinstance(item, str) and len(item) > 1 and item.isascii() and item.isalpha() and item.lower() not in title


def _without_nick(fields: re.Match[str]) -> str:
    start, end = (edge - fields.start() for edge in fields.span("nick"))
    return fields.group()[:start] + " " * (end - start) + fields.group()[end:]


def _first_clause(words: str) -> str:
    return re.split("[,，。;；]", words, maxsplit=1)[0]


def _alone(amount: Item, rest: str) -> bool:
    """两份, +1: an amount of what everybody speaks of; a bare number may be anything."""
    counted = amount.measure is not None or "+" in rest
    return amount.quantity is not None and counted and "?" not in rest and "？" not in rest


def _of_one(items: list[Item], rest: str, sold: str, menu: Menu) -> list[Item]:
    """The line of a list that offers one thing: 2盒, 小敏 1盒, 一盒，让702带上来 are all of that thing."""
    known = [one for one in items if (known_goods(one.name) and one.name != 2 * one.name[:1]) or menu.names(one.name)]
    if len([one for one in items if one.sure and one.quantity is not None]) > 1:
        return items
    if known:
        return known
    amount = first_amount(rest)
    if amount is None or amount.quantity is None:
        return []
    ranged = sold in goods_words().ranges
    alike = len(items) == 1 and (items[0].quantity, items[0].measure) == (amount.quantity, amount.measure)
    if not alike and _amount_first().match(rest) is not None:
        return [replace(amount, name=sold, sure=not is_asked(rest))]  # 一箱 蘸料多给一包
    if len(items) == 1 and items[0].sure and (ranged or _variety().search(items[0].name)):
        return items
    return [replace(amount, name=sold, sure=not is_asked(rest))]


@cache
def _telling() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return lazily(any_of(goods_words().told_titles)), lazily(any_of(goods_words().told_lists))


@cache
def _amount_first() -> re.Pattern[str]:
    return lazily(rf"[\s,，:：\-]*{number_pattern()}\s?{measure_pattern()}(?=[\s,，;；])")


@cache
def _agreeing() -> re.Pattern[str]:
    return lazily(rf"\A\s*(?:{any_of(goods_words().agreeing)})[,，。!！\s]")


@cache
def _each() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(goods_words().each)})\s?{number_pattern()}")


@cache
def _variety() -> re.Pattern[str]:
    return re.compile(r"[\u3400-\u9fff]{3}|[a-z]")


@cache
def _leading_name() -> re.Pattern[str]:
    """A person before what the household orders: 502 张三 鸡蛋2盒."""
    surnames, things = reading_words().surnames, any_of(goods_words().goods)
    return re.compile(
        rf"\s*(?!{things})(?P<name>[{surnames}][\u3400-\u9fff]{{1,2}})(?=[\s,，:：])(?!\s*{number_pattern()})"
    )
