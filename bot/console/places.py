"""Where one can go in the console, and who may."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.console.guard import Visitor, has_duty
from bot.roles import Role


@dataclass(slots=True, frozen=True)
class Place:
    """A page that everybody finds in the header who ``may`` be there."""

    path: str
    may: Callable[[Visitor], bool] = has_duty


def fetches(visitor: Visitor) -> bool:
    """Who may see the medicine list."""
    return not {Role.RUNNER, Role.RELAY, Role.STAFF}.isdisjoint(visitor.roles)


def sorts(visitor: Visitor) -> bool:
    """Who has demands to sort or to answer."""
    return not {Role.RELAY, Role.STAFF, Role.PROPERTY, Role.OWNERS}.isdisjoint(visitor.roles)


def staff(visitor: Visitor) -> bool:
    """Who acts for the committee, everywhere or in some buildings."""
    return Role.STAFF in visitor.roles


def secretary(visitor: Visitor) -> bool:
    """Who answers for it all."""
    return Role.SECRETARY in visitor.roles


PLACES: Mapping[str, Place] = {
    "today": Place("/"),
    "street": Place("/street"),
    "paste": Place("/paste"),
    "demands": Place("/demands", sorts),
    "notices": Place("/notices", staff),
    "medicine": Place("/medicine", fetches),
    "people": Place("/people", staff),
    "forms": Place("/forms"),
    "lexicon": Place("/lexicon"),
    "audit": Place("/audit", secretary),
    "doctor": Place("/doctor", staff),
    "tokens": Place("/tokens", secretary),
}
"""By their names in data/console/words.yaml, in the order of the header."""
