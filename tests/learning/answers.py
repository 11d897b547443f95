"""The labelled texts from which is learned what an answer is: tests/corpus/learning/answers, and the rules' corpora."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.understand.homophones import as_meant
from bot.understand.learned import pieces
from bot.understand.normalise import fold
from bot.understand.second_look import NONE
from tests.learning.rows import CORPUS, TALK, Row, corpora, hashed, lines, short_talk

CLASSES = {"result": ("negative", "positive", "invalid", "untested", "absent", "unclear", NONE)}
_FOLDER = CORPUS / "learning" / "answers"
_ITS_OWN, _OF_THE_RULES, _OF_DEMANDS = 1.0, 0.7, 0.4
_NEVER = ("blind_", "heldout_", "unseen_", "demands_last")  # what is measured by is not learned from


def answer_files() -> list[Path]:
    """The files written to be learned from."""
    return sorted(_FOLDER.glob("*.jsonl"))


def fingerprint() -> str:
    """What the learned weights are held to."""
    return hashed(answer_files())


def rows() -> Iterator[Row]:
    """Every row, looked at: texts and what they are while a test is collected."""
    for path in answer_files():
        yield from (_row(found["text"], found["result"], _ITS_OWN) for found in lines(path))
    yield from (_row(text, result, _OF_THE_RULES) for text, result in _labelled())
    yield from (_row(text, NONE, _OF_DEMANDS) for text in short_talk())


def _labelled() -> Iterator[tuple[str, str]]:
    for found in corpora(_NEVER):
        text, expected = found["text"], found["expect"]
        entries = expected.get("entries")
        if "接龙" in text or expected.get("review") or expected.get("chain"):
            continue
        if expected.get("form") == "antigen" and entries:
            if result := _result({entry.get("result", "") for entry in entries}):
                yield text, result
        elif not entries and expected.get("kind") in TALK:
            yield text, NONE


def _result(results: set[str]) -> str:
    """One class of several; "" where they do not say."""
    if "positive" in results:
        return "positive"
    result = results.pop() if len(results) == 1 else ""
    return "untested" if result == "partial" else result


def _row(text: str, result: str, weight: float) -> Row:
    return Row(text, {"result": result}, weight, pieces(as_meant(fold(text))))
