"""/forward: carries a message on: from an upper group down to the relay's own, from a building group up to staff."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot.call import Call, Reply
from bot.contract import NOT_TO_CARRY, Lane
from bot.errors import Refused
from bot.items import quoted_voice
from bot.notices import check_notice, people_in, still_own
from bot.raising import open_item, voice
from bot.roles import GroupKind, Role
from bot.routing import Router
from bot.understand import Message
from data.demands import Item
from data.directory import Group
from data.records import Notice, Preview

router = Router("forward")
_WHO = (Role.RELAY, Role.STAFF)
_ENOUGH = 40
"""Characters of a quotation that are compared: chat programs cut long ones short."""


def _takes(call: Call) -> bool:
    arguments = call.arguments()
    return not arguments.rest and not (call.command and call.command.body) and (
        call.quote is not None or arguments.number is not None
    )  # fmt: skip


@router.command("forward", roles=_WHO, takes=_takes)
def forward(call: Call) -> Iterator[Reply]:
    """Carry the quoted message, or number N, on."""
    arguments = call.arguments()
    if arguments.rest:
        raise Refused("not_understood", said=" ".join(arguments.rest))
    text = _text(call, arguments.number)
    if call.group is not None and call.group.kind is GroupKind.OFFICIAL and arguments.number is None:
        yield from _up(call, text)
        return
    buildings = call.buildings_for(arguments.audience, *_WHO)
    groups = call.directory.official(buildings)
    if not groups:
        raise Refused("no_group")
    check_notice(call, text, groups)
    if len(groups) == 1:
        yield from _carry(call, text, groups)
        yield Reply("forward/done", {"groups": [group.topic for group in groups]})
        return
    minutes = call.kit.settings.preview_minutes
    data = {"text": text, "groups": [group.id for group in groups]}
    preview = call.work.records.preview(call.sender, "forward", data, call.now + timedelta(minutes=minutes))
    yield Reply(
        "forward/preview",
        {
            "number": preview.number, "text": text, "groups": [group.topic for group in groups],
            "people": people_in(call, buildings), "minutes": minutes,
        },
        number=preview.number,
    )  # fmt: skip


def _text(call: Call, number: int | None) -> str:
    """The whole text of what is to be carried: a quotation may be cut short, what was stored is not."""
    if number is not None:
        notices = [one for one in call.work.records.notices(number=number) if _reads(call, one)]
        if not notices:
            raise Refused("no_number", number=number)
        return notices[-1].text
    if not call.quote:
        raise Refused("nothing_quoted")
    quote = call.quote.strip()
    start = quote.rstrip("….")[:_ENOUGH]
    said = call.work.outgoing.said_in(call.group.id if call.group else None, call.sender)
    if any(one.kind in NOT_TO_CARRY and start in one.text for one in said):
        raise Refused("own_details")
    for message in said:
        if message.text.startswith(start):
            return message.text
    found = call.work.inbox.quoted(call.message.account, call.message.group, quote, call.message.seq)
    return found.text if found else quote


def _reads(call: Call, notice: Notice) -> bool:
    """Whether the sender could read ``notice`` where it went: in a group of his own buildings, or in the relays'."""
    if notice.state != "sent":
        return False
    own = call.scope(*_WHO)
    groups = [call.directory.groups[key] for key in notice.groups if key in call.directory.groups]
    return any(
        group.kind is GroupKind.RELAY or (group.kind is GroupKind.OFFICIAL and group.building in own)
        for group in groups
    )


def _up(call: Call, text: str) -> Iterator[Reply]:
    here = call.group.building if call.group else None
    if here not in call.scope(*_WHO):
        raise Refused("not_your_building", buildings=[here])
    groups = call.directory.of_kind(GroupKind.STAFF)
    if not groups:
        raise Refused("no_group")
    item = _item(call, text)
    call.work.demands.change(item, call.now, call.sender, "up", up=True)
    for group in groups:
        yield Reply(
            "forward/up", {"text": text, "building": here, "number": item.number}, group=group.id, lane=Lane.SUMMARY,
            kind="forward", asked=False,
        )  # fmt: skip
    yield Reply("forward/sent_up", private=True, fallback=False)


def _item(call: Call, text: str) -> Item:
    """The item of the quoted words: what was not taken for a demand is one now, because a person says so."""
    known = quoted_voice(call)
    item = call.work.demands.item(known.item) if known is not None else None
    if item is not None:
        return item
    meaning = call.kit.reader.read(Message(text, None, "official", call.group.building if call.group else None))
    demand = voice(call, "request", meaning.category, text)
    return open_item(call, demand, meaning.urgency or "medium", meaning.party)


def _carry(call: Call, text: str, groups: list[Group]) -> Iterator[Reply]:
    for group in groups:
        yield Reply(
            "notice/text", {"text": text}, group=group.id, lane=Lane.NOTICE, kind="forward", asked=False,
        )  # fmt: skip


@router.confirmed("forward")
def carry_out(call: Call, preview: Preview) -> Iterator[Reply]:
    """Carry it to the groups that were previewed."""
    groups = still_own(call, preview.data["groups"], *_WHO)
    check_notice(call, preview.data["text"], groups)
    yield from _carry(call, preview.data["text"], groups)
    yield Reply("forward/done", {"groups": [group.topic for group in groups]})
