"""What the word lists say of a text that is no answer, before anything learned is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from bot.understand.danger import Danger, dangers
from bot.understand.demand_kind import kind_of
from bot.understand.demand_weigh import category_of, party_of, urgency_of
from bot.understand.demand_words import Found, demand_patterns
from bot.understand.figures import figures
from bot.understand.goods import Drug, find_drugs
from bot.understand.trouble import Trouble, troubles

_DANGER = 12  # what a danger weighs that is told as it is seen
_TOLD = 120  # characters within which a trouble is told and not only mentioned


@dataclass(slots=True, frozen=True)
class Verdict:
    """The labels that the words of a text stand for by rule."""

    kind: str
    category: str
    urgency: str
    party: str


@dataclass
class Sight:
    """The words ``found`` in a text, and the drugs.

    ``meant`` is the text with dialect words and sound-alikes as they are meant; ``read`` has figures of speech covered.
    """

    meant: str
    read: str
    found: Found
    drugs: list[Drug]
    danger: Danger | None = None
    """A danger that is told as it is seen."""

    @cached_property
    def by_rule(self) -> Verdict:
        """What the word lists alone make of the text; looked for when it is first asked."""
        found, drugs = self.found, len(self.drugs)
        told: Trouble | None = None
        kind, category = "chat", "other"
        if found.weights or drugs or "?" in self.read or "？" in self.read:
            category = category_of(found, demand_patterns().order, drugs)
            kind = kind_of(found, self.read, category, drugs)
        if self.danger is not None and kind == "chat" and not found.kind("unreal", "joke"):
            kind = "request"
        if kind == "chat" or category == "other":
            told = _told(self.meant, found)
        if told is not None:
            kind, category = told.kind if kind == "chat" else kind, told.category
        elif not found.weights and kind == "chat":
            return Verdict("chat", "other", "low", "committee")
        urgency = urgency_of(kind, category, found)
        return Verdict(kind, category, urgency, party_of(kind, category, found))

    def families(self) -> Iterator[str]:
        """The word families that were found, each by a name."""
        if self.drugs:
            yield "drug"
        for group, names in self.found.weights.items():
            for name in names:
                yield f"{group}:{name}"


def look(folded: str) -> Sight:
    """What the word lists find in ``folded``."""
    patterns = demand_patterns()
    meant = patterns.as_meant(folded)
    read = figures().cover(meant)
    drugs = [drug for drug in find_drugs(read) if not drug.name.endswith(patterns.nothing)]
    found = patterns.find(read)
    danger = dangers().find(read)
    if danger is not None:
        found.add(("urgency", "event"), _DANGER, danger.start)
        found.add(("categories", danger.category), _DANGER, danger.start)
    return Sight(meant, read, found, drugs, danger)


def _told(text: str, found: Found) -> Trouble | None:
    """The trouble that is told, unless it is a joke, a story or a notice to all."""
    if len(text) > _TOLD or found.kind("unreal", "joke") or found.first.get(("kinds", "notice")) == 0:
        return None
    return troubles().find(text)
