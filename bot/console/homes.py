"""One building's households in one collection, and the story behind a single answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.answers import Standing
from bot.understand import Form
from data.directory import Household
from data.rounds import Collection
from data.store import moment
from data.work import Work

Place = tuple[str, str]
"""Unit and room."""


@dataclass(frozen=True, slots=True)
class Flat:
    """A household and what stands for it. ``result`` is a name of the form's answers, "" where nothing stands."""

    unit: str
    room: str
    label: str
    floor: str
    people: int | None
    tags: str
    vacant: bool
    no_wechat: bool
    left: bool = False
    result: str = ""
    counts: tuple[tuple[str, int], ...] = ()
    review: str | None = None
    positive: bool = False
    late: bool = False
    way: str = ""
    reporter: str = ""
    at: datetime | None = None

    @property
    def state(self) -> str:
        """What its colour says: vacant, missing, review, positive or answered."""
        if self.positive:
            return "positive"
        if self.review is not None or (self.left and self.result):
            return "review"
        if not self.result:
            return "vacant" if self.vacant else "missing"
        return "answered"


@dataclass(frozen=True, slots=True)
class Building:
    """A building in one of its collections; ``rounds`` are those it can be looked at in, the newest first."""

    collection: Collection | None
    rounds: tuple[Collection, ...]
    flats: tuple[Flat, ...]
    unplaced: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a household's story. ``words`` is the message it came from; None where it is erased."""

    at: datetime
    result: str
    counts: tuple[tuple[str, int], ...]
    review: str | None
    way: str
    reporter: str
    words: str | None


def read_building(work: Work, name: str, number: int | None) -> Building:
    """The building in collection ``number``, or in the newest one."""
    rounds = [one for one in reversed(work.collections.all()) if name in one.buildings]
    newest = work.collections.latest([name])
    found = next((one for one in rounds if one.number == number), newest)
    homes = work.directory.households.get(name, {})
    if found is None:
        return Building(None, (), tuple(_flat(home, None, "") for home in homes.values()))
    sheet = work.collections.sheet(found, name)
    names = work.people.names({one.reporter for one in sheet.standings.values() if one.reporter})
    flats = [
        _flat(home, standing, names.get(standing.reporter, "") if standing else "")
        for place, home in homes.items()
        for standing in [sheet.standings.get(place)]
    ]
    for home in sheet.left():
        standing = sheet.standings[home.unit, home.room]
        flats.append(_flat(home, standing, names.get(standing.reporter, ""), left=True))
    return Building(found, tuple(rounds), tuple(flats), work.collections.unplaced_count(found, name))


def _flat(home: Household, standing: Standing | None, reporter: str, *, left: bool = False) -> Flat:
    plain = (home.unit, home.room, home.label, home.floor, home.people, home.tags, home.vacant, home.no_wechat, left)
    if standing is None or not standing.given:
        return Flat(*plain)
    return Flat(
        *plain, standing.result, _known(standing.counts), standing.review, standing.alarm, standing.late, standing.way,
        reporter, moment(standing.at),
    )  # fmt: skip


def _known(counts: Mapping[str, int | None]) -> tuple[tuple[str, int], ...]:
    return tuple((name, count) for name, count in counts.items() if count)


def read_story(work: Work, number: int, name: str, place: Place) -> tuple[Answer, ...]:
    """Every answer of a household in collection ``number``, the newest first, with the words it came in."""
    found = next((one for one in work.collections.all() if one.number == number), None)
    home = work.directory.households.get(name, {}).get(place) or Household(name, *place, None, "", True, False)
    if found is None:
        return ()
    rows = work.collections.history(found, home)
    names = work.people.names({row.reporter for row in rows if row.reporter})
    story = []
    for row in reversed(rows):
        source = work.inbox.get(row.source) if row.source is not None else None
        words = source.text if source is not None and source.text else None
        counts = _known(work.collections.counts_of(row))
        story.append(
            Answer(moment(row.at), row.result, counts, row.review, row.way, names.get(row.reporter, ""), words)
        )
    return tuple(story)


def shown(form: Form | None, result: str, counts: tuple[tuple[str, int], ...], heads: str) -> str:
    """An answer in the form's own words; ``heads`` says how many people and of what, where that is known."""
    if form is None or not result:
        return result
    labels = {name: answer.label for name, answer in form.answers.items()}
    if told := [heads.format(count=count, label=labels[name]) for name, count in counts if name in labels]:
        # Three are negative, and of the fourth nobody said more than that he is not: that comes first.
        uncounted = [labels[result]] if result in labels and result not in dict(counts) else []
        return " ".join([*uncounted, *told])
    label = labels.get(result, result)
    people = [heads.format(count=count, label=label) for name, count in counts if name == "count"]
    return " ".join(people) or label
