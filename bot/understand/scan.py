"""One pass over a folded text: places, numbers, answers and the words around them become tokens."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, auto

from bot.understand.form import Form
from bot.understand.numerals import to_number
from bot.understand.patterns import any_of
from bot.understand.place import Place, place_patterns
from bot.understand.words import ReadingWords, place_words, reading_words


class Kind(IntEnum):
    """What a token is."""

    OTHER = auto()  # words nobody taught us
    FILLER = auto()
    PLACE = auto()
    BUILDING = auto()
    FLOOR = auto()
    PEOPLE = auto()
    NUMBER = auto()
    ANSWER = auto()
    DECOY = auto()
    DASH = auto()
    PLUS = auto()
    NAME = auto()
    COMMA = auto()
    STOP = auto()
    WHOLE = auto()
    REST = auto()
    MEMBER = auto()
    SAME = auto()
    CORRECTION = auto()
    PROXY = auto()
    QUESTION = auto()
    WHAT_NOW = auto()
    ECHO = auto()
    DOUBT = auto()
    NEGATION = auto()
    PAST = auto()
    HEARSAY = auto()
    CONDITION = auto()
    WISH = auto()
    PLAN = auto()
    JOKE = auto()
    OTHERS = auto()
    NEIGHBOURS = auto()
    WEATHER = auto()
    HINT = auto()
    NOW = auto()
    OWN = auto()
    POSSESSIVE = auto()
    EXISTS = auto()
    ATTEMPT = auto()
    SHOWN = auto()
    DEFINING = auto()


@dataclass(slots=True)
class Token:
    """A piece of the text from ``start`` to ``end``.

    ``number`` is the people of PEOPLE and NUMBER, the characters nobody taught us of OTHER, and 1 of an OWN that can
    only be the writer's (我家, not 家里) and of a FILLER that only acknowledges (收到). ``alone``: an answer that is
    none where more follows directly (没拿到菜). ``answer`` is the
    answer's name, ``weak`` says that it counts only while its form is collected, ``general`` that it speaks of
    people in general (阳性的人).
    """

    kind: Kind
    start: int
    end: int
    number: int = 0
    place: Place | None = None
    answer: str = ""
    weak: bool = False
    general: bool = False
    part: bool = False
    alone: bool = False


LISTS: tuple[tuple[str, Kind], ...] = (
    ("filler", Kind.FILLER),
    ("whole", Kind.WHOLE),
    ("rest", Kind.REST),
    ("members", Kind.MEMBER),
    ("same", Kind.SAME),
    ("correction", Kind.CORRECTION),
    ("proxy", Kind.PROXY),
    ("question", Kind.QUESTION),
    ("what_now", Kind.WHAT_NOW),
    ("echo", Kind.ECHO),
    ("doubt", Kind.DOUBT),
    ("negation", Kind.NEGATION),
    ("past", Kind.PAST),
    ("hearsay", Kind.HEARSAY),
    ("condition", Kind.CONDITION),
    ("wish", Kind.WISH),
    ("plan", Kind.PLAN),
    ("joke", Kind.JOKE),
    ("others", Kind.OTHERS),
    ("neighbours", Kind.NEIGHBOURS),
    ("weather", Kind.WEATHER),
    ("hint", Kind.HINT),
    ("now", Kind.NOW),
    ("own", Kind.OWN),
    ("mine", Kind.OWN),
    ("exists", Kind.EXISTS),
    ("labels", Kind.HINT),
    ("possessive", Kind.POSSESSIVE),
    ("attempts", Kind.ATTEMPT),
    ("shown", Kind.SHOWN),
    ("defining", Kind.DEFINING),
    ("acknowledging", Kind.FILLER),
)

# Groups of the pattern that are a token and nothing more.
_GROUPS = {
    "dash_mark": Kind.DASH,
    "plus": Kind.PLUS,
    "name": Kind.NAME,
    "floor": Kind.FLOOR,
    "homes": Kind.HINT,
    "skip": Kind.FILLER,
    "empty": Kind.FILLER,
    "label": Kind.FILLER,
}

_MARKED = ("mine", "acknowledging")  # lists whose tokens carry the number 1

_MARKS = {
    "，": Kind.COMMA,
    ",": Kind.COMMA,
    "、": Kind.COMMA,
    "；": Kind.STOP,
    ";": Kind.STOP,
    "。": Kind.STOP,
    "!": Kind.STOP,
    "！": Kind.STOP,
    "\n": Kind.STOP,
    "?": Kind.QUESTION,
    "？": Kind.QUESTION,
}

# Between words, and worth nothing: spaces, brackets, dots, emoji codes.
_LETTER = r"0-9a-z\u3400-\u9fff\U00020000-\U0002ffff"
_EMPTY = re.compile(rf"[^{_LETTER}]+")
_WORDS = re.compile(rf"[{_LETTER}](?:.*[{_LETTER}])?", re.DOTALL)


class Scanner:
    """The tokens of texts, for one form (or for none: then there are no answers).

    ``dash`` and ``plus`` name the answers that a lone ``-`` and ``+`` give, "" where they give none.
    """

    def __init__(self, form: Form | None) -> None:
        words = reading_words()
        self._known: dict[str, tuple[Kind, str, bool, int]] = {}
        self.dash = ""
        self.plus = ""
        self._alone: set[str] = set()
        for name, kind in LISTS:
            for word in getattr(words, name):
                self._known[word] = (kind, "", False, int(name in _MARKED))
        for word, number in words.people_numbers.items():
            self._known[word] = (Kind.PEOPLE, "", False, number)
        if form is not None:
            self._learn(form)
        self._after = re.compile(any_of(words.attributive))
        self._places = place_patterns()
        self._part = frozenset(words.parts)
        self._search = re.compile(_grammar(words, self._known, self._answers()))

    def _answers(self) -> list[str]:
        """The words right before which a numeral is a number of people: 两阴, 三都阴."""
        return [word for word, (kind, *_) in self._known.items() if kind in (Kind.ANSWER, Kind.WHOLE)]

    def _learn(self, form: Form) -> None:
        for word in form.not_answers:
            self._known[word.lower()] = (Kind.DECOY, "", False, 0)
        for name, answer in form.answers.items():
            for word in answer.weak:
                if word == "-":
                    self.dash = name
                elif word == "+":
                    self.plus = name
                else:
                    self._known[word.lower()] = (Kind.ANSWER, name, True, 0)
            self._alone.update(word.lower() for word in answer.alone)
            for word in answer.words:
                self._known[word.lower()] = (Kind.ANSWER, name, False, 0)

    def scan(self, text: str, *, listed: bool = False) -> list[Token]:
        """The tokens of ``text`` (folded), in order; what nobody taught us between them is OTHER.

        ``listed``: it is an entry of a list, which may begin with a nickname (1601米粒爸爸).
        """
        tokens: list[Token] = []
        done = 0
        for match in self._search.finditer(text):
            start, end = match.span()
            if start > done:
                self._other(text, done, start, tokens)
            group = match.lastgroup
            if group == "word":
                kind, answer, weak, number = self._known[match.group()]
                general = kind is Kind.ANSWER and self._after.match(text, end) is not None
                alone = kind is Kind.ANSWER and match.group() in self._alone
                tokens.append(Token(kind, start, end, number, None, answer, weak, general, alone=alone))
            elif group == "mark":
                tokens.append(Token(_MARKS[match.group()], start, end))
            elif group is not None:
                tokens.append(self._numeric(match, group, start, end, leading=listed and not tokens))
            done = end
        if done < len(text):
            self._other(text, done, len(text), tokens)
        return tokens

    def _other(self, text: str, start: int, end: int, tokens: list[Token]) -> None:
        words = _WORDS.search(text, start, end)
        if words is not None:
            size = len(_EMPTY.sub("", words.group()))
            tokens.append(Token(Kind.OTHER, words.start(), words.end(), size))

    def _numeric(self, match: re.Match[str], group: str, start: int, end: int, *, leading: bool) -> Token:
        if group == "people":
            number = to_number(match["pn"])
            if number is None:
                return Token(Kind.DOUBT, start, end)  # 一两人
            return Token(Kind.PEOPLE, start, end, number, part=match["pu"] in self._part)
        if group == "number":
            return Token(Kind.NUMBER, start, end, to_number(match.group()) or 0)
        if group in _GROUPS:
            return Token(_GROUPS[group], start, end)
        if group == "long":
            return Token(Kind.OTHER, start, end, 2)
        place = self._places.read(match, group, leading=leading)
        if place is None:
            return Token(Kind.OTHER, start, end, 3)
        return Token(Kind.BUILDING if place.room is None else Kind.PLACE, start, end, 0, place)


def _grammar(words: ReadingWords, known: Iterable[str], answers: Iterable[str]) -> str:
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
