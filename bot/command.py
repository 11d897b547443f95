"""A typed command taken apart: its name, its head line and the text below. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.errors import Refused
from bot.roles import GroupKind
from bot.words import Words

SLASHES = "/／"
_NUMBER = re.compile(r"[0-9]{1,9}")
"""More digits are no number of ours, and no database takes them."""


@dataclass(slots=True, frozen=True)
class Command:
    """``head`` is the rest of the first line, ``body`` the lines below; ``slash`` whether one was typed."""

    name: str
    word: str
    head: str
    body: str
    slash: bool


@dataclass(slots=True)
class Audience:
    """Whom a command is for. Nothing named: all of the sender's own."""

    everywhere: bool = False
    buildings: list[str] = field(default_factory=list)
    kinds: list[GroupKind] = field(default_factory=list)

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.buildings) or bool(self.kinds)


@dataclass(slots=True)
class Arguments:
    """What stood in a command's head line. ``rest`` are the words that are none of these."""

    number: int | None = None
    audience: Audience = field(default_factory=Audience)
    deadline: datetime | None = None
    scheduled: datetime | None = None
    rest: list[str] = field(default_factory=list)


def split_command(text: str, words: Words) -> Command | None:
    """Read ``text`` as a command; an unknown name after a slash gives name ``""``."""
    if words.command_start.match(text) is None:
        return None
    text = text.strip()
    first, _, body = text.partition("\n")
    slash = text[0] in SLASHES
    if slash:
        first = first[1:].strip()
        known = _known_word(first, words)
        word = known or re.split(r"\s", first, maxsplit=1)[0]
        name = words.command_of.get(word.lower(), "")
        return Command(name, word, first[len(word) :].strip(), body.strip(), True)
    for word in words.longest_first:
        if first.startswith(word):
            return Command(words.command_of[word], word, first[len(word) :].strip(), body.strip(), False)
    return None


def leading_numbers(head: str, words: Words) -> list[re.Match[str]]:
    """The numbers that ``head`` begins with, one behind the other; group "between" is what stands before each."""
    joined = "|".join(map(re.escape, words.together))
    number = re.compile(rf"(?P<between>\s*(?:[,，、;；+/\s]|{joined})\s*)(?P<number>\d{{1,9}})(?!\d)")
    first = re.match(r"(?P<between>\s*)(?P<number>\d{1,9})(?!\d)", head)
    found: list[re.Match[str]] = []
    while first is not None:
        found.append(first)
        first = number.match(head, first.end())
    return found


def _known_word(first: str, words: Words) -> str | None:
    token = re.split(r"\s", first, maxsplit=1)[0]
    if token.lower() in words.command_of:
        return token
    return next((word for word in words.longest_first if first.startswith(word)), None)


class HeadReader:
    """Reads the head line of a command: number, audience, times.

    Args:
        words: the lexicon.
        buildings: the compound's buildings.
        zones: buildings by the name of a zone.
        now: local time of the community, with its zone.
    """

    def __init__(self, words: Words, buildings: list[str], zones: Mapping[str, frozenset[str]], now: datetime) -> None:
        self._words = words
        self._buildings = buildings
        self._zones = zones
        self._now = now
        suffix = "|".join(map(re.escape, sorted(words.audience.building, key=len, reverse=True)))
        self._building = re.compile(rf"^([0-9A-Za-z]+(?:[-~—至到][0-9A-Za-z]+)?)(?:{suffix})?$")
        self._suffix = re.compile(rf"(?:{suffix})$")

    def read(self, head: str) -> Arguments:
        """Take ``head`` apart.

        Raises:
            Refused: a building that does not exist, or a time that cannot be read.
        """
        found = Arguments()
        head = _narrow(head)
        for name, marks in (("deadline", self._words.time.deadline), ("scheduled", self._words.time.scheduled)):
            head, when = self._take_time(head, marks)
            if when is not None:
                setattr(found, name, when)
        for token in head.split():
            self._take(token, found)
        return found

    def _take(self, token: str, found: Arguments) -> None:
        if _NUMBER.fullmatch(token) and found.number is None and not found.audience.buildings:
            found.number = int(token)
            return
        parts = [part for part in re.split(r"[,，、]", token) if part]
        named = any(self._suffix.search(part) for part in parts)
        pending: list[str] = []
        for part in parts:
            if part in self._words.audience.everywhere:
                found.audience.everywhere = True
            elif part in self._words.kind_of:
                found.audience.kinds.append(self._words.kind_of[part])
            elif part in self._zones:
                found.audience.buildings.extend(sorted(self._zones[part], key=self._order))
            elif self._building.match(part) and (named or part in self._buildings or found.audience.buildings):
                pending.extend(self._span(part))
            else:
                found.rest.append(part)
        found.audience.buildings.extend(b for b in pending if b not in found.audience.buildings)

    def _order(self, building: str) -> int:
        return self._buildings.index(building) if building in self._buildings else len(self._buildings)

    def _span(self, part: str) -> list[str]:
        first, *last = re.split(r"[-~—至到]", self._suffix.sub("", part))
        if last and first.isdigit() and last[0].isdigit() and int(first) <= int(last[0]) < int(first) + 1000:
            names = [str(number) for number in range(int(first), int(last[0]) + 1)]
        else:
            names = [first, *last]
        for name in names:
            if name not in self._buildings:
                raise Refused("no_building", building=name)
        return names

    def _take_time(self, head: str, marks: list[str]) -> tuple[str, datetime | None]:
        for mark in marks:
            before, found, after = head.partition(mark)
            if found:
                when, length = self.time(after)
                return f"{before} {after[length:]}", when
        return head, None

    def time(self, text: str) -> tuple[datetime, int]:
        """Read a TIME at the start of ``text``; return it and how many characters it took.

        Raises:
            Refused: there is none.
        """
        stripped = text.lstrip()
        skipped = len(text) - len(stripped)
        for reader in (self._absolute, self._later, self._clock):
            found = reader(stripped)
            if found is not None:
                return found[0], skipped + found[1]
        raise Refused("no_time", said=stripped[:12])

    def _absolute(self, text: str) -> tuple[datetime, int] | None:
        match = re.match(r"(\d{4})-(\d{1,2})-(\d{1,2})[ T]+(\d{1,2}):(\d{2})", text)
        if not match:
            return None
        year, month, day, hour, minute = map(int, match.groups())
        try:
            return datetime(year, month, day, hour, minute, tzinfo=self._now.tzinfo), match.end()
        except ValueError:
            raise Refused("no_time", said=match[0]) from None

    def _later(self, text: str) -> tuple[datetime, int] | None:
        for unit, names in (("hours", self._words.time.hours_later), ("minutes", self._words.time.minutes_later)):
            match = re.match(rf"(\d{{1,4}}(?:\.\d)?)\s*(?:{'|'.join(names)})", text)
            if match:
                return self._now + timedelta(**{unit: float(match[1])}), match.end()
        return None

    def _clock(self, text: str) -> tuple[datetime, int] | None:
        times = self._words.time
        days = dict.fromkeys(times.today, 0)
        days |= dict.fromkeys(times.tomorrow, 1) | dict.fromkeys(times.after_tomorrow, 2)
        match = re.match(
            rf"({'|'.join(days)})?\s*(\d{{1,2}})(?:[:：](\d{{2}})|(?:{'|'.join(times.hour)})"
            rf"(?:({'|'.join(times.half)})|(\d{{1,2}})(?:{'|'.join(times.minute)})?)?)",
            text,
        )
        if not match:
            return None
        day, hour, minute, half, spoken = match.groups()
        try:
            when = self._now.replace(
                hour=int(hour), minute=30 if half else int(minute or spoken or 0), second=0, microsecond=0
            )
        except ValueError:
            raise Refused("no_time", said=match[0]) from None
        if day is not None:
            when += timedelta(days=days[day])
        elif when <= self._now:
            when += timedelta(days=1)
        return when, match.end()


def _narrow(text: str) -> str:
    """Full-width digits, letters, commas and spaces as narrow ones."""
    return "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else " " if c == "\u3000" else c for c in text)
