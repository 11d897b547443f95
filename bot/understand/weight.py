"""How much else may be said beside an answer before a person must look, or before it is none."""

from __future__ import annotations

from bot.understand.tokens import Clause, Kind

# How many characters nobody taught us may stand beside an answer before a person must look, and before it is chat.
SURE = {"explicit": 10, "home": 6}
LOOK = {"explicit": 26, "home": 14}

_A_FEW = 2
LITTLE = 4  # characters beside a vague positive (还是两条) that leave it one
STORY = 12  # a positive told in more words than this, while nothing is collected, is a story or a request
QUESTION_MARKS = frozenset("?？")
LINGERING = frozenset(
    {"doubt", "past", "joke", "laughed", "glued", "decoy", "general", "question", "elsewhere", "announced"}
)
NOT_A_COUNT = frozenset(
    {
        Kind.NEIGHBOURS, Kind.QUESTION, Kind.HEARSAY, Kind.OTHERS, Kind.DECOY, Kind.WISH, Kind.HINT, Kind.WHAT_NOW,
        Kind.CONDITION,
    }
)  # fmt: skip


def weight(clause: Clause, within: set[int]) -> int:
    """Characters nobody taught us in ``clause``, of the tokens whose ids are ``within``."""
    return sum(token.number for token in clause.tokens if token.kind is Kind.OTHER and id(token) in within)


def hardly_more(clause: Clause | None) -> bool:
    """老汉儿阳了，我跟妈老实一根: whether ``clause`` names somebody, and hardly says a word nobody taught us."""
    if clause is None or Kind.MEMBER not in clause.kinds:
        return False
    return sum(token.number for token in clause.tokens if token.kind is Kind.OTHER) <= _A_FEW
