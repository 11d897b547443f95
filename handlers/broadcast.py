"""/broadcast: an official notice, previewed, confirmed, sent at once or at a time; /resend to where it failed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot.call import Call, Reply
from bot.command import Audience
from bot.errors import Refused
from bot.naming import number_meant
from bot.notices import check_notice, deliver, missing_parts, people_in, send_notice, still_own
from bot.roles import Role
from bot.routing import Router
from data.directory import Group
from data.records import Preview
from data.store import moment, stamp

router = Router("broadcast")


def _has_text(call: Call) -> bool:
    return bool(call.command and call.command.body)


@router.command("broadcast", roles=[Role.STAFF], takes=_has_text)
def broadcast(call: Call) -> Iterator[Reply]:
    """Preview an official notice."""
    command = call.typed
    if not command.body:
        raise Refused("no_text")
    arguments = call.arguments()
    if arguments.rest or arguments.number is not None:
        raise Refused("not_understood", said=" ".join(arguments.rest) or str(arguments.number))
    if arguments.scheduled is not None and arguments.scheduled <= call.now:
        raise Refused("past", when=arguments.scheduled)
    buildings, groups = _readers(call, arguments.audience)
    if not groups:
        raise Refused("no_group")
    check_notice(call, command.body, groups)
    minutes = call.kit.settings.preview_minutes
    data = {
        "text": command.body, "groups": [group.id for group in groups],
        "at": stamp(arguments.scheduled) if arguments.scheduled else None,
    }  # fmt: skip
    preview = call.work.records.preview(call.sender, "broadcast", data, call.now + timedelta(minutes=minutes))
    yield Reply(
        "broadcast/preview",
        {
            "number": preview.number, "text": command.body, "groups": [group.topic for group in groups],
            "people": people_in(call, buildings), "at": arguments.scheduled,
            "lacks": missing_parts(call, command.body), "minutes": minutes,
        },
        number=preview.number,
    )  # fmt: skip


def _readers(call: Call, audience: Audience) -> tuple[list[str], list[Group]]:
    """The buildings and chat groups that ``audience`` means; other groups than official ones only where named."""
    groups: list[Group] = []
    buildings: list[str] = []
    if audience.buildings or audience.everywhere or not audience.kinds:
        buildings = call.buildings_for(audience, Role.STAFF)
        groups += call.directory.official(buildings)
    for kind in audience.kinds:
        named = call.directory.of_kind(kind)
        own = call.scope(Role.STAFF)
        groups += [
            group for group in named if group not in groups and (group.building is None or group.building in own)
        ]
    return buildings, groups


@router.confirmed("broadcast")
def publish(call: Call, preview: Preview) -> Iterator[Reply]:
    """Send the notice, or keep it until its time."""
    data = preview.data
    groups = still_own(call, data["groups"], Role.STAFF)
    check_notice(call, data["text"], groups)
    at = moment(data["at"]) if data["at"] else None
    waiting = at is not None and at > call.now
    yield from send_notice(call, preview.number, data["text"], groups, waiting=waiting)
    notice = call.work.records.notices(number=preview.number)[-1]
    call.work.records.renumber(preview.number, "notice", notice.id)
    if waiting and at is not None:
        call.work.records.tick(f"notice:{notice.id}", "notice", notice.id, at)
    yield Reply("broadcast/confirmed", {"number": preview.number, "groups": len(groups), "at": at if waiting else None},
                number=preview.number)  # fmt: skip


@router.tick("notice")
def due(call: Call, refer: str) -> Iterator[Reply]:
    """A notice's time has come."""
    for notice in call.work.records.notices(state="waiting"):
        if notice.id == refer:
            call.work.records.set_notice(notice.id, "sent")
            call.sender = notice.person
            call.roles = call.directory.acts_as(notice.person)
            yield from deliver(notice.id, notice.number, notice.text, notice.groups)


def _number_or_nothing(call: Call) -> bool:
    return call.command is not None and (not call.command.head or call.command.head.strip().isdigit())


@router.command("resend", roles=[Role.STAFF], takes=_number_or_nothing)
def resend(call: Call) -> Iterator[Reply]:
    """Again to the groups where it failed, and only there."""
    number = number_meant(call, call.arguments())
    notices = call.work.records.notices(number=number) if number is not None else []
    if not notices:
        raise Refused("no_number", number=number)
    notice = notices[-1]
    own = set(call.scope(Role.STAFF))
    failed = [
        group for group in call.work.outgoing.groups_in_state(notice.id, "failed")
        if group in call.directory.groups and (call.directory.groups[group].building or "") in own | {""}
    ]  # fmt: skip
    for group in failed:
        call.work.outgoing.forget_failure(notice.id, group)
    yield from deliver(notice.id, notice.number, notice.text, failed, cause=f"resend:{call.message.seq}")
    yield Reply("broadcast/resent", {"number": notice.number, "groups": len(failed)})
