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
    places = [(home.building, home.unit, home.room) if home else ("", "", entry.room or entry.words)
              for entry, home in zip(entries, homes, strict=True)]  # fmt: skip
    lines = [_line(call, place, entry) for place, entry in zip(places, entries, strict=True)]
    gone = [
        row for line, row in known.items()
        if line not in lines and row.author == call.sender and not row.gone and row.building
    ]  # fmt: skip
    for row in gone:
        row.gone = True
    edited = {(row.building, row.unit, row.room) for row in gone}
    news = [
        index for index, (line, place) in enumerate(zip(lines, places, strict=True))
        if (seen := known.get(line)) is None or place in edited or (seen.gone and seen.author == call.sender)
    ]  # fmt: skip
    own = {(tie.building, tie.unit, tie.room) for tie in call.work.people.ties(call.sender)}
    rows = {
        lines[index]: ChainLineRow(
            community=call.work.store.community, collection=collection, chat_group=group, line=lines[index],
            building=places[index][0], unit=places[index][1], room=places[index][2], gone=False,
            # Who posts a list of many new lines wrote one of them; whose the others are nobody can tell.
            author=call.sender if len(news) == 1 or places[index] in own else "",
        )
        for index in news
    }  # fmt: skip
    taken_out = [row for row in gone if (row.building, row.unit, row.room) not in places]
    return [entries[index] for index in news], taken_out, [*gone, *rows.values()]


def _line(call: Call, place: tuple[str, str, str], entry: Entry) -> str:
    """What a line is known by: whose it is and what it says, however it is numbered, spaced or spelt."""
    said = [f"{name}={value}" for name, value in sorted(entry.values.items()) if value is not None]
    said += [entry.result, entry.review or "", "same" if entry.same else ""]
    return call.work.store.seal.hash("line", *place, *(said if place[0] else ["".join(entry.words.split())]))
