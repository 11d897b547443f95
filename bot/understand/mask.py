"""A message without anybody in it: doors become ROOM1, names NAME1, numbers of persons ▇."""

from __future__ import annotations

import re
from functools import cache

from bot.understand.address import simplify
from bot.understand.normalise import fold
from bot.understand.redact import redact
from bot.understand.scan import Scanner
from bot.understand.tokens import Kind
from bot.understand.words import reading_words

_MENTION = re.compile(r"@[^\s@\u2005]{1,20}")
_HIDDEN = {Kind.PLACE: "ROOM", Kind.BUILDING: "ROOM", Kind.NAME: "NAME"}


def mask(text: str) -> tuple[str, dict[str, str]]:
    """Return ``text`` with doors, names and numbers hidden, and for each ROOM1, NAME1 … what stood there."""
    text = _MENTION.sub("@", redact(text))
    folded = simplify(fold(text))[0]
    spans = [
        (token.start, token.end, _HIDDEN[token.kind]) for token in _scanner().scan(folded) if token.kind in _HIDDEN
    ]
    spans += [(found.start(), found.end(), "NAME") for found in _named().finditer(folded)]
    hidden: dict[str, str] = {}
    parts: list[str] = []
    done = 0
    for start, end, kind in sorted(spans):
        if start < done:
            continue
        name = f"{kind}{1 + sum(key.startswith(kind) for key in hidden)}"
        hidden[name] = text[start:end].strip()
        parts += [folded[done:start], name]
        done = end
    return redact("".join([*parts, folded[done:]])), hidden


@cache
def _scanner() -> Scanner:
    return Scanner(None)


@cache
def _named() -> re.Pattern[str]:
    """A surname and one or two more characters that stand apart: 张三, and not 陈皮糖."""
    return re.compile(rf"(?<![\u3400-\u9fff])[{reading_words().surnames}][\u3400-\u9fff]{{1,2}}(?![\u3400-\u9fff])")
