"""Neighbours insult or accuse each other: carried nowhere, said nowhere; the relay hears of it once, in private."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot.call import Call, Reply, addressee, next_after
from bot.contract import Lane
from bot.raising import heard_here
from bot.routing import Router
from bot.understand import Meaning, redact
from bot.understand.quarrel import Quarrel, quarrels
from data.inbox import Stored

router = Router("quarrel")
_ONE = timedelta(hours=3)
"""What is said within so long after the relay heard of it is the same quarrel."""
_ANSWERS = ("report", "withdraw", "command")
_LOOSE = (None, "neighbour", "volunteering", "other")
"""Categories of words that want nothing which could be done."""
_LONGEST = 80


@router.listen("quarrel")
def heard(call: Call, meaning: Meaning) -> Iterator[Reply]:
    """Take a quarrel away from the demands; who is angry and asks for something that can be done still asks for it."""
    if call.taken or meaning.kind in _ANSWERS or meaning.urgency == "high" or not heard_here(call):
        return
    found = quarrels().find(call.text)
    if found is None:
        return
    call.taken = meaning.category in _LOOSE or (found is Quarrel.ACCUSATION and meaning.kind != "request")
    place = call.group.id if call.group is not None else call.sender
    if call.work.outgoing.queued_since("quarrel", f"{place}:", call.now - _ONE):
        return
    building = _building(call)
    person = addressee(call, building, besides=call.sender)
    if person is not None:
        yield _told(call, call.message, building, person, f"{place}:{call.message.seq}")


def _building(call: Call) -> str:
    here = call.group.building if call.group is not None else call.work.people.only_building(call.sender)
    return here or ""


def _told(call: Call, message: Stored, building: str, person: str, refer: str) -> Reply:
    data = {
        "building": building, "private": message.group is None, "at": message.at,
        "name": call.kit.disclosure.shown_name(message.name),
        "words": "" if call.unkept else redact(message.text).strip()[:_LONGEST],
    }  # fmt: skip
    return Reply(
        "quarrel/told", data, person=person, lane=Lane.SUMMARY, kind="quarrel", refer=refer, sensitive=True,
        buildings=(building,) if building else (), asked=False,
    )  # fmt: skip


@router.failed("quarrel")
def not_reached(call: Call, refer: str) -> Iterator[Reply]:
    """Whoever was to hear it could not be reached: the next in line does."""
    message = call.work.outgoing.get(refer)
    if message is None or message.person is None:
        return
    place, _, seq = (message.refer or "").rpartition(":")
    source = call.work.inbox.get(int(seq))
    if source is None:
        return
    group = call.directory.groups.get(place)
    building = (group.building if group is not None else call.work.people.only_building(place)) or ""
    person = next_after(call, building, message.person)
    if person is not None:
        yield _told(call, source, building, person, message.refer or "")
