"""/forward: carries a message on: from an upper group down to the relay's own, from a building group up to staff."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot.call import Call, Reply
from bot.contract import NOT_TO_CARRY, Lane
from bot.errors import Refused
from bot.items import quoted_voice
from bot.notices import check_notice, older_version, people_in, still_own
from bot.raising import open_item, reopen, voice
from bot.roles import GroupKind, Role
from bot.routing import Router
from bot.understand import Message
from data.demands import Item
from data.directory import Group
from data.ledger import CARRIED
from data.notices import RECALLED, SENT, Notice
from data.records import Preview

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
    text, key = _text(call, arguments.number)
    if call.group is not None and call.group.kind is GroupKind.OFFICIAL and arguments.number is None:
        yield from _up(call, text)
        return
    text, key, newer = _as_it_holds(call, text, key)
    buildings = call.buildings_for(arguments.audience, *_WHO)
    groups = call.directory.official(buildings)
    if not groups:
        raise Refused("no_group")
    check_notice(call, text, groups)
    if len(groups) == 1:
        yield from _carry(call, text, groups, key, newer=newer)
        yield Reply("forward/done", {"groups": [group.topic for group in groups], "newer": newer})
        return
    minutes = call.kit.settings.preview_minutes
    data = {"text": text, "groups": [group.id for group in groups], "notice": key, "newer": newer}
    preview = call.work.records.preview(call.sender, "forward", data, call.now + timedelta(minutes=minutes))
    yield Reply(
        "forward/preview",
        {
            "number": preview.number, "text": text, "groups": [group.topic for group in groups],
            "people": people_in(call, buildings), "minutes": minutes, "newer": newer,
        },
        number=preview.number,
    )  # fmt: skip


def _text(call: Call, number: int | None) -> tuple[str, str | None]:
    """The whole text of what is to be carried, and the notice that it is: a quotation may be cut short."""
    if number is not None:
        notice = call.work.notices.newest(number)
        if notice is None or not _reads(call, notice):
            raise Refused("no_number", number=number)
        return notice.text, notice.id
    if not call.quote:
        raise Refused("nothing_quoted")
    quote = call.quote.strip()
    start = quote.rstrip("….")[:_ENOUGH]
    said = call.work.outgoing.said_in(call.group.id if call.group else None, call.sender)
    if any(one.kind in NOT_TO_CARRY and start in one.text for one in said):
        raise Refused("own_details")
    for message in said:
        if message.text.startswith(start):
            notice = call.work.notices.get(message.notice or message.refer or "")
            return (notice.text, notice.id) if notice else (message.text, None)
    found = call.work.inbox.quoted(call.message, quote)
    if found is not None and found.own and call.group is None:
        # Said so long ago that its kind is not looked for any more.
        raise Refused("own_details")
    return (found.text if found else quote), None


def _as_it_holds(call: Call, text: str, key: str | None) -> tuple[str, str | None, bool]:
    """What is carried, of which notice; True where that is newer than ``text``, an old version of it.

    Raises:
        Refused: the notice was withdrawn.
    """
    notice = call.work.notices.get(key) if key else None
    if notice is not None:
        newest = call.work.notices.newest(notice.number) or notice
        older = (notice, newest) if newest.id != notice.id or notice.state == RECALLED else None
    else:
        older = older_version(call, text)
    if older is None:
        return text, key, False
    if older[1].state == RECALLED:
        raise Refused("withdrawn", number=older[1].number)
    if not _reads(call, older[1]):
        raise Refused("no_number", number=older[1].number)
    return older[1].text, older[1].id, True


def _reads(call: Call, notice: Notice) -> bool:
    """Whether the sender could read ``notice`` where it went: in a group of his own buildings, or in the relays'."""
    if notice.state != SENT:
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
            kind="forward", asked=False, number=item.number,
        )  # fmt: skip
    yield Reply("forward/sent_up", private=True, fallback=False)


def _item(call: Call, text: str) -> Item:
    """The item of the quoted words: what was not taken for a demand is one now, because a person says so."""
    known = quoted_voice(call)
    item = call.work.demands.item(known.item) if known is not None else None
    if item is not None:
        return reopen(call, item, call.sender) if item.status == "dropped" else item
    meaning = call.kit.reader.read(Message(text, None, "official", call.group.building if call.group else None))
    demand = voice(call, "request", meaning.category, text)
    return open_item(call, demand, meaning.urgency or "medium", meaning.party)


def _carry(call: Call, text: str, groups: list[Group], notice: str | None, *, newer: bool) -> Iterator[Reply]:
    marked = {"text": text, "withdrawn": False, "at": call.now}
    for group in groups:
        yield Reply(
            "notice/outdated" if newer else "notice/text", marked, group=group.id, lane=Lane.NOTICE, kind=CARRIED,
            asked=False, refer=notice,
        )  # fmt: skip


@router.confirmed("forward")
def carry_out(call: Call, preview: Preview) -> Iterator[Reply]:
    """Carry it to the groups that were previewed."""
    groups = still_own(call, preview.data["groups"], *_WHO)
    check_notice(call, preview.data["text"], groups)
    data = preview.data
    if data["notice"] is not None and call.work.notices.ended(data["notice"]):
        raise Refused("changed_meanwhile")
    yield from _carry(call, data["text"], groups, data["notice"], newer=data["newer"])
    yield Reply("forward/done", {"groups": [group.topic for group in groups], "newer": data["newer"]})
