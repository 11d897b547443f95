"""Rooms whose numbers people also dial or round to (110, 1000): what stands around one says which it is."""

from __future__ import annotations

from itertools import takewhile

from bot.understand.tokens import Kind, Token
from bot.understand.words import reading_words

# A room stands first, or behind one of these; 打110 does not.
_BEHIND = frozenset(
    {
        Kind.COMMA, Kind.STOP, Kind.PROXY, Kind.CORRECTION, Kind.NAME, Kind.OWN, Kind.PLACE, Kind.BUILDING,
        Kind.ANSWER, Kind.HINT,
    }
)  # fmt: skip
# What may run into a room with nothing between them: 110两条杠; not 120接走了.
_RUNS_ON = frozenset(
    {
        Kind.ANSWER, Kind.PEOPLE, Kind.NUMBER, Kind.DASH, Kind.PLUS, Kind.COMMA, Kind.STOP, Kind.WHOLE, Kind.EXISTS,
        Kind.MEMBER, Kind.NAME, Kind.SAME,
    }
)  # fmt: skip
_ANSWERING = frozenset({Kind.ANSWER, Kind.SAME, Kind.DASH, Kind.PLUS})
_NUMBERS = frozenset({Kind.PEOPLE, Kind.NUMBER})
_UNKNOWN = 1  # characters that such a number weighs where it is no room: 3人阴 110 is for a person, not for nobody


def settle_odd_rooms(tokens: list[Token], text: str) -> None:
    """Keep an odd number among ``tokens`` of ``text`` as a room only where one would stand and is answered for."""
    for index, token in enumerate(tokens):
        place = token.place
        if place is not None and place.odd and not (_placed(tokens, index, text) and _answered(tokens, index, text)):
            token.kind, token.number, token.place = Kind.OTHER, _UNKNOWN, None


def _placed(tokens: list[Token], index: int, text: str) -> bool:
    before = tokens[:index]
    if before and before[-1].kind is Kind.FILLER and before[-1].end == tokens[index].start:
        return _is_label(text[before[-1].start : before[-1].end])  # 房号110; not 一共100
    before = [token for token in before if token.kind is not Kind.FILLER]
    return not before or before[-1].kind in _BEHIND


def _is_label(words: str) -> bool:
    return words.rstrip(" :：") in reading_words().labels


def _answered(tokens: list[Token], index: int, text: str) -> bool:
    """Whether an answer follows in the same line, or a number of people at once and nothing unknown."""
    after = list(takewhile(lambda token: text[token.start] != "\n", tokens[index + 1 :]))
    if not after or (after[0].start == tokens[index].end and after[0].kind not in _RUNS_ON):
        return False
    kinds = {token.kind for token in after}
    return bool(kinds & _ANSWERING) or (after[0].kind in _NUMBERS and Kind.OTHER not in kinds)


def settle_next_door(tokens: list[Token], _text: str) -> None:
    """403对门404: the door that only says where the other one is."""
    for door, beside, other in zip(tokens, tokens[1:], tokens[2:], strict=False):
        joined = beside.kind is Kind.NEIGHBOURS and door.end == beside.start and other.start - beside.end <= 1
        if joined and door.kind is other.kind is Kind.PLACE:
            door.kind = beside.kind = Kind.FILLER
            door.place, door.number = None, 0
