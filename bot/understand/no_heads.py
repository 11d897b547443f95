"""Numbers that count nobody: 张三, 体温36, 打了3针, 8个月宝宝."""

from __future__ import annotations

from bot.understand.tokens import Kind, Token
from bot.understand.words import reading_words

_HEADS = (Kind.NUMBER, Kind.PEOPLE)


def settle_no_heads(tokens: list[Token], text: str) -> None:
    """A number of what is measured or of the time it took is no number of people; nor is one that is a given name."""
    words = reading_words()
    measured, uncounted = tuple(words.measured), tuple(words.uncounted)
    counts = [token for token in tokens if token.kind in _HEADS]
    for token in counts:
        behind = token.kind is Kind.NUMBER and text[: token.start].rstrip().endswith(measured)
        if behind or text.startswith(uncounted, token.end):
            token.kind, token.number = Kind.FILLER, 0
    named = [index for index, token in enumerate(tokens) if index and _is_name(tokens[index - 1], token, text)]
    for index in reversed(named):
        answered = index + 1 < len(tokens) and tokens[index + 1].start == tokens[index].end
        if not answered or len(counts) == 1:
            tokens[index - 1].end, tokens[index - 1].number = tokens[index].end, 2
            del tokens[index]


def _is_name(before: Token, token: Token, text: str) -> bool:
    """张三, 李四: a surname by itself, and one numeral right behind it."""
    return (
        token.kind is Kind.NUMBER
        and before.kind is Kind.OTHER
        and before.end == token.start
        and before.end - before.start == 1
        and token.end - token.start == 1
        and not text[token.start].isdecimal()
        and text[before.start] in reading_words().surnames
    )
