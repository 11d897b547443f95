"""The labelled texts that are learned from: tests/corpus/learning, and the corpora of the rules."""

from __future__ import annotations

import json
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any
from zlib import crc32

from bot.understand.homophones import as_meant
from bot.understand.learned import pieces
from bot.understand.normalise import fold
from bot.understand.sight import look

CORPUS = Path(__file__).parent.parent / "corpus"
CLASSES = {
    "kind": ("request", "complaint", "question", "offer", "signup", "chat"),
    "category": (
        "medical", "medicine", "supplies", "parcels", "sanitation", "transfer", "testing", "policy", "elderly",
        "psychological", "property", "neighbour", "volunteering", "other",
    ),
    "urgency": ("low", "medium", "high"),
    "party": ("committee", "property", "owners", "government", "neighbours"),
    "danger": ("no", "yes"),
}  # fmt: skip
_ITS_OWN, _OF_THE_RULES = 1.0, 0.5
# What people put before and behind what they say, and what changes nothing about it.
_BEFORE = (
    "",
    "各位邻居，",
    "请问",
    "唉，",
    "居委老师，",
    "@书记 ",
    "我说，",
    "再说一遍，",
    "群里的各位，",
    "",
    "你好，",
    "书记，",
)
_BEHIND = (
    "，谢谢",
    "[流泪]",
    "，真是的",
    "🙏",
    "！！",
    "～",
    "，急",
    "，拜托了",
    "[裂开]",
    "，唉",
    "。谢谢大家",
    "，辛苦了",
)
_POLITE = 0.5
_LONGEST = 80  # characters of a text that is no answer
TALK = ("chat", "offer", "signup", "question", "complaint")
_CALM = ("chat", "offer", "signup", "question")
_NOT_LEARNED = (
    "heldout_last",
    "demands_last",
    "unseen_answers",
    "unseen_strangers",
    "unseen_demands",
    "unseen_danger",
    "unseen_talk",
    "unseen_help",
    "unseen_chatter",
    "unseen",
    "unseen_more",
)


@dataclass(slots=True)
class Row:
    """A text with its labels, the pieces and word families in it, and how much it counts."""

    text: str
    labels: dict[str, str]
    weight: float
    pieces: Set[str] = field(default_factory=set)
    families: list[str] = field(default_factory=list)


def learning_files() -> list[Path]:
    """The files written to be learned from."""
    return sorted((CORPUS / "learning").glob("*.jsonl"))


def matter_files() -> list[Path]:
    """Demands of which the matter is labelled too."""
    return sorted((CORPUS / "learning" / "matters").glob("*.jsonl"))


def fingerprint() -> str:
    """What the learned weights are held to: of the files written to be learned from."""
    return hashed([*learning_files(), *matter_files()])


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a file."""
    yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def corpora(never: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """The rows of the corpora of the rules, but of the files whose names begin with one of ``never``."""
    for path in sorted(CORPUS.glob("*.jsonl")):
        if not path.stem.startswith(never):
            yield from lines(path)


def short_talk() -> Iterator[str]:
    """Short texts of the learning files that answer nothing."""
    for path in learning_files():
        yield from (
            found["text"] for found in lines(path) if found.get("kind") in TALK and len(found["text"]) < _LONGEST
        )


def hashed(paths: list[Path]) -> str:
    """One number for all that stands in the files ``paths``."""
    return sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()


def rows() -> Iterator[Row]:
    """Every row, looked at.

    The rules were made on the older corpora and are too good there: of those rows only the texts count, and less.
    """
    for path in [*learning_files(), *matter_files()]:
        yield from _rows(path, _ITS_OWN)
    for path in sorted([*CORPUS.glob("*.jsonl"), *(CORPUS / "clusters").glob("*.jsonl")]):
        if path.stem not in _NOT_LEARNED:
            yield from _rows(path, _OF_THE_RULES)


def _rows(path: Path, weight: float) -> Iterator[Row]:
    for found in lines(path):
        expected = found.get("expect", found)
        labels = {label: expected[label] for label, names in CLASSES.items() if expected.get(label) in names}
        if not labels:
            continue
        if danger := labels.get("danger") or _danger(labels):
            labels["danger"] = danger
        yield _looked_at(Row(found["text"], labels, weight), with_families=weight == _ITS_OWN)
        if weight == _ITS_OWN and "category" in labels:
            yield _looked_at(Row(_politely(found["text"]), labels, _POLITE), with_families=True)


def _danger(labels: dict[str, str]) -> str:
    """Whether a life, health or safety is in danger; "" where the labels do not say."""
    if "urgency" in labels:
        return "yes" if labels["urgency"] == "high" else "no"
    return "no" if labels.get("kind") in _CALM else ""


def _politely(text: str) -> str:
    """``text`` as another would say it who greets and thanks."""
    chosen = crc32(text.encode())
    return _BEFORE[chosen % len(_BEFORE)] + text + _BEHIND[chosen // len(_BEFORE) % len(_BEHIND)]


def _looked_at(row: Row, *, with_families: bool) -> Row:
    sight = look(as_meant(fold(row.text)))
    row.pieces = pieces(sight.read)
    row.families = list(sight.families()) if with_families else []
    return row
