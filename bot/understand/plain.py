"""Answers that differ in nothing but their room are read once: 3-502 3人阴 says what 3-1704 3人阴 says.

What was read for one is kept by all that can make a difference (the words after the room, what is collected, whether
building and own room are the same) and said again for the next room. Only the reader proper ever decides.
"""

from __future__ import annotations

import re

from bot.understand.meaning import Entry, Meaning, Message
from bot.understand.place import Place, place_patterns

Key = tuple[object, ...]
_LONGEST = 40
_MOST = 4096
# Floors 1 to 39, flats 01 to 19: no year, no amount, no telephone number begins a text like that.
_ROOM = re.compile(
    r"(?:([1-9]\d?)([号栋幢]楼?|-))?((?:[1-9]|[1-3]\d)(?:0[1-9]|1\d))(?=[^\d\-－—–~～.:：/*#a-zA-Z])(.*)", re.DOTALL
)


class PlainAnswers:
    """What was read of plain answers, by everything but their room."""

    def __init__(self) -> None:
        self._known: dict[Key, Meaning | None] = {}

    def key(self, message: Message, home: Place | None) -> tuple[Key, str, str | None] | None:
        """The key of ``message``, its room and its building as named; None where it does not begin with a room."""
        text = message.text
        found = _ROOM.fullmatch(text) if len(text) <= _LONGEST else None
        if found is None:
            return None
        building, joint, room, rest = found.groups()
        if place_patterns().is_odd(room):
            return None
        own = 0 if home is None else 2 if home.room != room else 3 if home.unit else 1
        away = None if building is None else building == message.building
        at_home = home is None or home.building is None or home.building == (building or message.building)
        key = (rest, joint, len(room), message.collecting, message.group, own, away, at_home, message.building is None)
        return key, room, building

    def find(self, key: Key) -> Meaning | None:
        """What was read for ``key``; None where nothing was, or it may not be said again."""
        return self._known.get(key)

    def keep(self, key: Key, message: Message, room: str, building: str | None, meaning: Meaning) -> None:
        """Keep what was read, where it is one answer of the named household in the whole text, and nothing else."""
        if len(self._known) >= _MOST:
            self._known.clear()
        plain = meaning.kind == "report" and not meaning.chain and len(meaning.entries) == 1
        if plain:
            entry = meaning.entries[0]
            place = (entry.building, entry.unit, entry.room)
            plain = place == (building or message.building, None, room) and entry.words == message.text.strip()
        self._known[key] = meaning if plain else None


def said_again(meaning: Meaning, message: Message, room: str, building: str | None) -> Meaning:
    """``meaning`` for another room."""
    known = meaning.entries[0]
    entry = Entry(
        known.form, building or message.building, None, room, known.name, known.result, dict(known.values),
        known.review, message.text.strip(), known.same,
    )  # fmt: skip
    return Meaning(
        meaning.kind, meaning.form, meaning.chain, [entry], meaning.category, meaning.urgency, meaning.party,
        meaning.review,
    )  # fmt: skip
