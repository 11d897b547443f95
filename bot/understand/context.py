"""What is known about a message before its text is read."""

from __future__ import annotations

from typing import NamedTuple

from bot.understand.place import Place


class Context(NamedTuple):
    """``building`` is the group's; ``home`` what the sender's nickname says; ``collecting`` whether the form that is
    being read is open there; ``chain`` whether the text is one entry of a 接龙, whose nickname is not the sender's;
    ``medicine`` whether whatever is counted in it is a drug.
    """

    building: str | None = None
    home: Place | None = None
    collecting: bool = False
    chain: bool = False
    medicine: bool = False

    @property
    def own_room(self) -> str | None:
        """The room of the sender's nickname."""
        return self.home.room if self.home is not None else None

    def locate(self, place: Place | None) -> tuple[Place, str | None]:
        """Fill a named place (or none) from the nickname and the group. Return it with the review it needs."""
        if place is None:
            place = self.home or Place(None, None, None)
        if self._own_unit(place):
            place = place._replace(building=None)
        building = place.building
        if building is None and self.home is not None and place.room is not None and self.building is None:
            building = self.home.building
        if building is None:
            building = self.building
        home = self.home
        if (
            home is not None
            and home.room == place.room
            and place.unit is None
            and building in (home.building, self.building)
        ):
            place = place._replace(unit=home.unit or self._unit_in_nickname(place))
        review = "other_building" if self.building is not None and building != self.building else None
        if building == place.building and not place.odd:
            return place, review
        return Place(building, place.unit, place.room, place.explicit), review

    def _unit_in_nickname(self, place: Place) -> str | None:
        """1-302 of building 15 writes 302: the number before his room can only be his unit."""
        before = self.home.building if self.home is not None else None
        if place.building is not None or before is None or self.building in (None, before) or len(before) > 1:
            return None
        return before

    def _own_unit(self, place: Place) -> bool:
        """27-1-801 writes 1-801: his unit and his room, and no other building."""
        home = self.home
        return (
            home is not None
            and home.unit is not None
            and place.unit is None
            and (place.building, place.room) == (home.unit, home.room)
            and home.building in (None, self.building)
        )
