"""Relays answer for households (/report) and settle those that need a look (/resolve)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.answers import Way
from bot.call import Call, Reply
from bot.collecting.alerts import alarm
from bot.collecting.answering import Answering
from bot.collecting.places import homes_named, unit_not_building
from bot.errors import Refused
from bot.reading import read_by_forms
from bot.roles import GroupKind, Role
from bot.routing import Router
from bot.understand import Entry, Message

router = Router("settle")
_RELAYS = (Role.RELAY, Role.STAFF)
TOO_LONG = "too_long"
"""What the reader says of a text that it did not read to its end."""


def _names_a_room(call: Call) -> bool:
    command = call.command
    return command is not None and re.search(r"\d", command.head + command.body) is not None


@router.command("report", roles=_RELAYS, takes=_names_a_room)
def report(call: Call) -> Iterator[Reply]:
    """Answer for households; who reported it is kept."""
    yield from _book(call, Way.RELAY, "settle/reported")


@router.command("resolve", roles=_RELAYS, takes=_names_a_room)
def resolve(call: Call) -> Iterator[Reply]:
    """Settle households that need a look. Only this ends a positive."""
    yield from _book(call, Way.RESOLVED, "settle/resolved")


def _book(call: Call, way: Way, template: str) -> Iterator[Reply]:
    command = call.typed
    text = "\n".join(filter(None, [command.head, command.body]))
    if not text:
        raise Refused("no_room_given")
    own = call.scope(*_RELAYS)
    here = call.group.building if call.group and call.group.kind is GroupKind.OFFICIAL else None
    forms = _forms(call, [here] if here else own)
    entries = _read(call, text, forms, here or _only(own))
    for entry in entries:
        unit_not_building(call, entry, here or _only(own))
        _check(call, entry, own, here or _only(own), way)
    answering = Answering(call, entries[0].form, way)
    for entry in entries:
        entry.building = entry.building or here or _only(own)
        entry.review = None if way is Way.RESOLVED and entry.result != "unclear" else _own_doubt(entry)
        answering.book_one(entry)
    if not answering.counted and not answering.results:
        raise Refused("nothing_open")
    for one in answering.results:
        if one.new_alarm:
            yield from alarm(call, one.place, certain=one.certain, collection=one.collection)
    doubtful = sum(1 for entry in entries if entry.review)
    yield Reply(template, {"households": len(entries), "doubtful": doubtful}, private=True, fallback=False)


def _forms(call: Call, buildings: list[str]) -> list[str]:
    """The forms that still take answers there, open ones before those that only take late ones."""
    taking = [
        one for one in call.work.collections.current() if one.takes(call.now) and set(one.buildings) & set(buildings)
    ]
    opened = [one for one in taking if one.status == "open"]
    return list(dict.fromkeys(one.form for one in opened or taking))


def _read(call: Call, text: str, forms: list[str], building: str | None) -> list[Entry]:
    """Read what stands after the command. A relay names rooms; his own room in his nickname is not meant."""
    meaning = read_by_forms(call.kit.reader, Message(text, None, "official", building), forms)
    if not forms and not (meaning.kind == "report" and meaning.entries):
        raise Refused("nothing_open")
    if meaning.kind != "report" or not meaning.entries:
        raise Refused("not_understood", said=text[:20])
    if TOO_LONG in (meaning.review, *(entry.review for entry in meaning.entries)):
        # The end was not read: half of a list that looks booked is worse than none.
        raise Refused(TOO_LONG)
    return meaning.entries


def _check(call: Call, entry: Entry, own: list[str], building: str | None, way: Way) -> None:
    building = entry.building or building
    if not entry.room:
        raise Refused("no_room_given")
    if building is None:
        raise Refused("which_building", room=entry.room, buildings=own)
    if building not in own:
        raise Refused("not_your_building", buildings=[building])
    found = homes_named(call, building, entry)
    if not found:
        raise Refused("no_such_room", building=building, room=entry.room)
    if len(found) > 1:
        raise Refused("which_unit", building=building, rooms=[home.label for home in found])
    if way is Way.RESOLVED and (entry.result in ("", "unclear") or _own_doubt(entry)):
        raise Refused("unclear_answer", room=entry.room)


def _own_doubt(entry: Entry) -> str | None:
    """The reader's doubt, but for another building: whoever has the right may name any of his own."""
    return None if entry.review == "other_building" else entry.review


def _only(buildings: list[str]) -> str | None:
    return buildings[0] if len(buildings) == 1 else None
