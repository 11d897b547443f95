"""Who answers for somebody else, for an empty flat, or in the wrong group."""

from __future__ import annotations

from data.demo.cast import Home
from data.demo.phrases import answer
from data.demo.story import REVIEW, Story

MUTE_SHARE = 0.8
"""Of the households without WeChat, those for which a neighbour answers."""
POSITIVE_BY_PROXY = 1
VACANT_ANSWERS = 2
STRAYS = 4


class Neighbours:
    """Answers that somebody of another household writes."""

    def __init__(self, story: Story, mute: list[Home], vacant: list[Home]) -> None:
        self.story = story
        self.chance = story.chance
        self.vacant = vacant
        cared = round(len(mute) * MUTE_SHARE)
        self.waiting = mute[:cared]

    def leave_to_a_neighbour(self, home: Home) -> None:
        """This household writes nothing; somebody will write for it."""
        self.waiting.append(home)

    def answer_for_two(self, home: Home) -> None:
        """A household answers for itself and, in the same message, for another of its building that waits."""
        other = next((waiting for waiting in self.waiting if waiting.building == home.building), None)
        text, stated = answer(self.chance, "plain", home.people)
        if other is None:
            self.story.say(home, home.first, self.story.when(), f"{home.room} {text}")
            self.story.settle(home, "negative", stated)
            return
        self.waiting.remove(other)
        text2, stated2 = answer(self.chance, "plain", other.people)
        wraps = self.story.words.both if home.first.shows_room else self.story.words.both[:1]
        text = self.chance.choice(wraps).format(room=home.room, answer=text, room2=other.room, answer2=text2)
        self.story.say(home, home.first, self.story.when(), text)
        self.story.settle(home, "negative", stated)
        self.story.settle(other, "negative", stated2)

    def play(self, plain: dict[str, list[Home]], silent: dict[str, Home]) -> None:
        """Let those in ``plain`` write for whoever waits; ``silent`` has households that stay missing."""
        positives = 0
        for home in self.waiting:
            pool = "plain"
            if positives < POSITIVE_BY_PROXY and home.people > 1:
                positives, pool = positives + 1, "positive_counted"
            self.proxy(home, self.chance.choice(plain[home.building]), pool)
        for home in self.vacant[:VACANT_ANSWERS]:
            if home.members:
                self.story.answer(home, self.story.when(), "negative")
                self.story.settle(home, REVIEW)
        buildings = sorted(plain)
        for index in range(STRAYS):
            group, building = self.chance.sample(buildings, 2)
            answered = index % 2 == 0 or building not in silent
            self.stray(
                self.chance.choice(plain[group]), self.chance.choice(plain[building]) if answered else silent[building]
            )

    def proxy(self, home: Home, neighbour: Home, pool: str) -> None:
        text, stated = answer(self.chance, pool, home.people)
        wrap = self.chance.choice(self.story.words.proxy)
        text = wrap.format(room=home.room, building=home.building, answer=text)
        self.story.say(neighbour, neighbour.first, self.story.when(), text)
        self.story.settle(home, "negative" if pool == "plain" else "positive", stated)

    def stray(self, writer: Home, meant: Home) -> None:
        """``writer`` answers for a flat of another building in their own building's group: booked nowhere."""
        text, _ = answer(self.chance, "plain", meant.people)
        text = self.story.words.elsewhere.format(building=meant.building, room=meant.room, answer=text)
        self.story.say(writer, writer.first, self.story.when(), text)
        self.story.truth.elsewhere.append((writer.building, meant.building, meant.room))
