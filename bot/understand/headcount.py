"""From the words about one household to its head count: 2105 -1 is one person, the dash is never a minus."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from bot.understand.context import Context
from bot.understand.form import Form
from bot.understand.goods_words import goods_words
from bot.understand.outcome import UNCLEAR, Reading
from bot.understand.part_done import NUMBERS, all_but_some, all_of_them, counts_done, in_brackets, only_some
from bot.understand.segments import Segment
from bot.understand.summing import (
    behind_door,
    feels_ill,
    guessed,
    named_people,
    one_is_away,
    said_twice,
    told_sum,
    vaguely_counted,
)
from bot.understand.tokens import Clause, Kind, Token
from bot.understand.told import (
    all_voided,
    asks_for_a_visit,
    at_the_door,
    finished_something,
    made_something,
    settled_by,
    told_apart,
    told_at_home,
    told_plainly,
)

_VOID = frozenset(
    {Kind.QUESTION, Kind.HEARSAY, Kind.CONDITION, Kind.WISH, Kind.HINT, Kind.OTHERS, Kind.DECOY, Kind.WHAT_NOW}
)
_WAITING = frozenset({Kind.DECOY, Kind.PLAN})
_STORY = frozenset({Kind.PAST, Kind.JOKE, Kind.LAUGHTER})
_A_WORD = 2  # characters
_LOOSE = ("done", "elsewhere", "partial")
_MOST_PEOPLE = 20
_MOST_AT_ALL = 50
_MOST_OTHER = 6
_MOST_TALK = 16  # characters nobody taught us, beside which nothing is counted whatever was learned


def read_headcount(segment: Segment, voided: dict[int, str], text: str, form: Form, context: Context) -> Reading | None:
    """Return the head count in ``segment`` of ``text``, or None where it holds none. Only while it is collected."""
    if not context.collecting:
        return None
    if any(token.kind is Kind.SAME for token in segment.tokens):
        return Reading(UNCLEAR, {"count": None}, "same_as_before", same=True)
    answers = [token for token in segment.tokens if token.kind is Kind.ANSWER and _counts(token, voided, form)]
    other = _untold(segment, listed=context.chain)
    void = _void(segment, text)
    if void and not (context.chain and segment.places and answers):
        return Reading(UNCLEAR, {"count": None}, "unclear_result") if guessed(segment) else None
    loose = not _in_place(segment, answers, other, text, context) and not told_plainly(segment, answers)
    if (loose and (context.chain or other > _MOST_TALK)) or _of_others(segment, answers, text, listed=context.chain):
        return None
    if not _is_answered(segment, answers, other, text, context) or (not answers and feels_ill(segment, text)):
        return None
    finished = False if context.chain else finished_something(segment, answers, text)
    if finished or asks_for_a_visit(segment, answers) or _no_household(segment, answers, other):
        return None
    if (voided and not answers and all_voided(segment)) or _doubted(segment, answers, text):
        return Reading(UNCLEAR, {"count": None}, "unclear_result")
    reading = _reading(segment, answers, form, other, text, listed=context.chain)
    away = reading.result == "absent" and not reading.review and one_is_away(segment, text)
    loose = loose or (away and other > _A_WORD)  # 我外甥在深圳，他们做一次发一包纸巾
    if void or away or finished is None or (not answers and (_waits(segment) or (loose and other > _MOST_OTHER))):
        reading.review = reading.review or "two_meanings"
    reading.loose = loose
    return reading if not loose or reading.result in _LOOSE else None


def _void(segment: Segment, text: str) -> bool:
    """Whether a question, hearsay or the like stands beside the answer; 1503他们家 is no hearsay."""
    kinds = _VOID - _WAITING if segment.places else _VOID
    found = {kind for clause in _spoken(segment) for kind in clause.kinds & kinds}
    return bool(found - {Kind.OTHERS}) or (Kind.OTHERS in found and not (segment.places and at_the_door(segment, text)))


def _no_household(segment: Segment, answers: list[Token], other: int) -> bool:
    """102-98 辽宁赢了: so many live behind no door."""
    if answers or not other:
        return False
    return any(token.kind in NUMBERS and token.number > _MOST_AT_ALL for token in segment.tokens)


def _doubted(segment: Segment, answers: list[Token], text: str) -> bool:
    if not answers and vaguely_counted(segment, text):
        return True
    return any(Kind.DOUBT in clause.kinds for clause in _spoken(segment))


def _is_answered(segment: Segment, answers: list[Token], other: int, text: str, context: Context) -> bool:
    """Whether an answer or a number is told, and no number of those who still wait (在排队，三个人)."""
    if answers or (
        other <= _A_WORD and vaguely_counted(segment, text) and (segment.places or context.home is not None)
    ):
        return True
    numbered = any(token.kind in NUMBERS for token in segment.tokens)
    if (other and not numbered and not context.chain) or (_waits(segment) and not segment.places):
        return False
    return _counted(segment, context)


def _waits(segment: Segment) -> bool:
    """Whether it is told that they wait or will come; where a door is named, in the very clause of the number."""
    clauses = _spoken(segment) if segment.places else segment.clauses
    return any(clause.kinds & _WAITING for clause in clauses)


def _untold(segment: Segment, *, listed: bool) -> int:
    """Characters of ``segment`` that nobody taught us; of a line of a list without the nickname before its door.

    Or behind it, between two dashes: 1801-小叶子-1.
    """
    tokens = segment.tokens
    door = next((token.start for token in tokens if listed and token.kind is Kind.PLACE), 0)
    other = sum(token.number for token in tokens if token.kind is Kind.OTHER and token.start >= door)
    if listed and other:
        kinds = [token.kind for token in tokens]
        dashed = (index for index in range(1, len(kinds) - 1) if kinds[index - 1] is kinds[index + 1] is Kind.DASH)
        other -= sum(tokens[index].number for index in dashed if kinds[index] is Kind.OTHER)
    return other


def _of_others(segment: Segment, answers: list[Token], text: str, *, listed: bool) -> bool:
    """今天做了2103人: behind the answer a number of people that only looks like a door with one behind it."""
    if listed or not answers:
        return False
    return any(
        one.kind is Kind.PLACE and two.kind is Kind.PEOPLE and text[one.end - 1 : two.start + 1].isdecimal()
        for one, two in pairwise(segment.tokens)
        if answers[0].end <= one.start and one.end == two.start
    )


def _counts(token: Token, voided: dict[int, str], form: Form) -> bool:
    """Whether an answer stands as it is; 腿脚不好下不来 is doubtful with or without the not before it."""
    reason = voided.get(token.start)
    return reason is None or (reason == "negated" and form.answers[token.answer].review)


def _in_place(segment: Segment, answers: list[Token], other: int, text: str, context: Context) -> bool:
    """Whether an answer stands where one would, with no more beside it than an answer has."""
    if context.chain:
        return other <= _most_other(answers) if segment.places else _team(segment)
    if not answers and other and any(token.kind in _STORY for token in segment.tokens):
        return False  # 上次来了三个，哈哈
    if segment.places:
        return other <= _most_other(answers)
    return (other <= 1 or told_at_home(segment, answers, text, context)) and not made_something(segment, answers, text)


def _spoken(segment: Segment) -> list[Clause]:
    return [clause for clause in segment.clauses if clause.kinds & {Kind.PLACE, Kind.ANSWER, Kind.NUMBER, Kind.PEOPLE}]


def _counted(segment: Segment, context: Context) -> bool:
    if segment.places or context.chain:
        return True
    kinds = {token.kind for token in segment.tokens}
    if context.home is None:  # nobody knows whose it is: a person must look
        return Kind.NUMBER in kinds and any(token.kind is Kind.OWN and token.number for token in segment.tokens)
    return bool(kinds.intersection(NUMBERS))


def _team(segment: Segment) -> bool:
    """A line of a list without a door: a name and how many, at its end: 张三 3人, 王家【4】."""
    spoken = [token for token in segment.tokens if token.kind not in (Kind.COMMA, Kind.STOP)]
    if not spoken or spoken[-1].kind not in NUMBERS:
        return False
    before = spoken[-2] if len(spoken) > 1 else None
    joined = before is not None and before.kind is Kind.OTHER and before.end == spoken[-1].start
    return not (before and before.kind is Kind.PLUS) and (spoken[-1].kind is Kind.PEOPLE or not joined)


def _reading(segment: Segment, answers: list[Token], form: Form, other: int, text: str, *, listed: bool) -> Reading:
    numbers = [token for token in segment.tokens if token.kind in NUMBERS]
    if listed:
        numbers = behind_door(segment, numbers)
    added = told_sum(segment, numbers)
    numbers = numbers[-1:] if added else said_twice(segment, numbers, answers, text)
    parts = [token for token in numbers if token.part]
    count: int | None = numbers[0].number if numbers else None
    if parts and len(parts) == len(numbers):
        count = sum(token.number for token in parts)
    review: str | None = None
    if count is not None and count > _MOST_PEOPLE:
        review = "two_meanings"
    result, doubt = _among(segment, answers, numbers, form, text)
    review = review or doubt
    if not doubt and (done := _of_all(numbers, answers, text)) is not None:
        count = done
        result = "partial" if done < numbers[0].number else "done"
    if result == "absent" and not review and count:
        count = None
    if count is None and result == "done" and all(one.answer == "done" for one in answers):
        count = named_people(segment, text)
    if result in form.answers and form.answers[result].review:
        review, result = review or "unclear_result", UNCLEAR
    if segment.away:
        review = review or "no_room"
    if _two_meanings(segment, answers, numbers, other, text) or (_plus(segment) and not added):
        review = review or "two_meanings"
    values: dict[str, Any] = {"count": count}
    return Reading(result, values, review)


def _two_meanings(segment: Segment, answers: list[Token], numbers: list[Token], other: int, text: str) -> bool:
    shared = len(segment.places) > 1 and not _each(segment, numbers, text)
    return shared or _too_much(segment, answers, other, text) or _before(segment)


def _among(
    segment: Segment, answers: list[Token], numbers: list[Token], form: Form, text: str
) -> tuple[str, str | None]:
    """The answer of the household among those that its people gave, and why a person must look."""
    names = [token.answer for token in answers]
    if settled := settled_by(segment, answers, text):
        return settled, None
    result = _result(names, form)
    if len(numbers) > 1 and (len(set(names)) > 1 or ("unclear" in names and not in_brackets(numbers, text))):
        return "partial", None
    if set(names) == {"partial", "unclear"} or (set(names) == {"done"} and all_but_some(segment)):
        return "partial", None
    if _of_all(numbers, answers, text) is not None:
        return result, None
    if len(numbers) > 1 and not all(token.part for token in numbers):
        many = len(numbers) > 2 and sum(token.kind is Kind.NUMBER for token in numbers) <= 1
        return "partial" if many or answers else "done", None if many else "two_meanings"
    of_done = bool(numbers and numbers[0].number and counts_done(numbers[0], answers, text))
    if {"done", "absent"} <= set(names) and not of_done:
        several = any(token.kind in (Kind.MEMBER, Kind.REST) for token in segment.tokens)
        return ("partial", None) if several or "elsewhere" not in form.answers else ("elsewhere", "two_meanings")
    if numbers and result == "absent":
        return result, "two_meanings" if numbers[0].number and not all_of_them(segment, text) else None
    if "partial" in form.answers and only_some(segment, names, text):
        return "partial", None
    return result, None


def _of_all(numbers: list[Token], answers: list[Token], text: str) -> int | None:
    """5口人，4个做了: how many of all did it; None where two numbers do not say that."""
    if len(numbers) != 2 or any(token.part for token in numbers) or {one.answer for one in answers} != {"done"}:
        return None
    total, part = numbers
    between = len(answers) == 1 and total.end == answers[0].start and answers[0].end == part.start  # 3人做了2人
    alone = total.kind is Kind.PEOPLE and (between or not counts_done(total, answers, text))
    return part.number if alone and counts_done(part, answers, text) and part.number <= total.number else None


def _each(segment: Segment, numbers: list[Token], text: str) -> bool:
    """503、504各2人; or no number, which could be that of both: 503、504都做了."""
    if not numbers:
        return segment.listed
    whole = {token.end: text[token.start : token.end] for token in segment.tokens if token.kind is Kind.WHOLE}
    return len(numbers) == 1 and whole.get(numbers[0].start) in goods_words().each


def _too_much(segment: Segment, answers: list[Token], other: int, text: str) -> bool:
    if not segment.places and answers:
        return False  # what is told from home has been weighed
    return other > (_MOST_TALK if told_apart(segment.clauses, text) else _MOST_OTHER if answers else 2)


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
    """+1 without a door, or 3个+保姆."""
    for token, after in pairwise(segment.tokens):
        if token.kind is Kind.PLUS and (not segment.places or after.kind in (Kind.MEMBER, Kind.OTHER)):
            return True
    return not segment.places and any(token.kind is Kind.PLUS for token in segment.tokens)
