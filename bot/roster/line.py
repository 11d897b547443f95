"""One row of a committee's table: the household it belongs to, what it says of it, and what nobody can read in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.roster.headings import Columns
from bot.roster.household import MOST_PEOPLE, clean, parts, roster_words
from bot.roster.place import Place, Unread, address, bracketed, building_of, name, on_floor, room_of
from bot.roster.tabular import Cells, squeezed
from bot.roster.wording import import_words, known_tags, says_yes, shown
from bot.understand.numerals import to_number

_WORD = re.compile(r"[^\d=+\-@][^=@]{0,11}")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that nobody can read. ``reason`` is a key of templates/roster; ``kept``: the household counts anyway.

    ``said`` is fit to be shown: short, and without long numbers. ``other`` is the row that it is about, too.
    """

    sheet: str
    row: int
    reason: str
    column: str = ""
    said: str = ""
    other: int | None = None
    kept: bool = False


@dataclass(slots=True)
class Line:
    """A row that belongs to a household. ``listed``: it names a person. ``people``: what it states; None: nothing."""

    sheet: str
    row: int
    place: Place
    people: int | None = None
    tags: list[str] = field(default_factory=list)
    listed: bool = False
    faults: list[Fault] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, str, str]:
        return self.place.building, self.place.unit, self.place.room


class Row:
    """A row's cells by what they are. ``merged``: what merged cells above it say here."""

    def __init__(self, columns: Columns, cells: Cells, merged: dict[int, object]) -> None:
        self.columns = columns
        self.cells = cells
        self._merged = merged

    def cell(self, index: int | None) -> object:
        """The cell itself; None where there is none."""
        return None if index is None or index >= len(self.cells) else self.cells[index]

    def of(self, kind: str) -> object:
        """The cell of that column, or what is merged into it."""
        index = self.columns.at.get(kind)  # type: ignore[call-overload]
        found = self.cell(index)
        return self._merged.get(index) if not squeezed(found) and index is not None else found

    def filled(self) -> list[str]:
        """The texts of the cells that are not empty."""
        return [text for text in map(squeezed, self.cells) if text]

    def has(self, *kinds: str) -> bool:
        """Whether any of these cells says something."""
        return any(squeezed(self.of(kind)) for kind in kinds)


def place_of(row: Row, above: Place, section: Place) -> Place:
    """Where the household of ``row`` is; ``above`` and ``section`` tell what it leaves out.

    Raises:
        Unread: with the reason.
    """
    if not row.has("room") and row.has("address"):
        found = address(row.of("address"), "address")
        if found is None:
            raise Unread("bad_address", "address")
        return found
    known = Place()
    known.lane, known.building = building_of(row.of("building"))
    known.unit = name(row.of("unit"), "unit")
    if not known.building:
        known.building, known.lane = above.building or section.building, above.lane
        known.unit = known.unit or (above.unit if above.building else section.unit)
    if not row.has("room"):
        raise Unread("no_room", "room")
    found = room_of(row.of("room"), known.building)
    found.room = on_floor(found.room, row.of("floor"))
    found.unit, found.lane = known.unit or found.unit, known.lane or found.lane
    if known.unit and found.dash:
        if found.dash not in (known.unit, known.building):
            raise Unread("bad_room", "room")
        found.dash = ""
    if not found.building:
        raise Unread("no_building", "building")
    return found


def line_of(sheet: str, number: int, row: Row, place: Place) -> Line:
    """What ``row`` says of the household at ``place``."""
    line = Line(sheet, number, place, listed=row.has("person", "relation"))
    _people(line, row)
    line.tags = list(dict.fromkeys(_tags(line, row)))
    return line


def _people(line: Line, row: Row) -> None:
    value = row.cell(row.columns.at.get("people"))
    text = clean(value, "people")
    if not text or text.casefold() in import_words().nothing:
        return
    if known_tags().get(text) in roster_words().vacant:
        line.tags.append(known_tags()[text])
        return
    people = to_number(text)
    if people is None or not 0 <= people <= MOST_PEOPLE:
        _doubt(line, row, row.columns.at["people"], "bad_people", value)
    else:
        line.people = people


def _tags(line: Line, row: Row) -> Iterator[str]:
    yield from line.tags
    words, known = import_words(), known_tags()
    for index in row.columns.words:
        for word in parts(squeezed(row.cell(index))):
            if word.casefold() in words.nothing or word in words.no:
                continue
            if word in known or (_WORD.fullmatch(word) and shown(word) == word):
                yield known.get(word, word)
            else:
                _doubt(line, row, index, "bad_tag", word)
    # Free text may hold anything: nothing but a known word is taken out of it.
    free = [squeezed(row.cell(index)) for index in (*row.columns.uses, *row.columns.remarks)]
    free.append(bracketed(squeezed(row.of("room")))[1])
    yield from (known[word] for text in free for word in parts(text) if word in known)
    for index, (tag, on_yes) in row.columns.ticks.items():
        cell = row.cell(index)
        ticked = True if known.get(squeezed(cell)) == tag else says_yes(cell)
        if ticked is None:
            _doubt(line, row, index, "bad_tick", cell)
        elif ticked is on_yes and (on_yes or squeezed(cell)):
            yield tag


def _doubt(line: Line, row: Row, index: int, reason: str, said: object) -> None:
    heading = row.columns.names.get(index, "")
    line.faults.append(Fault(line.sheet, line.row, reason, heading, shown(said), kept=True))


def fault_of(sheet: str, number: int, row: Row, why: Unread) -> Fault:
    """The fault of a row that was not taken; an empty cell says nothing."""
    kind = why.column if why.column in row.columns.at else "building"
    said = row.of(kind) if why.reason != "date" else ""
    heading = row.columns.names.get(row.columns.at.get(kind, -1), "")
    return Fault(sheet, number, why.reason, heading, shown(said))
