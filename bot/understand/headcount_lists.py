"""A 接龙 while heads are counted: nicknames made of numerals, and lists that count nobody."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from bot.understand.chain import Chain, calls_others
from bot.understand.goods_words import goods_words, number_pattern
from bot.understand.headcount_words import headcount_patterns
from bot.understand.meaning import Entry
from bot.understand.order_patterns import order_patterns
from bot.understand.patterns import any_of, lazily
from bot.understand.tokens import Kind, Token
from bot.understand.words import reading_words

_HAN = re.compile("[\u3400-\u9fff]")
_FEW = 2  # characters of a title that says nothing
_MUCH = 7  # and, beside the mark of the list, of one that is about something, though its lines tell numbers
_SEVERAL = 2
_SAYING = frozenset(
    {Kind.PLACE, Kind.ANSWER, Kind.QUESTION, Kind.WHAT_NOW, Kind.HINT, Kind.CONDITION, Kind.HEARSAY, Kind.SAME}
)
_BETWEEN = frozenset({Kind.FILLER, Kind.DASH, Kind.OTHER, Kind.NAME})
# Beside a door and a number these say nothing of who has done it.
_IDLE = frozenset(
    {
        Kind.OTHER, Kind.OTHERS, Kind.FILLER, Kind.FLOOR, Kind.BUILDING, Kind.LAUGHTER, Kind.WEATHER, Kind.COMMA,
        Kind.STOP, Kind.NOW, Kind.NEIGHBOURS, Kind.POSSESSIVE, Kind.NEGATION, Kind.WISH, Kind.TOPIC, Kind.JOKE,
    }
)  # fmt: skip
_COLONS = ":："
_GAPS = frozenset(" ,，、。;；(（\n")


def without_numerals(line: str) -> str:
    """``line`` of a list without an odd nickname beside its door (七七八八 1206 1人), of the same length."""
    line = _numerals().sub(lambda nick: " " * len(nick.group()), line)
    nick = _nick().match(line)  # 601-高二狗-3, 1505 susan 2
    return line if nick is None else line[: nick.start(1)] + " " * len(nick[1]) + line[nick.end(1) :]


def of_households(folded: str, reader: str) -> bool:
    """Whether no head count is called for in the first of several lines: 核酸还差这几家： 302 504."""
    return reader != "headcount" or "\n" not in folded or not calls_others(folded[: folded.index("\n")])


def without_heading(tokens: list[Token], folded: str, reader: str, *, listed: bool) -> list[Token]:
    """``tokens`` without the line above several that begin with a door: 楼上几家我一并报：; of it the building stays.

    Of a line of a list without its remark.
    """
    if listed:
        return _without_remark(tokens, folded) if reader == "headcount" else tokens
    if "\n" not in folded:
        return _without_label(tokens, folded)
    first = next((index for index, token in enumerate(tokens) if folded[token.start] == "\n"), len(tokens))
    heading, lines = tokens[:first], tokens[first:]
    doors = sum(folded[line.start] == "\n" and door.kind is Kind.PLACE for line, door in pairwise(lines))
    if doors < _SEVERAL or any(token.kind in _SAYING for token in heading):
        return tokens
    return [token for token in heading if token.kind is Kind.BUILDING] + lines


def _without_label(tokens: list[Token], folded: str) -> list[Token]:
    """``tokens`` without what stands before a colon and several doors: 帮没进群的三户报一下：302一人，501两人."""
    colon = next((place for place in map(folded.find, _COLONS) if place >= 0), None)
    if colon is None:
        return tokens
    label = [token for token in tokens if token.start < colon]
    listed = tokens[len(label) :]
    doors = sum(mark.kind is Kind.COMMA and door.kind is Kind.PLACE for mark, door in pairwise(listed))
    if not (listed and listed[0].kind is Kind.PLACE and doors) or any(_says(token, folded) for token in label):
        return tokens
    return [token for token in label if token.kind in (Kind.BUILDING, Kind.PROXY)] + listed


def _says(token: Token, folded: str) -> bool:
    """Whether ``token`` says something of the doors behind it; 三户 does not."""
    return token.kind in _SAYING and not (token.kind is Kind.HINT and _is_numeral(folded[token.start]))


def _is_numeral(character: str) -> bool:
    return character.isdecimal() or character in reading_words().numbers


def _without_remark(tokens: list[Token], folded: str) -> list[Token]:
    """``tokens`` of a line of a list without what is remarked behind its door and number: 1106 2人 狗也想做."""
    door = next((index for index, token in enumerate(tokens) if token.kind is Kind.PLACE), None)
    behind = tokens[door + 1 :] if door is not None else []
    number = next((index for index, token in enumerate(behind) if token.kind not in _BETWEEN), None)
    if door is None or number is None or behind[number].kind not in (Kind.PEOPLE, Kind.NUMBER):
        return tokens
    said, remark = tokens[: door + 2 + number], behind[number + 1 :]
    if not remark or folded[said[-1].end] not in _GAPS or any(token.kind not in _IDLE for token in remark):
        return tokens
    return said


def of_others(entries: list[Entry], chain: Chain) -> bool:
    """Whether ``chain`` counts others than those who did it, or may count nobody."""
    if headcount_patterns().other_lists.search(chain.title) is not None or _untold(entries, chain):
        return True
    return chain.marked and _foreign(chain.title, _MUCH)


def labels_others(folded: str) -> bool:
    """Whether what stands before a colon counts others than those who did it: 今天还没做的：101，103."""
    label, colon, _ = folded.replace(_COLONS[1], _COLONS[0]).partition(_COLONS[0])
    return bool(colon) and headcount_patterns().other_lists.search(label) is not None


def _untold(entries: list[Entry], chain: Chain) -> bool:
    """Whether none of ``entries`` tells a number or an answer, and the title of ``chain`` is of something else."""
    return _foreign(chain.title) and not any(_tells(entry) for entry in entries)


def _foreign(title: str, few: int = _FEW) -> bool:
    """Whether ``title`` says more than a ``few`` characters, and nothing of a head count: 明天羽毛球."""
    return len(_HAN.findall(title)) > few and headcount_patterns().titles.search(title) is None


def _tells(entry: Entry) -> bool:
    return entry.result != "done" or entry.values.get("count") is not None or entry.plain


def _orders_things(folded: str, chain: Chain) -> bool:
    """Whether most lines of ``chain`` name a door and behind it an amount of things or turns: 302 2把, 808 3趟."""
    things = [item for item in chain.items if _things().search(folded, item.start, item.end)]
    return len(things) * 2 >= len(chain.items)


def _sells(title: str) -> bool:
    """Whether ``title`` names goods, or what something costs: 蛋糕 6寸128, 鲜花团，一束39."""
    patterns = order_patterns()
    return patterns.goods.search(title) is not None or patterns.price.search(title) is not None


def counts_nobody(entries: list[Entry], folded: str, chain: Chain) -> bool:
    """Whether ``chain`` calls people, or most of its lines order goods and no entry says for sure how many people."""
    if chain.called or _orders_things(folded, chain) or (_foreign(chain.title) and _sells(chain.title)):
        return True
    if not chain.marked and _untold(entries, chain):
        return True
    if any(entry.values.get("count") is not None and not entry.review for entry in entries):
        return False
    ordered = [item for item in chain.items if _ordered().search(folded, item.start, item.end)]
    return len(ordered) * 2 > len(chain.items)


@cache
def _things() -> re.Pattern[str]:
    words = headcount_patterns().tallies
    measures = any_of({*goods_words().measures, *words} - {*reading_words().people})
    return lazily(rf"(?<![0-9])[0-9]{{3,4}}[\s:：,，\-]{{1,3}}{number_pattern()}\s?(?:{measures})")


@cache
def _numerals() -> re.Pattern[str]:
    return lazily(rf"\A\s*[{''.join(reading_words().numbers)}]{{3,}}(?=\s+[0-9]{{3,4}}(?![0-9]))")


@cache
def _nick() -> re.Pattern[str]:
    """A name between a door and the number that ends the line, with a numeral in it or of letters."""
    numbers, people = "".join(reading_words().numbers), "".join(reading_words().people)
    han = f"(?![{people}])[\u3400-\u9fff]"
    nick = rf"(?:{han}){{1,2}}[{numbers}](?:{han}){{1,2}}|[a-z]{{2,12}}"
    return lazily(rf"\s*[0-9]{{3,4}}[\s\-_]+({nick})(?=[\s\-_]+[0-9]{{1,2}}[{people}]?\s*\Z)")


@cache
def _ordered() -> re.Pattern[str]:
    return lazily(rf"{number_pattern()}\s?(?:{any_of(goods_words().packs)})")
