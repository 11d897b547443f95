"""Rooms whose numbers people also dial or round to (110, 1000): what stands around one says which it is."""

from __future__ import annotations

from bot.understand.scan import Kind, Token

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
_UNKNOWN = 3  # characters that such a number weighs where it is no room


def settle_odd_rooms(tokens: list[Token], text: str) -> None:
    """Keep an odd number among ``tokens`` of ``text`` as a room only where one would stand and is answered for."""
    for index, token in enumerate(tokens):
        if token.place is None or not token.place.odd:
            continue
        if not (_placed(tokens, index) and _answered(tokens, index, text)):
            token.kind, token.number, token.place = Kind.OTHER, _UNKNOWN, None


def _placed(tokens: list[Token], index: int) -> bool:
    before = [token for token in tokens[:index] if token.kind is not Kind.FILLER]
    return not before or before[-1].kind in _BEHIND


def _answered(tokens: list[Token], index: int, text: str) -> bool:
    """Whether an answer follows in the same line, or a number of people at once."""
    after = tokens[index + 1 :]
    if not after or (after[0].start == tokens[index].end and after[0].kind not in _RUNS_ON):
        return False
    if after[0].kind in _NUMBERS:
        return True
    for token in after:
        if token.kind is Kind.STOP and text[token.start] == "\n":
            return False
        if token.kind in _ANSWERING:
            return True
    return False
