"""Collections and their answers: appended as they came, with what stands kept beside for quick counting."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from bot.answers import Given, Standing, Way, settle, take_back
from data.directory import Directory, Household
from data.memory import Memory
from data.rounds import Collection, Rounds
from data.sheet import Sheet
from data.store import Store, moment, new_id, table
from data.tables import AnswerRow, ChainLineRow, StandingRow

_ANSWER = (
    "community", "id", "collection", "building", "unit", "room", "result", "counts", "review", "way", "reporter",
    "source", "at", "supersedes", "alarm", "late",
)  # fmt: skip
_STANDING = (
    "community", "collection", "building", "unit", "room", "answer", "result", "counts", "review", "alarm", "late",
    "way", "reporter", "at", "given",
)  # fmt: skip

TAKEN_BACK = ("withdrawn", "recalled")
"""Ways of taking an answer back; such a row has no result of its own."""


@lru_cache(maxsize=4096)
def _counts(text: str) -> dict[str, int | None]:
    found: dict[str, int | None] = json.loads(text)
    return found


def _standing(row: Any) -> Standing:
    return Standing(
        row.answer, row.result, _counts(row.counts), row.review, bool(row.alarm), bool(row.late), row.way,
        row.reporter, row.at, bool(row.given),
    )  # fmt: skip


def _standings() -> sa.Select[Any]:
    source = table(StandingRow)
    names = ("community", "collection", "building")
    return sa.select(source).where(*(source.c[name] == sa.bindparam(name) for name in names))


class Collections(Rounds):
    """Collections of one community. New answers are written by ``flush``."""

    def __init__(self, store: Store, directory: Directory, memory: Memory) -> None:
        super().__init__(store, memory)
        self._directory = directory
        self._sheets = memory.sheets
        self._answers: list[tuple[object, ...]] = []
        self._changed: dict[tuple[str, str, str, str], Standing] = {}
        self._sequence = 0

    def sheet(self, collection: Collection, building: str) -> Sheet:
        """The building's page, with what this transaction has booked."""
        key = (collection.id, building)
        sheet = self._sheets.get(key)
        if sheet is None:
            rows = self._store.prepared(_standings, collection=collection.id, building=building)
            standings = {(row.unit, row.room): _standing(row) for row in rows}
            standings.update((place[2:], standing) for place, standing in self._changed.items() if place[:2] == key)
            sheet = Sheet(collection.id, building, self._directory.households.get(building, {}), standings)
            self._sheets[key] = sheet
        return sheet

    def left(self, building: str, unit: str | None, room: str) -> list[Household]:
        """Homes named so that have left the roster, but whose answer nobody has settled yet."""
        sheets = [self.sheet(one, building) for one in self.current() if building in one.buildings]
        found = {home for sheet in sheets for home in sheet.left()}
        return [home for home in found if home.room == room and (not unit or home.unit == unit)]

    def standing(self, collection: Collection, home: Household) -> Standing | None:
        """What stands for one household, with what this transaction has booked."""
        return self.sheet(collection, home.building).standings.get((home.unit, home.room))

    def answer_id(self, source: int | None) -> str:
        """A key for an answer of the message ``source``: the same message never makes two of one."""
        self._sequence += 1
        return f"{source}-{self._sequence}" if source is not None else new_id()

    def book(
        self, collection: Collection, home: Household, given: Given, source: int | None
    ) -> tuple[Standing | None, Standing]:
        """Append an answer; return what stood before and what stands now."""
        before = self.standing(collection, home)
        after = settle(before, given, vacant=home.vacant)
        self._append(collection.id, home, given, source, before.answer if before else None)
        self._stand(collection.id, home, after)
        return before, after

    def _append(
        self, collection: str, home: Household, given: Given, source: int | None, supersedes: str | None
    ) -> None:
        self._answers.append((
            self._store.community, given.answer, collection, home.building, home.unit, home.room, given.result,
            json.dumps(given.counts), given.review, given.way, given.reporter, source, given.at, supersedes,
            given.alarm, given.late,
        ))  # fmt: skip

    def _stand(self, collection: str, home: Household, standing: Standing) -> None:
        key = (collection, home.building, home.unit, home.room)
        sheet = self._sheets.get((collection, home.building))
        if sheet is not None:
            sheet.standings[home.unit, home.room] = standing
        self._changed[key] = standing

    def unplaced(self, collection: Collection, building: str, given: Given, source: int) -> None:
        """Keep an answer whose household is not known, for the building's relay to settle."""
        nowhere = Household(building, "", "", None, "", False, False)
        self._append(collection.id, nowhere, given, source, None)

    def unplaced_count(self, collection: Collection, building: str) -> int:
        """How many answers of ``building`` wait for somebody to say whose they are."""
        return len(self.unplaced_answers(collection, building))

    def unplaced_answers(
        self, collection: Collection, building: str | None = None, reporter: str | None = None
    ) -> list[AnswerRow]:
        """Answers without a household that nobody has placed yet."""
        self.flush()
        source = table(AnswerRow)
        conditions = [source.c.collection == collection.id, source.c.room == "", source.c.way != "placed"]
        if building is not None:
            conditions.append(source.c.building == building)
        if reporter is not None:
            conditions.append(source.c.reporter == reporter)
        return [AnswerRow(**row._mapping) for row in self._store.rows(self._store.select(AnswerRow, *conditions))]

    def placed(self, answer: str) -> None:
        """Note that an unplaced answer has been placed."""
        self._store.change(AnswerRow, table(AnswerRow).c.id == answer, way="placed")

    def forget_lines(self, collection: Collection, home: Household, person: str) -> None:
        """The household's 接龙 lines were taken back by ``person``: once he posts them again, they are new."""
        source = table(ChainLineRow)
        self._store.change(
            ChainLineRow, source.c.collection == collection.id, source.c.building == home.building,
            source.c.unit == home.unit, source.c.room == home.room, gone=True, author=person,
        )  # fmt: skip

    def answers_from(self, source: int) -> list[AnswerRow]:
        """The answers that one message gave."""
        self.flush()
        rows = self._store.rows(self._store.select(AnswerRow, table(AnswerRow).c.source == source))
        return [AnswerRow(**row._mapping) for row in rows]

    def given_by(self, reporter: str, limit: int) -> list[AnswerRow]:
        """This reporter's last answers, the newest first."""
        self.flush()
        source = table(AnswerRow)
        rows = self._store.rows(
            self._store.select(
                AnswerRow, source.c.reporter == reporter, source.c.room != "", source.c.way.not_in(TAKEN_BACK)
            ).order_by(source.c.at.desc()).limit(limit)
        )  # fmt: skip
        return [AnswerRow(**row._mapping) for row in rows]

    @staticmethod
    def when(answer: AnswerRow) -> datetime:
        """When an answer was written."""
        return moment(answer.at)

    def last_of(self, reporter: str, collections: Iterable[str]) -> list[AnswerRow]:
        """The answers of this reporter's last message that are still what stands."""
        self.flush()
        source, stands = table(AnswerRow), table(StandingRow)
        rows = self._store.rows(
            self._store.select(
                AnswerRow, source.c.reporter == reporter, source.c.collection.in_(list(collections)),
                source.c.way.in_([Way.OWN, Way.NEIGHBOUR, Way.CHAIN]),
                _still_stands(source, stands),
            ).order_by(source.c.at.desc(), source.c.id.desc())
        )  # fmt: skip
        answers = [AnswerRow(**row._mapping) for row in rows]
        return [answer for answer in answers if answer.source == answers[0].source]

    def withdraw(
        self, collection: Collection, home: Household, answer: str, way: str, reporter: str, at: str, source: int
    ) -> bool:
        """Take ``answer`` back; False where it is not what stands. ``way``: withdrawn or recalled."""
        current = self.standing(collection, home)
        if current is None or not current.given or current.answer != answer:
            return False
        after = take_back(current, self._before(collection, home, answer, current.reporter))
        self._answers.append((
            self._store.community, self.answer_id(source), collection.id, home.building, home.unit, home.room, "",
            "{}", None, way, reporter, source, at, answer, False, False,
        ))  # fmt: skip
        self._stand(collection.id, home, after)
        return True

    def _before(self, collection: Collection, home: Household, answer: str, reporter: str) -> Standing | None:
        """What somebody else had answered before, played again from the history; it stands once the last is gone."""
        self.flush()
        rows = self.history(collection, home)
        taken = {row.supersedes for row in rows if row.way in TAKEN_BACK} | {answer}
        kept = [row for row in rows if row.id not in taken and row.reporter != reporter and row.way not in TAKEN_BACK]
        standing: Standing | None = None
        for row in kept:
            standing = settle(standing, given_of(row), vacant=home.vacant)
        return standing

    def history(self, collection: Collection, home: Household) -> list[AnswerRow]:
        """Every answer for a household, oldest first."""
        self.flush()
        source = table(AnswerRow)
        rows = self._store.rows(
            self._store.select(
                AnswerRow, source.c.collection == collection.id, source.c.building == home.building,
                source.c.unit == home.unit, source.c.room == home.room,
            ).order_by(source.c.at, source.c.source, source.c.id)
        )  # fmt: skip
        return [AnswerRow(**row._mapping) for row in rows]

    @staticmethod
    def counts_of(answer: AnswerRow) -> dict[str, int | None]:
        """How many people an answer names, by result."""
        return _counts(answer.counts)

    def flush(self) -> None:
        """Write answers and what stands."""
        self._store.write(AnswerRow, _ANSWER, self._answers)
        rows = [
            (
                self._store.community, *key, s.answer, s.result, json.dumps(s.counts), s.review, s.alarm, s.late,
                s.way, s.reporter, s.at, s.given,
            )
            for key, s in self._changed.items()
        ]  # fmt: skip
        self._store.write(StandingRow, _STANDING, rows, update=_STANDING[5:], kept=True)
        self._answers = []
        self._changed = {}


def given_of(row: AnswerRow) -> Given:
    """An answer of the history, as it was given."""
    counts = _counts(row.counts)
    return Given(row.id, row.result, counts, row.review, bool(row.alarm), Way(row.way), row.reporter, row.at, row.late)


def _still_stands(answers: sa.Table, standings: sa.Table) -> sa.ColumnElement[bool]:
    """A condition: the answer is what stands for its household."""
    a, s = answers.c, standings.c
    return (
        sa.select(sa.literal(1))
        .where(s.community == a.community, s.collection == a.collection, s.answer == a.id, s.given)
        .exists()
    )
