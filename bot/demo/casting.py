"""Who can speak on the simulated network, group by group: whoever has a role there, and its households."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.community import Community
from bot.console.house import Somebody
from bot.console.words import page_words
from bot.demo.neighbours import Neighbours, Speaker, Unknown
from bot.roles import GroupKind


class Casting:
    """People by group.

    Args:
        sitting: (contact, nickname) pairs by topic, where a member of each household is known.
    """

    def __init__(
        self, community: Community, neighbours: Neighbours,
        sitting: Mapping[str, Sequence[tuple[str, str]]] | None = None,
    ) -> None:  # fmt: skip
        self._community = community
        self.neighbours = neighbours
        self._sitting = sitting or {}

    def people(self, topic: str | None) -> list[Somebody]:
        """Who could speak in ``topic``; None: whoever has a role, in private."""
        group = next((one for one in self._community.groups if one.topic == topic), None)
        if group is None:
            return [_somebody(one) for one in self.neighbours.people]
        listed = [_somebody(one) for one in self.neighbours.people if not group.members or one.contact in group.members]
        if group.kind is not GroupKind.OFFICIAL or group.building is None:
            return listed
        return [*self._residents(group.topic, group.building), *listed]

    def _residents(self, topic: str, building: str) -> list[Somebody]:
        if topic in self._sitting:
            return [Somebody(contact, name, name) for contact, name in self._sitting[topic]]
        found = []
        for home in self._community.households:
            if home.building == building and not home.vacant:
                try:
                    speaker = self.neighbours.speaker("-".join(filter(None, home.key)))
                except Unknown:
                    continue
                found.append(Somebody(speaker.contact, speaker.name, speaker.name))
        return found


def _somebody(speaker: Speaker) -> Somebody:
    duty = page_words().roles[speaker.role]
    own = [*speaker.buildings[:1], *(["–", speaker.buildings[-1]] if len(speaker.buildings) > 1 else [])]
    return Somebody(speaker.contact, speaker.name, f"{speaker.name} ({duty} {''.join(own)})".replace(" )", ")"))
