"""Whether all of a household did it, or only some of them."""

from __future__ import annotations

from bot.understand.segments import Segment
from bot.understand.summing import only_oneself
from bot.understand.tokens import Kind, Token
from bot.understand.told import apart
from bot.understand.words import reading_words

NUMBERS = (Kind.PEOPLE, Kind.NUMBER)


def in_brackets(numbers: list[Token], text: str) -> bool:
    """3（含1婴儿未采）: who has not done it may be counted or not."""
    return not set("(（").isdisjoint(text[numbers[0].end : numbers[1].start])


def all_but_some(segment: Segment) -> bool:
    """除了坐月子的，其他三个都做了."""
    return {token.kind for token in segment.tokens} >= {Kind.ALL_BUT, Kind.REST}


def counts_done(number: Token, answers: list[Token], text: str) -> bool:
    """我们三个做了，儿子在学校: the number is of those who did it, and they are what is counted."""
    done = [one for one in answers if one.answer == "done"]
    return any(not apart(number, one, text) for one in done)


def only_some(segment: Segment, names: list[str], text: str) -> bool:
    """我两个，老婆在单位做; 老的没做，我做了; 两个做了，我没去."""
    named = any(token.kind is Kind.MEMBER for token in segment.tokens)
    if "elsewhere" in names and (_one_of_them(segment, text) or ("done" in names and named)):
        return True
    return "unclear" in names and ("done" in names or _others_counted(segment, text))


def all_of_them(segment: Segment, text: str) -> bool:
    """三个都不在."""
    if any(token.kind is Kind.WHOLE for token in segment.tokens):
        return True
    whole = (*reading_words().whole, *reading_words().household)
    return any(token.kind is Kind.ANSWER and text.startswith(whole, token.start) for token in segment.tokens)


def _one_of_them(segment: Segment, text: str) -> bool:
    """Whether one person did it elsewhere, and in another clause others are counted or did it here."""
    if only_oneself(segment, text):
        return False
    with_person = [
        clause
        for clause in segment.clauses
        if Kind.MEMBER in clause.kinds and any(token.answer == "elsewhere" for token in clause.tokens)
    ]
    others = [clause for clause in segment.clauses if clause not in with_person]
    return bool(with_person) and any(
        token.kind in NUMBERS or token.answer == "done" for clause in others for token in clause.tokens
    )


def _others_counted(segment: Segment, text: str) -> bool:
    """两个，我没去: a number that is not that of those who did not."""
    numbers = [token for token in segment.tokens if token.kind in NUMBERS and token.number]
    answers = [token for token in segment.tokens if token.kind is Kind.ANSWER]
    return any(all(apart(number, one, text) for one in answers) for number in numbers)
