"""A day of demands, written from a seed: ``python -m data.demo.day --out FOLDER [--seed N]``.

25 buildings talk all day. Among 3,000 lines of chatter stand 600 demands of 40 matters, each in other words, and twelve
cries for help. Nobody of the staff does anything; the truth says which message belongs to which matter, or cries.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta, timezone
from functools import cache
from importlib.resources import files
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from bot.community import Community
from bot.lexicon import Model, validate_yaml
from bot.roles import GroupKind
from data.demo.cast import Cast, Home
from data.demo.sweep import demo_community

START = datetime(2022, 4, 11, 0, 0, tzinfo=timezone(timedelta(hours=8)))
DEMANDS, CHATTER = 600, 3000
MORNING, EVENING, NIGHT = 6 * 3600, 20 * 3600, 23 * 3600
"""Seconds from the start between which people talk; demands end with the evening, cries come at any hour."""
ALARMING = 0.1
"""Share of the chatter that has words of alarm: news, films, jokes, quotes."""

_CHOICE = re.compile(r"<([^<>]*)>")


class _Matter(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    building: str | None = None
    category: str
    says: list[str]


class _Demands(BaseModel):
    """data/demo/demands.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    openers: list[str]
    closers: list[str]
    buildings: dict[str, _Matter]
    compound: dict[str, _Matter]
    cries: dict[str, list[str]]


class _Chatter(BaseModel):
    """data/demo/day_chatter.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    plain: list[str]
    alarming: list[str]


@dataclass
class Truth:
    """By message id: the matter that a demand belongs to, and what a cry is about. ``categories`` are the matters'."""

    matters: dict[str, str] = field(default_factory=dict)
    cries: dict[str, str] = field(default_factory=dict)
    categories: dict[str, str] = field(default_factory=dict)


@dataclass
class Day:
    """A transcript (contract section 2) and its truth."""

    lines: list[dict[str, Any]]
    truth: Truth


class _Story:
    """Writes the day; times are seconds from the start."""

    def __init__(self, community: Community, seed: int, start: datetime) -> None:
        self.seed = seed
        self.start = start
        self.chance = random.Random(seed)  # noqa: S311 - a fixed seed, so that a day can be played again
        self.topics = {g.building: g.topic for g in community.groups if g.kind is GroupKind.OFFICIAL and g.building}
        homes = Cast(community, self.chance).homes
        self.homes = [home for home in homes if home.members and not home.household.vacant]
        self.written: list[tuple[float, dict[str, Any]]] = []
        self.truth = Truth()

    def say(self, home: Home, at: float, text: str) -> str:
        """One message of ``home``; returns its id."""
        number = f"day-{self.seed}-{len(self.written) + 1:05d}"
        at = round(at)
        member = home.first
        line = {"at": (self.start + timedelta(seconds=at)).isoformat(), "room": self.topics[home.building]}
        self.written.append((at, line | {"from": member.contact, "name": member.nickname, "text": text, "id": number}))
        return number

    def choose(self, template: str) -> str:
        return _CHOICE.sub(lambda match: self.chance.choice(match[1].split("|")), template)

    def demands(self, words: _Demands, wanted: int) -> None:
        """``wanted`` demands, as many of each matter; nobody raises a matter twice, or in the words of another."""
        matters = words.buildings | words.compound
        self.truth.categories = {name: matter.category for name, matter in matters.items()}
        shares = {name: wanted // len(matters) + (place < wanted % len(matters)) for place, name in enumerate(matters)}
        for name, matter in matters.items():
            homes = [home for home in self.homes if matter.building in (None, home.building)]
            texts = self._wordings(words, matter.says, shares[name])
            for home, text in zip(self.chance.sample(homes, shares[name]), texts, strict=True):
                message = self.say(home, self.chance.uniform(MORNING, EVENING), text)
                self.truth.matters[message] = name

    def _wordings(self, words: _Demands, says: list[str], wanted: int) -> Iterator[str]:
        """Every sentence in turn, each time filled in another way."""

        def texts() -> Iterator[str]:
            said: set[str] = set()
            for sentence in cycle(self.chance.sample(says, len(says))):
                core = self.choose(sentence)
                text = f"{self.chance.choice(words.openers)}{core}{self.chance.choice(words.closers)}"
                if text not in said:
                    said.add(text)
                    yield text

        return islice(texts(), wanted)

    def cries(self, cries: dict[str, list[str]]) -> None:
        """One cry of each kind, each of another building; the first at night, the last late."""
        hours = [2 * 3600 + 40 * 60, *(self.chance.uniform(MORNING, NIGHT) for _ in range(len(cries) - 2)), NIGHT + 900]
        buildings = self.chance.sample(sorted(self.topics), len(cries))
        for (name, texts), building, at in zip(cries.items(), buildings, hours, strict=True):
            home = self.chance.choice([home for home in self.homes if home.building == building])
            text = self.chance.choice(texts).format(room=home.room, floor=home.household.room[:-2] or 1)
            self.truth.cries[self.say(home, at, text)] = name

    def chatter(self, words: _Chatter, wanted: int) -> None:
        """Talk that asks for nothing."""
        for _ in range(wanted):
            pool = words.alarming if self.chance.random() < ALARMING else words.plain
            text = self.choose(self.chance.choice(pool))
            self.say(self.chance.choice(self.homes), self.chance.uniform(MORNING, NIGHT), text)

    def finish(self) -> Day:
        """Lines in the order of time."""
        self.written.sort(key=lambda timed: timed[0])
        return Day([line for _, line in self.written], self.truth)


@cache
def _words(name: str, model: type[Model]) -> Model:
    text = files("data").joinpath("demo", f"{name}.yaml").read_text(encoding="utf-8")
    return validate_yaml(text, f"data/demo/{name}.yaml", model)


def make_day(seed: int = 7, *, community: Community | None = None, start: datetime = START) -> Day:
    """Write the day of ``community``; the demonstration compound's if none is given.

    Raises:
        ValueError: a building of a matter has too few households, or there are fewer buildings than cries.
    """
    story = _Story(community or demo_community(), seed, start)
    words = _words("demands", _Demands)
    story.demands(words, DEMANDS)
    story.cries(words.cries)
    story.chatter(_words("day_chatter", _Chatter), CHATTER)
    return story.finish()


def main() -> None:
    """Write transcript.jsonl and truth.json into a folder."""
    parser = argparse.ArgumentParser(prog="python -m data.demo.day", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder for transcript.jsonl and truth.json")
    parser.add_argument("--seed", type=int, default=7, help="another number is another day (default 7)")
    arguments = parser.parse_args()
    day = make_day(arguments.seed)
    arguments.out.mkdir(parents=True, exist_ok=True)
    lines = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in day.lines)
    (arguments.out / "transcript.jsonl").write_text(lines, encoding="utf-8")
    truth = json.dumps(asdict(day.truth), ensure_ascii=False, indent=1)
    (arguments.out / "truth.json").write_text(truth + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
