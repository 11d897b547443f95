"""The words of commands, roles, groups, audiences and times, as data/lexicon/commands.yaml has them."""

from __future__ import annotations

import re
from functools import cached_property

from pydantic import BaseModel, ConfigDict, model_validator

from bot.lexicon import Misplaced, load_lexicon
from bot.roles import GroupKind, Role


class CommandWords(BaseModel):
    """A command's Chinese words, and what /help says of it."""

    model_config = ConfigDict(extra="forbid")
    words: list[str]
    usage: str
    tells: str


class AudienceWords(BaseModel):
    model_config = ConfigDict(extra="forbid")
    everywhere: list[str]
    building: list[str]


class TimeWords(BaseModel):
    model_config = ConfigDict(extra="forbid")
    deadline: list[str]
    scheduled: list[str]
    today: list[str]
    tomorrow: list[str]
    after_tomorrow: list[str]
    hour: list[str]
    half: list[str]
    minute: list[str]
    hours_later: list[str]
    minutes_later: list[str]


class SortWords(BaseModel):
    """What a relay does with an item in /sort."""

    model_config = ConfigDict(extra="forbid")
    drop: list[str]
    up: list[str]
    merge: list[str]
    split: list[str]
    correct: list[str]


class Words(BaseModel):
    """The whole file. Every word means one thing: a word that stands twice is refused."""

    model_config = ConfigDict(extra="forbid", ignored_types=(cached_property,))
    commands: dict[str, CommandWords]
    roles: dict[Role, list[str]]
    kinds: dict[GroupKind, list[str]]
    audience: AudienceWords
    time: TimeWords
    corrects: list[str]
    deletes: list[str]
    notice: dict[str, list[str]]
    results: list[str]
    result_patterns: list[str]
    near_results: list[str]
    room_patterns: list[str]
    digits: str
    everyone: list[str]
    measures: list[str]
    room_suffixes: list[str]
    labels: dict[str, str]
    sort: SortWords
    decisions: dict[str, list[str]]
    yes: list[str]
    solved: list[str]
    unsolved: list[str]
    still: list[str]
    greetings: list[str]
    still_waits: list[str]
    on_my_way: list[str]
    together: list[str]
    ones_own: list[str]
    polite: list[str]
    categories: list[str]
    demand_labels: dict[str, str]
    party_labels: dict[str, str]

    @model_validator(mode="after")
    def _no_word_twice(self) -> Words:
        for key, table in (
            ("commands", {name: entry.words for name, entry in self.commands.items()}),
            ("roles", {str(role): words for role, words in self.roles.items()}),
            ("kinds", {str(kind): words for kind, words in self.kinds.items()}),
        ):
            seen: dict[str, str] = {}
            for name, words in table.items():
                for word in words:
                    if word in seen:
                        says = f"{word!r} stands under {seen[word]} and under {name}; keep it in one place"
                        raise Misplaced(says, key, name)
                    seen[word] = name
        return self

    @cached_property
    def command_of(self) -> dict[str, str]:
        """Command names by every word that means them, English names included."""
        found = {name: name for name in self.commands}
        found.update({word: name for name, entry in self.commands.items() for word in entry.words})
        return found

    @cached_property
    def longest_first(self) -> list[str]:
        """The Chinese command words, longest first."""
        return sorted((w for entry in self.commands.values() for w in entry.words), key=len, reverse=True)

    @cached_property
    def command_start(self) -> re.Pattern[str]:
        """A text that begins as a command may: with a slash or with one of the words."""
        return re.compile(r"\s*(?:[/／]|" + "|".join(map(re.escape, self.longest_first)) + ")")

    @cached_property
    def role_of(self) -> dict[str, Role]:
        """Roles by every word that means them."""
        found = {str(role): role for role in self.roles}
        found.update({word: role for role, words in self.roles.items() for word in words})
        return found

    @cached_property
    def kind_of(self) -> dict[str, GroupKind]:
        """Group kinds by every word that means them."""
        found = {str(kind): kind for kind in self.kinds}
        found.update({word: kind for kind, words in self.kinds.items() for word in words})
        return found

    def lacking(self, text: str) -> list[str]:
        """What a good notice says and ``text`` does not: reason, deadline, how to answer, how it is counted."""
        return [part for part, words in self.notice.items() if not any(word in text for word in words)]


def load_words() -> Words:
    """The command words.

    Raises:
        LexiconError: the file has a fault, named with its line.
    """
    return load_lexicon("commands", Words)
