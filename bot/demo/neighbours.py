"""Who can be spoken as at the prompt, and where."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.community import Community, Household
from bot.demo.words import screen_words
from bot.roles import GroupKind, Role
from bot.understand import read_nickname
from bot.words import Words

_BUILDING = re.compile(r"\d+")
_MOST = 12


class Unknown(Exception):
    """Nobody, or no group, goes by that; the message says what would do."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody with a contact id. ``name`` is the nickname in groups; ``building`` where a resident lives."""

    contact: str
    name: str
    role: Role = Role.RESIDENT
    buildings: tuple[str, ...] = ()

    @property
    def building(self) -> str | None:
        """The only building that is theirs."""
        return self.buildings[0] if len(self.buildings) == 1 else None

    def label(self) -> str:
        """Name, role and buildings in short."""
        if len(self.buildings) > 3:
            return f"{self.name} ({self.role} {self.buildings[0]}–{self.buildings[-1]})"
        return f"{self.name} ({' '.join([self.role.value, *self.buildings])})"


class Neighbours:
    """Everybody of the community file, and every household of the roster.

    Args:
        nicknames: of contacts that have spoken, or sit in a group.
    """

    def __init__(self, community: Community, words: Words, nicknames: Mapping[str, str] | None = None) -> None:
        self._words = words
        self.groups = community.groups
        self.nicknames = dict(nicknames or {})
        self.people = [
            Speaker(person.id, self.nicknames.get(person.id, person.name), person.role, person.buildings)
            for person in community.people
            if person.id
        ]
        self._by_name = [
            (person.name, speaker)
            for person, speaker in zip((p for p in community.people if p.id), self.people, strict=True)
        ]
        self._households = {(home.building, home.unit, home.room): home for home in community.households}

    def first(self) -> Speaker | None:
        """Whom the prompt begins with: a secretary, else whoever has a role."""
        return next((one for one in self.people if one.role is Role.SECRETARY), next(iter(self.people), None))

    def speaker(self, text: str, here: str | None = None) -> Speaker:
        """Who is meant: a contact id, a flat (``3-502``; ``502`` in a building's group), a role and building, a name.

        A contact id that nobody has, with a nickname behind it, is a stranger.

        Raises:
            Unknown: nobody or several.
        """
        text = text.strip()
        found = self._contact(text) or self._duty(text) or self._flat(text, here)
        if found is not None:
            return found
        named = [speaker for name, speaker in self._by_name if text and text in (name, speaker.name)]
        named = named or [speaker for name, speaker in self._by_name if text and text in f"{name} {speaker.name}"]
        if len(named) == 1:
            return named[0]
        if named:
            raise Unknown("several: " + ", ".join(f"{one.label()} = {one.contact}" for one in named[:_MOST]))
        contact, _, nickname = text.partition(" ")
        if nickname:
            return Speaker(contact, nickname.strip())
        raise Unknown(
            f"nobody goes by {text!r}. Try a flat (3-502), a role (relay 3), a name, a contact id; "
            "or an id with a nickname behind it, for a stranger. `who` lists people."
        )

    def _contact(self, text: str) -> Speaker | None:
        listed = next((one for one in self.people if one.contact == text), None)
        if listed is not None:
            return listed
        if text not in self.nicknames:
            return None
        parts = text.split("-")
        building = parts[1] if len(parts) > 2 and any(place[0] == parts[1] for place in self._households) else None
        return Speaker(text, self.nicknames[text], buildings=(building,) if building else ())

    def _duty(self, text: str) -> Speaker | None:
        word, _, rest = text.partition(" ")
        role = self._words.role_of.get(word.lower())
        building = _BUILDING.search(rest)
        if role is None or (rest and not building):
            return None
        fitting = [
            one for one in self.people
            if one.role is role and (building is None or not one.buildings or building.group() in one.buildings)
        ]  # fmt: skip
        if not fitting:
            where = f" of building {building.group()}" if building else ""
            raise Unknown(f"there is no {role}{where} with a contact id in the community file.")
        if building is None and role not in (Role.SECRETARY, Role.STAFF) and len(fitting) > 1:
            raise Unknown("several: say which building, for example `as relay 3`.")
        return fitting[0]

    def _flat(self, text: str, here: str | None) -> Speaker | None:
        building, unit, room = read_nickname(text.removeprefix("wx-"))
        building = building or here
        if not building or not room:
            return None
        home = self._home(building, unit, room)
        if home is None:
            raise Unknown(f"building {building} has no flat {room} in the roster.")
        label = f"{home.unit}-{home.room}" if home.unit else home.room
        contact = f"wx-{home.building}-{label}"
        name = self.nicknames.get(contact) or screen_words().nickname.format(room=label)
        return Speaker(contact, name, buildings=(home.building,))

    def _home(self, building: str, unit: str | None, room: str) -> Household | None:
        exact = self._households.get((building, unit or "", room))
        if exact is not None or unit:
            return exact
        same = [home for (house, _, name), home in self._households.items() if (house, name) == (building, room)]
        return same[0] if len(same) == 1 else None

    def group(self, text: str) -> str | None:
        """The topic of the group that is meant, None for a private chat: a building, a kind, a topic or a part of it.

        Raises:
            Unknown: none or several.
        """
        text = text.strip()
        if text.lower() == "private" or text in screen_words().private:
            return None
        building = _BUILDING.match(text)
        topics = [one.topic for one in self.groups if one.topic == text]
        kind = self._words.kind_of.get(text.lower())
        if not topics and kind is not None:
            topics = [one.topic for one in self.groups if one.kind is kind]
        if not topics and building is not None:
            topics = [
                one.topic for one in self.groups
                if one.kind is GroupKind.OFFICIAL and one.building == building.group()
            ]  # fmt: skip
        if not topics and text:
            topics = [one.topic for one in self.groups if text in one.topic]
        if len(topics) == 1:
            return topics[0]
        if topics:
            raise Unknown(f"several groups: {', '.join(topics[:_MOST])}. Name one.")
        raise Unknown(f"no group goes by {text!r}. Try a building (3), a kind (staff, relay), `private`; or `groups`.")

    def home_of(self, speaker: Speaker) -> str | None:
        """The group somebody would speak in first; None: to the bot, in private."""
        kind, building = GroupKind.OFFICIAL, speaker.building
        if speaker.role in (Role.SECRETARY, Role.STAFF):
            kind, building = GroupKind.STAFF, None
        return next(
            (one.topic for one in self.groups if one.kind is kind and one.building == building), None
        )  # fmt: skip

    def building_of(self, topic: str | None) -> str | None:
        """The building whose group ``topic`` is."""
        return next((one.building for one in self.groups if one.topic == topic), None)
