"""From a message to rows of the medicine list: one a drug, nothing twice; and what is added to them in private."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.call import Call, Reply
from bot.cries import UNCLAIMED, tell_taken
from bot.medicine_words import medicine_words
from bot.understand import Entry, Meaning
from bot.understand.drug_talk import for_whom, insurance_card
from bot.understand.normalise import fold
from bot.understand.redact import has_identity_slip, identity_numbers, is_identity_number, mobile_numbers
from data.medicine import ASKED, CANCELLED, UNAVAILABLE, Needed
from data.store import new_id

_CHANGED = "changed"


def book(call: Call, meaning: Meaning) -> list[Needed]:
    """Put what ``meaning`` asks for on the list; return the rows that are new."""
    medicine = call.work.medicine
    since = call.now - timedelta(days=call.kit.settings.history_days)
    # A 接龙 repeats what was bought long ago; words of one's own ask anew once the old matter is closed.
    known = {one.same: one for one in (medicine.since(since) if meaning.chain else medicine.open())}
    new = []
    for index, entry in enumerate(meaning.entries):
        needed = _needed(call, entry, index, chain=meaning.chain)
        before = known.get(needed.same)
        if before is None:
            needed = replace(needed, number=call.work.records.next_number("medicine", needed.id))
            medicine.add(needed)
            known[needed.same] = needed
            new.append(needed)
        elif not meaning.chain:
            medicine.keep(_said_again(before, needed), call.now)
    return new


def follow(call: Call, moved: Iterable[Needed]) -> Iterator[Reply]:
    """The item of who asked for it goes along: somebody has it in hand; in the end it is done.

    An item of several neighbours waits for a person, and so does what is not to be had.
    """
    for one in moved:
        voice = call.work.demands.voice_of(one.source)
        item = call.work.demands.item(voice.item) if voice is not None else None
        voices = call.work.demands.voices([item.id]) if item is not None else []
        if item is None or not item.open or len({each.person for each in voices}) > 1:
            continue
        rows = [row for each in voices for row in call.work.medicine.of_source(each.source)]
        waiting = [row for row in rows if row.closed_at is None]
        if one.closed_at is not None and one.state != UNAVAILABLE and not waiting:
            call.work.demands.change(item, call.now, call.sender, "done", status="done")
        elif item.status in UNCLAIMED and one.state not in (CANCELLED, UNAVAILABLE):
            call.work.demands.change(item, call.now, call.sender, "taken", status="taken", holder=call.sender)
            if item.urgent:
                yield from tell_taken(call, [item])


def holders(call: Call, rows: Iterable[Needed]) -> dict[str, list[int]]:
    """The numbers of ``rows`` by who took a step with them, and may hold card or drug: never who asked for it."""
    found: dict[str, list[int]] = {}
    for one in rows:
        for person in call.work.records.doers("medicine", str(one.number)):
            if person not in (call.sender, one.person):
                found.setdefault(person, []).append(one.number)
    return found


def _needed(call: Call, entry: Entry, index: int, *, chain: bool) -> Needed:
    building, unit, room, review = _place(call, entry)
    own = (building, unit, room) in {
        (home.building, home.unit, home.room) for home in call.work.people.homes(call.sender)
    }
    card = entry.values.get("insurance_card")
    private = call.group is None and not chain
    return Needed(
        new_id(str(call.message.seq), "medicine", str(index)), 0, building, unit, room,
        None if chain and not own else call.sender, call.message.seq, call.message.at,
        str(entry.values["drug"] or medicine_words().unknown_drug),
        entry.values.get("strength"), entry.values.get("quantity"), entry.values.get("condition"), entry.name,
        medicine_words().hospital(fold(call.text)), card,
        identity=_identity(call.text) if private else None, phone=_phone(call.text) if private else None, review=review,
    )  # fmt: skip


def _place(call: Call, entry: Entry) -> tuple[str | None, str, str, str | None]:
    """The household, as far as the roster knows it, and why a person must look."""
    here = call.group.building if call.group is not None else call.work.people.only_building(call.sender)
    building = entry.building or here
    if entry.room is None:
        homes = call.work.people.homes(call.sender, building)
    else:
        homes = call.directory.at(here, building, entry.unit, entry.room)
    if len(homes) == 1:
        return homes[0].building, homes[0].unit, homes[0].room, entry.review
    return building, entry.unit or "", entry.room or "", entry.review or "no_room"


def _said_again(before: Needed, needed: Needed) -> Needed:
    """``before`` with what its sender now says of it; what is being bought already is for the runner to look at."""
    details = ("strength", "quantity", "condition", "hospital", "card", "identity", "phone")
    more: dict[str, Any] = {name: value for name in details if (value := getattr(needed, name)) is not None}
    if before.state != ASKED and more.get("quantity", before.quantity) != before.quantity:
        more["review"] = _CHANGED
    return replace(before, **more)


def _identity(text: str) -> str | None:
    """The one identity number in ``text`` that has no slip in it."""
    found = set(identity_numbers(text))
    return found.pop() if len(found) == 1 and all(map(is_identity_number, found)) else None


def _phone(text: str) -> str | None:
    found = set(mobile_numbers(text))
    return found.pop() if len(found) == 1 else None


def lacks(needed: Needed) -> bool:
    """Whether the runner would stand at the counter without something."""
    return needed.identity is None or needed.card is None


def add_details(call: Call, needed: Iterable[Needed]) -> list[Needed] | None:
    """Add what a private message says to ``needed``; return what still lacks something.

    None: it says nothing of the kind. A number that has a slip in it, or is not clearly one person's, is not taken.
    """
    identity, phone, card = _identity(call.text), _phone(call.text), insurance_card(fold(call.text))
    if not identity_numbers(call.text) and not has_identity_slip(call.text) and phone is None and card is None:
        return None
    open_ones = list(needed)
    meant = _meant(open_ones, for_whom(fold(call.text)))
    details: dict[str, Any] = {"identity": identity, "phone": phone, "card": card}
    known = {name: value for name, value in details.items() if value is not None}
    for one in meant:
        call.work.medicine.keep(replace(one, **known), call.now)
    changed = {one.id: replace(one, **known) for one in meant}
    return [one for one in (changed.get(one.id, one) for one in open_ones) if lacks(one)]


def _meant(needed: list[Needed], whom: str | None) -> list[Needed]:
    """The rows of the one person that is meant: by name, or the only one."""
    persons = {one.whom for one in needed}
    if len(persons) == 1:
        return needed
    return [one for one in needed if whom is not None and one.whom == whom]
