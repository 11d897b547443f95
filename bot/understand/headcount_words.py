"""Ways of answering a head count that are built from parts: 厂里做过了 is read as 单位做, 回老家了 as 不在."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from pydantic import BaseModel, ConfigDict, model_validator

from bot.lexicon import Misplaced, load_lexicon
from bot.understand.chain import chain_words
from bot.understand.numerals import to_number
from bot.understand.patterns import any_of, lazily
from bot.understand.word_lists import Needs, bit, seen
from bot.understand.words import reading_words

_PART = re.compile(r"\{([a-z_]+)\}")
_PIECE = re.compile(r"(\{[a-z_]+\}\??|…|\.|\^)")
_WORTH = re.compile("[\u3400-\u9fff]{2}|[\u3400-\u9fff][1-9][\u3400-\u9fff]|[(（【\\[]|[0-9][*×x][0-9]")
_TEN = 10
_WAYS = ("nothing", "done", "elsewhere", "absent", "untested", "waiting", "whereabouts", "lacking", "alone")
_NO_WORDS = ("…", ".", "^")
_FEW = "123456789两"  # 三 and the like make other words: 大一, 老三
_HAN = re.compile("[\u3400-\u9fff]")
_END = r"(?=[\s，,、。;；!！?？()（）]|\Z)"
_BEHIND_DOOR = r"(?:(?<=[0-9]{3})|(?<=[0-9][ 、:：,，\-]))"
_BETWEEN = r"[^\s，,、。;；!！?？()（）]{0,6}?"


class HeadcountWords(BaseModel):
    """data/lexicon/headcount.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    parts: dict[str, list[str]]
    meant: dict[str, str]
    elsewhere: list[str]
    absent: list[str]
    done: list[str]
    untested: list[str]
    waiting: list[str]
    whereabouts: list[str]
    lacking: list[str]
    alone: list[str]
    nothing: list[str]
    remarks: list[str]
    padding: str
    couples: list[str]
    ages: list[str]
    ages_in_short: list[str]
    sexes: list[str]
    like: list[str]
    brought: list[str]
    made_of: list[str]
    tenants: list[str]
    finished: list[str]
    going_on: list[str]
    helping: list[str]
    refusals: list[str]
    other_lists: list[str]
    tallies: list[str]
    totals: list[str]
    sums: list[str]
    titles: list[str]

    @model_validator(mode="after")
    def _parts_are_known(self) -> HeadcountWords:
        for way in _WAYS:
            for part in _PART.findall(" ".join(getattr(self, way))):
                if part not in self.parts:
                    raise Misplaced(f"{{{part}}} is none of the parts", way)
        return self


class HeadcountPatterns:
    """All ways in one pattern, and the words that stand alone."""

    def __init__(self, words: HeadcountWords) -> None:
        parts = {name: f"(?:{any_of(listed)})" for name, listed in words.parts.items()}
        ways = {name: getattr(words, name) for name in _WAYS}
        self._ways = lazily(
            "|".join(f"(?P<{name}>{'|'.join(_way(one, parts) for one in listed)})" for name, listed in ways.items())
        )
        self._needs = Needs(_needed(one, words.parts) for listed in ways.values() for one in listed)
        self._meant = {**words.meant, "nothing": "", "waiting": words.meant["untested"]}
        self._did = bit(words.parts["did"])
        self._padding = words.padding
        self._remarks = bit(words.remarks)
        self._remark = lazily(
            rf"[(（\[【](?=[^()（）\[\]【】\n]*(?:{any_of(words.remarks)}))(?![^()（）\[\]【】\n]*{parts['did_not']})[^()（）\[\]【】\n]{{1,20}}[)）\]】]"
        )
        self._pairs = {word: number for word, number in reading_words().people_numbers.items() if len(word) == 1}
        numeral = rf"[1-9{''.join([*reading_words().numbers, *self._pairs])}](?![0-9])"
        ages, each = any_of(words.ages), any_of(reading_words().people)
        behind, before = rf"(?:{ages})\s?{numeral}(?:{each})?", rf"{numeral}(?:{each})?(?:{ages})"
        self._aged = bit(words.ages)
        self._ages = lazily(rf"(?<![0-9])(?:{behind}(?:[\s,，、和]?{behind})+|{before}(?:[\s,，、和]?{before})+)")
        sex = f"[{''.join(words.sexes)}]"  # 两男一女
        sexes = rf"(?<![0-9]){numeral}(?:{each})?{sex}\s?{numeral}(?:{each})?{sex}"
        self._short = bit(words.sexes) | bit(
            f"{one}{number}" for line in words.ages_in_short for one in line for number in _FEW
        )
        self._in_short = lazily("|".join([*(_in_order(line, each) for line in words.ages_in_short), sexes]))
        self._numeral = lazily(numeral)
        self._one = re.compile(rf"[0-9{''.join(reading_words().numbers)}](?:{each})")
        self._as_there = lazily(rf"(?:{any_of(words.like)})\s?[0-9]{{3,4}}(?![0-9])")
        few = "".join(one for one, number in reading_words().numbers.items() if 0 < number < _TEN)  # 704:已采（二）
        self._times = lazily(rf"(?<=[0-9]{{3}})[*×x](?=[0-9]{{1,2}}(?![0-9]))|(?<=[(（])[{few}](?=[)）])")
        self.couples = frozenset(words.couples)
        forbidden = any_of(chain_words().forbidden)
        self.other_lists = lazily(rf"(?:{any_of(words.other_lists)})(?!\s?(?:{forbidden}))")
        self._totals = bit([*words.totals, *words.sums])
        person = re.escape(reading_words().people[0])
        self._total = lazily(
            rf"(?:(?:{any_of(words.totals)})[:：\s]?[0-9]{{3,}}(?={person}|[,，;；。\s]|\Z)"
            rf"|(?:{any_of(words.sums)})[:：\s]?[0-9]{{3,}}{person})"
        )
        self.titles = lazily(any_of(words.titles))
        self.tallies = words.tallies
        self.refusals = words.refusals
        self.finished = lazily(any_of(words.finished))
        self.helping = tuple(words.helping)
        self.going_on = lazily(any_of(words.going_on))
        self.tenants = frozenset(words.tenants)
        self.brought = lazily(any_of(words.brought))
        self.made_of = lazily(rf"(?:{numeral}|[0-9]{{2}})\s?(?:{any_of(words.made_of)})")

    def as_meant(self, text: str) -> str:
        """``text`` (folded) with every way of answering as the word it stands for, of the same length."""
        if _WORTH.search(text) is None:
            return text
        if seen(text) & self._remarks:
            text = self._remark.sub(lambda match: " " * len(match.group()), text)
        if seen(text) & self._aged:
            text = self._ages.sub(self._together, text)
        if seen(text) & self._short:
            text = self._in_short.sub(self._together, text)
        if seen(text) & self._totals:
            text = self._without_totals(text)
        text = self._times.sub(lambda match: str(to_number(match.group()) or " "), text)
        text = self._as_there.sub(lambda match: self._meant["like"].ljust(len(match.group()), self._padding), text)
        return self._ways.sub(self._word, text) if self._needs.may_be_in(text) else text

    def _without_totals(self, text: str) -> str:
        """``text`` with the lines blanked that count a whole building: 应检186，已检171，还差15人."""
        for match in self._total.finditer(text):
            start, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
            end = len(text) if end < 0 else end
            text = text[:start] + " " * (end - start) + text[end:]
        return text

    def _together(self, ages: re.Match[str]) -> str:
        """大人2小孩1 as 3人, of the same length."""
        numerals = [match.group() for match in self._numeral.finditer(ages.group())]
        told = [self._pairs.get(one) or to_number(one) or 0 for one in numerals]
        return self._meant["alone"].replace("1", str(sum(told))).ljust(len(ages.group()), self._padding)

    def _word(self, match: re.Match[str]) -> str:
        word, said = self._meant[match.lastgroup or ""], match.group()
        if match.lastgroup == "waiting" and not seen(match.string) & self._did:
            return said  # 小孩还在睡: no answer but beside one
        before = match.string[: match.start()][-1:]
        if self._one.fullmatch(before + said[0]):
            return said[0] + word.ljust(len(said) - 1, self._padding) if len(word) < len(said) else said  # 两人|在老家
        if len(word) > len(said) and not before.isdigit():
            word = word.strip()
        if len(word) > len(said):
            return said
        if len(word) < len(said) and _HAN.match(before):
            word = self._padding + word  # 我们在单位做的: it is none of the words before it
        return word.ljust(len(said), self._padding)


def _in_order(ages: str, each: str) -> str:
    """A pattern of two or more of the characters ``ages``, each with its number behind it, in their order: 大3小1."""
    one = rf"[{_FEW}](?![0-9])(?:(?:{each})(?![0-9]))?"
    said = "".join(f"(?:{age}{one}[\\s,，、]?)?" for age in ages[:-1]) + f"(?:{ages[-1]}{one})?"
    return rf"(?=[{ages}]{one}[\s,，、]?[{ages}][{_FEW}])(?<![{ages}]){said}"


def _needed(way: str, parts: Mapping[str, list[str]]) -> list[list[str]]:
    """The lists of which ``way`` has a word."""
    pieces = [piece for piece in _PIECE.split(way) if piece and piece not in _NO_WORDS and not piece.endswith("?")]
    return [parts[piece[1:-1]] if piece.startswith("{") else [piece] for piece in pieces]


def _way(way: str, parts: dict[str, str]) -> str:
    pieces = [piece for piece in _PIECE.split(way) if piece]
    return "".join(
        _BETWEEN
        if piece == "…"
        else _END
        if piece == "."
        else _BEHIND_DOOR
        if piece == "^"
        else _part(piece, parts)
        if piece.startswith("{")
        else re.escape(piece)
        for piece in pieces
    )


def _part(piece: str, parts: dict[str, str]) -> str:
    """{name} is any word of the part, {name}? one or none."""
    return parts[piece.rstrip("?")[1:-1]] + ("?" if piece.endswith("?") else "")


@cache
def headcount_patterns() -> HeadcountPatterns:
    """The patterns, built once a process. Raises LexiconError."""
    words: HeadcountWords = load_lexicon("headcount", HeadcountWords)
    return HeadcountPatterns(words)
