"""接龙: cut a list that everybody lengthens by a line into its title and its entries."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from pydantic import BaseModel, ConfigDict

from bot.lexicon import load_lexicon
from bot.understand.numerals import to_number
from bot.understand.patterns import any_of

_CIRCLED = "\u2460-\u249b"  # one to twenty in a circle, in brackets, with a full stop
_NO = r"(?:(?<=no)|(?<=no\.))[0-9]{1,3}(?=[ ])"  # NO.1 1204
_NUMERALS = "[\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341]"
_SPELT = rf"{_NUMERALS}{{1,3}}(?=[、.](?!{_NUMERALS}))"  # 一、301 阴
_NUMBER = rf"(?:\(|no\.?)?([0-9]{{1,3}}(?=[ ]?[.、):：．])|{_NO}|{_SPELT}|[{_CIRCLED}])[ ]?[.、):：．]?"
_NUMBERED = re.compile(rf"^[ ]*{_NUMBER}[ ]*(?![0-9]{{1,2}}(?:[.:：][0-9]|$))(.*)$", re.MULTILINE)
_START = re.compile(rf"^[ ]*(?:\(?(?:[0-9]{{1,3}}[ ]?[.、)]|[{_CIRCLED}])|no\.?[0-9]|{_SPELT})", re.MULTILINE)
_INLINE = re.compile(r"(?:(?<=\s)|^|(?<=\())([0-9]{1,3})[.、)](?![0-9]{1,2}(?![0-9]))[ ]*")
# The next number and a door behind it.
_NEXT = re.compile(r"(?<=[\s)）\]】。;；])([0-9]{1,3})[.、)][ ]*(?=[0-9]{3,4}(?![0-9.]))")
# [2][1501][大喵] …: a list whose lines begin with building, room and name in brackets instead of a number.
_BRACKETED = re.compile(r"^[ ]*[\[【(（][0-9a-z]{1,3}[\]】)）][ ]?[\[【(（][0-9]{3,4}[\]】)）].*$", re.MULTILINE)
_MASKED = re.compile(r"[\[【(（][^\[\]【】()（）\n]{1,8}[0-9][\]】)）]")  # [姓名1], as exported chats have it
_FURTHEST = 60  # numbers jump after deletions, but not further than this


class ChainWords(BaseModel):
    """data/lexicon/chains.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    marks: list[str]
    hints: list[str]
    unhinted: list[str]
    closing: list[str]
    elsewhere: list[str]
    called: list[str]
    denied: list[str]
    forbidden: list[str]
    spoken_of: list[str]
    said_more: list[str]
    asks_help: list[str]
    line_before: list[str]
    line_behind: list[str]
    line_marks: list[str]
    line_ordinal: list[str]
    line_next: list[str]
    own_line: list[str]
    line_edits: list[str]


@dataclass(slots=True)
class Item:
    """One numbered entry: where its words start and end in the text; several lines are one entry."""

    number: int
    start: int
    end: int


@dataclass(slots=True)
class Chain:
    """A list. ``title`` is everything before its first entry; ``elsewhere`` where it asks for something else.

    ``marked`` where the client's own mark (#接龙) stands in it; ``called`` where it calls those who are listed.
    """

    title: str
    items: list[Item] = field(default_factory=list)
    elsewhere: bool = False
    marked: bool = False
    called: bool = False


@dataclass(slots=True, frozen=True)
class _Patterns:
    marks: re.Pattern[str]
    hints: re.Pattern[str]
    closing: re.Pattern[str]
    elsewhere: re.Pattern[str]
    called: re.Pattern[str]


@cache
def chain_words() -> ChainWords:
    """The lists of chains.yaml. Raises LexiconError."""
    words: ChainWords = load_lexicon("chains", ChainWords)
    return words


@cache
def _patterns() -> _Patterns:
    words = chain_words()
    missing = "".join(f"(?<!{word})" for word in words.unhinted)  # 忘写门牌的那位 阴
    patterns = [re.compile(one) for one in (any_of(words.marks), f"{missing}(?:{any_of(words.hints)})")]
    patterns.append(re.compile(any_of(words.closing)))
    denied = rf"(?<!{')(?<!'.join(words.denied)})"  # 不是报名要做的接
    forbidden = rf"(?!\s?(?:{any_of(words.forbidden)}))"  # 没做的不要接
    patterns += [re.compile(f"{denied}(?:{any_of(one)}){forbidden}") for one in (words.elsewhere, words.called)]
    return _Patterns(*patterns)


def find_chain(text: str) -> Chain | None:
    """Return the 接龙 in ``text`` (folded), or None. A title or hint line is no item."""
    patterns = _patterns()
    marked = "#" in text and patterns.marks.search(text) is not None
    if ("][" in text or "】【" in text) and len(lines := list(_BRACKETED.finditer(text))) > 1:
        items = [Item(number, line.start(), line.end()) for number, line in enumerate(lines, 1)]
        title = text[: items[0].start]
        return Chain(title, items, patterns.elsewhere.search(title) is not None, marked=True)
    if not marked and _START.search(text) is None:
        return None
    if "\n" in text.strip():
        items, first = _lines(text, patterns)
    else:
        items, first = _flat(text, marked)
    if len(items) < (1 if marked else 2) and not (items and items[0].number == 1):
        return Chain(text) if marked else None
    title = text[:first]
    called = patterns.called.search(title) is not None
    return Chain(title, items, patterns.elsewhere.search(title) is not None, marked, called)


def _lines(text: str, patterns: _Patterns) -> tuple[list[Item], int]:
    """Entries that begin with a number at the line start; further lines belong to the entry above them."""
    items: list[Item] = []
    first = len(text)
    last = 0
    position = 0
    hinted = False
    for line in text.split("\n"):
        start, position = position, position + len(line) + 1
        match = _NUMBERED.match(line)
        if match is None:
            if items and not hinted and line.strip() and not patterns.closing.search(line):
                items[-1].end = start + len(line)
            continue
        number, body = _value(match[1]), match[2]
        if items and number == 1 and items[0].number > 1:
            items.clear()  # what began with a higher number was a title: 4.10抗原, 3. …
            first = len(text)
        if patterns.hints.search(_MASKED.sub("", body)):
            hinted = True
            continue
        hinted = False
        if items and number == 1:
            last = 0
        if items and not last <= number <= last + _FURTHEST:
            items[-1].end = start + len(line)
            continue
        first = min(first, start)
        last = number
        items.append(Item(number, start + match.start(2), start + len(line)))
        last = _further(items, text)
    return items, first


def _value(numeral: str) -> int:
    if numeral.isascii():
        return int(numeral)
    return to_number(numeral) or (ord(numeral[0]) - 0x2460) % 20 + 1


def calls_others(title: str) -> bool:
    """Whether ``title`` calls those who are listed below it, and nobody has said anything."""
    return _patterns().called.search(title) is not None


def _further(items: list[Item], text: str) -> int:
    """The last number of a line that holds the next entries too: 3. 908 两桶 4. 1602 3桶."""
    for match in _NEXT.finditer(text, items[-1].start, items[-1].end):
        if int(match[1]) == items[-1].number + 1:
            end = items[-1].end
            items[-1].end = match.start()
            items.append(Item(int(match[1]), match.end(), end))
    return items[-1].number


def _flat(text: str, marked: bool) -> tuple[list[Item], int]:
    """A list that a newer client put into one line: 1. 2. 张三 gt7 3. …"""
    starts: list[re.Match[str]] = []
    opened = False  # (1)301 阴(2)302 阴
    for match in _INLINE.finditer(text):
        number, bracketed = int(match[1]), text[match.start() - 1 : match.start()] == "("
        if bracketed and (text[: match.start() - 1].strip() if not starts else not opened):
            continue  # 301 阴(2) counts people, where the list did not begin with (1)
        opened = opened or bracketed
        if not starts and not marked and number != 1:
            return [], len(text)
        if not starts or 0 < number - int(starts[-1][1]) <= _FURTHEST:
            starts.append(match)
    if not starts:
        return [], len(text)
    ends = [match.start() - opened for match in starts[1:]] + [len(text)]
    pairs = zip(starts, ends, strict=True)
    return [Item(int(match[1]), match.end(), end) for match, end in pairs], starts[0].start()
