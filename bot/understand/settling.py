"""What a word means is settled by those around it: 她 after 我, 自己家 after 我妈, a room that is denied."""

from __future__ import annotations

from bot.understand.odd import settle_odd_rooms
from bot.understand.tokens import Kind, Token

_MARKS = (Kind.COMMA, Kind.STOP)
_HOUSEHOLD = frozenset({Kind.OWN, Kind.MEMBER, Kind.PLACE})
_A_WORD = 2  # characters of somebody who is not 我


def settle(tokens: list[Token], text: str) -> None:
    """Settle ``tokens`` of ``text`` (folded) in place."""
    settle_odd_rooms(tokens, text)
    kinds = {token.kind for token in tokens}
    if Kind.PRONOUN in kinds:
        _settle_pronouns(tokens)
    if Kind.OWN_HOME in kinds:
        _settle_homes(tokens)
    if Kind.NEGATION in kinds:
        _settle_rooms(tokens)


def _settle_pronouns(tokens: list[Token]) -> None:
    """我阴，她阳: who has named his household goes on with it; before that, she is somebody else."""
    own = answered = False
    for token in tokens:
        if token.kind is Kind.PRONOUN:
            token.kind = Kind.MEMBER if own and answered else Kind.OTHERS
        elif token.kind is Kind.OTHERS:
            own = False
        elif token.kind in _HOUSEHOLD:
            own = True
        elif token.kind is Kind.ANSWER or token.kind in (Kind.PEOPLE, Kind.NUMBER):
            answered = True


def _settle_homes(tokens: list[Token]) -> None:
    """自己家 is the writer's, unless it is said of somebody of the family: 我妈在自己家."""
    somebody = False
    for token in tokens:
        if token.kind in _MARKS:
            somebody = False
        elif token.kind is Kind.MEMBER:
            somebody = somebody or token.end - token.start >= _A_WORD
        elif token.kind is Kind.OWN_HOME:
            token.kind, token.number = (Kind.ELSEWHERE, 0) if somebody else (Kind.OWN, 1)


def _settle_rooms(tokens: list[Token]) -> None:
    """不是302是203: the room that is denied is none, where another one stands."""
    places = [index for index, token in enumerate(tokens) if token.kind is Kind.PLACE]
    denied = [index for index in places if index and _denies(tokens[index - 1], tokens[index])]
    if len(denied) == len(places):
        return
    for index in denied:
        tokens[index].kind, tokens[index].place = Kind.FILLER, None
        tokens[index - 1].kind = Kind.FILLER


def _denies(before: Token, token: Token) -> bool:
    return before.kind is Kind.NEGATION and before.end == token.start
