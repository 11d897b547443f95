"""Which row of a table is its header, and what each column is. What is not known is never taken in."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.roster.tabular import Cells, squeezed
from bot.roster.wording import Kind, import_words, kinds, readings, shown, tag_of


@dataclass(slots=True)
class Columns:
    """Where what stands. ``words``, ``uses`` and ``remarks`` are columns of tags, ``ticks`` columns of one tag each.

    ``names`` are the headings of all of these, ``taken`` of those whose words are kept, ``ignored`` of all others.
    """

    at: dict[Kind, int] = field(default_factory=dict)
    words: list[int] = field(default_factory=list)
    uses: list[int] = field(default_factory=list)
    remarks: list[int] = field(default_factory=list)
    ticks: dict[int, tuple[str, bool]] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    known: int = 0

    @property
    def header(self) -> bool:
        """Whether these are a header's words: a place, and something more that is said of it."""
        named = "room" in self.at and ("building" in self.at or self.known > 1)
        return named or ("address" in self.at and self.known > 1)

    @property
    def taken(self) -> list[str]:
        """The headings of what goes into the roster. Who lives there is counted, and no name is kept."""
        counted = {self.at.get("person"), self.at.get("relation")}
        return [heading for index, heading in self.names.items() if index not in counted]

    @property
    def listing(self) -> bool:
        """Whether the table may have a row a person."""
        return "person" in self.at or "relation" in self.at


def read_headings(cells: Cells, below: Cells = ()) -> Columns:
    """What the columns of a header row are; ``below``: the second row of a header of two, which is more exact."""
    columns = Columns()
    best: dict[Kind, int] = {}
    for index in range(max(len(cells), len(below))):
        under, over = (row[index] if index < len(row) else None for row in (below, cells))
        if not squeezed(under) and not squeezed(over):
            continue
        if not any(_take(columns, best, index, cell) for cell in (under, over) if squeezed(cell)):
            columns.ignored.append(shown(under or over))
    return columns


def _take(columns: Columns, best: dict[Kind, int], index: int, cell: object) -> bool:
    """Note what the column is; False where its heading is not known."""
    words = list(readings(cell))
    tag = next((tag_of()[word] for word in words if word in tag_of()), None)
    kind, rank = next((kinds()[word] for word in words if word in kinds()), (None, 0))
    if tag is None and kind is None:
        columns.known += any(word in import_words().others for word in words)
        return False
    columns.known += 1
    if tag is not None:
        columns.ticks[index] = tag
    elif kind in ("tags", "use", "remarks"):
        {"tags": columns.words, "use": columns.uses, "remarks": columns.remarks}[kind].append(index)
    elif kind is not None:
        if rank >= best.get(kind, len(kinds())):
            return False
        if kind in columns.at:
            columns.ignored.append(columns.names.pop(columns.at[kind]))
        columns.at[kind], best[kind] = index, rank
    columns.names[index] = shown(cell)
    return True


def is_second_row(columns: Columns, cells: Cells) -> bool:
    """Whether ``cells`` go on with a header above: headings alone, and no place among them."""
    filled = [cell for cell in cells if squeezed(cell)]
    more = read_headings(cells)
    return bool(filled) and more.known == len(filled) and not {"room", "address"} & (more.at.keys() - columns.at.keys())
