"""What the writer takes back as he goes: 不是3人是4人, 写漏了一位, 不是302是203."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise

from bot.understand.tokens import Kind, Token
from bot.understand.words import reading_words

_MARKS = (Kind.COMMA, Kind.STOP)
_NUMBERS = (Kind.NUMBER, Kind.PEOPLE)
_TOLD = (*_NUMBERS, Kind.ANSWER)
_ALARM = "positive"
_A_WORD = 2  # characters of 不是, which denies what follows, and of no 不


def _settle_denied_counts(tokens: list[Token], _text: str) -> None:
    """是1阴1阳，不是2阴: what is told in numbers and denied is none, where another number is told.

    An alarm that is denied waits for a person, unless there is one all the same.
    """
    for index, token in enumerate(tokens):
        if token.kind is not Kind.NEGATION or token.end - token.start < _A_WORD:
            continue
        end = index + 1
        while end < len(tokens) and tokens[end].kind in _TOLD:
            end += 1
        denied, left = tokens[index + 1 : end], [*tokens[:index], *tokens[end:]]
        counted = bool(denied) and denied[0].kind in _NUMBERS
        counted = counted and all(one.answer != _ALARM or _tells_alarm(left) for one in denied)
        for one in (token, *denied) if counted and _is_told(denied) and _is_told(left) else ():
            one.kind, one.number = Kind.FILLER, 0


def _tells_alarm(tokens: list[Token]) -> bool:
    return any(one.answer == _ALARM for one in tokens)


def _is_told(tokens: list[Token]) -> bool:
    """Whether a number stands right before an answer in ``tokens``."""
    return any(one.kind in _NUMBERS and two.kind is Kind.ANSWER for one, two in pairwise(tokens))


def correcting_steps() -> tuple[tuple[frozenset[Kind], Callable[[list[Token], str], None]], ...]:
    """What is settled here, and of which kinds a text must have words for that."""
    return (
        (frozenset({Kind.CORRECTION, Kind.DOUBT}), _settle_corrections),
        (frozenset({Kind.NEGATION}), _settle_rooms),
        (frozenset({Kind.NEGATION}), _settle_numbers),
        (frozenset({Kind.RETRACTING, Kind.PLACE}), _settle_mistyped),
        (frozenset({Kind.NEGATION, Kind.ANSWER}), _settle_denied_counts),
        (frozenset({Kind.RETRACTING, Kind.PEOPLE}), _settle_retracted),
        (frozenset({Kind.CORRECTION, Kind.PEOPLE}), _settle_retracted),
    )


def _settle_corrections(tokens: list[Token], text: str) -> None:
    """上一条写错，应该是4人阴: who corrects himself says what it should have been."""
    corrected = False
    for token in tokens:
        corrected = corrected or token.kind is Kind.CORRECTION
        if corrected and token.kind is Kind.DOUBT and text[token.start : token.end] in reading_words().should:
            token.kind = Kind.FILLER


def _settle_numbers(tokens: list[Token], _text: str) -> None:
    """不是3人是4人: the number that is denied is none, where another one follows at once."""
    for index in range(1, len(tokens) - 1):
        token = tokens[index]
        if token.kind is not Kind.PEOPLE or not _denies(tokens[index - 1], token):
            continue
        before = _said(reversed(tokens[: index - 1]))
        instead = before is not None and before.kind is Kind.PEOPLE  # 我家两口，不是三口
        if instead or any(one.kind is Kind.PEOPLE for one in tokens[index + 1 :]):
            token.kind = tokens[index - 1].kind = Kind.FILLER
            token.number = 0


def _said(tokens: Iterable[Token]) -> Token | None:
    """The first of ``tokens`` that says anything."""
    return next((one for one in tokens if one.kind not in (Kind.FILLER, Kind.COMMA)), None)


def _settle_retracted(tokens: list[Token], text: str) -> None:
    """刚才写的两人，是三人: the first number counts no more."""
    retracting = False
    for index, token in enumerate(tokens):
        if token.kind in _MARKS:
            retracting = False
        elif token.kind is Kind.RETRACTING or (token.kind is Kind.CORRECTION and _miscounts(text, token)):
            retracting = True
        elif retracting and token.kind is Kind.PEOPLE and any(one.kind is Kind.PEOPLE for one in tokens[index + 1 :]):
            token.kind, token.number = Kind.FILLER, 0


def _settle_mistyped(tokens: list[Token], _text: str) -> None:
    """前面写成1520了，我是1502: the door that was written first is none, where another one follows."""
    places = [index for index, token in enumerate(tokens) if token.kind is Kind.PLACE]
    for index in places[:-1]:
        before, token = tokens[index - 1], tokens[index]
        if index and before.kind is Kind.RETRACTING and before.end == token.start:
            token.kind, token.place = Kind.FILLER, None


def _miscounts(text: str, token: Token) -> bool:
    """写漏了一位，1508三位都阴."""
    return any(word in text[token.start : token.end] for word in reading_words().miscounting)


def _settle_rooms(tokens: list[Token], _text: str) -> None:
    """不是302是203: the room that is denied is none, where another one stands."""
    places = [index for index, token in enumerate(tokens) if token.kind is Kind.PLACE]
    denied = [index for index in places if index and _denies(tokens[index - 1], tokens[index])]
    if len(denied) == len(places):
        return
    for index in denied:
        tokens[index].kind, tokens[index].place = Kind.FILLER, None
        tokens[index - 1].kind = Kind.FILLER


def _denies(before: Token, token: Token) -> bool:
    return before.kind is Kind.NEGATION and before.end == token.start


def rooms_taken_back(tokens: list[Token]) -> set[str]:
    """503阴，打错了，502阴: the rooms behind whose answer the writer corrects himself, and then names another."""
    found: set[str] = set()
    room, answered, corrected = "", False, False
    for token in tokens:
        if token.kind is Kind.PLACE:
            named = (token.place.room if token.place else None) or ""
            if corrected and named != room:
                found.add(room)
            room, answered, corrected = named, False, False
        elif token.kind is Kind.ANSWER:
            answered, corrected = True, False
        elif token.kind is Kind.CORRECTION and room and answered:
            corrected = True
    return found
