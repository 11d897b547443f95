"""One building's page of one collection: who is expected, what stands for each household, and the counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from bot.answers import UNCLEAR, Standing, Way
from data.directory import Household


@dataclass(slots=True)
class Count:
    """The counts of one building. Lists are households, in the roster's order.

    ``reported``, the lists and ``households`` (by result) hold whoever answered, of a vacant flat too, or of one that
    has left the roster since; ``expected_households`` only those that ``expected`` counts.
    """

    expected: int = 0
    reported: int = 0
    missing: list[Household] = field(default_factory=list)
    review: list[Household] = field(default_factory=list)
    positive: list[Household] = field(default_factory=list)
    late: list[Household] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    households: Counter[str] = field(default_factory=Counter)
    expected_households: Counter[str] = field(default_factory=Counter)
    people: Counter[str] = field(default_factory=Counter)

    @property
    def share(self) -> int:
        """Per cent of the expected households that answered."""
        return 100 * (self.expected - len(self.missing)) // self.expected if self.expected else 100

    def state(self) -> dict[str, Any]:
        """The object of the contract, section 2."""
        return {
            "households": self.expected,
            "reported": self.reported,
            "missing": [home.label for home in self.missing],
            "review": [home.label for home in self.review],
            "positive_rooms": [home.label for home in self.positive],
            "late": [home.label for home in self.late],
            "answers": self.answers,
            "totals": {"households": dict(self.households), "people": dict(self.people)},
        }


@dataclass(slots=True)
class Sheet:
    """A building's households and what stands for them, by (unit, room)."""

    collection: str
    building: str
    households: dict[tuple[str, str], Household]
    standings: dict[tuple[str, str], Standing] = field(default_factory=dict)

    def count(self) -> Count:
        """Count from what stands; nothing is counted twice because nothing is added up beforehand."""
        count = Count()
        for place, home in self.households.items():
            standing = self.standings.get(place)
            given = standing is not None and standing.given
            if not home.vacant:
                count.expected += 1
                if not given:
                    count.missing.append(home)
            if standing is not None and standing.given:
                doubt = home.vacant and standing.way != Way.RESOLVED
                self._add(count, home, standing, doubt=doubt)
        for home in self.left():
            self._add(count, home, self.standings[home.unit, home.room], doubt=True)
        return count

    def left(self) -> list[Household]:
        """Homes that answered, have left the roster since, and that nobody has settled yet."""
        return [
            Household(self.building, unit, room, None, "", vacant=True, no_wechat=False)
            for (unit, room), standing in sorted(self.standings.items())
            if (unit, room) not in self.households and standing.given and standing.way != Way.RESOLVED
        ]

    @staticmethod
    def _add(count: Count, home: Household, standing: Standing, *, doubt: bool) -> None:
        count.reported += 1
        doubt = doubt or standing.review is not None
        result = UNCLEAR if doubt else standing.result
        count.answers[home.label] = result
        count.households[result] += 1
        if not home.vacant:
            count.expected_households[result] += 1
        if doubt:
            count.review.append(home)
        else:
            for name, number in standing.counts.items():
                if number is not None and name != "people":
                    count.people[name] += number
        if standing.alarm:
            count.positive.append(home)
        if standing.late:
            count.late.append(home)
