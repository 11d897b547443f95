"""What the audit says in people's words: for the workbook and for the page."""

from __future__ import annotations

from bot.medicine_words import medicine_words
from bot.sheets.words import sheet_words
from bot.words import Words

_LONGEST_NUMBER = 12
"""Digits; what is longer names a message of the inbox, which tells nobody anything."""


def act_label(words: Words, act: str) -> str:
    """``medicine:bought`` as people would say it; ``words`` are those of the commands."""
    known = sheet_words()
    name, _, more = act.partition(":")
    if not more:
        return words.commands[name].words[0] if name in words.commands else known.acts.get(name, name)
    label = known.acts.get(name, name)
    if more in words.commands:
        return f"{label}：{words.commands[more].words[0]}"
    if more in medicine_words().states:
        return f"{label}：{medicine_words().states[more][0]}"
    whys = {key: why for some in known.whys.values() for key, why in some.items()}
    return f"{label}：{whys.get(more) or known.acts.get(more, more)}"


ABOUT_PEOPLE = frozenset({"invited", "expelled"})
"""Acts that are about a person: ``refer`` is their key."""


def refer_label(act: str, refer: str) -> str:
    """What it was about: a number, a reason; nothing where only a message is named."""
    if refer.isdigit() and len(refer) > _LONGEST_NUMBER:
        return ""
    if act.startswith("refused:"):
        return sheet_words().refusals.get(refer, refer)
    return sheet_words().acts.get(refer, refer)
