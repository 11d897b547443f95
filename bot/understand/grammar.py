"""The pattern by which a folded text is cut into tokens: places, words, numbers of people, dates and marks."""

from __future__ import annotations

from collections.abc import Iterable

from bot.understand.patterns import any_of
from bot.understand.place import place_patterns
from bot.understand.words import ReadingWords, place_words


def token_grammar(words: ReadingWords, known: Iterable[str], answers: Iterable[str]) -> str:
    """Return the pattern of a token; the group that matched says what it is.

    ``known`` are the words, ``answers`` those before which a numeral counts people.
    """
    places = place_patterns()
    place = "|".join((places.full, places.unit, places.dash, places.room, places.only))
    marks = any_of(words.name_marks)
    name = rf"(?:{marks})?[{words.surnames}](?:{any_of(words.titles)}|{marks}|(?=[\s\-，,:：]|$))"
    return "|".join(
        (
            r"(?P<mark>[，,、；;。!！\n?？])",
            rf"(?=[0-9])(?<![0-9])(?:(?P<long>(?![0-9]{{4}}{places.glue})[0-9]{{5,}}[0-9x\-]*)|(?P<skip>{_times()}))",
            rf"(?=[0-9a-z{places.first}])(?<![0-9])(?:{place})",
            rf"(?P<label>(?:{any_of(words.labels)})[\s:：]{{0,3}}(?=[0-9]))",
            rf"(?P<announced>(?:{any_of(words.announcers)})(?:{any_of(words.announcing)}){{0,5}}(?:{any_of(words.saying)}))",
            rf"(?P<word>(?>{any_of(known)}))",
            _numbers(words, answers),
            r"(?P<dash_mark>[-_~*·]+)",
            r"(?P<plus>\++)",
            rf"(?P<name>{name})",
            r"(?P<empty>\[(?![0-9])[^\[\]\n]{1,6}\]|@[^\s@]{1,20}\s)",
        )
    )


def _times() -> str:
    """Dates and times of day, and decimals: 4月10号, 4.10, 2022-04-10, 7:30, 7点半."""
    places = place_words()
    year, month, day = any_of(places.years), any_of(places.months), any_of(places.days)
    hour, minute, half = any_of(places.hours), any_of(places.minutes), any_of(places.halves)
    return "|".join(
        (
            r"[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?",
            r"[0-9]{1,2}\.[0-9]{1,2}(?![0-9])",
            rf"(?:[0-9]{{4}}(?:{year}))?[0-9]{{1,2}}(?:{month})[0-9]{{1,2}}(?:{day})?",
            rf"[0-9]{{1,2}}(?:{hour})(?:[0-9]{{1,2}}(?:{minute})?|{half})?",
            r"[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}",
            r"(?<![^\n])(?:1[0-2]|0?[1-9])/(?:3[01]|[12][0-9]|0?[1-9])(?=\s)",
        )
    )


def _numbers(words: ReadingWords, answers: Iterable[str]) -> str:
    """Numbers of people, floors, and bare numbers; a numeral in words only right before an answer."""
    numerals, floor = "".join(words.numbers), any_of(place_words().floor)
    # A number that a room ran into (5023人) stands behind digits.
    ran = rf"(?<=[0-9]{{3}})[1-9](?={any_of(place_words().glued)})"
    number = rf"(?:(?<![0-9])[0-9]{{1,2}}|{ran}|[{numerals}]{{1,3}})"
    answered = any_of(word for word in answers if word[0] not in words.numbers)
    order = "".join(rf"(?<!{word})" for word in words.ordinals)
    people = rf"(?P<people>{order}(?P<pn>{number})\s?(?P<pu>{any_of(words.people)})(?!{floor}))"
    measured = any_of([*place_words().not_room, *place_words().not_room_latin])
    bare = rf"(?P<number>(?<![0-9.]){order}[0-9]{{1,2}}(?![0-9.a-z]|{measured})|[{numerals}](?={answered}))"
    homes = rf"(?P<homes>(?<![0-9])[0-9]{{1,2}}\s?(?:{any_of(words.households)}))"
    return rf"(?=[0-9{numerals}])(?:{homes}|{people}|(?P<floor>{number}(?:{floor}))|{bare})"
