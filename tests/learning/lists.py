"""The labelled texts from which is learned what orders goods or drugs or counts heads: tests/corpus/learning/lists."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.understand.homophones import as_meant
from bot.understand.learned import pieces
from bot.understand.list_look import NONE, SAID, masked
from bot.understand.normalise import fold
from tests.learning.rows import CORPUS, TALK, Row, corpora, hashed, lines, short_talk

CLASSES = {SAID: ("supplies", "medicine", "headcount", NONE)}
_FOLDER = CORPUS / "learning" / "lists"
_ITS_OWN, _OF_THE_RULES, _UNMASKED, _OF_DEMANDS = 1.0, 0.7, 0.4, 0.3
_LONGEST = 80  # characters of a text that is learned from
_NEVER = ("blind_", "heldout_", "unseen_", "strangers_", "demands_last")  # what is measured by is not learned from


def list_files() -> list[Path]:
    """The files written to be learned from."""
    return sorted(_FOLDER.glob("*.jsonl"))


def fingerprint() -> str:
    """What the learned weights are held to."""
    return hashed(list_files())


def rows() -> Iterator[Row]:
    """Every row, looked at: texts and what they say while goods, drugs or heads are collected."""
    for path in list_files():
        for found in lines(path):
            yield _row(found["text"], found["said"], _ITS_OWN)
            yield _unmasked(found["text"], found["said"])
    yield from (_row(text, said, _OF_THE_RULES) for text, said in _labelled())
    yield from (_row(text, NONE, _OF_DEMANDS) for text in short_talk())


def _labelled() -> Iterator[tuple[str, str]]:
    for found in corpora(_NEVER):
        text, expected = found["text"], found["expect"]
        if "接龙" in text or expected.get("chain") or len(text) >= _LONGEST:
            continue
        form, entries = expected.get("form"), expected.get("entries")
        if entries and form in CLASSES[SAID] and found.get("collecting") == form:
            yield text, form
        elif not entries and not form and not expected.get("review") and expected.get("kind") in TALK:
            yield text, NONE


def _row(text: str, said: str, weight: float) -> Row:
    return Row(text, {SAID: said}, weight, pieces(masked(as_meant(fold(text)))))


def _unmasked(text: str, said: str) -> Row:
    """``text`` as it would be seen if nobody had taught us its things: those of tomorrow are of that kind."""
    return Row(text, {SAID: said}, _UNMASKED, pieces(as_meant(fold(text))))
