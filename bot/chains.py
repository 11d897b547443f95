"""接龙 as a snapshot: what of a posted list is new, and what its own author took out. Forks join."""

from __future__ import annotations

from bot.call import Call
from bot.understand import Entry
from data.directory import Household
from data.tables import ChainLineRow


def changed_lines(
    call: Call, collection: str, entries: list[Entry], homes: list[Household | None], known: dict[str, ChainLineRow]
) -> tuple[list[Entry], list[ChainLineRow], list[ChainLineRow]]:
    """Compare a snapshot with the lines seen before.

    Returns:
        The entries that say something new; the lines that the poster, who first posted them, has taken out; and the
        rows to keep. A line that was seen is old news, whoever posts it again and however it is spaced.
    """
    group = call.group.id if call.group else ""
    fresh: list[Entry] = []
    rows: list[ChainLineRow] = []
    present: set[str] = set()
    places: set[tuple[str, str, str]] = set()
    for entry, home in zip(entries, homes, strict=True):
        place = (home.building, home.unit, home.room) if home else ("", "", entry.room or entry.words)
        places.add(place)
        line = call.work.store.seal.hash("line", *place, "".join(entry.words.split()))
        present.add(line)
        seen = known.get(line)
        if seen is None or (seen.gone and seen.author == call.sender):
            fresh.append(entry)
            rows.append(
                ChainLineRow(
                    community=call.work.store.community, collection=collection, chat_group=group, line=line,
                    building=place[0], unit=place[1], room=place[2], author=call.sender, gone=False,
                )
            )  # fmt: skip
    gone = [
        row for line, row in known.items()
        if line not in present and row.author == call.sender and not row.gone and row.building
    ]  # fmt: skip
    for row in gone:
        row.gone = True
    taken_out = [row for row in gone if (row.building, row.unit, row.room) not in places]
    return fresh, taken_out, rows + gone
