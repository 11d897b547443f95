"""What is a cry for help: a message, or words in one that is something else (an answer, a line of a list)."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from bot.understand.context import Context
from bot.understand.danger import dangers
from bot.understand.demand import demand_patterns, read
from bot.understand.meaning import Meaning
from bot.understand.normalise import fold
from bot.understand.sight import look
from bot.understand.unmoved import unmoved
from bot.understand.word_lists import bit, seen

_NOWHERE = Context(None, None, False)
_ASKING = ("request", "complaint", "question")


class Cry(NamedTuple):
    """The words that cry, what they are about, and who can act."""

    words: str
    category: str | None
    party: str | None


def urgency_heard(meaning: Meaning, text: str) -> str:
    """How urgent ``text`` is to those who must act; ``high`` is a cry for help.

    That the house's patients are still there is pressing, and yet nobody has to come running.
    """
    urgency = meaning.urgency or "low"
    return "medium" if urgency == "high" and unmoved().is_all_of(text) else urgency


def is_cry(meaning: Meaning, text: str) -> bool:
    """Whether ``text``, which means ``meaning``, is a cry for help."""
    return meaning.kind in _ASKING and urgency_heard(meaning, text) == "high"


def cry_in(text: str, *, by_line: bool = False, orders: bool = False) -> Cry | None:
    """The cry for help in ``text``; None where there is none.

    Args:
        by_line: only the lines that do; of a list, each line is somebody else's.
        orders: it orders drugs or goods, so that the name of a drug alone is no cry.
    """
    named, told = _dangers(), dangers()  # before the text is looked at: only lists that are there by then are seen
    meant = demand_patterns().as_meant(fold(text))
    if not seen(meant) & named and not told.may_be_in(meant):
        return None
    parts = text.splitlines() if by_line else [text]
    crying = [(part, meaning) for part in parts if (meaning := _cries(part, orders=orders)) is not None]
    if not crying:
        return None
    return Cry("\n".join(part for part, _ in crying), crying[0][1].category, crying[0][1].party)


def _cries(text: str, *, orders: bool) -> Meaning | None:
    folded = fold(text)
    if orders and look(folded).found.weight("urgency", "event") == 0:
        return None
    meaning = read(folded, _NOWHERE)
    return meaning if is_cry(meaning, text) else None


@cache
def _dangers() -> int:
    """The bit of the words without which nothing is a cry: most messages are passed over at once."""
    labels = demand_patterns().labels
    words = [word for word, known in labels.items() if ("urgency", "high") in known or ("urgency", "event") in known]
    return bit(words)
