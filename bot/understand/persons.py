"""Which numbers are numbers of people: 老两口加孙子 is three, 求一个血氧仪 is nobody, 就我 is one."""

from __future__ import annotations

from itertools import pairwise

from bot.understand.tokens import Kind, Token
from bot.understand.words import reading_words

_AS_FAR = 3  # characters before a number in which somebody says that he wants so many
_SEVERAL = 2
_A_WORD = 2  # characters of somebody who is not 我
_PERSONS = frozenset({Kind.PEOPLE, Kind.MEMBER})
_MARKS = frozenset({Kind.COMMA, Kind.STOP})
_CLOSING = _MARKS | {Kind.QUESTION}
_LIVES_BEFORE = _CLOSING | {Kind.PLACE, Kind.OWN}
_TOLD_OF = frozenset({Kind.ANSWER, Kind.PLACE, Kind.OWN, Kind.MEMBER})
_ALL_OF_THEM = frozenset({Kind.PEOPLE, Kind.WHOLE, Kind.ANSWER})


def settle_things(tokens: list[Token], text: str) -> None:
    """求一个血氧仪: what somebody wants one of is no person."""
    wanting = reading_words().wanting
    for token, after in pairwise(tokens):
        if token.kind is not Kind.PEOPLE or after.kind is not Kind.OTHER or token.end != after.start:
            continue
        if any(word in text[max(0, token.start - _AS_FAR) : token.start] for word in wanting):
            token.kind, token.number = Kind.OTHER, token.end - token.start


def settle_sums(tokens: list[Token], text: str) -> None:
    """老两口加孙子 is three; 老两口和孩子们 is nobody knows how many."""
    _settle_persons(tokens)
    joining, measuring = reading_words().joining, tuple(reading_words().measuring)
    for before, after in pairwise(tokens):
        counted = before.kind is Kind.PEOPLE and after.kind is Kind.MEMBER and before.end == after.start
        several = text[before.start : before.end] in reading_words().people_numbers and not after.number
        if counted and (several or text.endswith(measuring, before.start, before.end)):
            after.kind, after.number, before.part = Kind.FILLER, 0, True  # 三个娃儿, 仨大人
    for before, joint, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        persons = Kind.PEOPLE in (before.kind, after.kind) and {before.kind, after.kind} <= _PERSONS
        if not persons or text[joint.start : joint.end] not in joining:
            continue
        if before.end == joint.start and joint.end == after.start:
            number = before.number + after.number if before.number and after.number else 0
            before.kind, before.number = (Kind.PEOPLE, number) if number else (Kind.MEMBER, 0)
            after.kind, after.number = Kind.FILLER, 0


def settle_ours(tokens: list[Token], text: str) -> None:
    """拆沙发的两个加我们两个: both numbers together."""
    joining = reading_words().joining
    for before, joint, ours, after in zip(tokens, tokens[1:], tokens[2:], tokens[3:], strict=False):
        if ours.kind is not Kind.OWN or before.kind is not Kind.PEOPLE or after.kind is not Kind.PEOPLE:
            continue
        if text[joint.start : joint.end] in joining and before.end == joint.start and ours.end == after.start:
            before.number, after.kind, after.number = before.number + after.number, Kind.FILLER, 0


def _settle_persons(tokens: list[Token]) -> None:
    """小的没阳，俩大人没阳: beside others who are named, so many persons are named, too."""
    answered = [index for index, token in enumerate(tokens) if token.kind is Kind.ANSWER]
    members = [index for index, token in enumerate(tokens) if token.kind is Kind.MEMBER]
    for index in members:
        before, after = tokens[index - 1] if index else None, tokens[index]
        if before is None or before.kind is not Kind.PEOPLE or before.number < _SEVERAL or before.end != after.start:
            continue
        if any(other < answer < index for other in members for answer in answered):
            before.kind, after.kind, after.number = Kind.MEMBER, Kind.FILLER, 0


def settle_alone(tokens: list[Token], text: str) -> None:
    """A1102，就我，阴: between two marks, only the writer is all that live there."""
    only = reading_words().only
    for index, token in enumerate(tokens):
        if token.kind is not Kind.MEMBER or token.end - token.start >= _A_WORD or not index:
            continue
        before, behind = tokens[:index], tokens[index + 1 :]
        if before[-1].end != token.start or text[before[-1].start : token.start] not in only:
            continue
        if len(before) > 1 and before[-2].kind not in _LIVES_BEFORE:
            continue
        if not behind or behind[0].kind in _MARKS:
            token.kind, token.number = Kind.PEOPLE, 1


def settle_included(tokens: list[Token], text: str) -> None:
    """连亲戚六个: who is counted with the household lives there now."""
    including = reading_words().including
    for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if token.kind is not Kind.OTHERS or after.kind is not Kind.PEOPLE or before.end != token.start:
            continue
        if text[before.start : before.end] in including and token.end == after.start:
            token.kind, token.number = Kind.FILLER, 0


def settle_other_numbers(tokens: list[Token], _text: str) -> None:
    """鼻涕一大把，三口都阴: what runs on into words nobody taught us is no number of people, beside one of them all."""
    clause: list[Token] = []
    loose: list[Token] = []
    told = 0
    for token in [*tokens, None]:
        if token is not None and token.kind not in _CLOSING:
            clause.append(token)
            continue
        kinds = {one.kind for one in clause}
        if kinds >= _ALL_OF_THEM:
            told = max(told, *(one.number for one in clause if one.kind is Kind.PEOPLE), 0)
        elif kinds.isdisjoint(_TOLD_OF):
            loose += [one for one, two in pairwise(clause) if _runs_on(one, two)]
        clause = []
    for token in loose:
        if token.number <= told:  # not 五个活宝，四个都阴
            token.kind, token.number = Kind.OTHER, token.end - token.start


def _runs_on(token: Token, after: Token) -> bool:
    return token.kind is Kind.PEOPLE and after.kind is Kind.OTHER and token.end == after.start
