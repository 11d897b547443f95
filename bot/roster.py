"""The household roster: a CSV or an Excel workbook that a committee keeps, read into households."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Literal
from zipfile import BadZipFile

from pydantic import BaseModel, ConfigDict

from bot.errors import CommunityError
from bot.lexicon import load_lexicon

Column = Literal["building", "unit", "room", "people", "tags"]
MOST_PEOPLE = 50
_HEADER_WITHIN = 10
_NO_NAME = re.compile(r"\d月\d|\d日$|^\d+(?:\.\d+)?E\+\d+$|[\x00-\x1f\x7f]")
"""What a spreadsheet made of a room (a date, a power of ten), and what no cell should hold."""
_WHOLE_FLOAT = re.compile(r"(\d+)\.0+")


class RosterWords(BaseModel):
    """data/lexicon/roster.yaml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    columns: dict[Column, list[str]]
    suffixes: dict[Literal["building", "unit", "room", "people"], list[str]]
    tag_separators: list[str]
    vacant: list[str]
    no_wechat: list[str]
    bot_name: str


def roster_words() -> RosterWords:
    """The words people write in rosters, read once a process."""
    return load_lexicon("roster", RosterWords)


@dataclass(frozen=True, slots=True)
class Household:
    """One flat. ``unit`` is "" where the building has none; ``people`` None where the roster does not say."""

    building: str
    unit: str
    room: str
    people: int | None
    tags: tuple[str, ...]
    vacant: bool
    no_wechat: bool

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes it one household: (building, unit or "", room)."""
        return (self.building, self.unit, self.room)


@dataclass(frozen=True, slots=True)
class _Table:
    """A sheet as rows of cells. ``word`` is how a person counts its rows: "line" or "row"."""

    source: str
    word: str
    rows: Iterator[tuple[int, list[object]]]


def natural(text: str) -> list[tuple[bool, int, str]]:
    """A sort key under which building 3 comes before building 12, and 12 before A."""
    parts = re.findall(r"0*(\d+)|(\D+)", text)
    return [(not digits, len(digits), digits or other) for digits, other in parts]


def clean(value: object, kind: Literal["building", "unit", "room", "people"]) -> str:
    """The roster's own form of a cell: ``3号楼``, ``3.0`` and full-width ``３`` are all "3", ``502室`` is "502"."""
    text = "".join(unicodedata.normalize("NFKC", "" if value is None else str(value)).split()).upper()
    for suffix in sorted(roster_words().suffixes[kind], key=len, reverse=True):
        if len(text) > len(suffix) and text.endswith(suffix):
            text = text[: -len(suffix)]
            break
    whole = _WHOLE_FLOAT.fullmatch(text)
    text = whole[1] if whole else text
    # A building is called 3 however it is written; a room is what stands on the door.
    return text.lstrip("0") or "0" if kind in ("building", "unit") and text.isdecimal() else text


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


def load_roster(path: Path) -> list[Household]:
    """Read a roster with the columns building, unit, room, people, tags, in any order and in either language.

    Raises:
        CommunityError: every problem at once, each with its row and column and how to mend it.
    """
    raw = read_bytes(path, "the household roster")
    table = _workbook(raw, path) if path.suffix.lower() in (".xlsx", ".xlsm") else _csv(raw, path)
    problems: list[str] = []
    columns = _header(table)
    households: list[Household] = []
    seen: dict[tuple[str, str, str], int] = {}
    for number, cells in table.rows:
        if not any(str(cell).strip() for cell in cells if cell is not None):
            continue
        where = f"{table.source}, {table.word} {number}"
        values = {name: cells[index] if index < len(cells) else None for name, index in columns.items()}
        household, faults = _household(values)
        problems.extend(f"{where}, {fault}" for fault in faults)
        if household is None:
            continue
        first = seen.setdefault(household.key, number)
        if first != number:
            name = "-".join(part for part in household.key if part)
            problems.append(f"{where}: household {name} is already in {table.word} {first}. Delete one of the two.")
        households.append(household)
    if not households and not problems:
        problems.append(f"{table.source}: no household in it. Put one household on each {table.word} below the header.")
    if problems:
        raise CommunityError(*problems)
    return households


def _csv(raw: bytes, path: Path) -> _Table:
    if raw.startswith(b"PK\x03\x04"):
        raise CommunityError(f"{path}: this is an Excel workbook. Rename it to {path.stem}.xlsx, or save it as CSV.")
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise CommunityError(f"{path}: this is an old Excel workbook (.xls). Save it as .xlsx or as CSV UTF-8.")
    text = decode(raw, str(path))
    first = text.lstrip().partition("\n")[0]
    separator = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)

    def rows() -> Iterator[tuple[int, list[object]]]:
        while True:
            # A quoted cell may hold line breaks: the row is named by the line on which it begins.
            number = reader.line_num + 1
            try:
                row = next(reader, None)
            except csv.Error as error:
                mend = "Check the quotes there."
                raise CommunityError(f"{path}, line {number}: not valid CSV ({error}). {mend}") from error
            if row is None:
                return
            yield number, list(row)

    return _Table(str(path), "line", rows())


def _workbook(raw: bytes, path: Path) -> _Table:
    # Slow to import, and most rosters are CSV.
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        mend = "Open it in Excel or WPS and save it as .xlsx; a CSV file must be called .csv."
        raise CommunityError(f"{path}: not an .xlsx workbook, whatever its name says. {mend}") from error
    try:
        sheet = book.worksheets[0]
        rows: list[tuple[int, list[object]]] = [
            (number, list(row)) for number, row in enumerate(sheet.iter_rows(values_only=True), 1)
        ]
    finally:
        book.close()
    return _Table(str(path), "row", iter(rows))


def _header(table: _Table) -> dict[Column, int]:
    """Where each column stands. A title above the header is passed over."""
    names = {word.casefold(): column for column, words in roster_words().columns.items() for word in words}
    found_words: list[str] = []
    for number, cells in table.rows:
        if number > _HEADER_WITHIN:
            break
        words = ["".join(unicodedata.normalize("NFKC", str(cell or "")).split()).casefold() for cell in cells]
        found: dict[Column, int] = {}
        for index, word in enumerate(words):
            if word in names:
                found.setdefault(names[word], index)
        if "building" in found and "room" in found:
            return found
        found_words = found_words or [word for word in words if word]
    expected = ", ".join(f"{column} ({words[1]})" for column, words in roster_words().columns.items())
    seen = f"; its first {table.word} says: {', '.join(found_words)}" if found_words else " (the file is empty)"
    mend = f"Write a first {table.word} of {expected}."
    raise CommunityError(f"{table.source}: no header with the columns building and room{seen}. {mend}")


def _household(values: dict[Column, object]) -> tuple[Household | None, list[str]]:
    words = roster_words()
    faults = [
        f"column {column}: Excel made a date of it. Format the column as text and write it again."
        for column, value in values.items()
        if isinstance(value, datetime | date | time)
    ]
    if faults:
        return None, faults
    building, unit, room = (clean(values.get(name), name) for name in ("building", "unit", "room"))
    if not building:
        faults.append("column building: empty. Write the building's number.")
    if not room:
        faults.append("column room: empty. Write the room's number, or delete the row.")
    names: dict[Column, str] = {"building": building, "unit": unit, "room": room}
    for column, text in names.items():
        if _NO_NAME.search(text):
            written = str(values.get(column)).strip()
            faults.append(f"column {column}: {written!r} is no {column}. Format the column as text, write it again.")
    people, fault = _people(values.get("people"))
    if fault:
        faults.append(fault)
    cell = str(values.get("tags") or "")
    for separator in words.tag_separators:
        cell = cell.replace(separator, "\n")
    tags = tuple(dict.fromkeys(tag.strip() for tag in cell.split("\n") if tag.strip()))
    if faults:
        return None, faults
    vacant = not set(tags).isdisjoint(words.vacant)
    return Household(building, unit, room, people, tags, vacant, not set(tags).isdisjoint(words.no_wechat)), []


def _people(value: object) -> tuple[int | None, str | None]:
    text = clean(value, "people")
    if not text:
        return None, None
    try:
        people = int(text)
    except ValueError:
        written = str(value).strip()
        return None, f"column people: {written!r} is not a number. Write how many live there, or leave it empty."
    if not 0 <= people <= MOST_PEOPLE:
        return None, f"column people: {people} cannot be. Write a number from 0 to {MOST_PEOPLE}, or leave it empty."
    return people, None
