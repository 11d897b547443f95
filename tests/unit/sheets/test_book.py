"""What every workbook keeps: texts are texts, nobody's number stands in it, and it prints on A4."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sheets.book import Book, Row
from tests.support.workbooks import opened, rows, texts

NASTY = [
    "=1+1",
    "+86",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "=cmd|'/c calc'!A0",
    "＝1+1",
    "%0A=1",
    '=HYPERLINK("x")',
]


def made(*values: str | float | datetime | None, title: str = "表") -> bytes:
    book = Book()
    book.table(title, ["说明"], [f"第{index}列" for index in range(len(values))], [Row(list(values))])
    return book.content()


@pytest.mark.parametrize("text", NASTY)
def test_a_text_is_a_text_whatever_it_begins_with(text: str) -> None:
    raw = made(text)
    (cell,) = opened(raw).worksheets[0][4]
    assert cell.value.strip() == text.strip()
    assert cell.data_type == "s"
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    if text[0] in "=+-@\t":
        assert cell.quotePrefix


def test_headings_and_titles_are_texts_too() -> None:
    book = Book()
    book.table("=1+1", ["=2+2"], ["=3+3"], [], last=["=4+4"])
    raw = book.content()
    assert {"=1+1", "=2+2", "=3+3", "=4+4"} == set(texts(raw))
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        assert b"<f>" not in packed.read("xl/worksheets/sheet1.xml")


def test_numbers_stay_numbers_and_times_times() -> None:
    at = datetime(2022, 4, 10, 6, 31)  # noqa: DTZ001  a workbook knows no zone
    assert rows(made("502", 3, 0.5, at, None))[1] == ["502", 3, 0.5, at, None]


def test_nobody_s_number_stands_in_it() -> None:
    assert rows(made("电话13812345678", "110105194912310021", "热线62345678"))[1] == ["电话▇", "▇", "热线62345678"]


def test_it_prints_on_a4_with_the_head_row_on_each_page() -> None:
    sheet = opened(made("x")).worksheets[0]
    assert sheet.page_setup.paperSize == "9" or sheet.page_setup.paperSize == 9
    assert sheet.print_title_rows == "$1:$3"
    assert sheet.freeze_panes == "A4"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert "&P" in sheet.oddFooter.right.text
    assert "不转发" in sheet.oddFooter.left.text


def test_sheets_have_names_that_may_be() -> None:
    book = Book()
    for title in ("A/B:号楼", "a/b:号楼", "'x'", "一" * 40, "一" * 40, ""):
        book.table(title, [], ["列"], [])
    names = opened(book.content()).sheetnames
    assert len({name.casefold() for name in names}) == 6
    assert names[0] == "A-B-号楼"
    assert all(0 < len(name) <= 31 for name in names)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=20), min_size=1, max_size=5), st.text(max_size=40))
def test_any_text_can_be_kept(values: list[str], title: str) -> None:
    raw = made(*values, title=title)
    assert all(cell.data_type in "sn" for row in opened(raw).worksheets[0].iter_rows() for cell in row)
