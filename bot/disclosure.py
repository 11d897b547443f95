"""What may be said where: decided here, for every template and every handler.

Three rules. What tells somebody's result or illness goes in private to people who must act for that building, and to
the staff group; nowhere else. A message to any other group that names a room or mentions somebody carries no result
word. A private message about a household goes only to who may know that household.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from bot.roles import GroupKind, Role
from bot.words import Words

KNOWS_ANSWERS = frozenset({Role.RELAY, Role.HEAD, Role.ZONE, Role.STAFF, Role.SECRETARY})
"""Roles that may know the answers of the buildings they have."""


class Disclosure:
    """The rules, with the words of the lexicon.

    Args:
        words: measures and suffixes, so that an amount or a time is not taken for a room.
        results: words that tell a result; those of the forms are added to the lexicon's.
    """

    def __init__(self, words: Words, results: Iterable[str] = ()) -> None:
        tells = sorted({*words.results, *(word for word in results if len(word) > 1)}, key=len, reverse=True)
        self._tells = re.compile("|".join([*map(re.escape, tells), *words.result_patterns]))
        measures = "|".join(map(re.escape, sorted(words.measures, key=len, reverse=True)))
        rooms = "|".join(map(re.escape, words.room_suffixes))
        self._room = re.compile(
            # 7:30 and 3.1 are no rooms; but 房号：502 and 502：阳性 name one.
            rf"(?<!\d)(?<!\d[:：.])(?<![年月])(\d{{3,4}})(?!\d|[:：.]\d)(?!\s*(?:{measures}))|(\d{{1,4}})\s*(?:{rooms})"
        )

    def names_room(self, text: str, rooms: Collection[str]) -> bool:
        """Whether ``text`` names one of ``rooms``."""
        text = _narrow_digits(text)
        return any((match[1] or match[2]) in rooms for match in self._room.finditer(text))

    def tells_result(self, text: str) -> bool:
        """Whether ``text`` has a word that tells a result."""
        return self._tells.search(text) is not None

    def allows_in_group(
        self, kind: GroupKind | None, text: str, *, sensitive: bool, mentions: bool, rooms: Collection[str]
    ) -> bool:
        """Whether ``text`` may be said in a chat group of ``kind``."""
        if kind is GroupKind.STAFF:
            return True
        if sensitive or kind is None:
            return False
        return not (self.tells_result(text) and (mentions or self.names_room(text, rooms)))

    @staticmethod
    def allows_in_private(roles: dict[Role, frozenset[str] | None], buildings: Collection[str]) -> bool:
        """Whether somebody with ``roles`` may be told what ``buildings`` answered."""
        for role, scope in roles.items():
            if role in KNOWS_ANSWERS and (scope is None or scope.issuperset(buildings)):
                return True
        return False


def _narrow_digits(text: str) -> str:
    return text.translate({0xFF10 + digit: str(digit) for digit in range(10)})
