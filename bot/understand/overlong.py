"""What lies beyond the characters that are read of a message: an alarm there waits for a person."""

from __future__ import annotations

import re

from bot.understand.answers import AnswerReader
from bot.understand.context import Context
from bot.understand.homophones import as_meant
from bot.understand.meaning import Entry, Meaning
from bot.understand.normalise import fold

TOO_LONG = "too_long"

_OVERLAP = 10  # a word may lie across the cut
_MOST = 5  # alarms that are read for their room
_BEFORE, _AFTER = 60, 60  # characters that are read around one, within its line
_NUMBER = re.compile(r"[ ]*[0-9]{1,3}[ ]?[.、):：．][ ]*")


def alarms_beyond(reader: AnswerReader, text: str, read: int, context: Context, known: list[Entry]) -> list[Entry]:
    """Return an entry in review for each household that ``text`` may report an alarm of behind its ``read`` characters.

    Where no room stands beside an alarm it is the writer's own, unless ``known``, what was read before, names others.
    """
    start = max(0, read - _OVERLAP)
    rest = text[start:]
    folded = as_meant(fold(rest))
    places = reader.alarm_places(folded, _MOST + 1)
    if not places:
        return []
    home, _ = context.locate(None)
    if any(entry.room != home.room for entry in known):
        home = home._replace(unit=None, room=None)
        context = context._replace(home=None)
    found: dict[tuple[str | None, str | None, str | None], Entry] = {}
    for place in places[:_MOST]:
        for entry in _around(reader, rest, folded, place, context):
            found[entry.building, entry.unit, entry.room] = entry
    if not found or len(places) > _MOST:
        where = (home.building, home.unit, home.room)
        found.setdefault(where, reader.suspected(*where, TOO_LONG))
    return list(found.values())


def _around(reader: AnswerReader, rest: str, folded: str, place: int, context: Context) -> list[Entry]:
    start = max(folded.rfind("\n", 0, place) + 1, place - _BEFORE)
    end = folded.find("\n", place)
    end = min(end if end >= 0 else len(folded), place + _AFTER)
    if number := _NUMBER.match(folded, start, end):
        start = number.end()
    meaning = reader.read(rest[start:end], folded[start:end], None, context)
    entries = [entry for entry in meaning.entries if entry.room and reader.alarming([entry])] if meaning else []
    for entry in entries:
        entry.review = entry.review or TOO_LONG
        entry.values["suspect"] = True
    return entries


def with_alarms(answer: Meaning | None, beyond: list[Entry], form: str, *, chain: bool) -> Meaning | None:
    """``answer``, which was read of a part only, with what may lie beyond; None where there is neither."""
    if answer is None:
        return Meaning("report", form, chain, beyond, review=TOO_LONG) if beyond else None
    answer.review = answer.review or TOO_LONG
    answer.entries.extend(beyond)
    return answer
