"""Drugs in a text: one a drug, with strength, packs and brand; and what else a list of medicine says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from bot.understand.amounts import amount_of
from bot.understand.goods_words import GoodsWords, goods_words, measure_pattern, number_pattern
from bot.understand.patterns import any_of, lazily
from bot.understand.word_lists import bit, seen
from bot.understand.words import reading_words

_MOST = 60  # drugs of one message
_SHORTEST_NAME, _LONGEST_NAME = 2, 16
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
        measure, strength = measure_pattern(), any_of(words.strengths)
        ending, stem, known = any_of(words.drug_endings), any_of(words.drug_stems), any_of(words.drugs)
        asked = {word for word in words.asking if len(word) == 1} | set(reading_words().numbers)
        self.apart = asked.union(word for word in words.before if len(word) == 1)
        between = "".join(sorted(asked.union(words.joining)))
        han = "[\u3400-\u9fff]"
        self.named = bit([*words.drugs, *words.drug_stems, *words.drug_endings])
        self.core = lazily(rf"(?P<known>{known})|(?P<stem>{stem})|(?P<ending>{ending})")
        # 奥美沙坦酯氢氯噻嗪片 is one drug; what is joined by 和 or 加, or ordered in between, are two.
        self.more = lazily(rf"(?:(?:(?![{between}]){han}|[a-z][0-9]{{0,2}}){{0,7}}?(?:{stem}|{ending}))*")
        self.brand = lazily(r"\s?[(（\[【][^()（）\[\]【】\n0-9]{1,12}[)）\]】]")
        cut = any_of([*words.asking, *words.persons, *words.aside])
        self.asking = lazily(rf"{cut}|{number}(?:{measure})(?![{''.join(words.bodies)}])")
        self.pieces = frozenset(words.pieces)
        self.kinds, self.general = frozenset(words.drug_kinds), frozenset(words.aside)  # 降糖药格列美脲
        self.within = lazily(stem)
        self.letter = lazily(rf"[a-z][0-9]{{1,2}}(?![a-z0-9])|[{words.bases}](?!{han}*(?:{ending}))")
        self.mixed = tuple(words.mixed)
        mixture = rf"(?:[0-9]{{2}}(?:/[0-9]{{2}})?[rn]?|[rn])(?![0-9a-z.])(?!\s?(?:{strength}|{measure}))"
        self.filling = lazily(rf"(?:{mixture})?(?:{any_of(words.fillings)})?")
        self.heads = lazily(any_of(words.drug_heads))
        self.salts = lazily(rf"(?:{any_of(words.salts)})+\Z")
        self.not_drugs = lazily(rf"(?:.*(?:{any_of(words.not_drugs)}))\Z")
        self.before = lazily(rf"(?:(?P<n>{number})\s?|(?:{any_of(words.ones)}))(?:{measure})\s?的?\Z")
        self.next_one = lazily(rf"[,，。;；\n][^,，。;；\n]{{0,4}}?{number}\s?(?:{measure})\s?的?\Z")
        self.generic = lazily(rf"{han}(?:{han}|[a-z][0-9]{{0,2}}){{2,15}}\Z")
        self.verbs = lazily(rf"(?:{any_of([*words.before, *words.asking])}|{number}(?:{measure}))+")
        pack = rf"(?:\s?[*×x]\s?[0-9]+(?:{measure}))*(?:/(?:{measure}))?"
        self.strength = lazily(
            rf"[0-9]+(?:\.[0-9]+)?(?:{strength})(?:[:：/][0-9.]*(?:{strength}))?{pack}|[*×x][0-9]+(?:{measure}){pack}"
            rf"|[0-9]+(?:{measure})/(?:{measure})"
        )
        apiece = any_of(words.not_goods)
        outer = any_of(words.outer)
        self.outer = lazily(rf"\s?[*×x]\s?(?P<n>[0-9]{{1,2}})(?:{outer})\Z")
        self.quantity = lazily(
            rf"(?P<not>(?:{any_of(words.not_ordered)}|{any_of(words.denied)})\s?)?(?<![0-9.])(?<![0-9][-~～])(?:(?P<n>{number})\s?(?P<m>{measure})(?!/|装|半|{apiece})"
            rf"|[*×x]\s?(?P<b>[0-9]{{1,2}})(?![0-9a-z])(?!(?:{measure})))"
        )
        self.bare = lazily(r"\s?(?P<n>[1-9]|1[0-2])(?=\s|$|[,，、;；。])")
        self.content = lazily(rf"{number}\s?(?:{any_of(words.pieces)})\s?/?\Z")
        self.each = lazily(rf"(?:{any_of(words.each)})\s?(?P<n>{number})(?:\s?(?P<m>{measure})|(?=\s|$))")
        self.conditions = lazily(any_of(words.conditions))
        self.card_yes, self.card_no = lazily(any_of(words.card_yes)), lazily(any_of(words.card_no))
        self.card_asked = lazily(any_of(words.card_asked))
        labels, said_no = (
            any_of([*words.card_unknown, *words.card_labels]),
            any_of([*words.card_no, *words.card_denied]),
        )
        self.card_label = lazily(rf"(?:{labels})\s?[:：]\s?(?:(?P<no>{said_no})|(?P<yes>{any_of(words.card_said)}))")
        self.card_unknown = lazily(any_of(words.card_unknown))
        self.person = lazily(any_of([*words.persons]))
        surnames = reading_words().surnames
        self.labelled = lazily(rf"(?:{any_of(words.person_labels)})\s?[:：]?\s?(?P<name>[{surnames}]{han}{{1,3}})")
        named = any_of([*words.conditions, *words.drugs, *words.goods])
        self.leading = lazily(
            rf"(?:^|(?<=[\s,，:：]))(?!{named})(?P<name>[{surnames}]{han}{{1,2}})(?=[\s,，:：])(?!\s*{number})"
        )


@cache
def goods_patterns() -> _Patterns:
    """The patterns, built once a process. Raises LexiconError."""
    return _Patterns(goods_words())


@dataclass(slots=True, frozen=True)
class _Named:
    """Where the name of a drug stands, and where what is said of it begins."""

    start: int
    end: int
    after: int


def find_drugs(text: str, typed: str | None = None) -> list[Drug]:
    """The drugs named in ``text`` (folded), in order, each once; letters as they stand in ``typed``, as long."""
    patterns = goods_patterns()
    if not seen(text) & patterns.named:
        return []
    names = list(islice(_names(text), _MOST))
    # [立普妥]阿托伐他汀钙片: a brand before the drug is no drug of its own.
    names = [one for one, after in zip(names, [*names[1:], None], strict=False) if not _is_brand(one, after, text)]
    found: dict[str, Drug] = {}
    for index, named in enumerate(names):
        end = names[index + 1].start if index + 1 < len(names) else len(text)
        after = text[named.after : min(end, named.after + _LONGEST_AFTER)].split("\n\n")[0]
        if index + 1 < len(names) and (next_one := patterns.next_one.search(after)):
            after = after[: next_one.start()]  # 眼药水用完了，要一支珍珠明目滴眼液
        strength, rest, quantity = _strength(after)
        name = _as_typed(text[named.start : named.end], named.start, typed)
        quantity = quantity if quantity is not None else _quantity(rest)
        drug = Drug(name, strength, quantity if quantity is not None else _before(text, named.start))
        if name not in found or (found[name].quantity is None and drug.quantity is not None):
            found[name] = drug
    return _shared(_specific(list(found.values())), text) if found else []


def _specific(drugs: list[Drug]) -> list[Drug]:
    """胰岛素只剩一针了，门冬胰岛素要2支: what is only called by its kind is the one that is named beside it."""
    kinds = goods_patterns().kinds
    return [
        one
        for one in drugs
        if one.quantity is not None
        or one.strength is not None
        or not any(other is not one and (one.name in other.name or one.name in kinds) for other in drugs)
    ]


def _as_typed(name: str, start: int, typed: str | None) -> str:
    if typed is None or not re.search("[a-z]", name):
        return name
    shown = typed[start : start + len(name)]
    return "".join(a if a.isascii() and a.isalpha() else b for a, b in zip(shown, name, strict=False))


def _before(text: str, start: int) -> int | None:
    """一瓶玻璃酸钠滴眼液: the amount right before a drug of which none is said behind it."""
    match = goods_patterns().before.search(text, max(0, start - 6), start)
    number = (amount_of(match["n"]) if match["n"] else 1) if match else None
    return int(number) if number is not None and number == int(number) else None


def _names(text: str) -> Iterator[_Named]:
    patterns = goods_patterns()
    done = 0
    while (core := patterns.core.search(text, done)) is not None:
        more = None if core.group() in patterns.general else patterns.more.match(text, core.end())
        end = more.end() if more else core.end()
        start = _start(text, core, done)
        letter = patterns.letter.match(text, end) if core.lastgroup != "ending" else None
        if letter is None and text.endswith(patterns.mixed, 0, end):
            letter = patterns.filling.match(text, end)
        end = letter.end() if letter else end
        brand = patterns.brand.match(text, end)
        after = brand.end() if brand else end
        kind = brand and text[start:end] in patterns.kinds and patterns.core.search(text, end, after)
        if brand and kind:
            start, end = text.index(brand.group().strip()[0], end) + 1, after - 1  # 眼药水（卡替洛尔）
        ending = core.lastgroup == "ending"
        other = ending and patterns.not_drugs.match(text, start, end) is not None  # 一片, 鱼丸
        if end - start >= _SHORTEST_NAME and not other and not (ending and core.start() == start):
            named = _Named(start, end, after)
            yield named if kind else _generic(text, named, done)
        done = end if other else after


def _generic(text: str, named: _Named, done: int) -> _Named:
    """沙美特罗替卡松（舒利迭）: a known brand in brackets behind a drug that nobody taught us."""
    opened, closed = text[named.start - 1 : named.start], text[named.end : named.end + 1]
    if not (opened and opened in "(（[【" and closed and closed in ")）]】"):
        return named
    before = goods_patterns().generic.search(text, max(done, named.start - _LONGEST_NAME), named.start - 1)
    if before is None:
        return named
    start, end = before.span()
    asked = [match.end() for match in goods_patterns().asking.finditer(text, start, end)]
    start = asked[-1] if asked and goods_patterns().heads.match(text, start) is None else start
    return _Named(start, end, named.end + 1) if end - start > 2 else named


def _start(text: str, core: re.Match[str], done: int) -> int:
    """Where the name begins whose known part is ``core``: without the words that ask for it."""
    patterns = goods_patterns()
    start = core.start()
    chemical = patterns.within.search(core.group()) is not None and core.lastgroup != "ending"
    earliest = max(done, start - _LONGEST_NAME)
    salts = patterns.salts.search(text, earliest, start)
    if salts is not None or (core.lastgroup == "known" and not chemical):
        return salts.start() if salts else start
    while start > earliest and "\u3400" <= text[start - 1] <= "\u9fff":
        if chemical and text[start - 1] in patterns.apart:
            break
        start -= 1
    before = text[start : core.start()]
    asked = [match.end() for match in patterns.asking.finditer(before)]
    start += asked[-1] if asked else 0
    verbs = patterns.verbs.match(text, start, core.start())
    start = verbs.end() if verbs else start
    # 来氟米特片, 加巴喷丁胶囊: what would be a word of asking begins the name.
    head = patterns.heads.search(text, max(earliest, start - 4), core.end())
    salts = patterns.salts.search(text, earliest, head.start() if head else start)
    if head is not None and head.start() < start:
        start = head.start()
    return salts.start() if salts and salts.end() == start else start


def _strength(after: str) -> tuple[str | None, str, int | None]:
    """The strength in ``after``, what stands beside it, and the packs that ran into it: 20mg*7片*3盒."""
    patterns = goods_patterns()
    after = after.lstrip()
    match = patterns.strength.search(after.split("\n")[0])
    if match is None:
        return None, after, None
    rest = after[: match.start()] + " " + after[match.end() :]
    outer = patterns.outer.search(match.group())
    if outer is None:
        return match.group().lstrip("*×x "), rest, None
    return match.group()[: outer.start()].lstrip("*×x ") or None, rest, int(outer["n"])


def _quantity(text: str) -> int | None:
    """The packs ordered in ``text``, the words behind a drug; not what is taken of it, nor what is left."""
    patterns = goods_patterns()
    found = [match for match in patterns.quantity.finditer(text) if not match["not"]]
    packs = [match for match in found if match["m"] not in patterns.pieces]
    if len(packs) > 1:  # 20片一盒 两盒: what a pack holds is none of the order
        packs = [match for match in packs if not patterns.content.search(text, 0, match.start())] or packs
    for match in packs or found:
        number = amount_of(match["n"] or match["b"])
        return int(number) if number is not None and number == int(number) else None
    bare = patterns.bare.match(text)
    return int(bare["n"]) if bare else None  # 立普妥1


def _is_brand(named: _Named, following: _Named | None, text: str) -> bool:
    bracketed = named.start > 0 and text[named.start - 1] in "[【(（" and text[named.end : named.end + 1]
    return bool(bracketed and bracketed in "]】)）" and following and following.start == named.end + 1)


def _shared(drugs: list[Drug], text: str) -> list[Drug]:
    """拜新同、络活喜各两盒: the amount of the last is the amount of each."""
    each = goods_patterns().each.search(text)
    number = amount_of(each["n"]) if each else None
    if each is None or number is None:
        return drugs
    lowered = text.lower()
    before = [one for one in drugs if 0 <= lowered.find(one.name.lower()) < each.start()]
    shared = [one for one in before or drugs if one.quantity is None or (before and one is before[-1])]
    return [Drug(one.name, one.strength, int(number)) if one in shared else one for one in drugs]
