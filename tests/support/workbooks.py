"""Workbooks read back as a person would see them."""

from __future__ import annotations

import io
from typing import Any

from openpyxl import load_workbook


def opened(raw: bytes) -> Any:
    return load_workbook(io.BytesIO(raw))


def rows(raw: bytes, sheet: str | int = 0) -> list[list[Any]]:
    """The table: from its head row on, without the lines above it."""
    book = opened(raw)
    found = book[sheet] if isinstance(sheet, str) else book.worksheets[sheet]
    head = found.freeze_panes
    first = int("".join(one for one in head if one.isdigit())) - 1
    return [[cell.value for cell in row] for row in found.iter_rows(min_row=first)]


def table(raw: bytes, sheet: str | int = 0) -> list[dict[str, Any]]:
    """The table's rows by their headings."""
    head, *body = rows(raw, sheet)
    return [dict(zip(head, row, strict=True)) for row in body]


def texts(raw: bytes) -> list[str]:
    """Every text of the workbook."""
    return [
        cell.value for sheet in opened(raw).worksheets for row in sheet.iter_rows() for cell in row
        if isinstance(cell.value, str)
    ]  # fmt: skip
