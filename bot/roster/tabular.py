"""Files of rows and columns: CSV as any editor saves it, and Excel workbooks."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from bot.errors import CommunityError

_MERGE = re.compile(rb"""mergeCell\s[^>]*?ref\s*=\s*["']([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})["']""")
MOST_ROWS, _MOST_COLUMNS = 50_000, 200
_MOST_UNPACKED, _MOST_MERGED = 60_000_000, 1_000_000
"""Bytes: a small file may unfold without end."""
_LOOKED_AT = 40
"""Lines that are asked for the separator: a title above the table has none."""
Cells = Sequence[object]


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet as rows of cells. ``word`` is how a person counts its rows: "line" or "row".

    ``merged``: cells (row, column from 0) that go on with what a merged cell above them says.
    """

    source: str
    word: str
    rows: Iterator[tuple[int, Cells]]
    title: str = ""
    merged: dict[tuple[int, int], object] = field(default_factory=dict)


def decode(raw: bytes, source: str) -> str:
    """Text of a file saved by whatever editor: UTF-8 with or without mark, UTF-16 with mark, GB18030.

    Raises:
        CommunityError: where it is none of them.
    """
    encodings = ["utf-16"] if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CommunityError(f"{source}: neither UTF-8 nor GB18030 text. Save it again as UTF-8.")


def read_bytes(path: Path, what: str) -> bytes:
    """The file's bytes.

    Raises:
        CommunityError: where it is missing or not readable, with the mend.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise CommunityError(f"{path}: {what} is not there. Check the name, or put the file there.") from None
    except IsADirectoryError:
        raise CommunityError(f"{path}: {what} is a folder. Name the file inside it.") from None
    except OSError as error:
        raise CommunityError(f"{path}: {what} cannot be read ({error.strerror}). Check its permissions.") from error


def squeezed(value: object) -> str:
    """A cell's text without any space, in narrow characters."""
    return "".join(unicodedata.normalize("NFKC", "" if value is None else str(value)).split())


def is_workbook(name: str) -> bool:
    """Whether a file of that name should be an Excel workbook."""
    return Path(name).suffix.lower() in (".xlsx", ".xlsm")


def first_table(raw: bytes, source: str) -> Table:
    """The CSV file, or the first sheet of the workbook, as its name says.

    Raises:
        CommunityError: it is not what its name says.
    """
    if not is_workbook(source):
        return _csv(raw, source)
    book = _open(raw, source, quickly=True)
    try:
        sheet = book.worksheets[0]
        rows = [(number, list(row)) for number, row in enumerate(sheet.iter_rows(values_only=True), 1)]
    finally:
        book.close()
    return Table(source, "row", iter(rows))


def every_table(raw: bytes, source: str) -> list[Table]:
    """The CSV file, or every visible sheet of the workbook, with what is merged.

    Raises:
        CommunityError: it is not what its name says, or too large.
    """
    if not is_workbook(source):
        return [_csv(raw, source)]
    book = _open(raw, source, quickly=False)
    return [_sheet(sheet, source) for sheet in book.worksheets if sheet.sheet_state == "visible"]


def _sheet(sheet: Any, source: str) -> Table:
    last_row, last_column = sheet.max_row or 0, min(sheet.max_column or 0, _MOST_COLUMNS)
    if last_row > MOST_ROWS:
        mend = "Delete the empty rows below the table, or divide the file."
        raise CommunityError(f"{source}, sheet {sheet.title}: {last_row} rows are too many. {mend}")
    merged: dict[tuple[int, int], object] = {}
    for area in sheet.merged_cells.ranges:
        value = sheet.cell(area.min_row, area.min_col).value
        if area.min_col <= last_column:
            merged.update({(row, area.min_col - 1): value for row in range(area.min_row + 1, area.max_row + 1)})
    rows = sheet.iter_rows(max_col=last_column, values_only=True) if last_column else ()
    return Table(source, "row", ((number, list(row)) for number, row in enumerate(rows, 1)), sheet.title, merged)


def _open(raw: bytes, source: str, *, quickly: bool) -> Any:
    # Slow to import, and most rosters are CSV.
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with ZipFile(io.BytesIO(raw)) as packed:
            unpacked = sum(one.file_size for one in packed.infolist())
            heavy = unpacked > _MOST_UNPACKED or (not quickly and _merged(packed) > _MOST_MERGED)
        if heavy:
            raise CommunityError(f"{source}: the workbook is too large. Copy the table alone into a new one.")
        return load_workbook(io.BytesIO(raw), read_only=quickly, data_only=True)
    except CommunityError:
        raise
    except (BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, OSError, SyntaxError) as error:
        mend = "Open it in Excel or WPS and save it as .xlsx; a CSV file must be called .csv."
        raise CommunityError(f"{source}: not an .xlsx workbook, whatever its name says. {mend}") from error


def _merged(packed: ZipFile) -> int:
    """Cells that are merged, all sheets together: the library makes each of them, however few bytes say so."""
    cells = 0
    for name in packed.namelist():
        if name.lower().endswith(".xml"):
            for left, top, right, bottom in _MERGE.findall(packed.read(name)):
                cells += (_column(right) - _column(left) + 1) * (int(bottom) - int(top) + 1)
    return cells


def _column(letters: bytes) -> int:
    return sum((letter - 64) * 26**power for power, letter in enumerate(reversed(letters)))


def _csv(raw: bytes, source: str) -> Table:
    if raw.startswith(b"PK\x03\x04"):
        new = f"{Path(source).stem}.xlsx"
        raise CommunityError(f"{source}: this is an Excel workbook. Rename it to {new}, or save it as CSV.")
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise CommunityError(f"{source}: this is an old Excel workbook (.xls). Save it as .xlsx or as CSV UTF-8.")
    text = decode(raw, source)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))

    def rows() -> Iterator[tuple[int, Cells]]:
        while True:
            # A quoted cell may hold line breaks: the row is named by the line on which it begins.
            number = reader.line_num + 1
            try:
                row = next(reader, None)
            except csv.Error as error:
                mend = "Check the quotes there."
                raise CommunityError(f"{source}, line {number}: not valid CSV ({error}). {mend}") from error
            if row is None:
                return
            yield number, list(row)

    return Table(source, "line", rows())


def _separator(text: str) -> str:
    """What stands in most lines; of several, what the header has most of: a cell may hold ``独居;无微信``."""
    lines = [line for line in text.split("\n", _LOOKED_AT)[:_LOOKED_AT] if any(one in line for one in ",;\t")]
    return max(",;\t", key=lambda one: (sum(one in line for line in lines), lines[0].count(one) if lines else 0))
