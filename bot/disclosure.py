"""What may be said where: decided here, for every template and every handler.

Three rules. What tells somebody's result or illness goes in private to people who must act for that building, and to
the staff group; nowhere else. A message to any other group that names a room or mentions somebody carries no result
word. A private message about a household goes only to who may know that household.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from unicodedata import category, normalize

from bot.roles import GroupKind, Role
from bot.understand.normalise import fold
from bot.words import Words

KNOWS_ANSWERS = frozenset({Role.RELAY, Role.HEAD, Role.ZONE, Role.STAFF, Role.SECRETARY})
"""Roles that may know the answers of the buildings they have."""
_BESIDE = 3
"""Characters between a room and a sign that tells of it."""
_LONGEST_NAME = 24
_SPACE = re.compile(r"[^\S\n]+")


class Disclosure:
    """The rules, with the words of the lexicon.

    Args:
        words: measures and suffixes, so that an amount or a time is not taken for a room.
        results: words that tell a result; those of the forms are added to the lexicon's.
    """

    def __init__(self, words: Words, results: Iterable[str] = ()) -> None:
        tells = sorted({*words.results, *(word.lower() for word in results if len(word) > 1)}, key=len, reverse=True)
        self._tells = re.compile("|".join([*map(re.escape, tells), *words.result_patterns]))
        self._near = re.compile("|".join(words.near_results))
        measures = "|".join(map(re.escape, sorted(words.measures, key=len, reverse=True)))
        suffixes = "|".join(map(re.escape, words.room_suffixes))
        plain = (
            # 7:30 and 3.1 are no rooms; but 房号：502 and 502：阳性 name one.
            rf"(?<!\d)(?<!\d[:：.])(?<![年月])(\d{{3,4}})(?!\d|[:：.]\d)(?!\s*(?:{measures}))",
            rf"(\d{{1,4}})\s*(?:{suffixes})",
        )
        self._rooms = [re.compile(pattern) for pattern in (*plain, *words.room_patterns)]
        self._everyone = re.compile("|".join(map(re.escape, words.everyone)))
        self._digits = str.maketrans(words.digits, "0123456789")

    def names_room(self, text: str, rooms: Collection[str]) -> bool:
        """Whether ``text`` names one of ``rooms``."""
        return next(self._named(_folded(text), rooms), None) is not None

    def tells_result(self, text: str) -> bool:
        """Whether ``text`` has a word that tells a result, however it is written: ５０２ 陽 性."""
        folded = _folded(text)
        return any(self._tells.search(one) is not None for one in (text.lower(), folded, _SPACE.sub("", folded)))

    def shown_name(self, name: str, instead: str = "") -> str:
        """A nickname as the bot may write it; ``instead`` where it would tell a result or call everybody.

        Anybody chooses his nickname, and the bot must not be made to say what it likes.
        """
        visible = "".join(" " if category(one)[0] in "CZ" else one for one in name if category(one) != "Cf")
        line = " ".join(visible.split())
        if len(line) > _LONGEST_NAME or self.tells_result(line) or self._everyone.search(_folded(line)):
            return instead
        return line

    def exposes(self, text: str, rooms: Collection[str]) -> bool:
        """Whether ``text`` tells what one of ``rooms`` has: a result anywhere, or a bare sign right beside the room."""
        folded = _folded(text)
        found = list(self._named(folded, rooms))
        return bool(found) and (self.tells_result(text) or any(self._sign_beside(folded, span) for span in found))

    def _named(self, folded: str, rooms: Collection[str]) -> Iterator[tuple[int, int]]:
        """Where rooms are named in ``folded``."""
        folded = folded.translate(self._digits)
        for pattern in self._rooms:
            for match in pattern.finditer(folded):
                room = "".join(filter(None, match.groups()))
                if room in rooms or room.lstrip("0") in rooms:
                    yield match.span()

    def _sign_beside(self, folded: str, span: tuple[int, int]) -> bool:
        start, end = span
        line = slice(folded.rfind("\n", 0, start) + 1, (folded.find("\n", end) + 1 or len(folded) + 1) - 1)
        return any(
            match.start() - end <= _BESIDE and start - match.end() <= _BESIDE
            for match in self._near.finditer(folded, line.start, line.stop)
        )

    def allows_in_group(
        self, kind: GroupKind | None, text: str, *, sensitive: bool, mentions: bool, rooms: Collection[str]
    ) -> bool:
        """Whether ``text`` may be said in a chat group of ``kind``."""
        if kind is GroupKind.STAFF:
            return True
        if sensitive or kind is None:
            return False
        return not (mentions and self.tells_result(text)) and not self.exposes(text, rooms)

    @staticmethod
    def allows_in_private(roles: dict[Role, frozenset[str] | None], buildings: Collection[str]) -> bool:
        """Whether somebody with ``roles`` may be told what ``buildings`` answered."""
        for role, scope in roles.items():
            if role in KNOWS_ANSWERS and (scope is None or scope.issuperset(buildings)):
                return True
        return False


def _folded(text: str) -> str:
    """One way to write it: full width and circled digits, traditional characters; without what cannot be seen."""
    seen = (character for character in text if category(character) != "Cf")
    return fold("".join(normalize("NFKC", one) if category(one) == "No" else one for one in seen))
