"""Who somebody of the household is by how he is told of: a face, the second one, a brother-in-law, 那个, 我们三口."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from bot.understand.tokens import Kind, Token, between_marks
from bot.understand.words import reading_words

_MARKS = (Kind.COMMA, Kind.STOP)
_HOUSEHOLD = frozenset({Kind.OWN, Kind.MEMBER, Kind.PLACE})
_ANSWERED = frozenset({Kind.ANSWER, Kind.DASH, Kind.PLUS})
_BETWEEN = frozenset({Kind.WHOLE, Kind.FILLER, Kind.POSSESSIVE, Kind.NOW})
_FACES = "\U0001f000"  # and whatever comes behind it
_BESIDE = frozenset({Kind.FILLER, Kind.OTHER})
_SEVERAL = 2
_OF_A_TEST = frozenset({"negative", "positive", "invalid", "untested"})


def settle_faces(tokens: list[Token], text: str) -> None:
    """👵阴, 第二个一条: somebody where an answer follows; else a picture, or an order."""
    ordinals = reading_words().ordinal_people
    for index in range(len(tokens) - 1, -1, -1):
        token = tokens[index]
        if token.kind is not Kind.MEMBER:
            continue
        face = text[token.start] >= _FACES
        if not face and text[token.start : token.end] not in ordinals:
            continue
        after = next((one for one in tokens[index + 1 :] if one.kind not in _BESIDE), None)
        named = after is not None and (
            after.kind in _ANSWERED or after.kind is Kind.WHOLE or (face and _face(after, text))
        )
        named = named or (face and after is not None and after.kind is Kind.NEGATION)
        token.part = face and named
        if not named:
            token.kind, token.number = Kind.FILLER, 0


def settle_denied(tokens: list[Token], text: str) -> None:
    """娃没 我阳: what is not so of who is named before a gap is not said of who is named behind it."""
    for index in range(len(tokens) - 2, 0, -1):
        before, token, after = tokens[index - 1 : index + 2]
        if token.kind is not Kind.NEGATION or before.kind is not Kind.MEMBER or after.kind is not Kind.MEMBER:
            continue
        if before.end >= token.start - 1 and text[token.end : after.start].isspace():
            tokens.insert(index + 1, Token(Kind.COMMA, token.end, token.end + 1))


def _face(token: Token, text: str) -> bool:
    return token.kind is Kind.MEMBER and text[token.start] >= _FACES


def settle_those(tokens: list[Token], text: str) -> None:
    """我妈那个, 刚做的那根: in hand; 三口人，最小的那个: one of them; 那个阳了 is another. 那个1 is no number."""
    possessive, measuring = tuple(reading_words().possessive), tuple(reading_words().measuring)
    for index, token in enumerate(tokens):
        if token.kind is not Kind.THAT_ONE:
            continue
        before = [one for one in tokens[max(0, index - 2) : index] if one.kind not in (Kind.POSSESSIVE, Kind.NOW)]
        beside = bool(before) and tokens[index - 1].end == token.start
        behind = text.endswith(possessive, 0, token.start)
        done = beside and behind and before[-1].kind is Kind.FILLER
        done = done and not text.endswith(measuring, token.start, token.end)  # 合租的那个男生两条
        kind = Kind.FILLER if done or (beside and before[-1].kind in _HOUSEHOLD) else None
        kind = kind or (_one_of_them(tokens[:index]) if behind else None) or Kind.OTHERS
        token.kind, token.number = kind, int(kind is Kind.MEMBER)
        after = tokens[index + 1] if index + 1 < len(tokens) else token
        if after.kind is Kind.NUMBER and after.start == token.end:
            after.kind, after.number = Kind.FILLER, 0


def _one_of_them(before: list[Token]) -> Kind | None:
    """孩子他爸睡沙发的那个 is he, and no further head; 四口人里睡沙发的那个 is one of them; None for somebody else."""
    for token in reversed(before):
        if token.kind in (Kind.OTHERS, Kind.NEIGHBOURS, Kind.BUILDING, Kind.FLOOR, Kind.ELSEWHERE, Kind.HEARSAY):
            return None
        if token.kind is Kind.MEMBER:
            return Kind.FILLER
        if token.kind in _MARKS or token.kind is Kind.ANSWER:
            break
    counted = any(token.kind is Kind.PEOPLE or (token.kind is Kind.WHOLE and token.number) for token in before)
    return Kind.MEMBER if counted else None


def settle_relatives(tokens: list[Token], text: str) -> None:
    """我跟我姐阴，姐夫阳: a relative right before an answer, named after others of the household."""
    relatives = reading_words().relatives
    named = False
    for token, after in pairwise(tokens):
        if token.kind is Kind.MEMBER or (token.kind is Kind.OWN and token.number):
            named = True
        elif token.kind is Kind.OTHERS and named and after.kind is Kind.ANSWER and after.start == token.end:
            token.kind = Kind.MEMBER if text[token.start : token.end] in relatives else token.kind
            token.number = token.number or int(token.kind is Kind.MEMBER)


def settle_named_groups(tokens: list[Token], text: str) -> None:
    """爷爷阳，我们三口阴; 两个娃阳，爸阳: beside others who are named one by one, so many persons are named, too."""
    clauses = between_marks(tokens, _MARKS)
    for clause in clauses:
        for index, token in enumerate(clause):
            answer = _answer_of(clause, index) if token.kind is Kind.PEOPLE and token.number >= _SEVERAL else None
            if answer is None or not _is_group(clause, index, text):
                continue
            others = [one for one in clauses if one is not clause and _persons_answer(one) is not None]
            before = clause[index - 1] if index else None
            if not others or any(one.kind is Kind.REST for one in tokens) or _disowned(before, others, text):
                continue
            together = any(one.kind is Kind.WHOLE for one in clause[index:])
            same = [one for one in others if getattr(_persons_answer(one), "answer", "") == answer.answer]
            if together and any(not _also(one, text) for one in same):
                continue  # 老公阴，我们俩都阴: he may be one of them
            if before is not None and before.end == token.start and before.kind in (Kind.OWN, Kind.MEMBER):
                before.kind, before.number = Kind.FILLER, 0
            token.kind = Kind.MEMBER


def _is_group(clause: list[Token], index: int, text: str) -> bool:
    token, before = clause[index], clause[index - 1] if index else None
    if before is not None and before.end == token.start and before.kind is not Kind.FILLER:
        return before.kind in (Kind.OWN, Kind.MEMBER)
    return token.part or text[token.start : token.end] in reading_words().people_numbers


def _answer_of(clause: list[Token], index: int) -> Token | None:
    after = next((one for one in clause[index + 1 :] if one.kind not in _BETWEEN), None)
    return after if after is not None and after.answer in _OF_A_TEST else None


def _persons_answer(clause: list[Token]) -> Token | None:
    """The answer of a clause in which somebody is named and nobody is counted."""
    if any(token.kind is Kind.PEOPLE or token.kind is Kind.NUMBER for token in clause):
        return None
    for token, after in pairwise([one for one in clause if one.kind not in _BETWEEN]):
        if token.kind is Kind.MEMBER and after.kind is Kind.ANSWER and after.answer in _OF_A_TEST:
            return after
    return None


def _disowned(before: Token | None, others: list[list[Token]], text: str) -> bool:
    """我们两个都阴，我阳: of himself the writer tells otherwise than of all of them together."""
    if before is None or before.kind is not Kind.OWN:
        return False
    oneself = reading_words().oneself
    return any(one.kind is Kind.MEMBER and text[one.start : one.end] in oneself for clause in others for one in clause)


def _also(clause: list[Token], text: str) -> bool:
    said = text[clause[0].start : clause[-1].end]
    return any(word in said for word in reading_words().also)


def person_steps() -> tuple[tuple[frozenset[Kind], Callable[[list[Token], str], None]], ...]:
    """What is settled here, and of which kinds a text must have words for that."""
    return (
        (frozenset({Kind.MEMBER}), settle_faces),
        (frozenset({Kind.MEMBER, Kind.NEGATION}), settle_denied),
        (frozenset({Kind.THAT_ONE}), settle_those),
        (frozenset({Kind.OTHERS, Kind.MEMBER, Kind.ANSWER}), settle_relatives),
        (frozenset({Kind.PEOPLE, Kind.MEMBER, Kind.ANSWER}), settle_named_groups),
    )
