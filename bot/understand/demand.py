"""Everything that is no answer: requests, complaints, questions, offers, sign-ups, and chatter.

The word lists look first; what was learned from labelled texts decides, with what they found as part of its reasons.
Where the lists hear somebody in danger, or the name of a drug that is asked for, nothing learned can make it chatter.
"""

from __future__ import annotations

from bot.understand.context import Context
from bot.understand.demand_words import demand_patterns
from bot.understand.learned import Scores, learned
from bot.understand.meaning import Meaning
from bot.understand.medicine import medicine_entries
from bot.understand.sight import Sight, look

_NARROWLY, _HARDLY, _PLAINLY = 0.1, 0.2, 0.3
_CLEARLY = 0.5  # what speaks more for one class than for another, where it is plain
_LOOSE = ("chat", "offer", "signup")

__all__ = ["demand_patterns", "read", "weigh"]


def read(folded: str, context: Context) -> Meaning:
    """What ``folded`` asks for, offers or complains of; chat where it does none."""
    if len(folded) < 2:
        return Meaning()
    sight = look(folded)
    scores = weigh(sight)
    danger = sight.kind not in _LOOSE and sight.found.weight("urgency", "event") > 0
    kind = sight.kind if danger else _kind(sight, scores)
    if kind in _LOOSE:
        return Meaning(kind)
    if danger:
        meaning = Meaning(kind, category=sight.category, urgency="high", party=sight.party)
    else:
        urgency = _urgency(sight, scores)
        meaning = Meaning(kind, category=scores.best("category"), urgency=urgency, party=scores.best("party"))
    if kind == "request" and meaning.category == "medicine" and sight.drugs:
        meaning.form = "medicine"
        meaning.entries = medicine_entries(sight.read, context)
    return meaning


def weigh(sight: Sight) -> Scores:
    """What speaks for what in the text of ``sight``."""
    return learned("demands").weigh(sight.read, sight.families())


def _kind(sight: Sight, scores: Scores) -> str:
    """What was learned; the lists decide between talk and demand where that is hardly for either."""
    kind = scores.best("kind")
    if (kind == "chat") is (sight.kind == "chat"):
        return kind
    if kind == "chat" and sight.drugs and sight.kind not in _LOOSE:
        return sight.kind
    if sight.found.kind("unreal", "joke"):
        return sight.kind
    said = scores.of("kind")
    if kind == "chat":
        return kind if said[kind] > max(0.0, said[sight.kind] + _HARDLY) else sight.kind
    joy = sight.found.about("relief")
    return kind if said[kind] > said[sight.kind] + (_CLEARLY if joy else _NARROWLY) else sight.kind


def _urgency(sight: Sight, scores: Scores) -> str:
    """What was learned, if it is plain; where the lists hear danger it is never low."""
    urgency = scores.best("urgency")
    if "high" not in (sight.urgency, urgency) or sight.urgency == urgency:
        return urgency
    said = scores.of("urgency")
    if urgency == "high":
        return "high" if said["high"] - max(said["medium"], said["low"]) > _PLAINLY else "medium"
    return "high" if said["high"] > said[urgency] - _CLEARLY else "medium"
