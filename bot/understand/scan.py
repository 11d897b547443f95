"""One pass over a folded text: places, numbers, answers and the words around them become tokens."""

from __future__ import annotations

import re

from bot.understand.form import Form
from bot.understand.grammar import Start, lengths_of, token_starts
from bot.understand.numerals import to_number
from bot.understand.patterns import any_of, lazily
from bot.understand.place import place_patterns
from bot.understand.shapes import Starts
from bot.understand.tokens import LISTS, Kind, Token
from bot.understand.word_lists import bit, seen
from bot.understand.words import reading_words

# Groups of the pattern that are a token and nothing more.
_GROUPS = {
    "dash_mark": Kind.DASH,
    "plus": Kind.PLUS,
    "name": Kind.NAME,
    "floor": Kind.FLOOR,
    "homes": Kind.HINT,
    "skip": Kind.FILLER,
    "empty": Kind.FILLER,
    "announced": Kind.ANNOUNCED,
    "heard": Kind.HEARSAY,
    "label": Kind.FILLER,
    "missing": Kind.HINT,
}

_BEFORE_SHAPES = frozenset({"mark", "long", "skip", "full", "unit", "dash", "room", "only", "label", "heard"})
_MARKED = (
    "mine",
    "household",
    "acknowledging",
    "members",
    "faces",
    "ordinal_people",
    "pronouns",
    "pets",
    "only_then",
    "pastimes",
)  # lists whose tokens carry the number 1

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
_SOLID = re.compile(rf"[{_LETTER}]+")
_WORDS = re.compile(rf"[{_LETTER}](?:.*[{_LETTER}])?", re.DOTALL)


_CROWD = 20  # so many do not live behind one door: 发烧39，两条杠
_Known = tuple[Kind, str, bool, int]  # a word's kind, answer, whether it is a vague one, and number


class Scanner:
    """The tokens of texts, for one form (or for none: then there are no answers).

    ``dash`` and ``plus`` name the answers that a lone ``-`` and ``+`` give, "" where they give none.
    """

    def __init__(self, form: Form | None) -> None:
        words = reading_words()
        self._known: dict[str, _Known] = {}
        self.dash = ""
        self.plus = ""
        self._alone: set[str] = set()
        self._plain_of_all: set[str] = set()
        for name, kind in LISTS:
            for word in getattr(words, name):
                self._known[word] = (kind, "", False, int(name in _MARKED))
        for word, number in words.people_numbers.items():
            self._known[word] = (Kind.PEOPLE, "", False, number)
        for word, number in words.member_numbers.items():
            self._known[word] = (Kind.MEMBER, "", False, number)
        if form is not None:
            self._learn(form)
        self._after = lazily(any_of(words.attributive))
        self._places = place_patterns()
        self._part = frozenset(words.parts)
        # Words that mean the same share it: it stays near, where thousands would be fetched from afar.
        shared: dict[_Known, _Known] = {}
        self._known = {word: shared.setdefault(meant, meant) for word, meant in self._known.items()}
        self._lengths = lengths_of(self._known)
        self._starts = token_starts(words, self._known, self._answers())
        self._shaped = form.shaped() if form is not None else None
        if form is not None:
            self._shapes_of = [name for name, answer in form.answers.items() for _ in answer.shapes]
            self._decoy = lazily(any_of(word.lower() for word in form.look_alikes))
            self._decoys = bit(word.lower() for word in form.look_alikes)

    def _answers(self) -> list[str]:
        """The words right before which a numeral is a number of people: 两阴, 三都阴."""
        return [word for word, (kind, *_) in self._known.items() if kind in (Kind.ANSWER, Kind.WHOLE)]

    def _learn(self, form: Form) -> None:
        for word in form.look_alikes:
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
            self._plain_of_all.update(word.lower() for word in answer.plain_of_all)
            for word in answer.words:
                self._known[word.lower()] = (Kind.ANSWER, name, False, 0)

    def scan(self, text: str, *, listed: bool = False) -> list[Token]:
        """The tokens of ``text`` (folded), in order; what nobody taught us between them is OTHER.

        ``listed``: it is an entry of a list, which may begin with a nickname (1601米粒爸爸).
        """
        tokens: list[Token] = []
        done = 0
        starts = self._shaped.starts(text) if self._shaped is not None else None
        if starts is not None:
            while (shape := starts.after(done)) < len(text):
                done = self._tokens(text, done, tokens, shape, listed=listed)
                if done <= shape:
                    token = self._shape(text, shape, starts)
                    if shape > done:
                        self._other(text, done, shape, tokens)
                    tokens.append(token)
                    done = token.end
        self._tokens(text, done, tokens, len(text), listed=listed)
        return tokens

    def _tokens(self, text: str, done: int, tokens: list[Token], shape: int, *, listed: bool) -> int:
        """Add the tokens from ``done`` on to ``tokens``: those before ``shape``, where a shape begins, or across it.

        Return how far they reach.
        """
        size, position = len(text), done
        while position < size and position <= shape:
            token = None
            if (kind := _MARKS.get(text[position])) is not None:
                token = Token(kind, position, position + 1)
            elif (start := self._starts.get(text[position])) is not None:
                token = self._token(text, position, start, leading=listed and not tokens, shape=shape)
            if token is None:
                position += 1
                continue
            if position > done:
                self._other(text, done, position, tokens)
            if token.weak and tokens and self._of_all(tokens[-1], token, text):
                token.weak, token.alone = False, True
            tokens.append(token)
            position = done = token.end
        if shape == size > done:
            self._other(text, done, shape, tokens)
        return done

    def _token(self, text: str, position: int, start: Start, *, leading: bool, shape: int) -> Token | None:
        """What ``start`` says begins at ``position``; None for nothing, and for what a ``shape`` there comes before."""
        before, after = start
        if before is not None:
            match = before.match(text, position)
            if match is not None and (position < shape or match.lastgroup in _BEFORE_SHAPES):
                return self._numeric(match, leading=leading)
        if position == shape:
            return None
        if (word := self._word(text, position)) is not None:
            return word
        match = after.match(text, position) if after is not None else None
        return self._numeric(match, leading=False) if match is not None else None

    def _word(self, text: str, start: int) -> Token | None:
        """The longest word that stands at ``start``."""
        known = None
        for length in self._lengths.get(text[start : start + 2], ()):
            word = text[start : start + length]
            if (known := self._known.get(word)) is not None:
                break
        else:
            word = text[start]
            if (known := self._known.get(word)) is None:
                return None
        kind, answer, weak, number = known
        end = start + len(word)
        if kind is not Kind.ANSWER:
            return Token(kind, start, end, number)
        general = self._after.match(text, end) is not None
        return Token(kind, start, end, number, None, answer, weak, general, alone=word in self._alone)

    def _of_all(self, before: Token, token: Token, text: str) -> bool:
        """都一道: a vague word that is plain right behind everybody."""
        joined = before.kind is Kind.WHOLE and before.end == token.start
        return joined and text[token.start : token.end] in self._plain_of_all

    def _shape(self, text: str, start: int, starts: Starts) -> Token:
        """The answer whose shape reaches farthest from ``start``; what else stands there where that reaches farther."""
        end, shape = starts.farthest(start)
        begins = self._starts.get(text[start])
        plain = self._token(text, start, begins, leading=False, shape=len(text)) if begins is not None else None
        word = plain is not None and text[start : plain.end] in self._known and plain.end >= end
        if word or self._across(text, start, end):
            # A single character nobody taught us where nothing else stands.
            return plain or Token(Kind.OTHER, start, start + 1, 1)
        general = self._after.match(text, end) is not None
        return Token(Kind.ANSWER, start, end, 0, None, self._shapes_of[shape], False, general)

    def _across(self, text: str, start: int, end: int) -> bool:
        """Whether what only looks like an answer begins inside the shape and ends behind it: 没阳台."""
        if not seen(text) & self._decoys:
            return False
        decoys = (self._decoy.match(text, inside) for inside in range(start + 1, end))
        return any(decoy is not None and decoy.end() > end for decoy in decoys)

    def _other(self, text: str, start: int, end: int, tokens: list[Token]) -> None:
        if _SOLID.fullmatch(text, start, end) is not None:
            tokens.append(Token(Kind.OTHER, start, end, end - start))
            return
        words = _WORDS.search(text, start, end)
        if words is not None:
            size = len(_EMPTY.sub("", words.group()))
            tokens.append(Token(Kind.OTHER, words.start(), words.end(), size))

    def _numeric(self, match: re.Match[str], *, leading: bool) -> Token:
        group, (start, end) = match.lastgroup or "", match.span()
        if group == "people":
            number = to_number(match["pn"])
            if number is None:
                return Token(Kind.DOUBT, start, end)  # 一两人
            return Token(Kind.PEOPLE, start, end, number, part=match["pu"] in self._part)
        if group == "number":
            number = to_number(match.group()) or 0
            return Token(Kind.NUMBER, start, end, number) if number < _CROWD else Token(Kind.FILLER, start, end)
        if group == "tests":
            return Token(Kind.NUMBER, start, end, to_number(match["pt"]) or 0)
        if group in _GROUPS:
            return Token(_GROUPS[group], start, end)
        if group == "long":
            return Token(Kind.OTHER, start, end, 2)
        place = self._places.read(match, group, leading=leading)
        if place is None:
            return Token(Kind.OTHER, start, end, 3)
        return Token(Kind.BUILDING if place.room is None else Kind.PLACE, start, end, 0, place)
