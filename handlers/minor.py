"""Somebody under eighteen wants to help: he is not signed up; the relay hears of it, in private, and so does he."""

from __future__ import annotations

from collections.abc import Iterator

from bot.call import Call, Reply, addressee
from bot.contract import Lane
from bot.roles import GroupKind, Role
from bot.routing import Router
from bot.understand import Meaning, redact
from bot.understand.minors import minors

router = Router("minor")
_HERE = (GroupKind.OFFICIAL, GroupKind.VOLUNTEER, GroupKind.JOB)
_LOOSE = (None, "volunteering", "other")
_ANSWERS = ("report", "withdraw", "command")
_LONGEST = 80


@router.listen("minor")
def volunteers(call: Call, meaning: Meaning) -> Iterator[Reply]:
    """Pass it to the relay, once a day; whoever wrote it is thanked where only he reads it."""
    if call.taken or meaning.kind in _ANSWERS or meaning.urgency == "high" or meaning.category not in _LOOSE:
        return
    if call.has(Role.SECRETARY, Role.STAFF) or (call.group is not None and call.group.kind not in _HERE):
        return
    if not minors().volunteers(call.text):
        return
    call.taken = True
    here = call.group.building if call.group is not None else None
    building = here or call.work.people.only_building(call.sender) or ""
    once = f"{call.sender}:{call.now.astimezone(call.zone):%Y%m%d}"
    person = addressee(call, building, besides=call.sender)
    if person is not None:
        data = {
            "building": building, "name": call.kit.disclosure.shown_name(call.message.name),
            "words": "" if call.unkept else redact(call.text).strip()[:_LONGEST],
        }  # fmt: skip
        yield Reply(
            "minor/told", data, person=person, lane=Lane.SUMMARY, kind="minor", sensitive=True, asked=False,
            buildings=(building,) if building else (), cause=f"minor:{once}", refer=call.sender,
        )  # fmt: skip
    yield Reply("minor/thanks", person=call.sender, asked=False, cause=f"minor-thanks:{once}")
