"""Ways of speaking that are built of parts: "{two}{of}{red?}{line}" is 两条杠, 2道红线 and all the others."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import product

from bot.understand.patterns import any_branch, any_of, lazily
from bot.understand.word_lists import Needs

_PART = re.compile(r"\{([a-z_]+)(\??)\}")

Parts = Mapping[str, list[str]]
_Piece = tuple[list[str], str]  # the words that may stand there, and "?" where they may be left out


def check_shape(shape: str, parts: Parts) -> None:
    """Raise ValueError where ``shape`` names what is none of ``parts``, or could be nothing at all."""
    for match in _PART.finditer(shape):
        if match[1] not in parts:
            raise ValueError(f"{shape}: {match[1]} is none of the parts")
    if set(_PART.sub("", shape)) & set("{}"):
        raise ValueError(f"{shape}: a bracket is open, or a part is not written as {{name}} or {{name?}}")
    if not _PART.sub(lambda match: "" if match[2] else "x", shape):
        raise ValueError(f"{shape}: one of its parts must stand in it always (without ?)")


def all_words(shape: str, parts: Parts) -> list[str]:
    """Every word that ``shape`` stands for."""
    said = ([*words, ""] if optional else words for words, optional in _pieces(shape, parts))
    return ["".join(one) for one in product(*said)]


class Shapes:
    """Several shapes, found in folded text; each is tried where the words are there that it is built of.

    ``pattern`` finds them as a part of another pattern, "" where there are none.
    """

    def __init__(self, shapes: Sequence[str], parts: Parts) -> None:
        pieces = [_pieces(shape, parts) for shape in shapes]
        self.pattern = _pattern(pieces) if pieces else ""
        self._each = [lazily(_pattern([one])) for one in pieces]
        self._needs = Needs([words for words, optional in one if not optional] for one in pieces)

    def are_in(self, text: str) -> bool:
        """Whether one of the shapes is in ``text``."""
        return any(self._each[place].search(text) is not None for place in self._needs.met(text))

    def starts(self, text: str) -> Starts | None:
        """Where the shapes in ``text`` begin; None where the words are not there that one is built of."""
        met = self._needs.met(text)
        return Starts(text, met, [self._each[place] for place in met]) if met else None


class Starts:
    """Where shapes begin in ``text``, asked for from its beginning to its end: no stretch is searched twice for one."""

    def __init__(self, text: str, places: list[int], patterns: list[re.Pattern[str]]) -> None:
        self._text, self._places, self._patterns = text, places, patterns
        self._spans = [(-1, -1)] * len(patterns)

    def after(self, place: int) -> int:
        """Where the first shape from ``place`` on begins; the length of the text where there is none."""
        first = none = len(self._text)
        for number, pattern in enumerate(self._patterns):
            start = self._spans[number][0]
            if start < place:
                match = pattern.search(self._text, place)
                start, _ = self._spans[number] = (none, none) if match is None else match.span()
            if start < first:
                first = start
        return first

    def farthest(self, start: int) -> tuple[int, int]:
        """Where the shape ends that reaches farthest from ``start``, where one begins, and its place among them all."""
        end, best = start, 0
        for (begins, ends), place in zip(self._spans, self._places, strict=True):
            if begins == start and ends > end:
                end, best = ends, place
        return end, best


def _pattern(pieces: list[list[_Piece]]) -> str:
    first: set[str] = set().union(*map(_first, pieces))
    said = _branched([(_first(one), " ?".join(map(_piece, one))) for one in pieces])
    # A letter is a word of its own: T有, not chat有.
    return rf"(?=[{_charset(first)}])(?={_looked_at(pieces)})(?:(?![a-z])|(?<![a-z]))(?:{said})"


def _branched(shapes: list[tuple[set[str], str]]) -> str:
    """The patterns of ``shapes`` joined by what they begin with, so that few of them are tried at one place."""
    beginning: dict[tuple[str, ...], set[str]] = {}
    for character in sorted(set().union(*(first for first, _ in shapes))):
        beginning.setdefault(tuple(said for first, said in shapes if character in first), set()).add(character)
    return any_branch(
        [("".join(sorted(first)), f"(?=[{_charset(first)}])(?:{'|'.join(said)})") for said, first in beginning.items()]
    )


def _looked_at(pieces: list[list[_Piece]]) -> str:
    """A pattern of the two characters that the shapes begin with: most places are passed over by it."""
    following: dict[str, set[str]] = {}
    for two in set().union(*map(_beginnings, pieces)):
        following.setdefault(two[0], set()).add(two[1])
    beginning: dict[str, str] = {}
    for first, second in sorted(following.items()):
        beginning[_charset(second)] = beginning.get(_charset(second), "") + first
    return any_branch([(first, f"[{_charset(set(first))}][{second}]") for second, first in beginning.items()])


def _beginnings(pieces: list[_Piece]) -> set[str]:
    """The two characters that a text of the shape may begin with; parts may stand apart by a space."""
    found: set[str] = set()
    for index, (words, optional) in enumerate(pieces):
        following = _first(pieces[index + 1 :]) | {" "}
        found |= {two for word in words for two in ([word[:2]] if word[1:] else [word + after for after in following])}
        if not optional:
            break
    return found


def _pieces(shape: str, parts: Parts) -> list[_Piece]:
    found: list[_Piece] = []
    done = 0
    for match in _PART.finditer(shape):
        found += [([shape[done : match.start()]], "")] if match.start() > done else []
        found.append(([word.lower() for word in parts[match[1]]], match[2]))
        done = match.end()
    return found + ([([shape[done:]], "")] if done < len(shape) else [])


def _piece(piece: _Piece) -> str:
    words, optional = piece
    return f"(?:{any_of(words)}){optional}"


def _first(pieces: list[_Piece]) -> set[str]:
    """What a text of the shape may begin with."""
    found: set[str] = set()
    for words, optional in pieces:
        found |= {word[0] for word in words}
        if not optional:
            break
    return found


def _charset(characters: set[str]) -> str:
    return "".join(re.escape(character) for character in sorted(characters))
