"""What people write in a group that is no answer, much of it looking like one."""

from __future__ import annotations

from bot.roles import Role
from data.demo.cast import Home
from data.demo.phrases import answer
from data.demo.story import FIRST_ANSWER, LAST_ANSWER, Story

STRANGERS, RELAYS, QUOTES, BOTS = 0.12, 0.03, 0.03, 0.02
"""Shares of the chatter: of people whose flat nobody knows, of relays, with somebody's answer quoted, of other bots."""


class Chatter:
    """Fills the morning up with talk."""

    def __init__(self, story: Story, silent: dict[str, Home], plain: dict[str, list[Home]]) -> None:
        self.story = story
        self.chance = story.chance
        self.words = story.words
        self.silent = silent
        self.plain = plain
        self.homes = [home for home in story.cast.homes if home.members]
        self.relays = {
            building: person.id
            for person in story.community.people
            if person.role is Role.RELAY and person.id
            for building in person.buildings
        }

    def play(self, messages: int) -> None:
        """Write ``messages`` lines."""
        for text in (*self.words.secrets, *self.words.rumours):
            self.one(self.filled(text))
        for _ in range(messages - len(self.words.secrets) - len(self.words.rumours)):
            home = self.chance.choice(self.homes)
            draw = self.chance.random()
            if draw < BOTS and self.story.community.bots:
                text = self.chance.choice(self.words.other_bot).format(room=self.quiet_room(home))
                self.tell(home, self.story.community.bots[0], self.words.other_bot_nick, text)
            elif draw < BOTS + RELAYS and home.building in self.relays:
                text = self.chance.choice(self.words.relay_says).format(room=self.quiet_room(home))
                self.tell(home, self.relays[home.building], self.words.relay_nick.format(building=home.building), text)
            elif draw < BOTS + RELAYS + STRANGERS:
                stranger = self.story.cast.stranger(home.building)
                self.tell(
                    home, stranger.contact, stranger.nickname, self.filled(self.chance.choice(self.words.chatter))
                )
            elif draw < BOTS + RELAYS + STRANGERS + QUOTES:
                self.one(self.quote(home), home)
            else:
                self.one(self.filled(self.chance.choice(self.words.chatter)), home)

    def one(self, text: str, home: Home | None = None) -> None:
        home = home or self.chance.choice(self.homes)
        member = self.chance.choice(home.members)
        self.tell(home, member.contact, member.nickname, text)

    def tell(self, home: Home, contact: str, name: str, text: str) -> None:
        at = self.story.when(FIRST_ANSWER - 300, LAST_ANSWER)
        self.story.line(self.story.topics[home.building], contact, name, at, text)

    def quiet_room(self, home: Home) -> str:
        """A room whose booking would show: nobody there has answered."""
        silent = self.silent.get(home.building)
        return silent.room if silent else home.room

    def quote(self, home: Home) -> str:
        said, _ = answer(self.chance, "plain", home.people)
        other = self.chance.choice(self.plain.get(home.building) or [home])
        who = other.first.nickname if other.members else other.room
        return self.words.quote.format(who=who, said=f"{other.room} {said}", text=self.chance.choice(self.words.thanks))

    def filled(self, text: str) -> str:
        identity = f"310199{self.chance.randint(1940, 1999)}0101000X"
        telephone = f"1390000{self.chance.randint(0, 9999):04d}"
        for slot, secret in (("{id}", identity), ("{tel}", telephone)):
            if slot in text:
                self.story.truth.secrets.append(secret)
        home = self.chance.choice(self.chance.choice(list(self.plain.values())))
        return text.format(room=home.room, floor=home.household.room[:-2] or 1, id=identity, tel=telephone)
