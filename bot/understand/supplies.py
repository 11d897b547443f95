"""Goods of daily use in a list: item, amount, measure. 鸡蛋2盒 · 五斤西瓜 · 土豆、洋葱各一斤 · 可乐600ml*24瓶4箱."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.understand.goods_words import goods_words
from bot.understand.order_amounts import (
    Amount,
    Item,
    blank,
    counts_packs,
    first_amount,
    known_goods,
    sentences,
    to_amount,
    unsized,
)
from bot.understand.order_clauses import Clause, collected
from bot.understand.order_patterns import OrderPatterns, order_patterns
from bot.understand.order_sharing import corrected, gives_up, restated, says_who_gets_them
from bot.understand.things import bare, only_name, picked, run_together

_MOST_CORRECTIONS = 3  # of one order
_MOST = 60  # items of one household
_UNREAD = 6  # characters of an unknown name
_MANY = 20  # of this many with a laugh nobody is sure
_COMMAS = frozenset(",，")
_MEAT = "\u8089"
_BEGINS = frozenset(",，;；、。:：\n") | {""}
_ENUMERATED = re.compile(r"(?<![^\s:：])[0-9]{1,2}[、.．)）](?![0-9])")
_CLAUSE = re.compile(r"[,，;；、|]|(?<=[\u3400-\u9fff0-9a-z])[/+](?=[\u3400-\u9fffa-z])")


def find_items(
    text: str, typed: str | None = None, *, listed: bool = False, corrections: int = _MOST_CORRECTIONS
) -> list[Item]:
    """The goods that ``text`` (folded, without its door) orders; none of a clause that only speaks of them.

    ``typed`` is the same text as it arrived: letters are kept as they stand there. ``listed``: it is an entry of a
    list, which orders whatever is asked or told beside it. So many ``corrections`` are heard.
    """
    typed = typed if typed is not None and len(typed) == len(text) else text
    if corrections and (cut := restated(text)) is not None:
        before = find_items(text[: cut[0]], typed[: cut[0]], listed=listed, corrections=0)
        after = find_items(text[cut[1] :], typed[cut[1] :], listed=listed, corrections=corrections - 1)
        return corrected(before, after, first_amount(text[cut[1] :]))
    patterns = order_patterns()
    text, typed = _unbracketed(_ENUMERATED.sub(blank, text), typed, patterns)
    clauses = [clause for start, end in sentences(text) for clause in _sentence(text, typed, start, end, patterns)]
    return collected(clauses, listed=listed)[:_MOST]


def _unbracketed(text: str, typed: str, patterns: OrderPatterns) -> tuple[str, str]:
    """Remarks in brackets are blanked; what may be the order itself loses its brackets only. Emoji become words."""
    text = patterns.number.sub(blank, patterns.code.sub(lambda code: _opened(code, patterns), text))
    text = patterns.bracket.sub(lambda bracket: _opened(bracket, patterns), text)
    if patterns.emoji.search(text) is None:
        return text, typed
    pieces, letters, done = [], [], 0
    for emoji in patterns.emoji.finditer(text):
        name = patterns.names[emoji.group().rstrip("\ufe0f")]
        more = text[emoji.end() : emoji.end() + 1]
        if patterns.emoji.sub("", text[done : emoji.start()]).rstrip().endswith(name):
            name = ""  # 西瓜🍉
        if name.endswith(_MEAT) and "\u3400" <= more <= "\u9fff":
            name = name[:-1]  # 🐮 is beef, 🐮奶 milk
        name = " " + name
        pieces += [text[done : emoji.start()], name]
        letters += [typed[done : emoji.start()], name]
        done = emoji.end()
    return "".join([*pieces, text[done:]]), "".join([*letters, typed[done:]])


def _opened(bracket: re.Match[str], patterns: OrderPatterns) -> str:
    inner = bracket.group()[1:-1]
    words = inner.strip()
    amount = patterns.amount.match(words)
    counted = amount is not None and amount.end() == len(words)
    goods = patterns.goods.search(words) is not None
    first = bracket.string[: bracket.start()].rstrip(" \n")[-1:] in _BEGINS
    if counted or patterns.option.fullmatch(words) or (first and goods):
        return f" {inner} "
    named = amount is None and goods and patterns.amount.search(words) is not None
    return f"，{inner}，" if named and not patterns.void.search(words) else " " * len(bracket.group())


def _sentence(text: str, typed: str, start: int, end: int, patterns: OrderPatterns) -> list[Clause]:
    sentence = text[start:end]
    asked = sentence[-1] in "?？"
    spoiled = patterns.spoiled.search(patterns.fallback.sub(blank, sentence)) is not None
    instead = patterns.supposed.search(patterns.fallback.sub(blank, sentence)) is not None  # 要是有2盒鸡蛋就好了
    joking = patterns.joke.search(sentence) is not None
    said = patterns.denied.sub(blank, sentence.rstrip("\n。!！?？"))
    priced = patterns.price.sub(blank, said)
    with_price = priced != said
    plain = patterns.described.sub(blank, patterns.asked_of.sub(blank, patterns.size.sub(unsized, priced)))
    clauses: list[Clause] = []
    before = 0
    for mark in [*_CLAUSE.finditer(plain), None]:
        to = mark.start() if mark else len(plain)
        clause = _clause(
            patterns.fallback.sub(blank, plain[before:to]), typed[start + before : start + to], clauses, patterns
        )
        clause.spoiled, clause.priced = spoiled, with_price
        clause.void = clause.void or (asked and mark is None)
        instead = instead or patterns.fallback.search(plain, before, to) is not None
        if instead or patterns.either.search(plain, before, to):
            # 鸡蛋2盒，没有的话牛奶1箱; 鸡蛋2盒或者牛奶1箱
            clause.items = [replace(one, sure=False) for one in clause.items]
        if not instead and clauses and patterns.either.match(plain, before):
            clauses[-1].items = [replace(one, sure=False) for one in clauses[-1].items]
        if joking:
            clause.items = [replace(one, sure=(one.quantity or _MANY) < _MANY) for one in clause.items if one.sure]
        clauses.append(clause)
        before = mark.end() if mark else to
    clauses[-1].last = clauses[-1].last or (text[end - 1].isspace() and sentence.rstrip(" ")[-1:] in _COMMAS)
    return clauses


def _clause(words: str, typed: str, before: list[Clause], patterns: OrderPatterns) -> Clause:
    clause = Clause()
    if patterns.total.match(words) and any(one.items for one in before):
        return clause  # 橙子6个柚子3个，一共9个果子
    changed = patterns.changed.search(words) is not None
    clause.void = patterns.void.search(words) is not None and not changed
    clause.wanted = patterns.wanted.search(words) is not None
    lacking = known_goods(words) if patterns.lacking.search(words) else []
    clause.talked_of = lacking[0] if len(lacking) == 1 else ""
    amounts = [to_amount(match) for match in patterns.amount.finditer(words)]
    if not amounts:
        clause.last = patterns.turning.search(words) is not None
        clause.declined = changed and patterns.declined.search(words) is not None
        told = any(one.items for one in before) and not clause.wanted and patterns.attribute.search(words.rstrip())
        named = [] if told else bare(words, typed, patterns)  # 早餐两份，豆浆配油条的那种
        clause.items = [Item(name, None, None, sure=not changed) for name in named]
        clause.named = "" if named or changed or told else only_name(words, typed, patterns)
        clause.given_up = changed and gives_up(words)
        return clause
    first = amounts[0]
    clause.shared = amounts if before and says_who_gets_them(words) else []
    if first.each:
        shared = [*_taken(before), *bare(words[: first.start], typed, patterns, known=False)]
        listed = shared or bare(words[first.end :], typed[first.end :], patterns, known=False)
        names = [name for one in listed for name in run_together(one, patterns)]
        clause.items = [Item(name, first.number, first.measure, each=len(names) == 1) for name in names]
    else:
        _bound(clause, words, typed, amounts, patterns)
    change = patterns.changed.search(words)
    if change is not None and not (len(amounts) == 1 and patterns.replaced.search(words)):
        # 苹果3斤不要太大: what is not wanted is said of the thing, and takes nothing back.
        said = first.end <= change.start() and not (patterns.replaced.search(words) or _gives_up(words, change))
        clause.items = [replace(item, sure=said) for item in clause.items]
    return clause


def _gives_up(words: str, change: re.Match[str]) -> bool:
    """鸡蛋2盒不要了: nothing follows that would not be wanted of it."""
    return not order_patterns().name.search(order_patterns().tail.sub("", words[change.end() :]))


def _taken(before: list[Clause]) -> list[str]:
    """The things named without an amount in the clauses before: 土豆、洋葱各一斤."""
    names: list[str] = []
    for clause in before:
        names += [item.name for item in clause.items if item.quantity is None and item.sure]
        clause.items = [item for item in clause.items if item.quantity is not None or not item.sure]
        if clause.named:
            names.append(clause.named)
            clause.named = ""
    return names


def _is_known(name: str) -> bool:
    """A single character that nobody taught us may be a verb: 囤了5袋; so may what stands in a name: 土豆都发芽."""
    patterns = order_patterns()
    if patterns.telling.search(patterns.goods.sub("", name)):
        return False
    return len(name) > 1 or name.isascii() or name in goods_words().short


def _unread(words: str, start: int, end: int) -> str:
    """What stands between two amounts and is no thing that we know: 小王, 84."""
    patterns = order_patterns()
    named = patterns.tail.sub("", patterns.head.sub("", words[start:end])).strip()
    said = patterns.attribute.sub("", named)
    return named if named == said and re.search(r"[0-9\u3400-\u9fff]", named) and len(named) <= _UNREAD else ""


def _told_before(name: str, words: str, amounts: list[Amount], patterns: OrderPatterns) -> bool:
    """给我记一箱橘子: ``name``, which nobody taught us, asks for the thing that follows each of ``amounts``."""
    if patterns.goods.search(name):
        return False
    return all(patterns.goods.match(words, one.end) for one in amounts)


def _bound(clause: Clause, words: str, typed: str, amounts: list[Amount], patterns: OrderPatterns) -> None:
    """The things of one clause, each with the amount before it (2盒鸡蛋) or behind it (鸡蛋2盒)."""
    found = picked(words, typed, 0, amounts[0].start, patterns)
    behind = bool(found.name or found.alike) and not _told_before(found.name, words, amounts, patterns)
    edges = [0, *(one.end for one in amounts)] if behind else [*(one.start for one in amounts), len(words)]
    items: list[Item] = []
    for index, amount in enumerate(amounts):
        if index or not behind:
            start, end = (edges[index], amount.start) if behind else (amount.end, edges[index + 1])
            found = picked(words, typed, start, end, patterns, leading=not behind)
        items += [Item(one, None, None) for one in found.more if behind]
        if found.name:
            items.append(Item(found.name, amount.number, amount.measure, _is_known(found.name)))
        elif items and index and (unread := _unread(words, start, end)):
            items.append(Item(unread, amount.number, amount.measure, sure=False))
        elif items and found.alike:
            items.append(replace(items[-1], quantity=amount.number, measure=amount.measure))
        elif items and amount.told:
            continue  # 纸巾一箱 12包的
        elif items and (amount.measure in patterns.packs or not counts_packs(amount.measure, items[-1].measure)):
            items[-1] = replace(items[-1], quantity=amount.number, measure=amount.measure)
    clause.alike = found.alike and not items
    told = patterns.talk.search(words)
    goods = [match.group() for item in items for match in patterns.goods.finditer(item.name)]
    if told is not None and not any(told.group() in name for name in goods):  # 1斤草莓洗完剩8两
        clause.void = True
    clause.items = items
    if not items:
        clause.amount = amounts[-1]
