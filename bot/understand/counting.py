"""How many people gave which answer: 3人，2阴1未测 · 两大一小都阴 · 其余都阴."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from bot.understand.heads import heads_by_answer, numbers_of_others
from bot.understand.tokens import Kind, Token


@dataclass(slots=True)
class Counts:
    """``total`` people where the text says so; for each answer its people, None where not said.

    ``mismatch`` where the numbers do not add up; ``members`` where persons of the household are named one by one;
    ``rest`` is the answer of those not named yet, "" where there is none.
    """

    total: int | None = None
    by_answer: dict[str, int | None] = field(default_factory=dict)
    mismatch: bool = False
    members: bool = False
    whole: bool = False
    rest: str = ""

    def unsaid(self) -> bool:
        """Whether it is not said of how many one of the answers is, but for that of all the others."""
        return any(people is None and answer != self.rest for answer, people in self.by_answer.items())


def count_people(tokens: list[Token], voided: dict[int, str], text: str = "") -> Counts:
    """Bind the numbers of one household's ``tokens`` to its answers, and check that they add up."""
    if (counts := _plainly(tokens, voided)) is not None:
        return counts
    theirs = numbers_of_others(tokens, voided)
    marked = [
        token for token in tokens if token.kind in _COUNTED and token.start not in voided and token.start not in theirs
    ]
    items = [
        token
        for before, token in zip([None, *marked], marked, strict=False)
        if token.kind is not Kind.COMMA and token.kind is not Kind.STOP and not _repeated(before, token)
    ]
    answers = [index for index, token in enumerate(items) if token.kind is Kind.ANSWER]
    counts = Counts()
    counts.whole = any(token.kind is Kind.WHOLE for token in items)
    counts.members = any(token.kind is Kind.MEMBER for token in items)
    if not answers:
        counts.total = _sum([token for token in items if token.kind in _NUMBERS])
        return counts
    bound = _bind_totalled(items, counts) if _numbers_lead(marked) else _bind_after(items, counts)
    heads, again = heads_by_answer(tokens, voided, text), _said_again(items)
    rest_of = ""
    told: dict[str, int | None] = {}  # of those who are named one by one
    for token, number, rest in bound:
        answer = token.answer
        rest_of = answer if rest else rest_of
        if number is None and token.start in heads:
            before = told.get(answer, 0)
            told[answer] = None if before is None else before + heads[token.start]
            continue
        said = counts.by_answer.get(answer, told.get(answer)) is not None
        if number is None and said and (token.start in again or (not counts.members and answer not in told)):
            continue  # 两个人都没变化，还是一条: said again
        if number is None:
            told[answer] = None
        known = counts.by_answer.get(answer)
        counts.by_answer[answer] = number if answer not in counts.by_answer or number is None else (known or 0) + number
    named = False
    for answer, people in told.items():
        if counts.by_answer.get(answer) is None:  # 一阳一无效，我阳: what was counted is not counted again
            counts.by_answer[answer] = people
            named = named or people is not None
    counts.rest = rest_of
    if counts.total is None and len(answers) == 1 and (closing := _closing_heads(items)):
        counts.total = closing
    _settle(counts, rest_of, named=named, behind=_closes(tokens) or _alone(tokens) or _closing_heads(items) > 0)
    return counts


def _plainly(tokens: list[Token], voided: dict[int, str]) -> Counts | None:
    """Most messages: one answer, and one number of people or none; None for all others."""
    answer = people = None
    counts = Counts()
    for token in tokens:
        kind = token.kind
        if kind is Kind.ANSWER:
            if answer is not None or token.start in voided:
                return None
            answer = token
        elif kind is Kind.PEOPLE:
            if people is not None:
                return None
            people = token.number
        elif kind is Kind.WHOLE:
            counts.whole = True
        elif kind in _COUNTED and kind is not Kind.COMMA and kind is not Kind.STOP:
            return None
    if answer is None:
        return None
    counts.total = people
    counts.by_answer[answer.answer] = people
    return counts


def _said_again(items: list[Token]) -> set[int]:
    """Where an answer stands that is the one before it: 都没事，都一条."""
    said = [token for token in items if token.kind is not Kind.WHOLE]
    return {
        token.start
        for before, token in pairwise(said)
        if before.kind is Kind.ANSWER and token.kind is Kind.ANSWER and before.answer == token.answer
    }


def _closing_heads(items: list[Token]) -> int:
    """阴性，爷孙俩: how many they are whom the last word names; 0 where it names none, or somebody is named before."""
    members = [token for token in items if token.kind is Kind.MEMBER]
    return members[0].number if len(members) == 1 and items[-1] is members[0] and members[0].number > 1 else 0


def _closes(tokens: list[Token]) -> bool:
    """Whether a number of people is the last that is said: 两条都红，我一个; not 再给我一个试剂."""
    said = [token for token in tokens if token.kind is not Kind.COMMA and token.kind is not Kind.STOP]
    return bool(said) and said[-1].kind is Kind.PEOPLE


def _alone(tokens: list[Token]) -> bool:
    """两道，我一个人住: who lives alone says of whom all the rest is told."""
    return any(token.kind is Kind.PEOPLE and token.number == 1 and token.end - token.start > 2 for token in tokens)


def _repeated(before: Token | None, token: Token) -> bool:
    """阴阴阴 is one answer."""
    if before is None or token.kind is not Kind.ANSWER:
        return False
    return (before.answer, before.end) == (token.answer, token.start)


_NUMBERS = (Kind.PEOPLE, Kind.NUMBER)
_COUNTED = frozenset({Kind.PEOPLE, Kind.NUMBER, Kind.ANSWER, Kind.REST, Kind.MEMBER, Kind.WHOLE, Kind.COMMA, Kind.STOP})

Bound = list[tuple[Token, int | None, bool]]


def _numbers_lead(marked: list[Token]) -> bool:
    """Whether numbers stand before their answers (2阴1阳; 宝宝没测，大人2个阴) or behind them (阴2，阳1).

    A clause that holds both says it for those that hold one (在住3；阳性0；阴性3); else the first number does.
    """
    counted = False
    leads: bool | None = None  # whether the clause begins with a number
    for token in marked:
        if token.kind in (Kind.COMMA, Kind.STOP):
            leads = None
        elif token.kind is Kind.ANSWER or token.kind in _NUMBERS:
            number = token.kind is not Kind.ANSWER
            counted = counted or number
            if leads is None:
                leads = number
            elif leads is not number:
                return leads
    return counted


def _sum(numbers: list[Token]) -> int | None:
    """两大一小 is three; of other numbers the first is meant."""
    if not numbers:
        return None
    if all(token.part for token in numbers):
        return sum(token.number for token in numbers)
    return numbers[0].number


def _bind_totalled(items: list[Token], counts: Counts) -> Bound:
    """The first of the numbers may be the total of those behind the answers: 4人 阳0阴4."""
    first = next((index for index, token in enumerate(items) if token.kind is Kind.ANSWER), 0)
    numbers = [token for token in items[:first] if token.kind in _NUMBERS]
    behind = _bind_after(items, Counts())
    said = [number for _, number, rest in behind if number is not None and not rest]
    if len(numbers) != 1 or len(said) < len(behind) or sum(said) != numbers[0].number or len(behind) < 2:
        return _bind_before(items, counts)
    if numbers[0].end == items[first].start:
        # 4人阳0阴4 can be read both ways: the first number is written as near to the first answer as the second is.
        bound = _bind_before(items, counts)
        counts.mismatch = True
        return bound
    counts.total = numbers[0].number
    return behind


def _bind_before(items: list[Token], counts: Counts) -> Bound:
    """Each number belongs to the answer after it; a number before that number is the total."""
    bound: Bound = []
    pending: list[Token] = []
    rest = member = False
    for token in items:
        if token.kind in _NUMBERS:
            pending.append(token)
            member = False
        elif token.kind is Kind.REST:
            rest = True
        elif token.kind is Kind.MEMBER:
            member = bool(pending)
        elif token.kind is Kind.ANSWER:
            bound.append((token, _taken(pending, rest, member, counts), rest))
            pending, rest, member = [], False, False
    if pending and counts.total is None:  # behind all answers it is the total: 阴性，独居1人
        counts.total = _sum(pending)
    return bound


def _taken(pending: list[Token], rest: bool, member: bool, counts: Counts) -> int | None:
    if not pending:
        return None
    if all(token.part for token in pending):
        return _sum(pending)
    parts_after = [token for token in pending[1:] if token.part]
    if (
        len(pending) > 1
        and len(parts_after) == len(pending) - 1
        and sum(t.number for t in parts_after) == pending[0].number
    ):
        return pending[0].number  # 3人（两大一小）都阴
    if rest and len(pending) == 1:
        return pending[0].number
    if len(pending) > 1 or rest or member:
        if counts.total is not None and counts.total != pending[0].number:
            counts.mismatch = True
        counts.total = pending[0].number
        return pending[-1].number if len(pending) > 1 else None
    return pending[0].number


def _bind_after(items: list[Token], counts: Counts) -> Bound:
    """Each number belongs to the answer before it: 阴2阳1."""
    bound: Bound = []
    rest = False
    first = next((index for index, token in enumerate(items) if token.kind is Kind.ANSWER), 0)
    counts.total = _sum([token for token in items[:first] if token.kind in _NUMBERS])
    for index, token in enumerate(items):
        if token.kind is Kind.REST:
            rest = True
        elif token.kind is Kind.ANSWER:
            numbers: list[Token] = []
            for after in items[index + 1 :]:
                if after.kind in _NUMBERS:
                    numbers.append(after)
                elif after.kind is not Kind.WHOLE:  # 阴，一家四口
                    break
            before = items[index - 1] if index and items[index - 1].kind in _NUMBERS else None
            if not numbers and rest and before is not None:
                numbers, rest = [before], False  # 阳了一个，其他两个阴
            elif not numbers and before is not None and before.end == token.start:
                counts.mismatch = True  # 阳 0阴: the number may be that of the answer behind it
            bound.append((token, _sum(numbers), rest))
            if len(numbers) > 1 and counts.total is None and not all(one.part for one in numbers):
                counts.total = numbers[-1].number  # 阳一个，阴一个，一共四个人
            rest = False
    return bound


def _settle(counts: Counts, rest_of: str, *, named: bool, behind: bool) -> None:
    """Derive what is not said from what is, and see whether it adds up.

    ``named``: people were named one by one, who need not be all; ``behind``: the total stands behind the answers.
    """
    known = [number for number in counts.by_answer.values() if number is not None]
    unknown = [answer for answer, number in counts.by_answer.items() if number is None]
    if counts.total is None:
        if not unknown and not rest_of and not named:
            counts.total = sum(known)
        return
    if rest_of and len(known) > 1 and not unknown and counts.total == sum(known) - (counts.by_answer[rest_of] or 0):
        counts.total = sum(known)  # 三个测了三个阴，还剩一个没测
    left = counts.total - sum(known)
    last = bool(known) and left == 1  # 四个，三个阴，阿婆无效
    if counts.whole and len(counts.by_answer) == 1 and left >= 0 and (named or not known):  # 妈也一条，1604四口，都一条
        counts.by_answer = dict.fromkeys(counts.by_answer, counts.total)
    elif counts.members and len(unknown) == len(counts.by_answer) == counts.total == 1:  # 我一个人住，抗原是阴
        counts.by_answer[unknown[0]] = 1
    elif len(unknown) == 1 and left > 0 and (last or rest_of == unknown[0] or not counts.members or behind):
        counts.by_answer[unknown[0]] = left
    elif unknown or left != 0:
        counts.mismatch = True
