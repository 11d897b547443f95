"""What may be said where: decided here, for every template and every handler.

Four rules. What tells somebody's result or illness goes in private to people who must act for that building, results
to the staff group, too; nowhere else. A message to any other group that names a room or mentions somebody carries no
result word and no illness. No group hears an identity or mobile number, nor an illness out of a neighbour's words. A
private message about a household goes only to who may know that household.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum, StrEnum
from typing import Any
from unicodedata import category, normalize

from bot.roles import GroupKind, Role
from bot.understand.discreet import carries_personal_number, discreet, discreet_cry, mask_numbers, tells_illness
from bot.understand.normalise import fold
from bot.words import Words


class About(StrEnum):
    """What a sensitive message tells."""

    ANSWERS = "answers"
    MEDICINE = "medicine"
    IDENTITY = "identity"


_COUNTING = frozenset({Role.RELAY, Role.HEAD, Role.ZONE, Role.STAFF, Role.SECRETARY})
MAY_KNOW: Mapping[About, frozenset[Role]] = {
    About.ANSWERS: _COUNTING,
    About.MEDICINE: _COUNTING | {Role.RUNNER},
    About.IDENTITY: frozenset({Role.RUNNER, Role.STAFF, Role.SECRETARY}),
}
"""Roles that may know it, of the buildings they have."""
REVEALS = frozenset({"medicine/revealed"})
"""Templates that show numbers in full, to one person in private."""
OFFICIAL_TEXT = frozenset({"notice/text", "broadcast/preview", "collect/preview", "collect/notice", "forward/preview"})
"""Templates whose ``text`` staff wrote for everybody; it was looked at before it came here (bot/notices.py)."""
_OFFICIAL = frozenset({"title", "label", "how_to", "answer"})
_CRIES = ("urgent/", "ask/call")
"""Templates that call for help: there a word must stand for an illness, not a gap."""
Mask = Callable[[str], str]
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
        if tells_illness(line) or carries_personal_number(line):
            return instead
        return line

    def exposes(self, text: str, rooms: Collection[str]) -> bool:
        """Whether ``text`` tells what one of ``rooms`` has: a result, an illness, or a bare sign beside it."""
        folded = _folded(text)
        found = list(self._named(folded, rooms))
        if not found:
            return False
        return self.tells_result(text) or tells_illness(text) or any(self._sign_beside(folded, one) for one in found)

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
        told = self.tells_result(text) or tells_illness(text)
        return not (mentions and told) and not self.exposes(text, rooms)

    @staticmethod
    def shown(template: str, data: Mapping[str, Any], *, in_group: bool) -> dict[str, Any]:
        """``data`` of ``template`` as it may be heard: nobody's numbers; in a group no neighbour's illness."""
        if template in REVEALS and not in_group:
            return dict(data)
        if not in_group:
            return {key: _masked(value, mask_numbers, mask_numbers) for key, value in data.items()}
        stands = _OFFICIAL | {"text"} if template in OFFICIAL_TEXT else _OFFICIAL
        masked = discreet_cry if template.startswith(_CRIES) else discreet
        return {
            key: _masked(value, mask_numbers if key in stands else masked, mask_numbers) for key, value in data.items()
        }

    @staticmethod
    def without_numbers(template: str, text: str, *, in_group: bool) -> str:
        """The words of ``template`` without numbers that lead to a person, wherever they are said."""
        return text if template in REVEALS and not in_group else mask_numbers(text)

    @staticmethod
    def allows_in_private(
        roles: dict[Role, frozenset[str] | None], buildings: Collection[str], about: About = About.ANSWERS
    ) -> bool:
        """Whether somebody with ``roles`` may be told ``about`` what ``buildings`` answered or need."""
        for role, scope in roles.items():
            if role in MAY_KNOW[about] and (scope is None or scope.issuperset(buildings)):
                return True
        return False


def _masked(value: Any, mask: Mask, official: Mask) -> Any:
    """``value`` with every text in it masked; ``official`` is for what staff wrote."""
    if isinstance(value, str):
        return value if isinstance(value, Enum) else mask(value)
    if isinstance(value, Mapping):
        return {key: _masked(one, official if key in _OFFICIAL else mask, official) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_masked(one, mask, official) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        texts = {one.name: getattr(value, one.name) for one in fields(value) if one.init}
        masked = {
            name: (official if name in _OFFICIAL else mask)(text) for name, text in texts.items() if type(text) is str
        }
        return replace(value, **{name: text for name, text in masked.items() if text != texts[name]})
    return value


def _folded(text: str) -> str:
    """One way to write it: full width and circled digits, traditional characters; without what cannot be seen."""
    seen = (character for character in text if category(character) != "Cf")
    return fold("".join(normalize("NFKC", one) if category(one) == "No" else one for one in seen))
