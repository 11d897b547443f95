"""Amounts of goods as people write them: 2, 1.5, 十二, 两, 半."""

from __future__ import annotations

from bot.understand.numerals import to_number

_HALF = "\u534a"


def amount_of(text: str) -> int | float | None:
    """Return the amount that ``text`` writes, None where it writes none that is sure (一两)."""
    if text == _HALF:
        return 0.5
    if "." in text:
        return float(text)
    return to_number(text)
