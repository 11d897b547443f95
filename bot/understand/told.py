"""What else is told beside a head count that names no door, and whether it leaves the answer what it is."""

from __future__ import annotations

from bot.understand.context import Context
from bot.understand.form import Form
from bot.understand.headcount_words import headcount_patterns
from bot.understand.meaning import Entry
from bot.understand.segments import Segment
from bot.understand.tokens import Clause, Kind, Token, Voided
from bot.understand.words import reading_words

_MOST_TOLD = 24  # characters nobody taught us beside an answer from home
_MOST_NEAR = 4  # and of those, so many right beside it
_MOST_BETWEEN = 1  # characters between somebody and his door
_APART = frozenset(" ,，、。;；!！~～\n()（）")
_NOT_PLAIN = frozenset({Kind.OTHER, Kind.OTHERS, Kind.QUESTION, Kind.NEGATION, Kind.PAST, Kind.DECOY, Kind.PLAN})
_NO_MORE = frozenset({Kind.ANSWER, Kind.OTHER, Kind.FILLER, Kind.NAME, Kind.NOW, Kind.COMMA, Kind.STOP})
_COUNTS = frozenset({Kind.PEOPLE, Kind.NUMBER})
_TELLING = _COUNTS | {Kind.PLACE, Kind.ANSWER}
_OF_SOMEBODY = frozenset({Kind.MEMBER, Kind.OTHER})
_DONE, _ABSENT, _ELSEWHERE = "done", "absent", "elsewhere"
_PADDING = "…"
_ALL_OF_THEM = frozenset({Kind.PEOPLE, Kind.WHOLE})


def told_at_home(segment: Segment, answers: list[Token], text: str, context: Context) -> bool:
    """Whether the words right beside the answers are few, whatever else is told: 仨都捅好了，小的哭得一塌糊涂."""
    if context.home is None or not answers or headcount_patterns().brought.search(text):
        return False
    if sum(token.number for token in segment.tokens if token.kind is Kind.OTHER) > _MOST_TOLD:
        return False
    near = 0
    for token in segment.tokens:
        if token.kind is not Kind.OTHER:
            continue
        if any(_runs_into(token, one, text) for one in answers):
            return False  # 蛋糕做好了, 做好了饭
        if any(one.kind is Kind.PEOPLE and one.end == token.start for one in segment.tokens):
            return False  # 三个外卖
        near += token.number * any(not apart(token, one, text) for one in answers)
    return near <= _MOST_NEAR


def made_something(segment: Segment, answers: list[Token], text: str) -> bool:
    """做好了饭: what is done is said right behind it."""
    done = [one for one in answers if one.answer == _DONE]
    counted = any(one.kind in _COUNTS for one in segment.tokens)
    if done and not counted and headcount_patterns().made_of.search(text):
        return True  # 做好了！三层的，两斤
    pieces = {one.end for one in segment.tokens if one.kind is Kind.PEOPLE and text[one.end - 1] in _pieces()}
    if any(one.kind is Kind.OTHER and one.start in pieces for one in segment.tokens):
        return True  # 做了3个菜
    if any(one.answer == _ELSEWHERE and _of_a_thing(segment, one, text) for one in answers):
        return True
    return any(
        token.kind is Kind.OTHER and token.start == one.end and _runs_into(token, one, text)
        for token in segment.tokens
        for one in done
    )


def finished_something(segment: Segment, answers: list[Token], text: str) -> bool | None:
    """完成了！乐高3000片！: whether what is done is a thing that is named; None where it only may be."""
    kinds = {token.kind for token in segment.tokens}
    if kinds & {Kind.PLACE, *_COUNTS} or {one.answer for one in answers} != {_DONE}:
        return False
    patterns = headcount_patterns()
    if patterns.finished.search(text, segment.start(), segment.end()) is None:
        return False
    return True if kinds <= _NO_MORE and patterns.going_on.search(text) is None else None


def _of_a_thing(segment: Segment, answer: Token, text: str) -> bool:
    """单位给做了体检: a short word that ends the clause stands right behind ``answer``."""
    end = answer.end + len(text[answer.end :]) - len(text[answer.end :].lstrip(_PADDING))
    return any(
        token.kind is Kind.OTHER
        and token.start == end
        and token.number <= _MOST_NEAR
        and text[token.end : token.end + 1] in ("", *_APART)
        for token in segment.tokens
    )


def _runs_into(token: Token, answer: Token, text: str) -> bool:
    """Whether ``token`` stands right beside an answer that would then be of something else."""
    if answer.answer == _ABSENT:
        return token.end == answer.start  # 采样点没人
    if answer.answer != _DONE:
        return False
    return token.end == answer.start or (token.start == answer.end and text[answer.end - 1] != _PADDING)


def apart(token: Token, answer: Token, text: str) -> bool:
    """Whether a mark or a space stands between ``token`` and ``answer``."""
    start, end = sorted((token, answer), key=lambda one: one.start)
    return any(character in _APART for character in text[start.end : end.start])


def at_the_door(segment: Segment, text: str) -> bool:
    """Whether all others in ``segment`` are those whose door is named: 我舅家1503, 2206，他人在外地."""
    theirs = tuple(reading_words().pronouns)
    places = [token for token in segment.tokens if token.kind is Kind.PLACE]
    return all(
        any(
            (place.end <= token.start and text.startswith(theirs, token.start))
            or 0 <= place.start - token.end <= _MOST_BETWEEN
            for place in places
        )
        for token in segment.tokens
        if token.kind is Kind.OTHERS
    )


def told_plainly(segment: Segment, answers: list[Token]) -> bool:
    """我家都做完了哈，楼长可以划掉: a clause that says nothing but that they, or how many of them, have done it.

    Somebody else's door that is not named may be meant by it; then too it is no talk.
    """
    done = {token.start for token in answers if token.answer == _DONE}
    for clause in segment.clauses:
        if clause.kinds & _NOT_PLAIN or not any(token.start in done for token in clause.tokens):
            continue
        if any(_who(token) for token in clause.tokens):
            return True
    return False


def told_apart(clauses: list[Clause], text: str) -> bool:
    """轮了好久，我家三个都捅了，1201: door, number and answer stand in clauses that say nothing else.

    Whatever is told in others is not of those who were counted.
    """
    answers = {token.answer for clause in clauses for token in clause.tokens if token.kind is Kind.ANSWER}
    if answers != {_DONE} or not counted_apart(clauses):
        return False
    return not any(clause.kinds >= _OF_SOMEBODY and _of_kin(clause, text) for clause in clauses)


def counted_apart(clauses: list[Clause]) -> bool:
    """手机壳找着了，903，1: door and number stand in clauses that say nothing else."""
    telling = [clause for clause in clauses if clause.kinds & _TELLING]
    kinds = {kind for clause in telling for kind in clause.kinds}
    if kinds & _NOT_PLAIN or Kind.PLACE not in kinds or not kinds & _COUNTS:
        return False
    last = max(clause.tokens[0].start for clause in telling)  # what is asked behind it is looked at
    return not any(Kind.QUESTION in one.kinds and one.tokens[0].start > last for one in clauses if one.tokens)


def _of_kin(clause: Clause, text: str) -> bool:
    """Whether somebody of the household does something in ``clause``; not 我才腾出手, 借崽的手机, 多谢你抱孩子."""
    if any(one.kind is Kind.FILLER and one.number for one in clause.tokens):
        return False
    myself, owners = reading_words().myself, {one.start for one in clause.tokens if one.kind is Kind.POSSESSIVE}
    return any(
        one.kind is Kind.MEMBER and text[one.start : one.end] not in myself and one.end not in owners
        for one in clause.tokens
    )


def all_voided(segment: Segment) -> bool:
    """Whether an answer is told that does not stand, and no number beside it: 三户：603没人在."""
    kinds = {token.kind for token in segment.tokens}
    return Kind.ANSWER in kinds and not kinds & {Kind.PEOPLE, Kind.NUMBER}


def asks_for_a_visit(segment: Segment, answers: list[Token]) -> bool:
    """奶奶没法下楼，能上门采吗: who only says that it has not been done, and asks, wants something done."""
    undone = bool(answers) and {one.answer for one in answers} == {"unclear"}
    kinds = {token.kind for token in segment.tokens}
    return undone and Kind.QUESTION in kinds and not kinds & {Kind.PLACE, Kind.PEOPLE, Kind.NUMBER}


def settled_by(segment: Segment, answers: list[Token], text: str) -> str | None:
    """The answer that explains the other one, of nobody else: 法院做的，不下来了; 上午没轮到，3人都采了."""
    names = [token.answer for token in answers]
    if len(names) != 2 or "unclear" not in names or any(one.kind in (Kind.MEMBER, Kind.REST) for one in segment.tokens):
        return None
    first, last = answers
    if names == ["elsewhere", "unclear"]:
        return "elsewhere" if text.startswith(tuple(_refusals()), last.start) else None
    if names != ["unclear", "done"] or not apart(first, last, text):
        return None
    whole = [one for one in segment.tokens if one.kind is Kind.WHOLE and one.end == last.start]
    people = [one for one in segment.tokens if one.kind is Kind.PEOPLE]
    return "done" if whole and len(people) == 1 and people[0].end == whole[0].start else None


def _refusals() -> list[str]:
    return headcount_patterns().refusals


def _who(token: Token) -> bool:
    return token.kind in (Kind.PEOPLE, Kind.NEIGHBOURS) or (token.kind in (Kind.OWN, Kind.WHOLE) and token.number > 0)


def _pieces() -> list[str]:
    return reading_words().measuring


def note_rest(entry: Entry, clauses: list[Clause], voided: Voided, form: Form, text: str) -> None:
    """Note in the only ``entry`` of a text how much else it says, and whether it is told apart from that."""
    said = [token.number for clause in clauses for token in clause.tokens if token.kind is Kind.OTHER]
    entry.untold, entry.plain = sum(said), any(_said_plainly(clause, voided, form) for clause in clauses)
    if form.reader == "headcount":
        entry.plain = entry.plain or told_apart(clauses, text) or (entry.loose and counted_apart(clauses))


def _said_plainly(clause: Clause, voided: Voided, form: Form) -> bool:
    """803阴。问下今天发菜吗: a clause in which a room and its people's answer stand, and nothing unknown."""
    if Kind.OTHER in clause.kinds or not (Kind.PLACE in clause.kinds or clause.kinds >= _ALL_OF_THEM):
        return False
    answers = [token for token in clause.tokens if token.kind is Kind.ANSWER and token.start not in voided]
    return any(not token.weak and not token.alone and token.answer in form.values for token in answers)
