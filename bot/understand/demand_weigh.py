"""What a demand is about, how urgent it is by what is said (and not by how loud), and who can act."""

from __future__ import annotations

from collections.abc import Mapping

from bot.understand.demand_words import Found

# What makes a need more than its drug.
_STRONGER = ("medical", "transfer", "psychological")
# Where a grave illness is told, and it is not the illness that something is asked for.
_RUNNING_OUT = 8  # what a drug weighs more that is used up: of several needs the most urgent one counts
_PLAIN = 40  # characters within which nothing is told but that patients have not been moved
_SPREADING = 3  # what being moved away weighs more beside a positive
_CALM = ("policy", "volunteering", "neighbour", "parcels", "testing")


def category_of(found: Found, order: Mapping[str, int], drugs: int) -> str:
    """The heaviest category; the first of ``order`` between equals."""
    weights = found.weights.get("categories")
    if not weights:
        return "medicine" if drugs else "medical" if found.weight("urgency", "event") else "other"
    if found.about("pet") and not (found.kind("grievance") and ("neighbour" in weights or "sanitation" in weights)):
        return "supplies" if "supplies" in weights else "other"
    if "medicine" in weights and (found.shape("drug_gone") or found.shape("short_time")):
        weights["medicine"] += _RUNNING_OUT
    if "transfer" in weights and found.about("positive"):
        weights["transfer"] += _SPREADING
    best = min(weights, key=lambda name: (-weights[name], order[name]))
    if drugs and best not in _STRONGER:
        return "medicine"
    if best == "psychological" and (drugs or weights.get("medicine", 0) > 3):
        return "medicine"
    return best


def urgency_of(kind: str, category: str, found: Found) -> str:
    """``high``: life, health or safety within a day."""
    low = found.weight("urgency", "low") > 0
    if found.about("pet") and kind == "request":
        return "low" if low and not found.high() else "medium"
    if kind == "question":
        return "medium" if found.high() or category in ("medical", "transfer") else "low"
    if found.weight("urgency", "event") or _dangerous(kind, category, found):
        return "high"
    if category == "other" and found.weight("parties", "neighbours"):
        return "low"
    if low and not found.about("frail"):
        return "low"
    return "low" if category == "volunteering" and not found.weight("urgency", "medium") else "medium"


def _dangerous(kind: str, category: str, found: Found) -> bool:
    if _running_out(category, found):
        return True
    if category == "transfer":
        return _infectious_nearby(kind, found)
    if category == "supplies" and found.about("outside"):
        return True
    if category == "sanitation" and found.about("positive"):
        return _infectious_nearby(kind, found)
    if category == "medical" and found.about("positive"):
        return True
    if kind != "request":
        return False
    if found.weight("urgency", "stranded") or (category == "medical" and found.about("frail")):
        return True
    return category not in _CALM and found.weight("urgency", "high") > 0


def _infectious_nearby(kind: str, found: Found) -> bool:
    """A patient within reach of somebody, or one who asks; that the house's patients stay is a grievance."""
    if any(found.about(name) for name in ("near", "household", "frail", "outside")):
        return True
    if found.weight("urgency", "stranded"):
        return True
    asked = kind == "request" and (found.kind("need") > 1 or found.weight("urgency", "high") > 0)
    return asked or len(found.text) > _PLAIN


def _running_out(category: str, found: Found) -> bool:
    if category == "medicine":
        return found.shape("short_time") or (found.shape("drug_gone") and not found.shape("drug_soon"))
    if category == "supplies":
        return found.shape("short_time") or found.shape("out_of_food") or found.shape("starving")
    if category == "property":
        return found.shape("lift") or found.shape("trapped")
    return category == "elderly" and found.shape("starving")


def party_of(kind: str, category: str, found: Found) -> str:
    """Who can act: by who is named, what it is about and where it happens."""
    parties = found.weights.get("parties", {})
    if kind == "request" and category not in ("policy", "property"):
        return _for_a_need(category, found)
    if parties.get("owners", 0) > parties.get("property", 0):
        return "owners"
    if category == "property":
        return "government" if found.weight("about", "trade") > parties.get("property", 0) else "property"
    if found.about("appeal") or found.about("trade") or (parties.get("government") and not found.about("positive")):
        return "government"
    return _on_the_spot(category, found)


def _for_a_need(category: str, found: Found) -> str:
    if found.weight("parties", "neighbours") and category in ("supplies", "other", "neighbour"):
        return "neighbours"
    if found.about("pet") and category != "supplies":
        return "neighbours"
    return "government" if found.about("outside") else _on_the_spot(category, found)


def _on_the_spot(category: str, found: Found) -> str:
    if category == "property":
        return "property"
    kept = category in ("sanitation", "parcels") and found.weight("parties", "property") > 0
    return "property" if kept and not found.about("positive") else "committee"
