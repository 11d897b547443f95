"""Who comes and goes: a tie ends with leaving; a relay who leaves the building's group loses the role there."""

from __future__ import annotations

from collections.abc import Iterator

from bot.call import Call, Reply
from bot.contract import Lane, MessageType
from bot.roles import GroupKind, Role
from bot.routing import Router
from data.store import stamp, table
from data.tables import AliasRow, DutyRow

router = Router("presence")


@router.event(MessageType.JOIN)
def joined(call: Call) -> None:
    """Somebody came in. Silence: the group has its own manners."""
    if call.group is not None:
        name = call.message.name or call.message.text
        call.work.people.seen(call.group.id, call.sender, call.message.contact, name, call.group.building)


@router.event(MessageType.LEAVE)
def left(call: Call) -> Iterator[Reply]:
    """Somebody left: the tie that this nickname made ends, and a relay's role in that building with it."""
    if call.group is None:
        return
    call.work.people.leave(call.group.id, call.sender, call.group.building, call.now)
    building = call.group.building
    if call.group.kind is not GroupKind.OFFICIAL or building is None:
        return
    duties = [
        duty for duty in call.directory.duties.get(call.sender, ())
        if duty.role is Role.RELAY and duty.buildings and building in duty.buildings
    ]  # fmt: skip
    if not duties:
        return
    source = table(DutyRow)
    kept = sorted(duties[0].buildings - {building}, key=call.directory.buildings.index)
    ended = None if kept else stamp(call.now)
    call.work.store.change(
        DutyRow, source.c.person == call.sender, source.c.role == Role.RELAY.value,
        buildings=",".join(kept) or building, ended_at=ended, given_by="left",
    )  # fmt: skip
    call.work.changed()
    for group in call.directory.of_kind(GroupKind.STAFF):
        yield Reply("presence/relay_left", {"building": building}, group=group.id, lane=Lane.SUMMARY, asked=False)


@router.event(MessageType.FRIEND)
def befriended(call: Call) -> None:
    """Somebody added the bot: there is a private line now."""
    call.work.people.flush()
    source = table(AliasRow)
    call.work.store.change(
        AliasRow, source.c.account == call.work.account, source.c.contact == call.message.contact, friend=True
    )
    call.work.people.forget(call.message.contact)
