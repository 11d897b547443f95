"""A collection as a workbook: a summary, and a sheet a building with who answered what, and who must be looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.sheets.book import Book, Mark, Row, Value
from bot.sheets.words import sheet_words


@dataclass(slots=True)
class Flat:
    """One household. ``state``: answered, missing, review, vacant or left. Times are the community's, without zone.

    ``heads`` are the people by answer, in the order of the collection's ``heads``. ``remarks`` are ready to be read.
    """

    unit: str
    room: str
    people: int | None
    state: str
    result: str = ""
    heads: Sequence[int | None] = ()
    at: datetime | None = None
    way: str = ""
    remarks: Sequence[str] = ()
    alarm: bool = False


@dataclass(slots=True)
class BuildingPage:
    """One building. ``results`` and ``heads`` are counts by the labels of the collection."""

    building: str
    expected: int
    answered: int
    missing: int
    review: int
    alarm: int
    late: int
    results: dict[str, int]
    heads: dict[str, int]
    flats: list[Flat] = field(default_factory=list)
    unplaced: int = 0


@dataclass(slots=True)
class CollectionPages:
    """All of it. ``results`` and ``heads`` are the labels in use, ``alarm`` what the form calls its alarm, or ""."""

    community: str
    number: int
    title: str
    closed: bool
    deadline: datetime | None
    now: datetime
    alarm: str
    results: list[str]
    heads: list[str]
    pages: list[BuildingPage]
    heading: str = ""
    """Instead of the collection's own, where there was none."""


def collection_book(found: CollectionPages) -> bytes:
    """The workbook's file."""
    book = Book()
    _summary(book, found)
    for page in found.pages:
        _building(book, found, page)
    return book.content()


def _state(found: CollectionPages) -> str:
    lines, words = sheet_words().lines, sheet_words()
    if found.closed:
        return lines["closed"]
    return lines["collecting"].format(deadline=words.day(found.deadline)) if found.deadline else lines["no_deadline"]


def _heading(found: CollectionPages) -> str:
    words = sheet_words()
    return found.heading or words.lines["collection"].format(
        community=found.community, number=found.number, state=_state(found), now=words.day(found.now)
    )


def _summary(book: Book, found: CollectionPages) -> None:
    words = sheet_words()
    names = words.headings
    columns = [names[name] for name in ("building", "expected", "answered", "missing", "review")]
    columns += [names["alarm"].format(found.alarm)] if found.alarm else []
    columns += [names["late"], names["share"], *(names["by_household"].format(label) for label in found.results)]
    columns += [names["by_head"].format(label) for label in found.heads]
    rows = [Row(_counts(found, page, page.building)) for page in found.pages]
    if len(found.pages) != 1:
        rows.append(Row(_counts(found, _sum(found), names["total"]), "total"))
    title = f"{words.titles['summary']}：{found.title}"
    book.table(title, [_heading(found)], columns, rows, wide=True)


def _counts(found: CollectionPages, page: BuildingPage, name: str) -> list[Value]:
    share = (page.expected - page.missing) / page.expected if page.expected else 1.0
    return [
        name, page.expected, page.answered, page.missing, page.review, *([page.alarm] if found.alarm else []),
        page.late, share, *(page.results.get(label, 0) for label in found.results),
        *(page.heads.get(label, 0) for label in found.heads),
    ]  # fmt: skip


def _sum(found: CollectionPages) -> BuildingPage:
    pages = found.pages
    return BuildingPage(
        "", sum(page.expected for page in pages), sum(page.answered for page in pages),
        sum(page.missing for page in pages), sum(page.review for page in pages), sum(page.alarm for page in pages),
        sum(page.late for page in pages),
        {label: sum(page.results.get(label, 0) for page in pages) for label in found.results},
        {label: sum(page.heads.get(label, 0) for page in pages) for label in found.heads},
    )  # fmt: skip


def _building(book: Book, found: CollectionPages, page: BuildingPage) -> None:
    words = sheet_words()
    names = words.headings
    units = any(flat.unit for flat in page.flats)
    columns = [names["unit"]] if units else []
    columns += [names[name] for name in ("room", "people", "state", "result")]
    columns += [names["by_head"].format(label) for label in found.heads]
    columns += [names[name] for name in ("time", "way", "remark")]
    totals = words.lines["totals"].format(
        expected=page.expected, answered=page.answered, missing=page.missing, review=page.review
    )
    last = [words.words["unplaced"].format(page.unplaced)] if page.unplaced else []
    title = words.titles["building"].format(page.building)
    lines = [f"{found.title}　{_heading(found)}", totals]
    book.table(title, lines, columns, _flats(found, page, units=units), last=last)


def _flats(found: CollectionPages, page: BuildingPage, *, units: bool) -> Iterator[Row]:
    states, nothing = sheet_words().states, [None] * len(found.heads)
    for flat in page.flats:
        values: list[Value] = [flat.unit] if units else []
        values += [flat.room, flat.people, states[flat.state], flat.result, *(flat.heads or nothing), flat.at, flat.way]
        yield Row([*values, "；".join(flat.remarks)], _mark(flat))


def _mark(flat: Flat) -> Mark:
    if flat.alarm:
        return "alarm"
    if flat.state in ("review", "left"):
        return "review"
    return "missing" if flat.state == "missing" else "vacant" if flat.state == "vacant" else ""
