"""A workbook of few bytes that would unfold to more than this machine holds is refused before it is unfolded."""

from __future__ import annotations

import io
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from bot.errors import CommunityError
from bot.roster.tabular import every_table

_SHEET = "xl/worksheets/sheet1.xml"
_SPREAD = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(sheet: bytes) -> bytes:
    """A workbook whose one sheet is ``sheet``."""
    plain, made = io.BytesIO(), io.BytesIO()
    Workbook().save(plain)
    with ZipFile(plain) as before, ZipFile(made, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(name, sheet if name == _SHEET else before.read(name))
    return made.getvalue()


@pytest.mark.parametrize("quote", ['"', "'"])
def test_merged_cells_without_end(quote: str) -> None:
    area = f"<mergeCells><mergeCell ref={quote}A1:XFD1048576{quote}/></mergeCells>"
    raw = workbook(f'<worksheet xmlns="{_SPREAD}"><sheetData/>{area}</worksheet>'.encode())
    assert len(raw) < 10_000
    with pytest.raises(CommunityError, match="too large"):
        every_table(raw, "a.xlsx")


def test_more_than_anybody_typed() -> None:
    raw = workbook(b"<worksheet><sheetData><row>" + b"<c/>" * 16_000_000 + b"</row></sheetData></worksheet>")
    assert len(raw) < 200_000
    with pytest.raises(CommunityError, match="too large"):
        every_table(raw, "a.xlsx")


def test_a_title_across_the_whole_sheet_is_none() -> None:
    area = '<mergeCells><mergeCell ref="A1:XFD1"/><mergeCell ref="A2:A40"/></mergeCells>'
    (table,) = every_table(workbook(f'<worksheet xmlns="{_SPREAD}"><sheetData/>{area}</worksheet>'.encode()), "a.xlsx")
    assert table.title == "Sheet"
