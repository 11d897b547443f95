"""How many a household is by what is told of it: 公婆+我俩 4 is four, 三个娃加我，四个 is four, 我跟老公 are two."""

from __future__ import annotations

from itertools import pairwise

from bot.understand.headcount_words import headcount_patterns
from bot.understand.segments import Segment
from bot.understand.tokens import Clause, Kind, Token
from bot.understand.words import reading_words

_NUMBERS = (Kind.PEOPLE, Kind.NUMBER)
_MORE = (Kind.MEMBER, Kind.REST, Kind.OTHER, Kind.PLUS)
_FOR_OTHERS = frozenset({Kind.PROXY, Kind.OTHERS, Kind.ANSWER})
_FEW = 2  # characters nobody taught us beside who they are


def told_sum(segment: Segment, numbers: list[Token]) -> int | None:
    """The last of ``numbers`` of ``segment`` where it is the sum of what is told before it; else None."""
    if len(numbers) < 2 and not (numbers and any(token.kind is Kind.MEMBER for token in segment.tokens)):
        return None
    total = numbers[-1]
    if total.part:
        return None  # 一老一小俩大人
    before = [token for token in segment.tokens if token.start < total.start]
    told = [token for token in before if token.kind in _NUMBERS]
    beside = {token.start for token in [*told, total]} | {token.end for token in told}
    alone = [
        token.number
        for token in before
        if token.kind is Kind.MEMBER and token.end not in beside and token.start not in beside
    ]
    people = sum(token.number for token in told)
    most = max((token.number for token in told), default=0)
    return total.number if total.number in (people, people + sum(alone)) and total.number > most else None


def said_twice(segment: Segment, numbers: list[Token], answers: list[Token], text: str) -> list[Token]:
    """``numbers`` without those that say the first again: 共3人 3人均已做, 3（1个小孩2个大人）."""
    parts = numbers[1:]
    if (
        parts
        and not numbers[0].part
        and all(one.part for one in parts)
        and sum(one.number for one in parts) == numbers[0].number
    ):
        return numbers[:1]  # 一共三人，两大一小
    if len({token.number for token in numbers}) != 1 or any(token.part for token in numbers):
        return numbers
    between = [token for token in segment.tokens if numbers[0].end <= token.start < numbers[-1].start]
    more = any(token.kind in _MORE or text[token.start : token.end] in reading_words().joining for token in between)
    return numbers if more or any(one.answer != "done" for one in answers) else numbers[:1]


def guessed(segment: Segment) -> bool:
    """1102 2人？3人？, 802三个，有一个算不算都行: who counts so is not sure. 代隔壁说声，做过啦: whose is it?"""
    kinds = {token.kind for token in segment.tokens}
    if not segment.places and kinds >= _FOR_OTHERS:
        return True
    people = {token.number for token in segment.tokens if token.kind is Kind.PEOPLE}
    asked = any(one.kind is Kind.PEOPLE and two.kind is Kind.QUESTION for one, two in pairwise(segment.tokens))
    return asked and bool(segment.places) and len(people) > 1


def vaguely_counted(segment: Segment, text: str) -> bool:
    """1603 两三个吧: a number that is not sure."""
    numerals = reading_words().numbers
    return any(token.kind is Kind.DOUBT and text[token.start] in numerals for token in segment.tokens)


def one_is_away(segment: Segment, text: str) -> bool:
    """儿子在外地: of whoever else lives behind the door nothing is said."""
    if segment.places or any(token.kind in (Kind.WHOLE, Kind.OWN, *_NUMBERS) for token in segment.tokens):
        return False
    persons = [text[token.start : token.end] for token in segment.tokens if token.kind is Kind.MEMBER]
    return any(len(person) > 1 and person not in headcount_patterns().tenants for person in persons)


def feels_ill(segment: Segment, text: str) -> bool:
    """1202两个孩子发烧: a number of people of whom something else is told."""
    ill = reading_words().symptoms
    return any(token.kind is Kind.FILLER and text[token.start : token.end] in ill for token in segment.tokens)


def behind_door(segment: Segment, numbers: list[Token]) -> list[Token]:
    """``numbers`` of a line of a list without those of the nickname before its door: 小7妹妹 1107 2人."""
    door = next((token for token in segment.tokens if token.kind is Kind.PLACE), None)
    behind = [token for token in numbers if door is not None and token.start >= door.end]
    return behind or numbers


def named_people(segment: Segment, text: str) -> int | None:
    """我跟老公做好了 are two: the writer and who is named with him; None where it is not said who all did."""
    said = [one for one in segment.clauses if _tells_who(one)]
    members = [token for clause in said for token in clause.tokens if token.kind is Kind.MEMBER]
    members = [token for token in members if not text.startswith(headcount_patterns().helping, token.end)]
    if len(members) == 1 and members[0].number > 1:
        return members[0].number  # 娘仨都做好了
    words = [text[token.start : token.end] for token in members]
    me = any(len(word) == 1 or token.number for word, token in zip(words, members, strict=True))
    if (
        len(members) < 2
        or not me
        or any(token.kind is Kind.WHOLE and token.end - token.start > 1 for token in segment.tokens)
    ):
        return None
    once = dict.fromkeys(words)  # 我是1205，我跟老头子都做好了
    return sum(1 + (word in headcount_patterns().couples) for word in once) if len(once) > 1 else None


def _tells_who(clause: Clause) -> bool:
    """就我跟我家老头子，做好了: a clause with the answer, or one that says little else than who they are."""
    other = sum(token.number for token in clause.tokens if token.kind is Kind.OTHER)
    return other <= _FEW or any(token.answer == "done" for token in clause.tokens)


def only_oneself(segment: Segment, text: str) -> bool:
    """我在单位采的，就我1人."""
    numbers = [token.number for token in segment.tokens if token.kind in _NUMBERS]
    persons = {text[token.start : token.end] for token in segment.tokens if token.kind is Kind.MEMBER}
    return numbers == [1] and len(persons) == 1
