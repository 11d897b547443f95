"""Doors listed under their answer are read as the answer behind its doors: 阴：301 302 is 301 302：阴."""

from __future__ import annotations

import re

from bot.understand.form import Form
from bot.understand.patterns import any_of, lazily
from bot.understand.words import place_words, reading_words

_COLONS = ":："


class Grouped:
    """Turns the groups of one form, which is compiled when first needed."""

    def __init__(self, form: Form) -> None:
        words = any_of(word.lower() for answer in form.answers.values() for word in answer.words)
        before, behind = any_of(reading_words().group_before), any_of(reading_words().group_behind)
        house = rf"[0-9]{{1,3}}(?:-|(?:{any_of(place_words().building)})[ ]?)(?:[0-9]{{1,2}}-)?"
        doors = rf"(?:(?:{house})?[0-9]{{3,4}}(?![0-9])(?:{any_of(place_words().room)})?[\s,，、]{{0,3}}){{1,60}}"
        label = rf"(?:{before})?(?:{words})(?:{behind}){{0,2}}[ ]?[{_COLONS}]"
        self._group = lazily(
            rf"(?:(?<=[\s;；。,，])|\A)[ ]{{0,3}}(?:{before})?(?P<answer>{words})(?:{behind}){{0,2}}[ ]?[{_COLONS}]?\s?"
            rf"(?P<doors>{doors})(?=[\n;；。]|\Z|{label})"
        )

    def turned(self, folded: str) -> str:
        """``folded`` with every label behind its doors, of the same length."""
        if "\n" not in folded and not any(colon in folded for colon in _COLONS):
            return folded
        return self._group.sub(_behind, folded)


def _behind(group: re.Match[str]) -> str:
    doors = group["doors"].rstrip(" \n,，、")
    rest = group["doors"][len(doors) :]
    said = f"{doors}{_COLONS[0]}{group['answer']}"
    return said.ljust(len(group.group()) - len(rest)) + rest
