"""What a table that was read would change in the roster as it is now. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from bot.roster.household import Household, household, natural, roster_words
from bot.roster.line import Fault
from bot.roster.loose import Understood, read_loosely


@dataclass(frozen=True, slots=True)
class Changes:
    """``roster`` is what it would be. ``left_alone``: buildings that the table does not name, and that stay."""

    roster: tuple[Household, ...]
    added: tuple[Household, ...]
    removed: tuple[Household, ...]
    changed: tuple[tuple[Household, Household], ...]
    left_alone: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


@dataclass(frozen=True, slots=True)
class Preview:
    """What was understood, and what it would change. ``mark`` names this table on this roster: a confirmation gives
    it back, so that nothing else is confirmed than what was seen.
    """

    understood: Understood
    changes: Changes
    mark: str

    @property
    def not_taken(self) -> list[Fault]:
        """Rows that would be left out."""
        return [fault for fault in self.understood.faults if not fault.kept]

    @property
    def doubts(self) -> list[Fault]:
        """Cells that would be left out, of households that are taken."""
        return [fault for fault in self.understood.faults if fault.kept]

    @property
    def people(self) -> int:
        """People of all households of the table, as far as they are told."""
        return sum(home.people or 0 for home in self.understood.households)


def preview(raw: bytes, name: str, current: Sequence[Household], *, whole: bool = False) -> Preview:
    """Read a file, and compare it with the roster as it is now.

    ``whole``: the file is the whole roster; buildings that it does not name go. Otherwise they stay as they are.

    Raises:
        CommunityError: the file cannot be read at all.
    """
    understood = read_loosely(raw, name)
    seen = sha256(repr((sorted(home.key for home in current), [*current], whole)).encode())
    seen.update(raw)
    return Preview(understood, compare(understood, current, whole=whole), seen.hexdigest()[:16])


def compare(understood: Understood, current: Iterable[Household], *, whole: bool = False) -> Changes:
    """The roster with what the table says; of what it is silent about (people, tags), all stays."""
    before = {home.key: home for home in current}
    named = {home.building for home in understood.households}
    after = {home.key: _with(home, before.get(home.key), understood) for home in understood.households}
    left = dict.fromkeys(home.building for home in before.values() if home.building not in named)
    if not whole:
        after |= {key: home for key, home in before.items() if home.building in left}
    return Changes(
        tuple(sorted(after.values(), key=_order)),
        tuple(home for key, home in after.items() if key not in before),
        tuple(home for key, home in before.items() if key not in after),
        tuple((before[key], home) for key, home in after.items() if key in before and not _same(before[key], home)),
        () if whole else tuple(left),
    )  # fmt: skip


def _with(home: Household, before: Household | None, told: Understood) -> Household:
    people, tags = home.people, home.tags
    if before is not None:
        people = home.people if told.tells_people and home.people is not None else before.people
        if told.tells_tags is not None:
            silent = (tag for tag in before.tags if tag not in told.tells_tags and not _about(tag, told.tells_tags))
            tags = tuple(dict.fromkeys([*silent, *home.tags]))
    return household(home.key, people, tags)


def _about(tag: str, told: Iterable[str]) -> bool:
    """Whether the table tells of the same under another word: 空关 where it has a column 空置."""
    words = roster_words()
    return any(tag in group and not set(group).isdisjoint(told) for group in (words.vacant, words.no_wechat))


def _same(one: Household, other: Household) -> bool:
    return one.people == other.people and set(one.tags) == set(other.tags)


def _order(home: Household) -> tuple[object, ...]:
    return natural(home.building), natural(home.unit), natural(home.room)
