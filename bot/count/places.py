"""Whose household a text speaks of: building, unit and room out of words, nickname and roster."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from bot.count.pages import Flat, Page, Said
from bot.roster import Household
from bot.understand import Entry, read_nickname
from bot.understand.patterns import any_of
from bot.understand.words import place_words, reading_words

Place = tuple[str, str]
"""Unit ("" where there is none) and room."""


class Places:
    """The pages, and where each entry belongs on them.

    Args:
        building: whose group it is; None: each text must name its own.
        roster: households by building and place; None: whatever is named exists.
    """

    def __init__(self, building: str | None, roster: Mapping[str, Mapping[Place, Household]] | None) -> None:
        self.pages: dict[str, Page] = {}
        self._building, self._roster = building, roster
        self._homes: dict[str, Flat | None] = {}
        if building is not None:
            self.page(building)

    def tie(self, who: str, flat: Flat) -> None:
        """``who`` has said that he lives in ``flat``."""
        self._homes[who] = flat

    def page(self, building: str) -> Page:
        """The building's page, with everybody who is expected on it."""
        if building not in self.pages:
            homes = self._roster.get(building) if self._roster is not None else None
            page = self.pages[building] = Page(building, homes is not None)
            page.flats = {place: Flat(*place, household=home) for place, home in (homes or {}).items()}
        return self.pages[building]

    def locate(self, entry: Entry, said: Said, *, chain: bool) -> tuple[Page, Flat | None, str | None]:
        """The page and the flat of ``entry``; where no flat can be told, why. A line of a 接龙 is nobody's nickname."""
        building, unit = entry.building, entry.unit
        if self._building is not None and building not in (None, self._building):
            page = self.page(self._building)
            if not self._is_unit(building or "", entry, said):
                return page, None, "other_building"
            building, unit = self._building, building
        page = self.page(building or self._building or "") if self._known(building) else self.page("")
        if not self._known(building):
            return page, None, "other_building"
        if entry.room is None:
            home = None if chain or of_somebody_else(said) else self.home(said.who)
            return page, home, None if home else "no_room"
        return self._find(page, unit, entry.room, said)

    def _known(self, building: str | None) -> bool:
        return building is None or self._roster is None or building in self._roster

    def _find(self, page: Page, unit: str | None, room: str, said: Said) -> tuple[Page, Flat | None, str | None]:
        if not page.complete:
            if self._roster is not None:
                return page, None, "which_building"
            flat = page.flats.setdefault((unit or "", room), Flat(unit or "", room))
            return page, flat, None
        found = [flat for (u, r), flat in page.flats.items() if r == room and (not unit or u in (unit, ""))]
        if len(found) > 1:
            own = self._homes.get(said.who)
            found = [flat for flat in found if flat is own]
            return (page, found[0], None) if found else (page, None, "which_unit")
        return (page, found[0], None) if found else (page, None, "no_such_room")

    def _is_unit(self, building: str, entry: Entry, said: Said) -> bool:
        """Whether 1-502 in the group of a building with units means unit 1: so it is unless it says 1号楼."""
        homes = self._roster.get(self._building or "", {}) if self._roster is not None else {}
        if entry.unit is not None or (building, entry.room) not in homes:
            return False
        return not any(_a_building(building).search(text) for text in (entry.words, said.who))

    def home(self, who: str) -> Flat | None:
        """The home of a nickname, or the one that its bearer has named before."""
        if not who:
            return None
        if who not in self._homes:
            building, unit, room = read_nickname(who)
            self._homes[who] = None
            if room is not None:
                entry = Entry("", building, unit, room, words=who)
                self._homes[who] = self.locate(entry, Said(who, who), chain=False)[1]
        return self._homes[who]


def of_somebody_else(said: Said) -> bool:
    """Whether the words speak of next door, or for somebody: then they are not the writer's own answer."""
    return _others().search(said.words) is not None


@cache
def _others() -> re.Pattern[str]:
    words = reading_words()
    return re.compile(any_of([*words.neighbours, *words.proxy]))


@cache
def _a_building(number: str) -> re.Pattern[str]:
    return re.compile(rf"{re.escape(number)}\s?(?:{any_of(place_words().building)})")
