"""A workbook of tables to be read, printed and sorted: A4, the head row on every page and always in sight.

Whatever a text begins with, it is a text: nothing that somebody wrote is ever a formula. Numbers that lead to one
person are masked in every cell, whoever made the row.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from unicodedata import east_asian_width

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter

from bot.sheets.words import sheet_words
from bot.understand.redact import mask_personal

Value = str | int | float | datetime | None
Mark = Literal["", "missing", "review", "alarm", "vacant", "total"]
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_A4 = 9
_LONGEST_TITLE, _LONGEST_TEXT = 31, 32_000
_NO_TITLE = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_NARROWEST, _WIDEST, _WRAPS_FROM = 6.0, 60.0, 28.0
_COLOURS = {"missing": "FCE4D6", "review": "FFF2CC", "alarm": "F8CBAD", "vacant": "EDEDED", "total": "D9E1F2"}


@dataclass(frozen=True, slots=True)
class Row:
    """Values in the order of the columns. ``mark`` is how it is shown; what it means stands in a cell, too."""

    values: Sequence[Value]
    mark: Mark = ""


class Book:
    """A workbook while it is made."""

    def __init__(self) -> None:
        self._book = Workbook()
        self._book.remove(self._book.worksheets[0])
        self._styles()

    def _styles(self) -> None:
        words = sheet_words()
        thin = Side(style="thin", color="BFBFBF")
        border = Border(left=thin, right=thin, top=thin, bottom=thin)
        for mark in ("", *_COLOURS):
            fill = PatternFill("solid", fgColor=_COLOURS[mark]) if mark else PatternFill()
            font = Font(name=words.font, size=11, bold=mark in ("alarm", "total"))
            for kind, layout in _KINDS.items():
                style = NamedStyle(f"{kind}{mark}", font=font, fill=fill, border=border, alignment=layout)
                style.number_format = {"text": "@", "time": words.time_cell, "share": "0%"}.get(kind, "General")
                self._book.add_named_style(style)
        head = NamedStyle("head", font=Font(name=words.font, size=11, bold=True), border=border)
        head.fill = PatternFill("solid", fgColor=_COLOURS["total"])
        head.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        self._book.add_named_style(head)
        self._book.add_named_style(NamedStyle("title", font=Font(name=words.font, size=14, bold=True)))
        self._book.add_named_style(NamedStyle("line", font=Font(name=words.font, size=10, color="595959")))

    def table(
        self, title: str, lines: Sequence[str], columns: Sequence[str], rows: Iterable[Row], *, wide: bool = False,
        last: Sequence[str] = (),
    ) -> None:  # fmt: skip
        """Add a sheet: ``title`` and ``lines`` above the table, ``last`` below it; ``wide``: printed across."""
        sheet: Any = self._book.create_sheet(self._free(title))
        for number, line in enumerate((title, *lines), 1):
            self._write(sheet.cell(number, 1), line, "title" if number == 1 else "line")
        head = 2 + len(lines)
        widths = [_width(column) + 2 for column in columns]
        for index, column in enumerate(columns, 1):
            self._write(sheet.cell(head, index), column, "head")
        number = head
        for number, row in enumerate(rows, head + 1):
            for index, value in enumerate(row.values):
                self._write(sheet.cell(number, index + 1), value, f"{_kind(value)}{row.mark}")
                widths[index] = max(widths[index], _width(value))
        for place, line in enumerate(last, number + 1):
            self._write(sheet.cell(place, 1), line, "line")
        for index, width in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(index)].width = min(max(width + 2, _NARROWEST), _WIDEST)
        sheet.freeze_panes = sheet.cell(head + 1, 1)
        sheet.auto_filter.ref = f"A{head}:{get_column_letter(len(columns))}{max(number, head)}"
        self._print(sheet, head, wide=wide)

    def content(self) -> bytes:
        """The workbook's file."""
        file = io.BytesIO()
        self._book.save(file)
        return file.getvalue()

    @staticmethod
    def _write(cell: Any, value: Value, style: str) -> None:
        value = safe_text(value) or None if isinstance(value, str) else value
        if isinstance(value, str):
            cell.value = value
            # Said after the value: else a text that begins with = is a formula.
            cell.data_type = "s"
            cell.style = style
            if value.startswith(_FORMULA):
                # It stays a text when somebody edits the cell, too.
                cell.quotePrefix = True
            return
        cell.value = value
        cell.style = style

    @staticmethod
    def _print(sheet: Any, head: int, *, wide: bool) -> None:
        words = sheet_words()
        sheet.print_title_rows = f"1:{head}"
        sheet.page_setup.paperSize = _A4
        sheet.page_setup.orientation = "landscape" if wide else "portrait"
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.print_options.horizontalCentered = True
        margins = sheet.page_margins
        margins.left = margins.right = 0.4
        margins.top, margins.bottom = 0.5, 0.7
        sheet.oddFooter.left.text = words.lines["privacy"]
        sheet.oddFooter.right.text = words.page

    def _free(self, title: str) -> str:
        """A name that a sheet may have, and that no other has."""
        plain = _NO_TITLE.sub("-", safe_text(title)).strip("'")[:_LONGEST_TITLE] or "-"
        taken = {name.casefold() for name in self._book.sheetnames}
        name, count = plain, 1
        while name.casefold() in taken:
            count += 1
            name = f"{plain[: _LONGEST_TITLE - 4]} {count}"
        return name


_KINDS = {
    "text": Alignment(vertical="top", wrap_text=True),
    "number": Alignment(vertical="top", horizontal="right"),
    "time": Alignment(vertical="top", horizontal="left"),
    "share": Alignment(vertical="top", horizontal="right"),
}


def _kind(value: Value) -> str:
    if isinstance(value, datetime):
        return "time"
    if isinstance(value, float):
        return "share"
    return "number" if isinstance(value, int) else "text"


def safe_text(text: str) -> str:
    """``text`` as a cell may hold it: without what no workbook can store, nor numbers that lead to somebody."""
    stored = ILLEGAL_CHARACTERS_RE.sub("", text).encode("utf-8", "ignore").decode()
    return mask_personal(stored)[:_LONGEST_TEXT]


def _width(value: Value) -> float:
    """Of the longest line, in characters; Chinese ones are two wide."""
    if isinstance(value, datetime):
        return 14
    lines = str("" if value is None else value).split("\n")
    return max(sum(1.9 if east_asian_width(one) in "WF" else 1.1 for one in line) for line in lines)
