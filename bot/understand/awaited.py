"""Of whom a result is still waited for: 三个都阴，就差外婆了 is three, and one who has not tested."""

from __future__ import annotations

from collections.abc import Callable

from bot.understand.tokens import Kind, Token
from bot.understand.words import reading_words

_MARKS = (Kind.COMMA, Kind.STOP)
_UNTESTED = "untested"
_RESULTS = frozenset({"negative", "positive", "invalid"})
_PERSONS = (Kind.MEMBER, Kind.PRONOUN, Kind.THAT_ONE, Kind.NAME)
_SOMEBODY_ELSE = frozenset({Kind.OTHERS, Kind.NEIGHBOURS, Kind.PLACE, Kind.BUILDING, Kind.FLOOR, Kind.QUESTION})
_BETWEEN = (Kind.WHOLE, Kind.FILLER)
_AS_MUCH = 6  # characters nobody taught us in what is said of who is waited for


def settle_awaited(tokens: list[Token], _text: str) -> None:
    """Tell of who is waited for that he has not tested, where others of the household have."""
    answered = any(token.answer in _RESULTS for token in tokens)
    for token in [token for token in tokens if token.kind is Kind.AWAITED]:
        token.kind = Kind.FILLER
        start = end = tokens.index(token) + 1
        while end < len(tokens) and tokens[end].kind not in _MARKS:
            end += 1
        clause = tokens[start:end]
        kinds = {one.kind for one in clause}
        said = sum(one.number for one in clause if one.kind is Kind.OTHER)
        persons = [one for one in clause if one.kind in _PERSONS]
        counted = [one for one in clause if one.kind is Kind.PEOPLE or one.kind is Kind.NUMBER]
        if Kind.ANSWER in kinds or kinds & _SOMEBODY_ELSE or not answered or said > _AS_MUCH:
            continue
        if not (persons or counted) or _of_things(clause, counted):
            continue
        for one in persons:
            one.kind, one.number = Kind.MEMBER, one.number or 1
        for one in counted if persons else []:
            one.kind = Kind.FILLER
        last = (persons or counted)[-1]
        tokens.insert(tokens.index(last) + 1, Token(Kind.ANSWER, last.end, last.end, 0, None, _UNTESTED))


def _of_things(clause: list[Token], counted: list[Token]) -> bool:
    """差一个试剂: right behind the number stands of what there is one too few."""
    ends = {one.end for one in counted}
    things = [one for one in clause if one.kind is Kind.OTHER or (one.kind is Kind.FILLER and one.end - one.start > 1)]
    return any(one.start in ends for one in things)


def settle_homes_counted(tokens: list[Token], text: str) -> None:
    """602、603，两户阴: as many homes as have been named are all of these."""
    places = sum(token.kind is Kind.PLACE for token in tokens)
    numbers, homes = reading_words().numbers, tuple(reading_words().households)
    for index, token in enumerate(tokens):
        said = text[token.start : token.end]
        if token.kind is not Kind.HINT or not said.endswith(homes):
            continue
        after = next((one for one in tokens[index + 1 :] if one.kind not in _BETWEEN), None)
        if after is None or after.answer not in _RESULTS:
            continue
        number = said[:1]
        if (int(number) if number.isdecimal() else numbers.get(number)) == places:
            token.kind, token.number = Kind.WHOLE, 0


def awaited_steps() -> tuple[tuple[frozenset[Kind], Callable[[list[Token], str], None]], ...]:
    """What is settled here, and of which kinds a text must have words for that."""
    return (
        (frozenset({Kind.AWAITED}), settle_awaited),
        (frozenset({Kind.HINT, Kind.PLACE, Kind.ANSWER}), settle_homes_counted),
    )
