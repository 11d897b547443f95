"""From the words about one household to its head count: 2105 -1 is one person, the dash is never a minus."""

from __future__ import annotations

from typing import Any

from bot.understand.clauses import Clause
from bot.understand.context import Context
from bot.understand.form import Form
from bot.understand.outcome import UNCLEAR, Reading
from bot.understand.scan import Kind, Token
from bot.understand.segments import Segment

_VOID = frozenset(
    {Kind.QUESTION, Kind.HEARSAY, Kind.CONDITION, Kind.WISH, Kind.HINT, Kind.OTHERS, Kind.DECOY, Kind.WHAT_NOW}
)
_NUMBERS = (Kind.PEOPLE, Kind.NUMBER)
_MOST_PEOPLE = 20
_MOST_OTHER = 6


def read_headcount(segment: Segment, voided: dict[int, str], form: Form, context: Context) -> Reading | None:
    """Return the head count in ``segment``, or None where it holds none. Only while the form is collected."""
    if not context.collecting:
        return None
    if any(token.kind is Kind.SAME for token in segment.tokens):
        return Reading(UNCLEAR, {"count": None}, "same_as_before", same=True)
    answers = [token for token in segment.tokens if token.kind is Kind.ANSWER and token.start not in voided]
    other = sum(token.number for token in segment.tokens if token.kind is Kind.OTHER)
    if any(clause.kinds & _VOID for clause in _spoken(segment)):
        return None
    if context.chain and not segment.places:
        if not _team(segment):
            return None
    elif other > (_most_other(answers) if segment.places else 1):
        return None
    numbered = any(token.kind in _NUMBERS for token in segment.tokens)
    if other and not answers and not numbered and not context.chain:
        return None
    if not answers and not _counted(segment, context):
        return None
    if any(Kind.DOUBT in clause.kinds for clause in _spoken(segment)):
        return Reading(UNCLEAR, {"count": None}, "unclear_result")
    return _reading(segment, answers, form, other)


def _spoken(segment: Segment) -> list[Clause]:
    return [clause for clause in segment.clauses if clause.kinds & {Kind.PLACE, Kind.ANSWER, Kind.NUMBER, Kind.PEOPLE}]


def _counted(segment: Segment, context: Context) -> bool:
    if segment.places or context.chain:
        return True
    return context.home is not None and any(token.kind in _NUMBERS for token in segment.tokens)


def _team(segment: Segment) -> bool:
    """A line of a list without a door: a name and how many, at its end: 张三 3人, 王家【4】."""
    spoken = [token for token in segment.tokens if token.kind not in (Kind.COMMA, Kind.STOP)]
    if not spoken or spoken[-1].kind not in _NUMBERS:
        return False
    before = spoken[-2] if len(spoken) > 1 else None
    joined = before is not None and before.kind is Kind.OTHER and before.end == spoken[-1].start
    return not (before and before.kind is Kind.PLUS) and (spoken[-1].kind is Kind.PEOPLE or not joined)


def _reading(segment: Segment, answers: list[Token], form: Form, other: int) -> Reading:
    numbers = [token for token in segment.tokens if token.kind in _NUMBERS]
    parts = [token for token in numbers if token.part]
    count: int | None = numbers[0].number if numbers else None
    if parts and len(parts) == len(numbers):
        count = sum(token.number for token in parts)
    review: str | None = None
    if count is not None and count > _MOST_PEOPLE:
        review = "two_meanings"
    names = [token.answer for token in answers]
    result = _result(names, form)
    if len(set(names)) > 1 and len(numbers) > 1:
        result = "partial"
    elif len(numbers) > 1 and not parts:
        result = "partial" if len(numbers) > 2 or answers else "done"
        review = review or (None if len(numbers) > 2 else "two_meanings")
    elif numbers and result == "absent":
        review = review or "two_meanings"
    if result in form.answers and form.answers[result].review:
        review, result = review or "unclear_result", UNCLEAR
    if segment.away:
        review = review or "no_room"
    if len(segment.places) > 1 or other > (_MOST_OTHER if answers else 2) or _plus(segment) or _before(segment):
        review = review or "two_meanings"
    values: dict[str, Any] = {"count": count}
    return Reading(result, values, review)


def _result(names: list[str], form: Form) -> str:
    """Done elsewhere says more than not at home; no word at all means done."""
    for name in ("unclear", "elsewhere", "partial"):
        if name in names and name in form.answers:
            return name
    return names[0] if names else next(iter(form.answers))


def _most_other(answers: list[Token]) -> int:
    """With an answer more may be said of it (老人腿脚不好下不来), which a person reads."""
    return 2 * _MOST_OTHER if answers else _MOST_OTHER


def _before(segment: Segment) -> bool:
    """昨天502做了3人: of another day."""
    kinds = {token.kind for token in segment.tokens}
    return Kind.PAST in kinds and Kind.NOW not in kinds


def _plus(segment: Segment) -> bool:
    return not segment.places and any(token.kind is Kind.PLUS for token in segment.tokens)
