"""The roster's file as the bot keeps it: five columns, and every fault is named before anything starts."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

from bot.errors import CommunityError
from bot.roster.household import MOST_PEOPLE, NO_NAME, Column, Household, clean, household, parts, roster_words
from bot.roster.tabular import Table, first_table, read_bytes, squeezed

_HEADER_WITHIN = 10


def load_roster(path: Path) -> list[Household]:
    """Read a roster with the columns building, unit, room, people, tags, in any order and in either language.

    Raises:
        CommunityError: every problem at once, each with its row and column and how to mend it.
    """
    table = first_table(read_bytes(path, "the household roster"), str(path))
    problems: list[str] = []
    columns = _header(table)
    households: list[Household] = []
    seen: dict[tuple[str, str, str], int] = {}
    for number, cells in table.rows:
        if not any(str(cell).strip() for cell in cells if cell is not None):
            continue
        where = f"{table.source}, {table.word} {number}"
        values = {name: cells[index] if index < len(cells) else None for name, index in columns.items()}
        found, faults = _household(values)
        problems.extend(f"{where}, {fault}" for fault in faults)
        if found is None:
            continue
        first = seen.setdefault(found.key, number)
        if first != number:
            problems.append(
                f"{where}: household {found.label} is already in {table.word} {first}. Delete one of the two."
            )
        households.append(found)
    if not households and not problems:
        problems.append(f"{table.source}: no household in it. Put one household on each {table.word} below the header.")
    if problems:
        raise CommunityError(*problems)
    return households


def _header(table: Table) -> dict[Column, int]:
    """Where each column stands. A title above the header is passed over."""
    names = {word.casefold(): column for column, words in roster_words().columns.items() for word in words}
    found_words: list[str] = []
    for number, cells in table.rows:
        if number > _HEADER_WITHIN:
            break
        words = [squeezed(cell or "").casefold() for cell in cells]
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
        if NO_NAME.search(text):
            written = str(values.get(column)).strip()
            faults.append(f"column {column}: {written!r} is no {column}. Format the column as text, write it again.")
    people, fault = _people(values.get("people"))
    if fault:
        faults.append(fault)
    if faults:
        return None, faults
    return household((building, unit, room), people, tuple(parts(str(values.get("tags") or "")))), []


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
