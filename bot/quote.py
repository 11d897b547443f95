"""A quoted reply arrives as text: 「昵称：原文」, a line of dashes, then the writer's own words."""

from __future__ import annotations

import re

from bot.understand.quotation import own_start

_NAME = re.compile(r"^[^:：\n]{1,40}[:：]\s*")
_RULE = re.compile(r"\s*\n\s*(?:[-—－] ?){3,}\s*$")


def split_quotation(text: str) -> tuple[str | None, str]:
    """The quoted words (None where nothing is quoted) and the writer's own."""
    start = own_start(text)
    if not start:
        return None, text
    quoted = _RULE.sub("", text[:start]).strip().strip('「」『』"“”')
    return _NAME.sub("", quoted, count=1).strip() or None, text[start:]
