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

_HARDLY, _NARROWLY, _PLAINLY = 0.2, 0.3, 0.2
_CLOSE = 0.25  # what has so little less for it than another may be meant as well
_AT_WORST = 1.0  # what may speak more against danger where the lists hear it
_CLEARLY = 0.5  # what speaks more for one class than for another, where it is plain
_IN_DANGER = 0.25  # what speaks for danger where nobody has named it
_IN_NO_DANGER = 0.0  # what speaks for it where something is pressing
_IN_JEST = 0.5  # and where a word of play, film or joke stands in it
_TALK = 0.5  # and how much more for each that speaks for talk
_OF_EVERY_DAY = {"property": 0.4, "medicine": 0.4}  # and what is told loudly every day
_SAFE = -0.5  # what speaks so much against it that its name is only a word
_LOOSE = ("chat", "offer", "signup")
_TOLD_AS = ("request", "complaint")
_ASKING = (*_TOLD_AS, "question")
_URGENCIES = ("low", "medium", "high")

__all__ = ["demand_patterns", "read", "weigh"]


def read(folded: str, context: Context) -> Meaning:
    """What ``folded`` asks for, offers or complains of; chat where it does none."""
    if len(folded) < 2:
        return Meaning()
    sight = look(folded)
    scores = weigh(sight)
    danger = scores.of("danger")["yes"]
    heard = sight.danger is not None or (danger > _SAFE and sight.found.weight("urgency", "event") > 0)
    named = heard and sight.by_rule.kind not in _LOOSE
    kind = sight.by_rule.kind if named else _kind(sight, scores)
    told = not named and _is_told(sight, scores)
    if told:
        listed = sight.by_rule.kind
        kind = listed if listed in _ASKING else max(_TOLD_AS, key=scores.of("kind").__getitem__)
    if kind in _LOOSE:
        return Meaning(kind)
    if named:
        meaning = Meaning(kind, category=sight.by_rule.category, urgency="high", party=sight.by_rule.party)
    else:
        category, party = _label("category", sight, scores), _label("party", sight, scores)
        meaning = Meaning(kind, category=category, urgency="high" if told else _urgency(sight, scores), party=party)
    if kind == "request" and meaning.category == "medicine":
        meaning.entries = medicine_entries(sight.read, context._replace(medicine=not sight.drugs))
        meaning.form = "medicine" if meaning.entries or sight.drugs else None
    return meaning


def weigh(sight: Sight) -> Scores:
    """What speaks for what in the text of ``sight``."""
    return learned("demands").weigh(sight.read, sight.families())


def _label(label: str, sight: Sight, scores: Scores) -> str:
    """What was learned; where that is close between two and the lists say one of them, what they say."""
    said = scores.of(label)
    best = max(said, key=said.__getitem__)
    if not sight.found.weights:
        return best
    *_, second, first = sorted(said.values())
    if first - second >= _CLOSE:
        return best
    listed: str = getattr(sight.by_rule, label)
    return listed if said.get(listed, second) > first - _CLOSE else best


def _kind(sight: Sight, scores: Scores) -> str:
    """What was learned, where it is plain; else the lists decide between talk and demand."""
    said = scores.of("kind")
    kind = _label("kind", sight, scores)
    jest = _jests(sight)
    if kind != "chat":
        clear = said["chat"] + (_CLEARLY if sight.found.about("relief") else _NARROWLY)
        plain = not jest and said[kind] > clear
        return kind if plain or sight.by_rule.kind != "chat" else "chat"
    demands = [heard for name, heard in said.items() if name != "chat"]
    if not (jest or sight.drugs) and said[kind] > max(0.0, max(demands) + _HARDLY):
        return kind
    listed = sight.by_rule.kind
    if listed == "chat" or (sight.drugs and listed not in _LOOSE) or jest:
        return listed
    return kind if said[kind] > max(0.0, said[listed] + _HARDLY) else listed


def _is_told(sight: Sight, scores: Scores) -> bool:
    """Whether a danger is told in none of the words that name one."""
    danger, said = scores.of("danger")["yes"], scores.of("kind")
    talk = max(0.0, said["chat"] - max(said[kind] for kind in _ASKING))
    least = _IN_JEST if _jests(sight) else _IN_DANGER
    return danger > least + _TALK * talk and _stands_out(scores)


def _stands_out(scores: Scores) -> bool:
    """Whether more than usual speaks for danger, where people are loud about what is none every day."""
    wanted = _OF_EVERY_DAY.get(scores.best("category"))
    return wanted is None or scores.of("danger")["yes"] > wanted


def _jests(sight: Sight) -> bool:
    return sight.found.kind("unreal", "joke") > 0


def _urgency(sight: Sight, scores: Scores) -> str:
    """What was learned; where the lists hear danger it is never low."""
    said = scores.of("urgency")
    urgency = max(scores.best("urgency"), _label("urgency", sight, scores), key=_URGENCIES.index)
    if urgency == "high":
        clear = said["high"] - max(said["medium"], said["low"]) > _PLAINLY
        plain = clear and _stands_out(scores) and scores.of("danger")["yes"] > _IN_NO_DANGER
        return "high" if plain or sight.by_rule.urgency == "high" else "medium"
    close = said["high"] > said[urgency] - _AT_WORST
    if (close or urgency == "low") and sight.by_rule.urgency == "high":
        return "high" if close else "medium"
    return urgency
