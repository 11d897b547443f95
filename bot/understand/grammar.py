"""What may begin at a character of a folded text: places, words, numbers of people, dates and marks.

One pattern of all of it would be a tree of thousands of words, of which most texts hold none; so each character knows
which patterns can begin with it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import NamedTuple

from bot.understand.patterns import any_of, lazily
from bot.understand.place import place_patterns
from bot.understand.words import ReadingWords, place_words

_DIGITS, _LETTERS = "0123456789", "abcdefghijklmnopqrstuvwxyz"
_FEW = r"[^\s0-9，,。]{0,3}?"  # what may stand between a room and that somebody there says it
_Way = tuple[str, str]  # the characters that a pattern may begin with, and the pattern


class Start(NamedTuple):
    """What may begin with one character: ``before`` comes before its words, ``after`` where none of them stands.

    The group of a pattern that matched says what it is.
    """

    before: re.Pattern[str] | None
    after: re.Pattern[str] | None


def token_starts(words: ReadingWords, known: Collection[str], answers: Iterable[str]) -> dict[str, Start]:
    """What may begin with each character; with all others nothing does.

    ``known`` are the words, ``answers`` those before which a numeral counts people.
    """
    before, after = _before_words(words), _after_words(words, answers)
    compiled: dict[tuple[str, ...], re.Pattern[str] | None] = {(): None}

    def joined(ways: list[_Way], character: str) -> re.Pattern[str] | None:
        patterns = tuple(pattern for first, pattern in ways if character in first)
        if patterns not in compiled:
            compiled[patterns] = lazily("|".join(patterns))
        return compiled[patterns]

    return {
        one: Start(joined(before, one), joined(after, one))
        for one in sorted({*_first(known), *"".join(first for first, _ in (*before, *after))})
    }


def lengths_of(known: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """How long the words ``known`` are that begin with the same two characters, the longest first."""
    lengths: dict[str, set[int]] = {}
    for word in known:
        lengths.setdefault(word[:2], set()).add(len(word))
    return {two: tuple(sorted(several, reverse=True)) for two, several in lengths.items()}


def _before_words(words: ReadingWords) -> list[_Way]:
    places = place_patterns()
    place = "|".join((places.full, places.unit, places.dash, places.room, places.only))
    long = rf"(?P<long>(?![0-9]{{4}}{places.glue})[0-9]{{5,}}[0-9x\-]*)"
    saying = rf"(?:{any_of(words.announcing)}){{0,5}}(?:{any_of(words.saying)})"
    return [
        (_DIGITS, rf"(?<![0-9])(?:{long}|(?P<skip>{_times()}))"),
        (_DIGITS + _LETTERS + places.first, rf"(?<![0-9])(?:{place})"),
        (_first(words.labels), rf"(?P<label>(?:{any_of(words.labels)})[\s:：]{{0,3}}(?=[0-9]))"),
        (
            _first(words.missing_rooms),
            rf"(?P<missing>(?:{any_of(words.missing_rooms)})[\s:：]{{0,2}}(?=[0-9]{{3,4}}(?![0-9])))",
        ),
        (
            _first(words.hearing),
            rf"(?P<heard>(?:{any_of(words.hearing)})[0-9\-]{{3,9}}{_FEW}(?:{any_of(words.saying)}))",
        ),
        (_first(words.announcers), rf"(?P<announced>(?:{any_of(words.announcers)}){saying})"),
    ]


def _after_words(words: ReadingWords, answers: Iterable[str]) -> list[_Way]:
    marks = any_of(words.name_marks)
    name = rf"(?:{marks})?[{words.surnames}](?:{any_of(words.titles)}|{marks}|(?=[\s\-，,:：]|$))"
    return [
        (_DIGITS + "".join((*words.numbers, *words.formal)), _numbers(words, answers)),
        ("-_~*·", r"(?P<dash_mark>[-_~*·]+)"),
        ("+", r"(?P<plus>\++)"),
        (words.surnames + _first(words.name_marks), rf"(?P<name>{name})"),
        ("[@", r"(?P<empty>\[(?![0-9])[^\[\]\n]{1,6}\]|@[^\s@]{1,20}\s)"),
    ]


def _first(words: Iterable[str]) -> str:
    return "".join(word[0] for word in words)


def _times() -> str:
    """Dates, times of day, degrees and decimals: 4月10号, 4.10, 2022-04-10, 7:30, 7点半."""
    places = place_words()
    year, month, day = any_of(places.years), any_of(places.months), any_of(places.days)
    hour, minute, half = any_of(places.hours), any_of(places.minutes), any_of(places.halves)
    return "|".join(
        (
            r"[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?",
            rf"[0-9]{{2}}(?:\.[0-9])?(?:{any_of(places.degrees)})[0-9]?",
            r"[0-9]{1,2}\.[0-9]{1,2}(?![0-9])",
            rf"(?:[0-9]{{4}}(?:{year}))?[0-9]{{1,2}}(?:{month})[0-9]{{1,2}}(?:{day})?",
            rf"[0-9]{{1,2}}(?:{hour})(?:[0-9]{{1,2}}(?:{minute})?|{half})?",
            r"[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}",
            rf"(?<![^\n])(?:1[0-2]|0?[1-9])/(?:3[01]|[12][0-9]|0?[1-9])(?=\s|{any_of(places.parts_of_day)})",
        )
    )


def _numbers(words: ReadingWords, answers: Iterable[str]) -> str:
    """Numbers of people, floors, and bare numbers; a numeral in words only right before an answer."""
    numerals, floor, lasting = "".join(words.numbers), any_of(place_words().floor), any_of(words.lasting)
    # A number that a room ran into (5023人) stands behind digits.
    ran = rf"(?<=[0-9]{{3}})[1-9](?={any_of(place_words().glued)})"
    number = rf"(?:(?<![0-9])[0-9]{{1,2}}|{ran}|[{numerals}]{{1,3}})"
    answered = any_of(word for word in answers if word[0] not in words.numbers)
    order = "".join(rf"(?<!{word})" for word in words.ordinals)
    people = rf"(?P<people>{order}(?P<pn>{number})\s?(?P<pu>{any_of(words.people)})(?!{floor}|{lasting}))"
    measured = any_of([*place_words().not_room, *place_words().not_room_latin])
    counted = "|".join(f"(?<={word})|(?<={word}[:：])" for word in words.counted)
    ends = "".join(sorted({word[-1] for word in answers if not word[-1].isascii()}))
    dotted = r"(?<=[0-9]{3}\.)[1-9](?=\.[^0-9])"  # 1503.3.阴
    begins = rf"(?:{counted}|(?<=[，,、:：\s])|(?<=[{ends}]))"
    alone = rf"{dotted}|{begins}[{numerals}{''.join(words.formal)}](?=[，,、。；;!！\s]|$)"
    bare = rf"(?P<number>(?<![0-9.]){order}[0-9]{{1,2}}(?![0-9.a-z]|{measured})|[{numerals}](?={answered})|{alone})"
    several = "".join(word for word, number in words.numbers.items() if number > 1)
    homes = rf"(?:{any_of(words.households)})(?!{any_of(words.members)})"
    homes = rf"(?P<homes>(?:(?<![0-9])[0-9]{{1,2}}|[{several}]{{1,3}})\s?{homes})"
    beside = rf"[，, ]?(?:{answered})|[^\s0-9，,。;；]{{1,3}}(?:{answered})"  # 一支花了看不出线
    heads = rf"(?:{any_of(words.like_pets)})(?=[，, ](?:{answered})|(?:{any_of(words.whole)}))"
    tests = rf"(?P<tests>(?P<pt>(?<![0-9])[0-9]{{1,2}}|[{numerals}])(?:(?:{any_of(words.tests)})(?={beside})|{heads}))"
    return rf"(?:{homes}|{tests}|{people}|(?P<floor>{number}(?:{floor}))|{bare})"
