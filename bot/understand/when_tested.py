"""When somebody tested, and with which test: 饭后测，一条 is a result; 核酸阴，抗原没做 is none yet."""

from __future__ import annotations

from functools import cache

from bot.understand.tokens import Kind, Token
from bot.understand.words import reading_words

_MARKS = (Kind.COMMA, Kind.STOP)
_UNTESTED = "untested"
_RESULTS = frozenset({"negative", "positive"})
# Beside one of these it is not said for sure that the result is that of who tests then.
_SOMEBODY = frozenset(
    {
        Kind.MEMBER, Kind.PEOPLE, Kind.NUMBER, Kind.REST, Kind.OTHERS, Kind.PRONOUN, Kind.NEGATION, Kind.PAST,
        Kind.ATTEMPT, Kind.QUESTION, Kind.DOUBT, Kind.CONDITION, Kind.WISH, Kind.THAT_ONE, Kind.SAME,
    }
)  # fmt: skip


def settle_when_tested(tokens: list[Token], text: str) -> None:
    """晚上测，阴; 收工回来测的，就一条: who says when he tested, and then what it showed."""
    first = next((token for token in tokens if token.kind is Kind.ANSWER), None)
    if first is None or first.answer != _UNTESTED or not _says_when(text[first.start : first.end]):
        return
    marked, shown = False, False
    for token in tokens:
        if token.kind is Kind.ANSWER and token is not first:
            if not marked or token.answer not in _RESULTS:
                return
            shown = True
        elif token.kind in _MARKS:
            marked = marked or token.start > first.start
        elif not shown and token.kind in _SOMEBODY and not (marked and token.kind in (Kind.PEOPLE, Kind.NUMBER)):
            return
    if shown:
        first.kind = Kind.FILLER


def _says_when(words: str) -> bool:
    reading = reading_words()
    return words.startswith(tuple(reading.tested_at)) and not words.startswith(tuple(reading.about_to))


def settle_other_tests(tokens: list[Token], text: str) -> None:
    """核酸报告是阴，抗原还没做: the result of a test that nobody asks for, where the asked one is named beside it."""
    other, asked = _tests()
    if not any(word in text for word in other):
        return
    clause: list[Token] = []
    of_other: list[Token] = []
    named = False
    for token in [*tokens, None]:
        if token is not None and token.kind not in _MARKS:
            clause.append(token)
            continue
        words = {text[one.start : one.end] for one in clause}
        answers = [one for one in clause if one.kind is Kind.ANSWER]
        if answers and words & asked:
            named = True
        elif answers and words & other:
            of_other += [one for one in answers if one.answer not in ("positive", "unclear")]
        clause = []
    if named:
        for one in of_other:
            one.kind = Kind.FILLER


@cache
def _tests() -> tuple[frozenset[str], frozenset[str]]:
    """The tests that nobody asks for, and the asked one."""
    return frozenset(reading_words().other_tests), frozenset(reading_words().asked_test)


def tells_of_test(said: str, about: list[str]) -> bool:
    """夜班回来测了，还是一道: one of the words ``about`` the test is among what is ``said``."""
    return any(word in said for word in about)
