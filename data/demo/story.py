"""The morning while it is being written: the transcript's lines and, beside them, what is true."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.community import Community
from bot.roles import GroupKind
from data.demo.cast import Cast, Home, Member
from data.demo.phrases import Counts, Phrases, answer, load_phrases

REVIEW = "review"
MISSING = "missing"
FIRST_ANSWER = 4 * 3600 + 50 * 60
DEADLINE = 6 * 3600 + 30 * 60
LAST_ANSWER = DEADLINE + 50 * 60
MARGIN = 30
"""Seconds from the start; nothing is answered within MARGIN of the deadline, where late is a matter of taste."""


@dataclass
class Truth:
    """What a faithful count of the transcript must come to, building by building.

    ``results`` is {building: {room: result}}, a result being an answer's name, "review" where a person must look, or
    "missing"; a 空置 household is left out unless it answered. ``stated`` holds {building: {room: {result: people}}} of
    answers that count and say how many people, ``people`` its sums. ``positive_possible`` are rooms that may or may
    not stand among the positive ones. ``elsewhere`` are (group's building, building, room) named in a foreign group.
    ``forbidden`` are rooms and words that must not stand together in a message to an official group; ``secrets``
    are digits that must never be printed or kept.
    """

    results: dict[str, dict[str, str]] = field(default_factory=dict)
    positive_rooms: dict[str, list[str]] = field(default_factory=dict)
    positive_possible: dict[str, list[str]] = field(default_factory=dict)
    late: dict[str, list[str]] = field(default_factory=dict)
    stated: dict[str, dict[str, Counts]] = field(default_factory=dict)
    people: Counts = field(default_factory=dict)
    elsewhere: list[tuple[str, str, str]] = field(default_factory=list)
    forbidden: list[dict[str, Any]] = field(default_factory=list)
    secrets: list[str] = field(default_factory=list)
    deadline: str = ""


@dataclass
class Sweep:
    """A transcript (contract section 2) and its truth."""

    lines: list[dict[str, Any]]
    truth: Truth


@dataclass(slots=True)
class Said:
    """One answer as it was written."""

    id: str
    text: str
    at: float
    stated: Counts


class Story:
    """Collects lines and truth. Times are seconds from the start."""

    def __init__(self, community: Community, seed: int, start: datetime) -> None:
        self.community = community
        self.seed = seed
        self.start = start
        self.chance = random.Random(seed)  # noqa: S311 - a fixed seed, so that a morning can be played again
        self.words: Phrases = load_phrases()
        self.cast = Cast(community, self.chance)
        self.topics = {g.building: g.topic for g in community.groups if g.kind is GroupKind.OFFICIAL and g.building}
        self.lines: list[tuple[float, dict[str, Any]]] = []
        self.truth = Truth()
        for building in community.buildings:
            self.truth.results[building] = {}
            self.truth.stated[building] = {}
            self.truth.positive_rooms[building] = []
            self.truth.positive_possible[building] = []
            self.truth.late[building] = []
        for home in self.cast.homes:
            if not home.household.vacant:
                self.truth.results[home.building][home.room] = MISSING

    def line(self, topic: str | None, contact: str, name: str, at: float, text: str, **more: str) -> str:
        """Write one transcript line; return its message id."""
        number = f"demo-{self.seed}-{len(self.lines) + 1:05d}"
        # Whole seconds keep the order of two messages visible to whoever reads the file.
        moment = self.start + timedelta(seconds=round(at))
        line = {"at": moment.isoformat(), "room": topic, "from": contact, "name": name, "text": text, "id": number}
        self.lines.append((round(at), line | more))
        return number

    def say(self, home: Home, member: Member, at: float, text: str, **more: str) -> str:
        """One message of a member in their building's group."""
        return self.line(self.topics[home.building], member.contact, member.nickname, at, text, **more)

    def when(self, first: float = FIRST_ANSWER, last: float = DEADLINE - MARGIN) -> float:
        """A moment in the morning; most write in the last hour."""
        rush = max(first, min(last, DEADLINE - 35 * 60))
        return self.chance.triangular(first, last, rush)

    def early(self) -> float:
        """A moment that leaves time for a second thought before the deadline."""
        return self.when(last=DEADLINE - 20 * 60)

    def after(self, moment: float) -> float:
        """Some time later, and before the deadline."""
        return self.chance.uniform(moment + 90, max(moment + 120, DEADLINE - 2 * MARGIN))

    def phrase(self, home: Home, member: Member, pool: str) -> tuple[str, Counts]:
        """An answer as this member would write it: with the room where the nickname does not show it."""
        text, stated = answer(self.chance, pool, home.people)
        if not member.shows_room or self.chance.random() < 0.25:
            if pool == "negative" and self.chance.random() < 0.1:
                wrap, stated = self.chance.choice(self.words.with_room_only_negative), {"negative": home.people}
            else:
                wrap = self.words.with_room[0] if text == "-" else self.chance.choice(self.words.with_room)
            text = wrap.format(building=home.building, room=home.room, n=home.people, answer=text)
        elif pool == "negative" and text != "-":
            text = self.chance.choice(self.words.before) + text
        if pool == "negative" and not text.endswith("-"):
            text += self.chance.choice(self.words.after)
        return text, stated

    def answer(self, home: Home, at: float, pool: str, member: Member | None = None) -> Said:
        """A household answers for itself; the truth is not touched."""
        member = member or home.first
        text, stated = self.phrase(home, member, pool)
        return Said(self.say(home, member, at, text), text, at, stated)

    def wrapped(self, home: Home, at: float, pool: str, wraps: list[str], wrapped_pool: str = "plain") -> Said:
        """An answer inside a sentence, such as a correction."""
        text, stated = answer(self.chance, wrapped_pool if pool == "negative" else pool, home.people)
        text = self.chance.choice(wraps).format(room=home.room, building=home.building, answer=text)
        if not home.first.shows_room and home.room not in text:
            text = f"{home.room} {text}"
        return Said(self.say(home, home.first, at, text), text, at, stated)

    def settle(self, home: Home, result: str, stated: Counts | None = None, *, late: bool = False) -> None:
        """Write down what is true of a household."""
        building, room = home.building, home.room
        self.truth.results[building][room] = result
        self.truth.stated[building].pop(room, None)
        if stated and result not in (REVIEW, MISSING):
            self.truth.stated[building][room] = stated
        if result == "positive":
            self.truth.positive_rooms[building].append(room)
        if late:
            self.truth.late[building].append(room)

    def finish(self) -> Sweep:
        """Lines in the order of time, and the truth summed up."""
        truth = self.truth
        for building, results in truth.results.items():
            for kind in (truth.positive_rooms, truth.positive_possible, truth.late):
                kind[building] = sorted(set(kind[building]), key=lambda room: (len(room), room))
            watched = set(truth.positive_rooms[building]) | {r for r, result in results.items() if result == REVIEW}
            truth.forbidden += [
                {"building": building, "room": room, "words": self.words.positive_words} for room in sorted(watched)
            ]
            for counts in truth.stated[building].values():
                for result, people in counts.items():
                    truth.people[result] = truth.people.get(result, 0) + people
        truth.deadline = (self.start + timedelta(seconds=DEADLINE)).isoformat()
        self.lines.sort(key=lambda timed: timed[0])
        return Sweep([line for _, line in self.lines], truth)
