"""/confirm carries out what was previewed; /cancel drops it, or stops a send under way."""

from __future__ import annotations

from collections.abc import Iterator

from bot.call import Call, CarryOut, Reply
from bot.errors import Refused
from bot.naming import number_meant
from bot.notices import stop
from bot.roles import Role
from bot.routing import Router
from data.notices import CANCELLED, WAITING
from data.records import Preview

router = Router("confirm")
_WHO = (Role.STAFF, Role.RELAY, Role.HEAD, Role.ZONE, Role.PROPERTY, Role.OWNERS)


def _number_or_nothing(call: Call) -> bool:
    return call.command is not None and (not call.command.head or call.command.head.strip().isdigit())


def _preview(call: Call, number: int | None) -> Preview:
    found = call.work.records.previews(call.now, person=call.sender, number=number)
    if not found and call.has(Role.STAFF):
        # What the bot itself has drafted for staff belongs to whoever of them looks first.
        found = call.work.records.previews(call.now, person="", number=number)
    if len(found) == 1:
        return found[0]
    if len(found) > 1:
        raise Refused("which_number", numbers=[preview.number for preview in found])
    if number is not None and call.work.records.previews(call.now, number=number):
        raise Refused("not_yours", number=number)
    raise Refused("nothing_to_confirm", number=number)


@router.command("confirm", roles=_WHO, takes=_number_or_nothing)
def confirm(call: Call) -> Iterator[CarryOut]:
    """Carry out what the sender previewed."""
    preview = _preview(call, number_meant(call, call.arguments()))
    if call.work.records.end_preview(preview.id, "confirmed"):
        yield CarryOut(preview)


@router.command("cancel", roles=_WHO, takes=_number_or_nothing)
def cancel(call: Call) -> Iterator[Reply]:
    """Drop a preview, or what of a notice has not been sent."""
    number = number_meant(call, call.arguments())
    try:
        preview = _preview(call, number)
    except Refused:
        notice = call.work.notices.newest(number)
        if notice is None or notice.person != call.sender:
            raise
        stopped = stop(call, [notice.id])
        if not stopped and notice.state != WAITING:
            # It is out: what can still be done is /recall.
            raise
        call.work.notices.set_state(notice.id, CANCELLED)
        yield Reply("confirm/stopped", {"number": number, "groups": stopped})
        return
    call.work.records.end_preview(preview.id, "cancelled")
    yield Reply("confirm/cancelled", {"number": preview.number})
