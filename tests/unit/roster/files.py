"""Files as committees hand them over, made in a test."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook

from bot.roster.household import Household
from bot.roster.loose import Understood, read_loosely


def csv(text: str, encoding: str = "utf-8") -> Understood:
    """What is read out of a CSV."""
    return read_loosely(text.encode(encoding), "名册.csv")


def packed(*sheets: tuple[str, Sequence[Sequence[object]]], merge: Iterable[str] = ()) -> bytes:
    """A workbook; ``merge``: ranges merged in its first sheet."""
    book = Workbook()
    for index, (title, rows) in enumerate(sheets):
        sheet = book.active if index == 0 else book.create_sheet()
        assert sheet is not None
        sheet.title = title
        for row in rows:
            sheet.append(list(row))
    for area in merge:
        book.worksheets[0].merge_cells(area)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def xlsx(*rows: Sequence[object], merge: Iterable[str] = ()) -> Understood:
    """What is read out of a workbook of one sheet."""
    return read_loosely(packed(("Sheet1", rows), merge=merge), "名册.xlsx")


def labels(found: Understood) -> list[str]:
    return [home.label for home in found.households]


def people(found: Understood) -> dict[str, int | None]:
    return {home.label: home.people for home in found.households}


def tags(found: Understood) -> dict[str, tuple[str, ...]]:
    return {home.label: home.tags for home in found.households if home.tags}


def faults(found: Understood) -> list[tuple[int, str, str]]:
    """Row, reason, and what the cell said."""
    return [(fault.row, fault.reason, fault.said) for fault in found.faults]


def home(label: str, people: int | None = None, *tags: str) -> Household:
    building, *unit, room = label.split("-")
    return Household(building, "".join(unit), room, people, tags, "空置" in tags, "无微信" in tags)
