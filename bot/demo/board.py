"""The table of a collection: a line a building, side by side as far as the terminal is wide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from rich.table import Table
from rich.text import Text

from bot.demo.words import screen_words
from data.sheet import Count
from data.work import Work

_GROUP_WIDTH = 25
_PAD = (0, 1, 0, 0)


@dataclass(frozen=True, slots=True)
class Row:
    """One building: households expected, and of them answered, missing, and so on."""

    building: str
    expected: int
    answered: int
    missing: int
    review: int
    positive: int
    late: int


@dataclass(slots=True)
class Board:
    """A collection as it stands. ``results`` are households by result, ``people`` heads by result."""

    number: int
    title: str
    status: str
    deadline: datetime | None
    form: str = ""
    rows: list[Row] = field(default_factory=list)
    results: Counter[str] = field(default_factory=Counter)
    people: Counter[str] = field(default_factory=Counter)

    def total(self) -> Row:
        """The sums of all buildings."""
        sums = [
            sum(getattr(row, name) for row in self.rows)
            for name in ("expected", "answered", "missing", "review", "positive", "late")
        ]
        return Row("", *sums)

    def row(self, building: str) -> Row | None:
        """The line of ``building``."""
        return next((row for row in self.rows if row.building == building), None)


def _row(building: str, count: Count) -> Row:
    return Row(
        building, count.expected, count.expected - len(count.missing), len(count.missing), len(count.review),
        len(count.positive), len(count.late),
    )  # fmt: skip


def read_board(work: Work, building: str | None = None) -> Board | None:
    """The newest collection, with ``building`` the newest that asks it; None where nothing was ever collected."""
    found = work.collections.latest([building] if building else work.directory.buildings)
    if found is None:
        return None
    board = Board(found.number, found.title, found.status, found.deadline, found.form)
    for name in found.buildings:
        count = work.collections.sheet(found, name).count()
        board.rows.append(_row(name, count))
        board.results.update(count.households)
        board.people.update(count.people)
    return board


def read_rooms(work: Work, building: str) -> dict[str, list[str]]:
    """The rooms of ``building`` in its newest collection: missing, to be looked at, positive, late."""
    found = work.collections.latest([building])
    if found is None:
        return {}
    count = work.collections.sheet(found, building).count()
    lists = {"missing": count.missing, "review": count.review, "positive": count.positive, "late": count.late}
    return {name: [home.label for home in homes] for name, homes in lists.items()}


def _cells(row: Row) -> list[Text]:
    done = "green" if row.missing == 0 else "cyan" if row.answered else "dim"
    numbers = [(row.missing, "yellow"), (row.review, "magenta"), (row.positive, "bold red"), (row.late, "blue")]
    return [
        Text(row.building, style="bold"),
        Text(f"{row.answered}/{row.expected}", style=done),
        *(Text(str(number), style=style) if number else Text("·", style="dim") for number, style in numbers),
    ]


def table(rows: Sequence[Row], width: int) -> Table:
    """``rows`` in as many groups of columns as ``width`` cells hold."""
    groups = max(1, min(4, width // _GROUP_WIDTH))
    height = -(-len(rows) // groups)
    columns = screen_words().columns
    heads = [columns.building, columns.answered, columns.missing, columns.review, columns.positive, columns.late]
    found = Table(box=None, padding=_PAD, pad_edge=False, expand=False, header_style="dim")
    for group in range(groups):
        if group:
            found.add_column("│", style="dim", header_style="dim")
        for head in heads:
            found.add_column(head, justify="right", no_wrap=True)
    for line in range(height):
        cells: list[Text] = []
        for group in range(groups):
            if group:
                cells.append(Text("│", style="dim"))
            place = group * height + line
            cells += _cells(rows[place]) if place < len(rows) else [Text("")] * len(heads)
        found.add_row(*cells)
    return found


def legend() -> Text:
    """What the headings mean."""
    columns = screen_words().columns
    text = Text(style="dim", no_wrap=True, overflow="ellipsis")
    text.append(f"{columns.answered} answered · {columns.missing} missing · {columns.review} needs a look")
    text.append(f" · {columns.positive} positive · {columns.late} late")
    return text


def sums(board: Board) -> Text:
    """The totals in one line."""
    total = board.total()
    text = Text()
    text.append(f"{total.answered} of {total.expected} households", style="bold")
    text.append(f" · {total.missing} missing", style="yellow")
    text.append(f" · {total.review} need a look", style="magenta")
    text.append(f" · {total.positive} positive", style="bold red")
    text.append(f" · {total.late} late", style="blue")
    return text
