"""What else a list of medicine says: the illness, the insurance card, for whom, an identity number."""

from __future__ import annotations

import re

from bot.understand.goods import goods_patterns
from bot.understand.redact import redact


def condition(text: str) -> str | None:
    """The illness named in ``text``, or None."""
    match = goods_patterns().conditions.search(text)
    return match.group() if match else None


def insurance_card(text: str) -> bool | None:
    """Whether the insurance card is used, None where the text does not say."""
    patterns = goods_patterns()
    if (label := patterns.card_label.search(text)) is not None:
        return label["yes"] is not None  # 是否医保：自费
    if patterns.card_unknown.search(text):
        return None
    if patterns.card_no.search(text):
        return False
    said = patterns.card_yes.search(text)
    if said is None:
        return None
    # 可以刷医保吗 asks, 可以刷医保 says.
    clause = _CLAUSE_END.split(text[said.start() :], maxsplit=1)[0]
    before = _CLAUSE_END.split(text[: said.start()])[-1]
    return None if patterns.card_asked.search(before + clause) else True


def for_whom(text: str) -> str | None:
    """The name or the person of the family that a list of drugs is for, as written; None where it does not say."""
    patterns = goods_patterns()
    named = patterns.labelled.search(text) or patterns.leading.search(text)
    if named is not None:
        return named["name"]
    person = patterns.person.search(text)
    return person.group() if person else None


def has_identity_number(text: str) -> bool:
    """Whether ``text`` carries an identity number; the number itself goes nowhere."""
    return _IDENTITY.search(text) is not None and redact(text) is not text


_CLAUSE_END = re.compile(r"[\s,，;；。!！]")
_IDENTITY = re.compile(r"[0-9](?:[ -]?[0-9]){13,16}[ -]?[0-9x]")
