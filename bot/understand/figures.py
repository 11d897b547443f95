"""Words of alarm that cry for nothing: 想死你们了, 救命也太好吃了. They are covered before a demand is read."""

from __future__ import annotations

import re
from functools import cache

from pydantic import BaseModel, ConfigDict, model_validator

from bot.lexicon import Misplaced, load_lexicon
from bot.understand.patterns import any_of, lazily
from bot.understand.word_lists import bit, seen

_PART = re.compile(r"\{([a-z_]+)\}")
_PIECE = re.compile(r"(\{[a-z_]+\}|…)")
_BETWEEN = r"[^\n。！？!?]{0,8}?"
_COVER = "·"


class FigureWords(BaseModel):
    """data/lexicon/figures.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    parts: dict[str, list[str]]
    figures: list[str]

    @model_validator(mode="after")
    def _parts_are_known(self) -> FigureWords:
        for part in _PART.findall(" ".join(self.figures)):
            if part not in self.parts:
                raise Misplaced(f"{{{part}}} is none of the parts", "figures")
        return self


class Figures:
    """All figures of speech in one pattern."""

    def __init__(self, words: FigureWords) -> None:
        parts = {name: f"(?:{any_of(listed)})" for name, listed in words.parts.items()}
        self._begins = bit(_beginnings(words))
        self._pattern = lazily("|".join(_figure(figure, parts) for figure in words.figures))

    def cover(self, text: str) -> str:
        """``text`` with every figure of speech covered, of the same length."""
        if not seen(text) & self._begins:
            return text
        return self._pattern.sub(lambda match: _COVER * len(match[0]), text)


def _beginnings(words: FigureWords) -> set[str]:
    """What a figure of speech begins with: looked for first, since few messages hold any."""
    begins: set[str] = set()
    for figure in words.figures:
        first = next(piece for piece in _PIECE.split(figure) if piece)
        begins |= set(words.parts[first[1:-1]]) if first.startswith("{") else {first}
    return begins


def _figure(figure: str, parts: dict[str, str]) -> str:
    pieces = [piece for piece in _PIECE.split(figure) if piece]
    return "".join(
        _BETWEEN if piece == "…" else parts[piece[1:-1]] if piece.startswith("{") else re.escape(piece)
        for piece in pieces
    )


@cache
def figures() -> Figures:
    """The figures of the lexicon, built once a process. Raises LexiconError."""
    words: FigureWords = load_lexicon("figures", FigureWords)
    return Figures(words)
