"""A committee's table, whatever its shape, read into households. Pure: bytes in; nothing is changed anywhere.

What cannot be read is named with its row and why; nothing is guessed. Columns that are not known are never taken in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from bot.errors import CommunityError
from bot.roster.headings import Columns, is_second_row, read_headings
from bot.roster.household import MOST_PEOPLE, Household, household, natural, roster_words
from bot.roster.line import Fault, Line, Row, fault_of, line_of, place_of
from bot.roster.place import Place, Unread, address, building_in_title, building_of
from bot.roster.tabular import MOST_ROWS, Cells, Table, every_table, squeezed
from bot.roster.wording import import_words, shown

_HEADER_WITHIN = 40
_LONG_NOTE = 12
_SEVERAL = 4
"""Where a row is a person, one household of so many has two rows at least."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What was read. ``passed_over``: how many rows were blank, totals, notes, titles or repeated headers.

    ``tells_people`` and ``tells_tags``: whether the table speaks of them at all (None: of every tag), so that what it
    is silent about can stay as it was. ``taken`` and ``ignored`` are headings; ``several``: households of many rows;
    ``filled``: rows whose building was empty, and is that of the row above.
    """

    households: tuple[Household, ...]
    faults: tuple[Fault, ...]
    passed_over: dict[str, int]
    tells_people: bool
    tells_tags: frozenset[str] | None
    taken: tuple[str, ...]
    ignored: tuple[str, ...]
    sheets: tuple[str, ...]
    several: int
    filled: int


@dataclass(slots=True)
class _Reading:
    """One table while it is read."""

    table: Table
    section: Place = field(default_factory=Place)
    above: Place | None = None
    columns: Columns | None = None
    lines: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    passed: Counter[str] = field(default_factory=Counter)
    filled: int = 0

    def read(self) -> None:
        titled = building_in_title(self.table.title, of_sheet=True)
        self.section = Place(*titled) if titled else Place()
        second = False
        before: Cells = ()
        for number, cells in self.table.rows:
            if number > MOST_ROWS:
                raise CommunityError(f"{self.table.source}: more than {MOST_ROWS} rows are too many. Divide the file.")
            if not any(map(squeezed, cells)):
                self.passed["blank"] += 1
                continue
            found = read_headings(cells)
            if found.header:
                self.columns, second, before = found, True, cells
                self.passed["header"] += 1
            elif second and self.columns is not None and is_second_row(self.columns, cells):
                self.columns, second = read_headings(before, cells), False
                self.passed["header"] += 1
            elif self.columns is None:
                self._title(cells)
                if number > _HEADER_WITHIN:
                    return
            else:
                second = False
                self._row(number, Row(self.columns, cells, self._merged(number)))

    def _merged(self, number: int) -> dict[int, object]:
        if not self.table.merged or self.columns is None:
            return {}
        places = (self.columns.at.get(kind) for kind in ("building", "unit", "room", "address", "floor"))
        return {
            index: self.table.merged[number, index]
            for index in places
            if index is not None and (number, index) in self.table.merged
        }

    def _title(self, cells: Cells) -> None:
        self.passed["title"] += 1
        told = [building_in_title(cell) for cell in cells if len(squeezed(cell)) > 3]
        titles = [title for title in told if title is not None]
        if len(titles) == 1:
            self.section = Place(*titles[0])

    def _row(self, number: int, row: Row) -> None:
        kind = self._kind(row)
        if kind is not None:
            self.passed[kind] += 1
            return
        if self.lines and self._goes_on(row):
            place = self.lines[-1].place
        else:
            try:
                place = place_of(row, self.above or Place(), self.section)
            except Unread as why:
                self.faults.append(fault_of(self.table.title, number, row, why))
                return
            self.filled += "building" in row.columns.at and not row.has("building", "address") and bool(self.above)
        self.above = place
        self.lines.append(line_of(self.table.title, number, row, place))

    def _kind(self, row: Row) -> str | None:
        """What a row is that is no household's: totals, note, title; None for all others."""
        words, filled = import_words(), row.filled()
        places = [squeezed(row.of(kind)) for kind in ("building", "unit", "room", "address")]
        if any(text.startswith(tuple(words.totals)) for text in (*places, filled[0])):
            return "totals"
        if all(text.startswith(tuple(words.notes)) or ":" in text for text in filled):
            return "note"
        if len(set(filled)) > 1:
            return None
        titled = _section(filled[0], in_building=squeezed(row.of("building")) == filled[0] and not row.has("room"))
        if titled is not None:
            self.section, self.above = titled, None
            return "title"
        return "note" if len(filled[0]) > _LONG_NOTE and shown(filled[0])[:1] != "▇" else None

    def _goes_on(self, row: Row) -> bool:
        """Whether the row names one more person of the household above: its place was merged, and is empty here."""
        if not self.columns or not row.has("person", "relation") or row.has("building", "unit", "room", "address"):
            return False
        if row.has("people") or squeezed(row.of("relation")) in import_words().heads:
            return False
        # Where rooms are merged the workbook says so: an empty one beside them was forgotten.
        room = self.columns.at.get("room")
        return not any(column == room for _, column in self.table.merged)


def _section(text: str, *, in_building: bool) -> Place | None:
    """The building that a row of one text begins; ``in_building``: it stands in that column."""
    titled = building_in_title(text)
    if titled is not None:
        return Place(*titled) if address(text, "building") is None else None
    try:
        lane, building = building_of(text) if in_building else ("", "")
    except Unread:
        return None
    return Place(building, lane=lane) if building else None


def read_loosely(raw: bytes, name: str) -> Understood:
    """Read a roster as committees have it; ``name`` is the file's, for its kind and for what is said of it.

    Raises:
        CommunityError: it is no such file, or no sheet of it has a header.
    """
    readings = [_Reading(table) for table in every_table(raw, name)]
    for reading in readings:
        reading.read()
    found = [reading for reading in readings if reading.columns is not None]
    if not found:
        words = import_words().template.columns
        mend = f"Write a row with {words['building']} and {words['room']} above them: fenjian roster template FILE"
        raise CommunityError(f"{name}: no header that names the columns of building and room. {mend} makes one.")
    headings = [reading.columns for reading in found if reading.columns is not None]
    _settle_dashes([line for reading in found for line in reading.lines])
    faults = [fault for reading in found for fault in reading.faults]
    passed: Counter[str] = Counter()
    homes: dict[tuple[str, str, str], Household] = {}
    first: dict[tuple[str, str, str], Line] = {}
    several = 0
    for reading in found:
        passed.update(reading.passed)
        by_person = _by_person(reading)
        for key, lines in _by_household(reading.lines):
            faults += [fault for line in lines for fault in line.faults]
            home = _household(key, lines, by_person, faults)
            if key not in homes:
                homes[key], first[key] = home, lines[0]
                several += len(lines) > 1
            elif homes[key] != home:
                faults.append(Fault(lines[0].sheet, lines[0].row, "twice", other=first[key].row))
            else:
                passed["repeated"] += len(lines)
    return Understood(
        tuple(sorted(homes.values(), key=_order)), tuple(sorted(faults, key=lambda one: (one.sheet, one.row))),
        dict(passed), any("people" in columns.at for columns in headings) or any(map(_by_person, found)),
        _told_tags(headings),
        tuple(dict.fromkeys(name for columns in headings for name in columns.taken)),
        tuple(dict.fromkeys(name for columns in headings for name in columns.ignored)),
        tuple(one.table.title for one in found if one.table.title), several,
        sum(one.filled for one in found),
    )  # fmt: skip


def _order(home: Household) -> tuple[object, ...]:
    return natural(home.building), natural(home.unit), natural(home.room)


def _told_tags(columns: Sequence[Columns]) -> frozenset[str] | None:
    if any(one.words for one in columns):
        return None
    told = {tag for one in columns for tag, _ in one.ticks.values()}
    # How a flat is used tells whether anybody lives there, in whatever words.
    return frozenset(told.union(*(roster_words().vacant for one in columns if one.uses)))


def _settle_dashes(lines: list[Line]) -> None:
    """2-502 names the building again where every row of the file does; else 2 is the unit. Of two lanes both stay."""
    dashed = [line.place for line in lines if line.place.dash]
    again = all(place.dash == place.building for place in dashed)
    for place in dashed:
        place.unit = place.unit if again else place.dash
    if len({line.place.lane for line in lines} - {""}) > 1:
        for place in {id(line.place): line.place for line in lines}.values():
            place.building = f"{place.lane}{place.building}"


def _by_household(lines: list[Line]) -> Iterable[tuple[tuple[str, str, str], list[Line]]]:
    ordered = sorted(lines, key=lambda line: line.key)
    return [(key, list(group)) for key, group in groupby(ordered, key=lambda line: line.key)]


def _by_person(reading: _Reading) -> bool:
    """Whether the table has a row a person. A name alone may be whom to call, and a row twice a slip."""
    if reading.columns is None or not reading.columns.listing:
        return False
    sizes = [len(lines) for _, lines in _by_household(reading.lines)]
    several = sum(size > 1 for size in sizes)
    return several > 0 and ("relation" in reading.columns.at or several * _SEVERAL >= len(sizes))


def _household(
    key: tuple[str, str, str], lines: list[Line], by_person: bool, faults: list[Fault]
) -> Household:  # fmt: skip
    """One household of all its rows; adds what they do not agree in to ``faults``."""
    people, reason = _people(lines, by_person)
    if reason is not None:
        last = lines[-1]
        faults.append(Fault(last.sheet, last.row, reason, other=lines[0].row, kept=reason != "twice"))
    return household(key, people, tuple(dict.fromkeys(tag for line in lines for tag in line.tags)))


def _people(lines: list[Line], by_person: bool) -> tuple[int | None, str | None]:
    """How many live there, or why that cannot be told: rows may be persons, families, or one of them too many."""
    stated = [line.people for line in lines if line.people is not None]
    listed = sum(line.listed for line in lines)
    if any(fault.reason == "bad_people" for line in lines for fault in line.faults):
        return None, None
    if len(lines) == 1:
        return (stated[0] if stated else 1 if by_person and listed else None), None
    if by_person:
        return _of_persons(stated, listed)
    if len(stated) < len(lines):
        return (stated[0], "twice") if len(set(stated)) == 1 else (None, "twice")
    if len(set(stated)) == 1 and stated[0] != 1:
        return None, "same_people"
    total = sum(stated)
    return (total, None) if total <= MOST_PEOPLE else (None, "people_differ")


def _of_persons(stated: list[int], listed: int) -> tuple[int | None, str | None]:
    """A row a person: they are counted, or the household's number stands on one of them or on each."""
    if not stated or (set(stated) == {1} and len(stated) == listed):
        return listed, None
    agreed = len(set(stated)) == 1 and stated[0] >= listed
    return (stated[0], None) if agreed else (None, "people_differ")
