"""What a message quotes is not what it says: 「昵称：原文」, a line of dashes, then the writer's own words."""

from __future__ import annotations

import re

from bot.understand.words import reading_words

_RULE = re.compile(r"\n[ \t]*(?:[-—－] ?){4,}[ \t]*\n")
# A quoted notice may hold such a line itself: where the quotation is closed before one, that one ends it.
_CLOSED = re.compile(r"[」』\"”][ \t]*" + _RULE.pattern)
_INNER = re.compile(r"「[^「」\n]{1,200}」|“[^“”\n]{6,200}”")
_COLONS = ":：, ，"
_FARTHEST = 4000  # characters in which the end of a quotation is looked for


def own_start(text: str) -> int:
    """Where the writer's own words begin in ``text``: 0 where nothing is quoted."""
    if not text.lstrip().startswith(("「", "『", '"', "“")):
        return 0
    rule = _CLOSED.search(text, 0, _FARTHEST) or _RULE.search(text, 0, _FARTHEST)
    return rule.end() if rule else 0


def in_quotes(text: str) -> str:
    """Blank out what stands inside 「」 and “” in a line of the writer's own, keeping every place."""
    instead = tuple(reading_words().instead)

    def blanked(match: re.Match[str]) -> str:
        if text[: match.start()].rstrip(_COLONS).endswith(instead):  # 应为“户主阳性，余阴性”
            return f" {match[0][1:-1]} "
        return " " * len(match[0])

    return _INNER.sub(blanked, text)
