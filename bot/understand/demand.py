"""Everything that is no answer: requests, complaints, questions, offers, sign-ups, and chatter."""

from __future__ import annotations

import re
from functools import cache

from pydantic import BaseModel, ConfigDict

from bot.lexicon import load_lexicon
from bot.understand.context import Context
from bot.understand.goods import find_drugs
from bot.understand.listing import medicine_entries
from bot.understand.meaning import Meaning
from bot.understand.patterns import any_of

# What makes a need more than its drug.
_STRONGER = ("medical", "transfer", "psychological")
_FEW_WORDS = 4  # fewer characters than this ask for nothing without a question mark


class DemandWords(BaseModel):
    """data/lexicon/demands.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kinds: dict[str, list[str]]
    categories: dict[str, list[str]]
    urgency: dict[str, list[str]]
    parties: dict[str, list[str]]
    chat: list[str]


Label = tuple[str, str]
Found = dict[str, dict[str, int]]  # group, name: characters of the words found


class _Patterns:
    """One pattern for all words, and the labels of each word: ("kinds", "request"), ("urgency", "high") …"""

    def __init__(self, words: DemandWords) -> None:
        self.labels: dict[str, list[Label]] = {}
        for group in ("kinds", "categories", "urgency", "parties"):
            for name, listed in getattr(words, group).items():
                for word in listed:
                    self.labels.setdefault(word, []).append((group, name))
        for word in words.chat:
            self.labels.setdefault(word, []).append(("chat", ""))
        self._inherit()
        self.search = re.compile(any_of(self.labels))
        self.order = {name: index for index, name in enumerate(words.categories)}

    def _inherit(self) -> None:
        """A word holds what the words inside it say (停水了 is property, as 停水 is), unless it says otherwise."""
        for word, labels in list(self.labels.items()):
            held = {group for group, _ in labels}
            spans = ((start, end) for start in range(len(word)) for end in range(start + 1, len(word) + 1))
            for start, end in sorted(spans, key=lambda span: span[0] - span[1]):
                inner = [label for label in self.labels.get(word[start:end], []) if label[0] not in held]
                labels.extend(label for label in inner if label[0] not in ("kinds", "chat"))
                held.update(group for group, _ in inner)


@cache
def demand_patterns() -> _Patterns:
    """The patterns, built once a process. Raises LexiconError."""
    words: DemandWords = load_lexicon("demands", DemandWords)
    return _Patterns(words)


def read(folded: str, context: Context) -> Meaning:
    """What ``folded`` asks for, offers or complains of; chat where it does none."""
    patterns = demand_patterns()
    found: Found = {}
    for match in patterns.search.finditer(folded):
        word = match.group()
        for group, name in patterns.labels[word]:
            names = found.setdefault(group, {})
            names[name] = names.get(name, 0) + len(word)
    drugs = find_drugs(folded)
    kinds = found.get("kinds", {})
    if drugs and not kinds:
        kinds["request"] = 2
    if "?" in folded or "？" in folded:
        kinds["question"] = kinds.get("question", 0) + 2
    kind = _kind(kinds, found, folded)
    if kind == "chat":
        return Meaning()
    if kind in ("offer", "signup"):
        return Meaning(kind)
    category = _category(found.get("categories", {}), patterns.order)
    if drugs and kind != "question" and category not in _STRONGER:
        category = "medicine"
    if kind == "complaint" and category in ("medicine", "medical", "supplies", "psychological"):
        kind = "request"
    meaning = Meaning(kind, None, category=category, urgency=_urgency(kind, found), party=_party(kind, category, found))
    if kind == "request" and category == "medicine" and drugs:
        meaning.form = "medicine"
        meaning.entries = medicine_entries(folded, context)
    return meaning


def _kind(kinds: dict[str, int], found: Found, folded: str) -> str:
    about = bool(found.get("categories")) or bool(found.get("urgency", {}).get("high", 0))
    if kinds.get("signup", 0):
        return "signup"
    if kinds.get("offer", 0) and kinds.get("offer", 0) >= kinds.get("request", 0):
        return "offer"
    if (
        kinds.get("complaint", 0)
        and kinds.get("complaint", 0) >= kinds.get("request", 0)
        and (about or kinds.get("complaint", 0) > 2)
    ):
        return "complaint"
    if (
        kinds.get("request", 0)
        and (about or kinds.get("request", 0) > 1)
        and kinds.get("request", 0) >= kinds.get("question", 0) - 2
    ):
        return "request"
    if kinds.get("question", 0) and len(folded) >= _FEW_WORDS:
        return "question"
    if found.get("urgency", {}).get("high", 0) and len(folded) > _FEW_WORDS:
        return "request"
    return "chat"


def _category(categories: dict[str, int], order: dict[str, int]) -> str:
    if not categories:
        return "other"
    return min(categories, key=lambda name: (-categories[name], order[name]))


def _urgency(kind: str, found: Found) -> str:
    """By what is said, not by how loud."""
    urgency = found.get("urgency", {})
    if kind == "question":
        return "medium" if urgency.get("high", 0) else "low"
    if urgency.get("high", 0):
        return "high"
    return "low" if urgency.get("low", 0) else "medium"


def _party(kind: str, category: str, found: Found) -> str:
    parties = found.get("parties", {})
    for party in ("owners", "government"):
        if parties.get(party, 0) and (kind != "request" or parties.get(party, 0) > 2):
            return party
    if category in ("property", "sanitation", "parcels") and parties.get("property", 0):
        return "property"
    if parties.get("neighbours", 0) and category in ("supplies", "other", "neighbour"):
        return "neighbours"
    return "property" if category == "property" else "committee"
