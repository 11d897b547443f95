"""Numbers of one household that are told together with their sum: 公婆+我俩 4 is four, 三个娃加我，四个 is four."""

from __future__ import annotations

from bot.understand.segments import Segment
from bot.understand.tokens import Kind, Token

_NUMBERS = (Kind.PEOPLE, Kind.NUMBER)


def told_sum(segment: Segment, numbers: list[Token]) -> int | None:
    """The last of ``numbers`` of ``segment`` where it is the sum of what is told before it; else None."""
    if len(numbers) < 2 and not (numbers and any(token.kind is Kind.MEMBER for token in segment.tokens)):
        return None
    total = numbers[-1]
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


def behind_door(segment: Segment, numbers: list[Token]) -> list[Token]:
    """``numbers`` of a line of a list without those of the nickname before its door: 小7妹妹 1107 2人."""
    door = next((token for token in segment.tokens if token.kind is Kind.PLACE), None)
    behind = [token for token in numbers if door is not None and token.start >= door.end]
    return behind or numbers
