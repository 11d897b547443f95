"""The name that stands beside a room: 502 张三 3人阴, 王阿姨 502."""

from __future__ import annotations

import re

from bot.understand.segments import Segment
from bot.understand.tokens import Kind, Token
from bot.understand.words import reading_words

_NAME = re.compile(r"[\u3400-\u9fff]{2,4}|[A-Za-z][A-Za-z .]{1,15}")
_STEP_OVER = frozenset({Kind.DASH, Kind.COMMA})


def read_name(segment: Segment, text: str, *, in_chain: bool) -> str | None:
    """Return the name next to the room as it is written, or None.

    In a message of one's own only a word that begins with a surname is one; in a 接龙 whatever stands there.
    """
    tokens = segment.tokens
    places = [index for index, token in enumerate(tokens) if token.kind is Kind.PLACE]
    if len(places) > 1:
        return None
    beside = _beside(tokens, places[0]) if places else (tokens[:1] if in_chain else [])
    for token in beside:
        words = text[token.start : token.end].strip()
        if token.kind is Kind.NAME:
            return words
        if token.kind is Kind.OTHER and _NAME.fullmatch(words) and (in_chain or words[0] in reading_words().surnames):
            return words
    return None


def _beside(tokens: list[Token], index: int) -> list[Token]:
    found = []
    for step in (1, -1):
        at = index + step
        while 0 <= at < len(tokens) and tokens[at].kind in _STEP_OVER:
            at += step
        if 0 <= at < len(tokens):
            found.append(tokens[at])
    return found
