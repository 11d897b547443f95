"""Which clauses say what an answer means, and give none: 一条杠就是阴性, 一条杠=阴."""

from __future__ import annotations

from bot.understand.tokens import Clause, Kind


def defines(clause: Clause) -> bool:
    """一条杠就是阴性: a clause that begins with an answer and says what it means."""
    if Kind.DEFINING not in clause.kinds:
        return False
    kinds = [token.kind for token in clause.tokens if token.kind is not Kind.FILLER]
    return kinds[:3] == [Kind.ANSWER, Kind.DEFINING, Kind.ANSWER]


def explained(clauses: list[Clause], text: str) -> list[str]:
    """The answers of which a clause says what they mean."""
    return [_first_answer(clause) for clause in clauses if _equates(clause, text) or defines(clause)]


def _equates(clause: Clause, text: str) -> bool:
    """一条杠是阴, 一条杠=阴: an answer, a word that adds nothing, and the same answer in other words."""
    if clause.tokens[0].kind is not Kind.ANSWER:
        return False
    tokens = [token for token in clause.tokens if token.kind is not Kind.COMMA and token.kind is not Kind.STOP]
    kinds = [token.kind for token in tokens]
    if kinds[-1] != Kind.ANSWER or tokens[0].answer != tokens[-1].answer:
        return False
    return kinds[1:-1] == [Kind.FILLER] or (len(kinds) == 2 and "=" in text[tokens[0].end : tokens[1].start])


def _first_answer(clause: Clause) -> str:
    return next(token.answer for token in clause.tokens if token.kind is Kind.ANSWER)
