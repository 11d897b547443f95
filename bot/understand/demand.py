"""Everything that is no answer: requests, complaints, questions, offers, sign-ups, and chatter."""

from __future__ import annotations

from bot.understand.context import Context
from bot.understand.demand_kind import kind_of
from bot.understand.demand_weigh import category_of, party_of, urgency_of
from bot.understand.demand_words import Found, demand_patterns
from bot.understand.figures import figures
from bot.understand.goods import find_drugs
from bot.understand.meaning import Meaning
from bot.understand.medicine import medicine_entries
from bot.understand.trouble import Trouble, troubles

_TOLD = 120  # characters within which a trouble is told and not only mentioned

__all__ = ["demand_patterns", "read"]


def read(folded: str, context: Context) -> Meaning:
    """What ``folded`` asks for, offers or complains of; chat where it does none."""
    patterns = demand_patterns()
    meant = patterns.as_meant(folded)
    folded = figures().cover(meant)
    found = patterns.find(folded)
    drugs = [drug for drug in find_drugs(folded) if not drug.name.endswith(patterns.nothing)]
    if not (found.weights or drugs or "?" in folded or "？" in folded):
        told = _told(meant, found)
        if told is None:
            return Meaning()
    category = category_of(found, patterns.order, len(drugs))
    kind = kind_of(found, folded, category, len(drugs))
    if kind == "chat" or category == "other":
        told = _told(meant, found)
        if told is not None:
            kind, category = told.kind if kind == "chat" else kind, told.category
    if kind in ("chat", "offer", "signup"):
        return Meaning(kind)
    meaning = Meaning(kind, category=category)
    meaning.urgency = urgency_of(kind, category, found)
    meaning.party = party_of(kind, category, found)
    if kind == "request" and category == "medicine" and drugs:
        meaning.form = "medicine"
        meaning.entries = medicine_entries(folded, context)
    return meaning


def _told(text: str, found: Found) -> Trouble | None:
    """The trouble that is told, unless it is a joke, a story or a notice to all."""
    if len(text) > _TOLD or found.kind("unreal", "joke") or found.first.get(("kinds", "notice")) == 0:
        return None
    return troubles().find(text)
