"""What the word lists say of a text that is no answer, before anything learned is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.understand.demand_kind import kind_of
from bot.understand.demand_weigh import category_of, party_of, urgency_of
from bot.understand.demand_words import Found, demand_patterns
from bot.understand.figures import figures
from bot.understand.goods import Drug, find_drugs
from bot.understand.trouble import Trouble, troubles

_TOLD = 120  # characters within which a trouble is told and not only mentioned


@dataclass(slots=True, frozen=True)
class Sight:
    """The words ``found`` in a text, and the labels that they stand for by rule.

    ``meant`` is the text with dialect words and sound-alikes as they are meant; ``read`` has figures of speech covered.
    """

    meant: str
    read: str
    found: Found
    drugs: list[Drug]
    told: Trouble | None
    kind: str
    category: str
    urgency: str
    party: str

    def families(self) -> Iterator[str]:
        """The word families and ways of speaking that were found, and the labels by rule, each by a name."""
        if not (self.found.weights or self.drugs or self.told):
            return
        yield from (f"kind={self.kind}", f"category={self.category}")
        yield from (f"urgency={self.urgency}", f"party={self.party}")
        if self.told is not None:
            yield from (f"told={self.told.kind}", f"told={self.told.category}")
        if self.drugs:
            yield "drug"
        for group, names in self.found.weights.items():
            for name in names:
                yield f"{group}:{name}"
        yield from self.found.shaped()


def look(folded: str) -> Sight:
    """What the word lists say of ``folded``."""
    patterns = demand_patterns()
    meant = patterns.as_meant(folded)
    read = figures().cover(meant)
    found = patterns.find(read)
    drugs = [drug for drug in find_drugs(read) if not drug.name.endswith(patterns.nothing)]
    told: Trouble | None = None
    if found.weights or drugs or "?" in read or "？" in read:
        category = category_of(found, patterns.order, len(drugs))
        kind = kind_of(found, read, category, len(drugs))
    else:
        kind, category = "chat", "other"
    if kind == "chat" or category == "other":
        told = _told(meant, found)
    if told is not None:
        kind, category = told.kind if kind == "chat" else kind, told.category
    elif not found.weights and kind == "chat":
        return Sight(meant, read, found, drugs, None, "chat", "other", "low", "committee")
    urgency = urgency_of(kind, category, found)
    return Sight(meant, read, found, drugs, told, kind, category, urgency, party_of(kind, category, found))


def _told(text: str, found: Found) -> Trouble | None:
    """The trouble that is told, unless it is a joke, a story or a notice to all."""
    if len(text) > _TOLD or found.kind("unreal", "joke") or found.first.get(("kinds", "notice")) == 0:
        return None
    return troubles().find(text)
