"""Who lives in the compound and under which nickname they write."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from bot.community import Community, Household
from data.demo.generate import Names, load_names

SHOWS_ROOM = 0.85
TYPED_BADLY = 0.05
_FULL_WIDTH = str.maketrans("0123456789", "".join(chr(0xFF10 + digit) for digit in range(10)))


@dataclass(frozen=True, slots=True)
class Member:
    """A resident's contact. ``shows_room`` is false where the nickname does not say where they live."""

    contact: str
    nickname: str
    shows_room: bool


@dataclass(slots=True)
class Home:
    """A household with its members in the building's group; none where nobody there uses WeChat."""

    household: Household
    members: list[Member] = field(default_factory=list)

    @property
    def building(self) -> str:
        return self.household.building

    @property
    def room(self) -> str:
        """As the contract writes it: ``unit-room`` where there are units."""
        return f"{self.household.unit}-{self.household.room}" if self.household.unit else self.household.room

    @property
    def people(self) -> int:
        return min(6, max(1, self.household.people or 1))

    @property
    def first(self) -> Member:
        return self.members[0]


class Cast:
    """Gives every household its people, the same for the same seed."""

    def __init__(self, community: Community, chance: random.Random) -> None:
        self.chance = chance
        self.names: Names = load_names()
        self.homes = [self._home(household) for household in community.households]

    def second(self, home: Home) -> Member:
        """One more member of ``home``, whose nickname always says where they live."""
        member = self._member(home, len(home.members) + 1, shows_room=True)
        home.members.append(member)
        return member

    def stranger(self, building: str) -> Member:
        """A member of the building's group whose household nobody knows."""
        number = self.chance.randint(1, 9)
        return Member(f"wx-{building}-x{number}", self.names.handles[number], shows_room=False)

    def _home(self, household: Household) -> Home:
        home = Home(household)
        if not household.no_wechat:
            home.members.append(self._member(home, 1))
        return home

    def _member(self, home: Home, number: int, *, shows_room: bool | None = None) -> Member:
        draw = self.chance.random() if shows_room is None else 0.0
        suffix = "" if number == 1 else f"-{number}"
        contact = f"wx-{home.building}-{home.room}{suffix}"
        name = self._name()
        if draw >= SHOWS_ROOM + TYPED_BADLY:
            return Member(contact, name, shows_room=False)
        room = home.room
        if draw >= SHOWS_ROOM:
            room = self.chance.choice((room.replace("0", "o"), room.replace("0", "O"), room.translate(_FULL_WIDTH)))
            return Member(contact, f"{room}-{name}", shows_room=True)
        nickname = self.chance.choice(self.names.nicknames).format(building=home.building, room=room, name=name)
        return Member(contact, nickname, shows_room=True)

    def _name(self) -> str:
        names, chance = self.names, self.chance
        if chance.random() < 0.2:
            return chance.choice(names.handles)
        return chance.choice(names.surnames) + chance.choice(names.given if chance.random() < 0.6 else names.titles)
