"""One line of a 接龙 that somebody sends alone: its number, and what is said of the list before it.

7. 1204 阴 is the seventh line and no building; 接龙断了，我单发，1502阴 says what 1502阴 says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from bot.understand.chain import chain_words
from bot.understand.patterns import any_of, lazily
from bot.understand.whose import begins_with_door
from bot.understand.word_lists import bit, seen

_LONGEST = 48  # characters that are said of a list before the door
_ROOM = re.compile("[0-9]{3}|[?？]")
_NUMBER = re.compile(r"\s*([0-9]{1,3})[.、]\s+(?=[0-9]{3,4}(?![0-9]))")


@dataclass(slots=True, frozen=True)
class _Patterns:
    words: int
    said: re.Pattern[str]
    more: re.Pattern[str]
    help: re.Pattern[str]
    ordinal: re.Pattern[str]
    head: re.Pattern[str]
    own: int
    edits: int


@cache
def chain_talk_patterns() -> _Patterns:
    """The patterns, built once a process. Raises LexiconError."""
    words = chain_words()
    spoken = [*words.spoken_of, *words.line_before, *words.line_ordinal, *words.line_next]
    marks, behind, before = any_of(words.line_marks), any_of(words.line_behind), any_of(words.line_before)
    ordinal = (
        rf"(?:{any_of(words.line_ordinal)})\s?[0-9]{{1,3}}(?:{marks})"
        rf"|(?:{before})\s?[0-9]{{1,4}}(?:{marks})?\s?(?:{behind})|(?:{any_of(words.line_next)})\s?[0-9]{{1,3}}[.、](?=\s)"
    )
    return _Patterns(
        bit(spoken),
        lazily(any_of(words.spoken_of)),
        lazily(any_of(words.said_more)),
        lazily(any_of(words.asks_help)),
        lazily(ordinal),
        lazily(rf"(?:{ordinal}|[^0-9#]){{1,{_LONGEST}}}?[\s,，:：;；。.!！](?=[0-9])"),
        bit(words.own_line),
        bit(words.line_edits),
    )


def edits_a_line(folded: str) -> bool:
    """Whether ``folded`` changes the writer's own line of a list, which only a person can: 接龙里的7和8删一个就行."""
    patterns = chain_talk_patterns()
    held = seen(folded)
    return bool(held & patterns.own and held & patterns.edits) and len(folded) <= _LONGEST and not _ROOM.search(folded)


def alone(folded: str, building: str | None) -> str:
    """``folded``, which is no list, without the number of its line and what it says of the list before its door.

    Of the same length. ``building`` is the group's: a number apart from the room that is another is no building.
    """
    if building is not None and (number := _NUMBER.match(folded)) is not None and number[1] != building:
        return " " * number.end() + folded[number.end() :]
    patterns = chain_talk_patterns()
    if not seen(folded) & patterns.words or folded[0].isdecimal():
        return folded
    head = patterns.head.match(folded)
    if head is None or begins_with_door(folded[head.end() :]) is None:
        return folded
    said = patterns.ordinal.sub(" ", patterns.help.sub(" ", head.group()))
    if patterns.more.search(said) is not None:
        return folded
    if patterns.ordinal.search(head.group()) is None and patterns.said.search(head.group()) is None:
        return folded
    rest = " " * head.end() + folded[head.end() :]
    number = _NUMBER.match(rest) if building is not None else None
    return " " * number.end() + rest[number.end() :] if number is not None and number[1] != building else rest
