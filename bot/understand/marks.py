"""A lone - or + is an answer where the form says so."""

from __future__ import annotations

from itertools import pairwise

from bot.understand.scan import Scanner
from bot.understand.segments import Segment
from bot.understand.tokens import Kind, Token


def with_marks(segment: Segment, scanner: Scanner, text: str) -> list[Token]:
    """Return the tokens of ``segment``: a lone - or + at the end of a clause is the answer that the form gives it."""
    for token in segment.tokens:
        if token.kind is Kind.ANSWER and not token.weak:
            return segment.tokens
    tokens = list(segment.tokens)
    each = _one_for_each(tokens, text)
    for index, token in enumerate(tokens):
        answer = scanner.dash if token.kind is Kind.DASH else scanner.plus if token.kind is Kind.PLUS else ""
        if not answer or set(text[token.start : token.end]) - set("-+") or token.end - token.start > 3:
            continue
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        preceding = tokens[index - 1] if index else None
        lonely = preceding is None or preceding.kind not in (Kind.DASH, Kind.PLUS)
        if _between_times(preceding, following, text):
            continue
        if token.start in each or _bracketed(token, text) or (lonely and (_closing(following) or _opens(token, text))):
            if token.start in each and preceding is not None and preceding.kind is not Kind.MEMBER:
                tokens[index - 1] = Token(Kind.MEMBER, preceding.start, preceding.end, 1)
            tokens[index] = Token(Kind.ANSWER, token.start, token.end, 0, None, answer, True)
    return tokens


def _one_for_each(tokens: list[Token], text: str) -> set[int]:
    """爸- 妈- 我+: where the marks stand that are right behind somebody each, and join nothing to the next; or none."""
    found: set[int] = set()
    for before, token in pairwise(tokens):
        if token.kind not in (Kind.DASH, Kind.PLUS):
            continue
        named = before.kind in _NAMED and before.end == token.start
        if (
            not named
            or text[token.end : token.end + 1].isalnum()
            or (before.kind is Kind.OTHER and before.number > _A_NAME)
        ):
            return set()
        found.add(token.start)
    return found if len(found) > 1 else set()


def may_be_plus(tokens: list[Token], *, marked: bool) -> bool:
    """爸+，我阴: a plus right behind somebody or a number, and nothing that it would add.

    ``marked``: another answer is a lone minus; then a plus between two persons (爸+妈-) may be one, too.
    """
    for before, token, after in zip(tokens, tokens[1:], [*tokens[2:], None], strict=False):
        if token.kind is not Kind.PLUS or before.kind not in _WHOSE or before.end != token.start:
            continue
        if after is None or after.start > token.end or after.kind in (Kind.COMMA, Kind.STOP):
            return True
        if marked and (after.kind not in (Kind.NUMBER, Kind.PEOPLE) or _marked_too(after, tokens)):
            return True
    return False


def _marked_too(number: Token, tokens: list[Token]) -> bool:
    """1+1-: the number behind the plus has a mark of its own."""
    return any(token.start == number.end and token.kind in (Kind.ANSWER, Kind.DASH) for token in tokens)


_WHOSE = frozenset({Kind.MEMBER, Kind.OWN, Kind.PEOPLE, Kind.NUMBER, Kind.PLACE})
_NAMED = frozenset({Kind.MEMBER, Kind.NAME, Kind.OTHER})
_A_NAME = 3  # characters of a name nobody taught us
_BRACKETS = {"(": ")", "[": "]", "【": "】", "〔": "〕", "［": "］"}


def _bracketed(token: Token, text: str) -> bool:
    """抗原（-）: a mark in brackets of its own."""
    before, after = text[token.start - 1 : token.start], text[token.end : token.end + 1]
    return before in _BRACKETS and _BRACKETS[before] == after


def _opens(token: Token, text: str) -> bool:
    """-（1人）: what is in brackets behind it is no part of it."""
    return text[token.end : token.end + 1] in ("(", "（")


def _closing(following: Token | None) -> bool:
    return following is None or following.kind in (Kind.COMMA, Kind.STOP, Kind.FILLER, Kind.POSSESSIVE)


def _between_times(preceding: Token | None, following: Token | None, text: str) -> bool:
    """7:45-8:20 is no answer."""
    beside = [token for token in (preceding, following) if token is not None and token.kind is Kind.FILLER]
    return len(beside) == 2 and all(text[token.start].isdigit() for token in beside)
