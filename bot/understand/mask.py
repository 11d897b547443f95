"""A message without anybody in it: doors become ROOM1, names NAME1, numbers of persons ▇."""

from __future__ import annotations

import re
from functools import cache

from bot.understand.address import simplify
from bot.understand.normalise import fold
from bot.understand.patterns import any_of
from bot.understand.redact import MASK, redact
from bot.understand.scan import Scanner
from bot.understand.tokens import Kind
from bot.understand.words import reading_words

_MENTION = re.compile(r"@[^\s@\u2005]{1,20}")
_UNSEEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_MAIL = re.compile(r"[\w.+-]{1,60}@[\w-]{1,60}(?:\.[\w-]{1,60})+", re.ASCII)
# What no room is written in: long numbers of any kind, and letters with digits (a plate, a passport, an account).
_CODE = re.compile(r"[0-9０-９]{7,}[xXｘＸ]?|(?<![A-Za-z0-9])[A-Za-z](?=[A-Za-z_\-]{0,30}[0-9])[A-Za-z0-9_\-]{5,}")
_NICKNAME = re.compile(r"[\u3400-\u9fff]{2,}|[A-Za-z]{3,}")
_UNSEEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_MAIL = re.compile(r"[\w.+-]{1,60}@[\w-]{1,60}(?:\.[\w-]{1,60})+", re.ASCII)
# What no room is written in: long numbers of any kind, and letters with digits (a plate, a passport, an account).
_CODE = re.compile(r"[0-9０-９]{7,}[xXｘＸ]?|(?<![A-Za-z0-9])[A-Za-z](?=[A-Za-z_\-]{0,30}[0-9])[A-Za-z0-9_\-]{5,}")
_NICKNAME = re.compile(r"[\u3400-\u9fff]{2,}|[A-Za-z]{3,}")
_HIDDEN = {Kind.PLACE: "ROOM", Kind.BUILDING: "ROOM", Kind.NAME: "NAME"}


def mask(text: str, sender: str | None = None) -> tuple[str, dict[str, str]]:
    """Return ``text`` with doors, names and numbers hidden, and for each ROOM1, NAME1 … what stood there.

    ``sender`` is the writer's nickname, which is hidden wherever it stands.
    """
    text = _MENTION.sub("@", _CODE.sub(MASK, _MAIL.sub(MASK, redact(_UNSEEN.sub("", text)))))
    folded = simplify(fold(text))[0]
    spans = [
        (token.start, token.end, _HIDDEN[token.kind]) for token in _scanner().scan(folded) if token.kind in _HIDDEN
    ]
    spans += [(found.start(), found.end(), "NAME") for found in _named().finditer(folded)]
    for name in set(_NICKNAME.findall(fold(sender or ""))):
        spans += [(found.start(), found.end(), "NAME") for found in re.finditer(re.escape(name), folded)]
    for name in set(_NICKNAME.findall(fold(sender or ""))):
        spans += [(found.start(), found.end(), "NAME") for found in re.finditer(re.escape(name), folded)]
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
    """A surname and one or two more characters that stand apart (张三, not 陈皮糖), or behind a label (我叫王建国)."""
    words = reading_words()
    behind = any_of(words.named_before)
    given = rf"[{words.surnames}](?:(?!{behind})[\u3400-\u9fff]){{1,2}}"
    apart = rf"(?<![\u3400-\u9fff]){given}(?=[^\u3400-\u9fff]|$|{behind})"
    lookbehinds = "|".join(rf"(?<={re.escape(word)})" for word in sorted(words.named_by))
    return re.compile(rf"{apart}|(?:{lookbehinds})(?:[:：是 ]{{1,2}})?{given}")
