"""Chain replies: everybody copies the list of the one before and adds a line; two who do it at once fork it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Flag, auto

from data.demo.cast import Home
from data.demo.phrases import Counts, answer, slots
from data.demo.story import DEADLINE, FIRST_ANSWER, MISSING, Story

SIZE = 13
"""Households in a chain."""
_EDITS, _TURNS, _DELETES, _HAS_POSITIVE = 1, 2, 6, 9


class Twist(Flag):
    """What happens in a chain beside its forks."""

    NONE = 0
    EDIT = auto()  # an author changes the own line
    STALE = auto()  # … and the line as it was comes back in a fork that began before the change
    TURNS_POSITIVE = auto()  # a direct message says otherwise than the line, which later copies still carry
    DELETED = auto()  # an author takes the own line out
    POSITIVE = auto()  # a line is a positive


@dataclass(frozen=True, slots=True)
class _Line:
    home: Home
    text: str
    stated: Counts


class ChainReply:
    """A chain of SIZE ``homes`` of one building; those that turn out positive are the largest of them."""

    def __init__(self, story: Story, homes: list[Home], twist: Twist, example: str | None) -> None:
        self.story = story
        self.homes = homes
        self.twist = twist
        for place in (_TURNS, _HAS_POSITIVE):
            largest = max(range(place, len(homes)), key=lambda index: homes[index].people)
            homes[place], homes[largest] = homes[largest], homes[place]
        chain = story.words.chain
        self.title = [chain.head, story.chance.choice(chain.titles).format(building=homes[0].building)]
        if example:
            self.title.append(chain.example.format(room=example))
        self.heads: list[list[_Line]] = [[]]
        first = FIRST_ANSWER + 20 * 60
        self.step = (DEADLINE - 10 * 60 - first) / (SIZE + 3)
        self.moment = first + story.chance.uniform(0, self.step)

    def tell(self) -> None:
        """Write the whole chain into the story."""
        for index, home in enumerate(self.homes):
            forks = index in (4, 5) or (index == 8 and Twist.STALE in self.twist)
            base = self.heads[-2 if forks else -1]
            self._post(home, [*base, self._line(home, self._pool(index))])
            if index == 7 and self._edits:
                author = self.homes[_EDITS]
                self._post(author, [self._line(author) if line.home is author else line for line in self.heads[-1]])
            if index == 8 and Twist.TURNS_POSITIVE in self.twist:
                self._turn_positive(self.homes[_TURNS])
            if index == 10 and Twist.DELETED in self.twist:
                author = self.homes[_DELETES]
                self._post(author, [line for line in self.heads[-1] if line.home is not author])
                self.story.settle(author, MISSING)
        # The whole list once more, with other spaces: nothing in it is new.
        self._post(self.homes[0], self.heads[-1], gap="")

    @property
    def _edits(self) -> bool:
        return bool((Twist.EDIT | Twist.STALE) & self.twist)

    def _pool(self, index: int) -> str:
        if index == _EDITS and self._edits:
            return "untested"
        return "positive_counted" if index == _HAS_POSITIVE and Twist.POSITIVE in self.twist else "plain"

    def _post(self, home: Home, lines: list[_Line], gap: str = " ") -> None:
        entries = [f"{number}.{gap}{line.text}" for number, line in enumerate(lines, 1)]
        self.story.say(home, home.first, self.moment, "\n".join([*self.title, "", *entries]))
        self.heads.append(lines)
        self.moment += self.story.chance.uniform(0.7, 1.0) * self.step

    def _line(self, home: Home, pool: str = "plain") -> _Line:
        text, stated = answer(self.story.chance, pool, home.people)
        self.story.settle(home, {"plain": "negative", "positive_counted": "positive"}.get(pool, pool), stated)
        who = home.first.nickname if home.first.shows_room else f"{home.first.nickname} {home.room}"
        return _Line(home, f"{who} {text}", stated)

    def _turn_positive(self, home: Home) -> None:
        values = slots(home.people, 1)
        text = self.story.chance.choice(self.story.words.turns_positive).format(**values)
        if not home.first.shows_room:
            text = f"{home.room} {text}"
        self.story.say(home, home.first, self.moment - self.step / 2, text)
        self.story.settle(home, "positive", {"negative": home.people - 1, "positive": 1})
