"""What happens in single households during the morning. Each scene writes its messages and its truth."""

from __future__ import annotations

from collections.abc import Callable

from data.demo.cast import Home
from data.demo.chains import SIZE, ChainReply, Twist
from data.demo.neighbours import Neighbours
from data.demo.phrases import slots
from data.demo.story import DEADLINE, LAST_ANSWER, MARGIN, REVIEW, Story

USUAL = 1666
"""Households for which the numbers below are meant; other compounds have as many in proportion, and at least one."""
CHAINS = (
    Twist.EDIT,
    Twist.TURNS_POSITIVE,
    Twist.DELETED | Twist.EDIT,
    Twist.STALE,
    Twist.POSITIVE,
    Twist.NONE,
)


class Scenes:
    """Hands every household to exactly one scene."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.chance = story.chance
        homes = story.chance.sample(story.cast.homes, len(story.cast.homes))
        self.vacant = [home for home in homes if home.household.vacant]
        self.mute = [home for home in homes if not home.members and not home.household.vacant]
        self.free = [home for home in homes if home.members and not home.household.vacant]
        self.share = (len(self.free) + len(self.mute)) / USUAL
        self.silent: dict[str, Home] = {}
        self.plain: dict[str, list[Home]] = {}
        """By building, those whose only answer was a plain one."""

    def play(self) -> None:
        """All scenes; whoever is left answers plainly.

        Raises:
            ValueError: where the compound is too small for every scene.
        """
        self.each(55, self.stay_silent)
        for twist, building in zip(CHAINS, self.story.community.buildings * len(CHAINS), strict=False):
            self.chain(building, twist)
        for count, scene, people in self.table():
            self.each(count, scene, people)
        neighbours = Neighbours(self.story, self.mute, self.vacant)
        self.each(15, neighbours.leave_to_a_neighbour)
        self.each(10, neighbours.answer_for_two)
        for home in self.free:
            self.plainly(home)
        neighbours.play(self.plain, self.silent)

    def table(self) -> list[tuple[int, Callable[[Home], None], int]]:
        """How many households, which scene, how many people must live there at least."""
        return [
            (5, lambda home: self.result(home, "positive"), 1),
            (1, lambda home: self.result(home, "positive", late=True), 1),
            (1, self.turn_positive, 2),
            (3, self.take_back_a_positive, 1),
            (2, lambda home: self.disagree(home, "negative", "positive_counted"), 2),
            (2, lambda home: self.disagree(home, "plain", "invalid"), 2),
            (4, self.only_a_picture, 1),
            (10, self.picture_then_words, 1),
            (2, lambda home: self.unsure(home, "unclear"), 1),
            (1, lambda home: self.unsure(home, "faint"), 1),
            (2, lambda home: self.unsure(home, "short"), 2),
            (12, lambda home: self.result(home, "invalid"), 1),
            (25, lambda home: self.result(home, "untested"), 1),
            (20, lambda home: self.result(home, "partial"), 2),
            (35, lambda home: self.result(home, "absent"), 1),
            (25, lambda home: self.result(home, "negative", late=True), 1),
            (20, lambda home: self.later(home, "untested"), 1),
            (6, lambda home: self.later(home, "invalid"), 1),
            (12, self.correct, 2),
            (5, lambda home: self.withdraw(home, again=False), 1),
            (6, lambda home: self.withdraw(home, again=True), 1),
            (4, lambda home: self.recall(home, again=False), 1),
            (6, lambda home: self.recall(home, again=True), 1),
            (15, self.two_agree, 1),
            (15, self.delivered_twice, 1),
            (15, self.said_twice, 1),
            (15, self.quoting, 1),
            (10, self.replying, 1),
        ]

    def each(self, count: int, scene: Callable[[Home], None], people: int = 1) -> None:
        """Give ``scene`` its households."""
        for _ in range(max(1, round(count * self.share))):
            scene(self.take(people))

    def take(self, people: int = 1, building: str | None = None) -> Home:
        """A household that nobody has told of yet."""
        for index, home in enumerate(self.free):
            if home.people >= people and building in (None, home.building):
                return self.free.pop(index)
        raise ValueError("the community is too small for this story: give it at least 200 households of two or more")

    def chain(self, building: str, twist: Twist) -> None:
        homes = [self.take(2 if index < 2 else 1, building) for index in range(SIZE)]
        example = self.silent.get(building)
        ChainReply(self.story, homes, twist, example.room if example else None).tell()

    def plainly(self, home: Home) -> None:
        said = self.story.answer(home, self.story.when(), "negative")
        self.story.settle(home, "negative", said.stated)
        self.plain.setdefault(home.building, []).append(home)

    def stay_silent(self, home: Home) -> None:
        self.silent.setdefault(home.building, home)

    def result(self, home: Home, pool: str, *, late: bool = False) -> None:
        at = self.story.when(DEADLINE + MARGIN, LAST_ANSWER) if late else self.story.when()
        said = self.story.answer(home, at, pool)
        self.story.settle(home, pool, said.stated, late=late)

    def later(self, home: Home, first: str) -> None:
        at = self.story.early()
        self.story.answer(home, at, first)
        said = self.story.wrapped(home, self.story.after(at), "negative", self.story.words.retest)
        self.story.settle(home, "negative", said.stated)

    def correct(self, home: Home) -> None:
        at = self.story.early()
        said = self.story.answer(home, at, "negative")
        said = self.story.wrapped(home, self.story.after(said.at), "negative", self.story.words.correction)
        self.story.settle(home, "negative", said.stated)

    def turn_positive(self, home: Home) -> None:
        at = self.story.early()
        self.story.answer(home, at, "negative")
        text = self.chance.choice(self.story.words.turns_positive).format(**slots(home.people, 1))
        text = text if home.first.shows_room else f"{home.room} {text}"
        self.story.say(home, home.first, self.story.after(at), text)
        self.story.settle(home, "positive", {"negative": home.people - 1, "positive": 1})

    def take_back_a_positive(self, home: Home) -> None:
        at = self.story.early()
        self.story.answer(home, at, "positive")
        text = self.chance.choice(self.story.words.takes_back_a_positive)
        text = text if home.first.shows_room else f"{home.room} {text}"
        self.story.say(home, home.first, self.story.after(at), text)
        self.in_question(home)

    def in_question(self, home: Home) -> None:
        self.story.settle(home, REVIEW)
        self.story.truth.positive_rooms[home.building].append(home.room)

    def disagree(self, home: Home, one: str, other: str) -> None:
        at = self.story.early()
        self.story.answer(home, at, one)
        self.story.answer(home, self.story.after(at), other, self.story.cast.second(home))
        if other.startswith("positive"):
            self.in_question(home)
        else:
            self.story.settle(home, REVIEW)

    def two_agree(self, home: Home) -> None:
        at = self.story.early()
        said = self.story.answer(home, at, "negative_counted")
        self.story.answer(home, self.story.after(at), "negative_counted", self.story.cast.second(home))
        self.story.settle(home, "negative", said.stated)

    def only_a_picture(self, home: Home) -> None:
        # Without a room in the nickname nobody could say whose picture it is.
        member = home.first if home.first.shows_room else self.story.cast.second(home)
        self.story.say(home, member, self.story.when(), "", type=self.chance.choice(("image", "image", "audio")))
        self.story.settle(home, REVIEW)

    def picture_then_words(self, home: Home) -> None:
        at = self.story.early()
        self.story.say(home, home.first, at, "", type="image")
        said = self.story.answer(home, at + self.chance.uniform(5, 60), "negative")
        self.story.settle(home, "negative", said.stated)

    def unsure(self, home: Home, pool: str) -> None:
        self.story.answer(home, self.story.when(), pool)
        self.story.settle(home, REVIEW)
        if pool == "faint":
            self.story.truth.positive_possible[home.building].append(home.room)

    def withdraw(self, home: Home, *, again: bool) -> None:
        at = self.story.early()
        said = self.story.answer(home, at, "negative")
        at += self.chance.uniform(40, 120)
        self.story.say(home, home.first, at, self.chance.choice(self.story.words.withdraw))
        self.answer_again(home, said.at, again=again)

    def recall(self, home: Home, *, again: bool) -> None:
        at = self.story.early()
        said = self.story.answer(home, at, "negative")
        at += self.chance.uniform(20, 100)
        self.story.say(home, home.first, at, said.id, type="recall")
        self.answer_again(home, said.at, again=again)

    def answer_again(self, home: Home, at: float, *, again: bool) -> None:
        if not again:
            return
        said = self.story.answer(home, self.story.after(at + 120), "negative")
        self.story.settle(home, "negative", said.stated)

    def delivered_twice(self, home: Home) -> None:
        said = self.story.answer(home, self.story.early(), "negative")
        self.story.say(home, home.first, said.at + self.chance.uniform(1, 20), said.text, id=said.id)
        self.story.settle(home, "negative", said.stated)

    def said_twice(self, home: Home) -> None:
        said = self.story.answer(home, self.story.early(), "negative")
        self.story.say(home, home.first, said.at + self.chance.uniform(20, 300), said.text)
        self.story.settle(home, "negative", said.stated)

    def quoting(self, home: Home) -> None:
        text, stated = self.story.phrase(home, home.first, "negative")
        who = self.story.words.relay_nick.format(building=home.building)
        said = self.chance.choice(self.story.words.quoted)
        text = self.story.words.quote.format(who=who, said=said, text=text)
        self.story.say(home, home.first, self.story.when(), text)
        self.story.settle(home, "negative", stated)

    def replying(self, home: Home) -> None:
        text, stated = self.story.phrase(home, home.first, "negative")
        self.story.say(home, home.first, self.story.when(), text, quote=self.chance.choice(self.story.words.quoted))
        self.story.settle(home, "negative", stated)
