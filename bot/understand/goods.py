"""Drugs in a text: one a drug, with strength, packs and brand; and what else a list of medicine says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import islice

from bot.understand.amounts import amount_of
from bot.understand.goods_words import GoodsWords, goods_words, number_pattern
from bot.understand.patterns import any_of
from bot.understand.redact import redact
from bot.understand.words import reading_words

_MOST = 60  # drugs of one message
_LONGEST_NAME = 16
_LONGEST_AFTER = 60  # characters behind a name in which its strength and amount are looked for


@dataclass(slots=True, frozen=True)
class Drug:
    """One drug as written: ``strength`` like 10mg*30片, ``quantity`` packs (or pieces where no pack is named)."""

    name: str
    strength: str | None
    quantity: int | None


class _Patterns:
    def __init__(self, words: GoodsWords) -> None:
        number = number_pattern()
        measure, strength = any_of(words.measures), any_of(words.strengths)
        ending, stem, known = any_of(words.drug_endings), any_of(words.drug_stems), any_of(words.drugs)
        asked = {word for word in words.asking if len(word) == 1} | set(reading_words().numbers)
        apart = "".join(sorted(asked.union(word for word in words.before if len(word) == 1)))
        between = "".join(sorted(asked.union(words.joining)))
        han = "[\u3400-\u9fff]"
        self.gate = re.compile(any_of([*words.drugs, *words.drug_endings, *words.drug_stems]))
        brand = r"(?:\s?[(（\[【][^()（）\[\]【】\n]{1,12}[)）\]】])"
        # 奥美沙坦酯氢氯噻嗪片 is one drug; what is joined by 和 or 加, or ordered in between, are two.
        inner = rf"(?:(?![{apart}]|{known}){han}|[a-z][0-9]{{0,2}})"
        more = rf"(?:(?:(?![{between}]){han}|[a-z][0-9]{{0,2}}){{0,7}}?(?:{stem}|{ending}))*"
        self.drug = re.compile(
            rf"(?:{known}{more}|{inner}{{0,{_LONGEST_NAME}}}?(?:{stem}){more}"
            rf"|{han}{{2,{_LONGEST_NAME}}}?(?:{ending})+){brand}?"
        )
        self.protected = re.compile(rf"{known}|{stem}")
        self.brand = re.compile(rf"{brand}\Z")
        self.asking = re.compile(any_of([*words.asking, *words.persons]))
        self.verbs = re.compile(rf"^(?:{any_of([*words.before, *words.asking])}|{number}(?:{measure}))+")
        pack = rf"(?:\s?[*×x]\s?[0-9]+(?:{measure}))*(?:/(?:{measure}))?"
        self.strength = re.compile(
            rf"[0-9]+(?:\.[0-9]+)?(?:{strength})(?:[:：/][0-9.]*(?:{strength}))?{pack}|[*×x][0-9]+(?:{measure}){pack}"
            rf"|[0-9]+(?:{measure})/(?:{measure})"
        )
        apiece = any_of(words.not_goods)
        outer = any_of(words.outer)
        self.outer = re.compile(rf"\s?[*×x]\s?(?P<n>[0-9]{{1,2}})(?:{outer})\Z")
        self.quantity = re.compile(
            rf"(?P<not>(?:{any_of(words.not_ordered)})\s?)?(?<![0-9.])(?:(?P<n>{number})\s?(?P<m>{measure})(?!/|{apiece})"
            rf"|[*×x]\s?(?P<b>[0-9]{{1,2}})(?![0-9a-z])(?!(?:{measure})))"
        )
        self.each = re.compile(rf"(?:{any_of(words.each)})\s?(?P<n>{number})\s?(?P<m>{measure})")
        self.conditions = re.compile(any_of(words.conditions))
        self.card_yes, self.card_no = re.compile(any_of(words.card_yes)), re.compile(any_of(words.card_no))
        self.card_unknown = re.compile(any_of(words.card_unknown))
        self.person = re.compile(any_of([*words.persons]))
        surnames = reading_words().surnames
        self.labelled = re.compile(rf"(?:{any_of(words.person_labels)})\s?[:：]?\s?(?P<name>[{surnames}]{han}{{1,3}})")
        named = any_of([*words.conditions, *words.drugs, *words.goods])
        self.leading = re.compile(
            rf"(?:^|(?<=[\s,，:：]))(?!{named})(?P<name>[{surnames}]{han}{{1,2}})(?=[\s,，:：])(?!\s*{number})"
        )


@cache
def goods_patterns() -> _Patterns:
    """The patterns, built once a process. Raises LexiconError."""
    return _Patterns(goods_words())


def find_drugs(text: str) -> list[Drug]:
    """The drugs named in ``text`` (folded), in order, each once."""
    patterns = goods_patterns()
    if patterns.gate.search(text) is None:
        return []
    matches = [match for match in islice(patterns.drug.finditer(text), _MOST) if _name(match.group())]
    # [立普妥]阿托伐他汀钙片: a brand before the drug is no drug of its own.
    matches = [one for one, next_ in zip(matches, [*matches[1:], None], strict=False) if not _is_brand(one, next_)]
    found: dict[str, Drug] = {}
    for index, match in enumerate(matches):
        end = matches[index + 1].start() if index + 1 < len(matches) else len(text)
        after = text[match.end() : min(end, match.end() + _LONGEST_AFTER)].split("\n\n")[0]
        strength, rest, quantity = _strength(after)
        name = _name(match.group())
        drug = Drug(name, strength, quantity if quantity is not None else _quantity(rest))
        if name not in found or (found[name].quantity is None and drug.quantity is not None):
            found[name] = drug
    return _shared(list(found.values()), text)


def _strength(after: str) -> tuple[str | None, str, int | None]:
    """The strength in ``after``, what stands beside it, and the packs that ran into it: 20mg*7片*3盒."""
    patterns = goods_patterns()
    match = patterns.strength.search(after.split("\n")[0])
    if match is None:
        return None, after, None
    rest = after[: match.start()] + " " + after[match.end() :]
    outer = patterns.outer.search(match.group())
    if outer is None:
        return match.group().lstrip("*×x "), rest, None
    return match.group()[: outer.start()].lstrip("*×x ") or None, rest, int(outer["n"])


def _name(written: str) -> str:
    """The drug's own name: without its brand, and without the words that ask for it."""
    patterns = goods_patterns()
    name = patterns.brand.sub("", written)
    own = patterns.protected.search(name)
    last = own.start() if own else len(name) - 2
    asked = [match.end() for match in patterns.asking.finditer(name) if match.end() <= last]
    name = name[asked[-1] :] if asked else name
    if not patterns.protected.match(name):
        name = patterns.verbs.sub("", name)
    return name if len(name) >= 2 and patterns.gate.search(name) else ""


def _quantity(text: str) -> int | None:
    """The packs ordered in ``text``, the words behind a drug; not what is taken of it, nor what is left."""
    for match in goods_patterns().quantity.finditer(text):
        if match["not"]:
            continue
        number = amount_of(match["n"] or match["b"])
        return int(number) if number is not None and number == int(number) else None
    return None


def _is_brand(match: re.Match[str], following: re.Match[str] | None) -> bool:
    text = match.string
    bracketed = match.start() > 0 and text[match.start() - 1] in "[【(（" and text[match.end() : match.end() + 1]
    return bool(bracketed and bracketed in "]】)）" and following and following.start() == match.end() + 1)


def _shared(drugs: list[Drug], text: str) -> list[Drug]:
    """拜新同、络活喜各两盒: the amount of the last is the amount of each."""
    each = goods_patterns().each.search(text)
    number = amount_of(each["n"]) if each else None
    if number is None:
        return drugs
    return [Drug(one.name, one.strength, int(number)) for one in drugs]


def condition(text: str) -> str | None:
    """The illness named in ``text``, or None."""
    match = goods_patterns().conditions.search(text)
    return match.group() if match else None


def insurance_card(text: str) -> bool | None:
    """Whether the insurance card is used, None where the text does not say."""
    patterns = goods_patterns()
    if patterns.card_unknown.search(text):
        return None
    if patterns.card_no.search(text):
        return False
    return True if patterns.card_yes.search(text) else None


def for_whom(text: str) -> str | None:
    """The name or the person of the family that a list of drugs is for, as written; None where it does not say."""
    patterns = goods_patterns()
    named = patterns.labelled.search(text) or patterns.leading.search(text)
    if named is not None:
        return named["name"]
    person = patterns.person.search(text)
    return person.group() if person else None


def has_identity_number(text: str) -> bool:
    """Whether ``text`` carries an identity number; the number itself goes nowhere."""
    return _IDENTITY.search(text) is not None and redact(text) is not text


_IDENTITY = re.compile(r"[0-9](?:[ -]?[0-9]){13,16}[ -]?[0-9x]")
