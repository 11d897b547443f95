"""Lists as workbooks: demands, medicine, volunteers, the audit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.sheets.book import Book, Row
from bot.sheets.words import sheet_words


@dataclass(slots=True)
class Made:
    """Where and when a list was made; the time is the community's, without zone."""

    community: str
    now: datetime


@dataclass(slots=True)
class Matter:
    """One item, in labels. ``urgent`` marks a cry for help."""

    number: int
    status: str
    urgent: bool
    category: str
    party: str
    voices: int
    buildings: Sequence[str]
    since: datetime
    says: str
    answer: str
    answered_at: datetime | None
    open: bool


@dataclass(slots=True)
class Voice:
    """What a resident wrote, behind item ``number``."""

    number: int
    building: str
    at: datetime
    said: str
    private: bool


@dataclass(slots=True)
class Dose:
    """A row of the medicine list. ``identity`` and ``phone`` are as the asker may see them: never whole."""

    hospital: str
    drug: str
    strength: str
    quantity: int | None
    number: int
    place: str
    whom: str
    card: str
    identity: str
    phone: str
    progress: str
    look: bool


@dataclass(slots=True)
class Helper:
    """Somebody who helps, and where; no building: everywhere."""

    name: str
    roles: str
    buildings: Sequence[str]
    since: datetime | None


@dataclass(slots=True)
class Deed:
    """Who did what."""

    at: datetime
    who: str
    act: str
    refer: str


def demands_book(made: Made, matters: Sequence[Matter], voices: Sequence[Voice]) -> bytes:
    """Items, and on a second sheet the residents' own words."""
    words, book = sheet_words(), Book()
    _list(
        book, made, "items",
        ("number", "status", "urgent", "category", "party", "voices", "buildings", "since", "matter", "answer",
         "answered_at"),
        (
            Row(
                [one.number, one.status, words.words["yes"] if one.urgent else "", one.category, one.party, one.voices,
                 "、".join(one.buildings), one.since, one.says, one.answer, one.answered_at],
                "alarm" if one.urgent and one.open else "missing" if one.open else "",
            )
            for one in matters
        ),
        len(matters), wide=True,
    )  # fmt: skip
    _list(
        book, made, "voices", ("number", "building", "time", "said", "remark"),
        (
            Row([one.number, one.building, one.at, one.said, words.words["private"] if one.private else ""])
            for one in voices
        ),
        len(voices),
    )  # fmt: skip
    return book.content()


def medicine_book(made: Made, doses: Sequence[Dose]) -> bytes:
    """The runner's sheet, by hospital and drug."""
    words, book = sheet_words(), Book()
    _list(
        book, made, "medicine",
        ("hospital", "drug", "strength", "quantity", "number", "place", "whom", "card", "identity", "phone", "progress",
         "remark"),
        (
            Row(
                [one.hospital, one.drug, one.strength, one.quantity, one.number, one.place, one.whom, one.card,
                 one.identity, one.phone, one.progress, words.words["look"] if one.look else ""],
                "review" if one.look else "",
            )
            for one in doses
        ),
        len(doses), wide=True,
    )  # fmt: skip
    return book.content()


def volunteers_book(made: Made, helpers: Sequence[Helper]) -> bytes:
    """Who helps, as what, where."""
    words, book = sheet_words(), Book()
    _list(
        book, made, "volunteers", ("name", "roles", "buildings", "since"),
        (
            Row([one.name, one.roles, "、".join(one.buildings) or words.words["everywhere"], one.since])
            for one in helpers
        ),
        len(helpers),
    )  # fmt: skip
    return book.content()


def audit_book(made: Made, deeds: Sequence[Deed]) -> bytes:
    """Who did what, the newest first."""
    book = Book()
    rows = (Row([one.at, one.who, one.act, one.refer]) for one in deeds)
    _list(book, made, "audit", ("time", "who", "act", "refer"), rows, len(deeds))
    return book.content()


def _list(
    book: Book, made: Made, title: str, columns: Sequence[str], rows: Iterable[Row], count: int, *, wide: bool = False
) -> None:
    words = sheet_words()
    line = words.lines["made"].format(community=made.community, count=count, now=words.day(made.now))
    names: list[str] = [words.headings[column] for column in columns]
    book.table(words.titles[title], [line], names, rows, wide=wide)
