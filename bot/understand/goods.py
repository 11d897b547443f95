"""Drugs and supplies in a text: one entry a drug or an item, with strength, amount and measure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import islice

from pydantic import BaseModel, ConfigDict

from bot.lexicon import load_lexicon
from bot.understand.numerals import to_number
from bot.understand.patterns import any_of
from bot.understand.redact import redact
from bot.understand.words import reading_words

_MOST = 60  # drugs or items of one message
_LONGEST_NAME = 16


class GoodsWords(BaseModel):
    """data/lexicon/goods.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    drug_endings: list[str]
    drugs: list[str]
    before: list[str]
    measures: list[str]
    strengths: list[str]
    conditions: list[str]
    card_yes: list[str]
    card_no: list[str]
    each: list[str]


@dataclass(slots=True, frozen=True)
class Drug:
    """One drug as written: ``strength`` like 10mg*30片, ``quantity`` packs (or pieces where no pack is named)."""

    name: str
    strength: str | None
    quantity: int | None


@dataclass(slots=True, frozen=True)
class Item:
    """One thing of daily use: ``measure`` as written (盒, 斤), None where none is."""

    name: str
    quantity: int | None
    measure: str | None


class _Patterns:
    def __init__(self, words: GoodsWords) -> None:
        numerals = "".join(reading_words().numbers)
        number = rf"(?:[0-9]{{1,4}}|[{numerals}]{{1,3}})"
        measure, strength = any_of(words.measures), any_of(words.strengths)
        ending = any_of(words.drug_endings)
        self.gate = re.compile(any_of([*words.drugs, *words.drug_endings]))
        self.drug = re.compile(
            rf"(?:{any_of(words.drugs)})(?:{ending})?|[\u4e00-\u9fff]{{2,{_LONGEST_NAME}}}?(?:{ending})+"
        )
        self.before = re.compile(rf"(?:{any_of(words.before)}|{number}(?:{measure}))+")
        self.strength = re.compile(
            rf"[0-9]+(?:\.[0-9]+)?(?:{strength})(?:[:：/][0-9.]+(?:{strength})?)?(?:\s?[*×x]\s?[0-9]+(?:{measure})?)*(?:/(?:{measure}))?"
            rf"|[*×x][0-9]+(?:{measure})(?:/(?:{measure}))?"
        )
        self.quantity = re.compile(rf"(?<![0-9*×x.])(?P<n>{number})\s?(?P<m>{measure})(?!/)")
        self.item = re.compile(
            rf"(?P<i>[\u4e00-\u9fffa-z]{{1,10}}?)(?:[0-9.]+(?:{strength})(?:[*×x][0-9]+(?:{measure}))*)?[\s:：*×x\-]{{0,2}}"
            rf"(?P<n>{number})\s?(?P<m>{measure})"
        )
        self.conditions = re.compile(any_of(words.conditions))
        self.card_yes, self.card_no = re.compile(any_of(words.card_yes)), re.compile(any_of(words.card_no))
        self.verbs = re.compile(rf"^(?:{any_of(words.before)})+")


@cache
def goods_patterns() -> _Patterns:
    """The patterns, built once a process. Raises LexiconError."""
    words: GoodsWords = load_lexicon("goods", GoodsWords)
    return _Patterns(words)


def find_drugs(text: str) -> list[Drug]:
    """The drugs named in ``text`` (folded), in order, each once."""
    patterns = goods_patterns()
    if patterns.gate.search(text) is None:
        return []
    matches = list(islice(patterns.drug.finditer(text), _MOST))
    found: dict[str, Drug] = {}
    for index, match in enumerate(matches):
        name = patterns.verbs.sub("", match.group())
        end = matches[index + 1].start() if index + 1 < len(matches) else min(len(text), match.end() + 60)
        after = text[match.end() : end].split("\n\n")[0]
        strength = patterns.strength.search(after)
        rest = after.replace(strength.group(), " ", 1) if strength else after
        quantity = patterns.quantity.search(rest)
        if len(name) >= 2 and name not in found:
            found[name] = Drug(name, strength and strength.group(), to_number(quantity["n"]) if quantity else None)
    return list(found.values())


def find_items(text: str) -> list[Item]:
    """The goods with an amount in ``text`` (folded), in order: 鸡蛋2盒, 五斤西瓜 (measure before the thing)."""
    patterns = goods_patterns()
    found = []
    for match in patterns.item.finditer(text):
        name = patterns.verbs.sub("", match["i"])
        if name:
            found.append(Item(name, to_number(match["n"]), match["m"]))
    return found[:_MOST]


def condition(text: str) -> str | None:
    """The illness named in ``text``, or None."""
    match = goods_patterns().conditions.search(text)
    return match.group() if match else None


def insurance_card(text: str) -> bool | None:
    """Whether the insurance card is used, None where the text does not say."""
    patterns = goods_patterns()
    if patterns.card_no.search(text):
        return False
    return True if patterns.card_yes.search(text) else None


def has_identity_number(text: str) -> bool:
    """Whether ``text`` carries an identity number; the number itself goes nowhere."""
    return _IDENTITY.search(text) is not None and redact(text) is not text


_IDENTITY = re.compile(r"[0-9](?:[ -]?[0-9]){13,16}[ -]?[0-9x]")
