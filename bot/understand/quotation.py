"""What a message quotes is not what it says: 「昵称：原文」, a line of dashes, then the writer's own words."""

from __future__ import annotations

import re

_QUOTED = re.compile(r"^\s*[「『\"“][^\n]{0,40}?[:：].*?[」』\"”]\s*\n\s*(?:[-—－]\s*){3,}\n?", re.DOTALL)
_RULE = re.compile(r"\n\s*(?:[-—－] ?){4,}\s*\n")


def own_start(text: str) -> int:
    """Where the writer's own words begin in ``text``: 0 where nothing is quoted."""
    if not text.lstrip().startswith(("「", "『", '"', "“")):
        return 0
    rule = _RULE.search(text)
    return rule.end() if rule else 0


def in_quotes(text: str) -> str:
    """Blank out what stands inside 「」 and “” in a line of the writer's own, keeping every place."""
    return _INNER.sub(lambda match: " " * len(match[0]), text)


_INNER = re.compile(r"「[^「」\n]{1,200}」|“[^“”\n]{6,200}”")
