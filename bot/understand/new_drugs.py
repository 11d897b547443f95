"""Drugs that nobody taught us, known by their shape where a list of medicine is open: 骨刺消痛液 2瓶 · 达芙通 10mg."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from bot.understand.amounts import amount_of
from bot.understand.goods import Drug, find_drugs, goods_patterns
from bot.understand.goods_words import goods_words, number_pattern
from bot.understand.order_amounts import blank
from bot.understand.order_patterns import order_patterns
from bot.understand.patterns import any_of, lazily
from bot.understand.words import reading_words

_MOST, _LONGEST_CLAUSE = 20, 60  # clauses of one message, and characters of one that is read
_SHORTEST, _LONGEST = 2, 14
_HAN = re.compile("[\u3400-\u9fff]")
_OF = "\u7684"
_APART = frozenset(" ,，、;；。!！?？+＋\n") | {""}
_LABEL = re.compile("[:：]")
_MEDICAL = re.compile("[mu\u03bc\u6beb\u5fae][g\u514b]|iu")


@dataclass(slots=True, frozen=True)
class _Patterns:
    clause: re.Pattern[str]
    amount: re.Pattern[str]
    head: re.Pattern[str]
    tail: re.Pattern[str]
    untold: re.Pattern[str]
    goods: re.Pattern[str]
    vague: re.Pattern[str]
    medical: re.Pattern[str]


def drugs_of_list(text: str, typed: str | None = None) -> list[Drug]:
    """The drugs in ``text`` (folded), where whatever is counted is one: those we know and those by their shape."""
    found = find_drugs(text, typed)
    names = [one.name.lower() for one in found]
    others: list[tuple[int, Drug]] = []
    for clause in islice(_patterns().clause.finditer(text), _MOST):
        if len(clause.group()) > _LONGEST_CLAUSE or any(name in clause.group() for name in names):
            continue
        one = _counted(clause.group(), typed[clause.start() : clause.end()] if typed else None)
        if one is not None:
            others += [(clause.start(), replace(one, name=name)) for name in _run_together(one.name)]
    if found or others:
        names += [one.name.lower() for _, one in others]
        others += _goods_beside(text, typed, names)
    if not others:
        return found
    placed = [(text.lower().find(one.name.lower()), one) for one in found]
    return [one for _, one in sorted([*placed, *others], key=lambda pair: pair[0])]


def _run_together(name: str) -> list[str]:
    """纱布绷带 are two."""
    several = [match["name"] for match in _patterns().medical.finditer(name)]
    return several if len(several) > 1 and "".join(several) == name else [name]


def _goods_beside(text: str, typed: str | None, names: list[str]) -> list[tuple[int, Drug]]:
    """What else a pharmacy has, that runs on beside a drug (碘伏一瓶棉签一包) or stands between marks: 碘伏 棉签."""
    found: list[tuple[int, Drug]] = []
    for match in islice(_patterns().medical.finditer(text), _MOST):
        name, start = match["name"], match.start("name")
        if any(name in one for one in names):
            continue
        before = match["b"] if match["b"] and not text[: match.start()].endswith(tuple(names)) else None
        leading = match["b"] and _amounts_lead(text, names)
        told = match["n"] or before or (match["b"] if leading else None)
        apart = {text[start - 1 : start], text[match.end("name") : match.end("name") + 1]}
        if told is None and not apart <= _APART:
            continue
        number = amount_of(told) if told is not None else None
        quantity = int(number) if number is not None and number == int(number) else None
        names.append(name)
        found.append((start, Drug(typed[start : match.end("name")] if typed else name, None, quantity)))
    return found


def _amounts_lead(text: str, names: list[str]) -> bool:
    """一瓶碘伏一包棉签: each amount stands before what it counts."""
    first = min(text.find(name) for name in names)
    return any(amount.end() == first for amount in _patterns().amount.finditer(text, 0, max(first, 0)))


def is_vague(name: str) -> bool:
    """Whether ``name`` leaves open which drug is meant: 白色的那个药, 降压的."""
    return name not in goods_words().drugs and _patterns().vague.search(name) is not None


def _counted(clause: str, typed: str | None) -> Drug | None:
    """The drug of a clause that counts one by its packs or tells how strong it is."""
    patterns = _patterns()
    strength = goods_patterns().strength.search(clause)
    plain = goods_patterns().strength.sub(blank, clause, count=1)
    amount = patterns.amount.search(plain)
    if amount is None and (strength is None or _MEDICAL.search(strength.group()) is None):
        return None
    name = _name(clause[: min(one.start() for one in (strength, amount) if one is not None)])
    if not name and amount is not None:
        behind = _first_word(plain[amount.end() :])
        name = "" if patterns.untold.search(behind) else _name(behind)
    if not name:
        return None
    number = amount_of(amount["n"]) if amount is not None else None
    quantity = int(number) if number is not None and number == int(number) else None
    return Drug(_as_typed(name, clause, typed), strength.group() if strength else None, quantity)


def _as_typed(name: str, clause: str, typed: str | None) -> str:
    start = clause.find(name)
    if typed is None or len(typed) != len(clause) or not re.search("[a-z]", name):
        return name
    shown = typed[start : start + len(name)]
    return "".join(a if a.isascii() and a.isalpha() else b for a, b in zip(shown, name, strict=True))


def _first_word(words: str) -> str:
    words = words.strip().removeprefix(_OF)
    return words.split()[0] if words else ""


def _name(words: str) -> str:
    """The name that ends ``words``, without those that ask for it and whom it is for; "" where there is none."""
    parts = _LABEL.split(words)[-1].split()
    patterns = _patterns()
    name = patterns.tail.sub("", parts[-1]) if parts else ""
    if goods_patterns().heads.match(name) is None:  # 补心气口服液
        name = patterns.head.sub("", name)
    return name if _may_be_a_drug(name) else ""


def _may_be_a_drug(name: str) -> bool:
    if not _SHORTEST <= len(name) <= _LONGEST or name[0].isdigit() or _HAN.search(name) is None:
        return False
    if _patterns().untold.search(name) is not None:
        return False
    return name not in order_patterns().people and _patterns().goods.search(name) is None


@cache
def _patterns() -> _Patterns:
    words, reading = goods_words(), reading_words()
    packs, each = any_of([*words.drug_packs, *words.sounds]), any_of(words.each)
    ahead = any_of(
        [*words.asking, *words.around, *words.before, *words.persons, *words.person_labels, *reading.members]
    )
    talk = any_of([*words.not_ordered, *words.persons, *reading.members, *words.talk, *words.no_drugs])
    pack = "".join(one for one in words.drug_packs if len(one) == 1)
    medical = frozenset(words.medical_goods)
    kind = "".join(one for one in words.vague_endings if len(one) == 1)
    counted = rf"(?<![0-9.])(?P<%s>{number_pattern()})\s?(?:{packs})".__mod__
    asked = any_of([*words.asking, *words.around, *words.ones])  # 降压的来, 老药再配
    return _Patterns(
        lazily(rf"(?:(?<![{pack}])\s|[^\s,，、;；。!！?？+＋])+"),
        lazily(rf"(?:{each})?\s?(?<![0-9.])(?P<n>{number_pattern()})\s?(?:{packs})(?![\u88c5\u534a])"),
        lazily(rf"^(?:{ahead})+"),
        lazily(rf"(?:{any_of(words.each)}|[*×x(（\[【]|(?<=[{_OF}{kind}])(?:{asked})+)+\Z"),
        lazily(rf"[{words.telling}]|{talk}|[0-9]{{3}}"),
        lazily(rf"(?:{any_of(one for one in words.goods if len(one) > 1 and one not in medical)})\Z"),
        lazily(rf"{any_of([*words.vague_drugs, *words.as_usual])}|{any_of(words.vague_endings)}\Z"),
        lazily(rf"(?:{counted('b')}\s?{_OF}?)?(?P<name>{any_of(words.medical_goods)})(?:\s?{counted('n')})?"),
    )
