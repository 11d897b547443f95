"""The roster's file and the template: written whole or not at all; the former file stays beside the new one."""

from __future__ import annotations

import csv
import io
import os
import shutil
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.errors import CommunityError
from bot.roster.household import Column, Household
from bot.roster.strict import load_roster
from bot.roster.tabular import is_workbook
from bot.roster.wording import import_words

_COLUMNS: tuple[Column, ...] = ("building", "unit", "room", "people", "tags")
_WIDTHS = {"building": 10, "unit": 8, "room": 10, "people": 8, "tags": 30}
_MARK = b"\xef\xbb\xbf"
"""By which Excel knows UTF-8."""


def replace_roster(path: Path, households: Sequence[Household], at: datetime) -> Path | None:
    """Write the roster's file; return where the former one stays, None where there was none.

    ``at``, in local time, names the former file.

    Raises:
        CommunityError: it cannot be written; then the file is as it was.
    """
    path = path.resolve()
    new = path.with_name(f"{path.stem}.new{path.suffix}")
    try:
        there = path.exists()
        marked = there and path.read_bytes()[: len(_MARK)] == _MARK
        _write(new, template(households) if is_workbook(path.name) else _csv(households, marked=marked))
        if there:
            shutil.copymode(path, new)
        if load_roster(new) != [*households]:
            raise CommunityError(f"{path}: what was written is not what is read again. Nothing was changed.")
        former = _keep(path, at) if there else None
        new.replace(path)
        _settle(path.parent)
    except OSError as error:
        raise CommunityError(f"{path}: cannot be written ({error.strerror}). Nothing was changed.") from error
    finally:
        new.unlink(missing_ok=True)
    return former


def _write(path: Path, raw: bytes) -> None:
    # Who lives alone stands in it: nobody else on this machine reads it, unless the former file let them.
    with os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())


def _keep(path: Path, at: datetime) -> Path:
    """Give the file a second name, under which it stays."""
    stem, count = f"{path.stem}-{at:%Y%m%d-%H%M%S}", 1
    former = path.with_name(f"{stem}{path.suffix}")
    while former.exists():
        count += 1
        former = path.with_name(f"{stem}-{count}{path.suffix}")
    try:
        os.link(path, former)
    except OSError:
        shutil.copy2(path, former)
    return former


def _settle(folder: Path) -> None:
    """Let the new name outlive a power cut."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _csv(households: Sequence[Household], *, marked: bool) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows(
        (home.building, home.unit, home.room, "" if home.people is None else home.people, ";".join(home.tags))
        for home in households
    )
    return (_MARK if marked else b"") + text.getvalue().encode()


def template(households: Sequence[Household]) -> bytes:
    """A workbook to fill in, with ``households`` in it: Chinese headings, and a sheet that says how."""
    # Slow to import, and most rosters are CSV.
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    words = import_words().template
    book = Workbook()
    sheet: Any = book.active
    sheet.title = words.sheet
    sheet.append([words.columns[column] for column in _COLUMNS])
    for index, column in enumerate(_COLUMNS, 1):
        sheet.cell(1, index).font = Font(bold=True)
        letter = sheet.column_dimensions[get_column_letter(index)]
        letter.width = _WIDTHS[column]
        if column != "people":
            # Else Excel makes a date of 5-2, and 502 of 0502.
            letter.number_format = "@"
    for row, home in enumerate(households, 2):
        for index, value in enumerate((home.building, home.unit, home.room, home.people, "、".join(home.tags)), 1):
            if value not in ("", None):
                _fill(sheet.cell(row, index), value)
    sheet.freeze_panes = "A2"
    how = book.create_sheet(words.help)
    how.column_dimensions["A"].width = 90
    for row, line in enumerate(words.lines, 1):
        how.cell(row, 1, line).alignment = Alignment(wrap_text=True, vertical="top")
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _fill(cell: Any, value: str | int) -> None:
    cell.value = value
    if isinstance(value, str):
        # Whatever it begins with, it is a text and no formula.
        cell.data_type = "s"
        cell.number_format = "@"
