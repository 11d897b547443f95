"""/recall: withdraws a notice in every group that had it: taken back where that still can be, else by one line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from bot.call import Call, Reply, TakeBack
from bot.contract import Lane
from bot.errors import Refused
from bot.naming import number_meant
from bot.notices import still_own, stop, versions
from bot.roles import Role
from bot.routing import Router
from bot.understand.discreet import discreet
from data.notices import RECALLED, Notice
from data.store import moment

router = Router("recall")
_OPENING = 12
"""Characters by which a notice is known again."""
_LOUD = "loud"
"""What a recall's ``refer`` ends with where its line may be heard at night: the secretary withdrew it."""


def _number_or_nothing(call: Call) -> bool:
    return call.command is not None and (not call.command.head or call.command.head.strip().isdigit())


@router.command("recall", roles=[Role.STAFF], takes=_number_or_nothing)
def recall(call: Call) -> Iterator[Reply | TakeBack]:
    """Withdraw a notice with all its versions, and what relays carried on from it."""
    number = number_meant(call, call.arguments())
    notice = call.work.notices.newest(number)
    if notice is None:
        raise Refused("no_number", number=number)
    if notice.state == RECALLED:
        raise Refused("withdrawn", number=number)
    still_own(call, notice.groups, Role.STAFF)
    every = versions(call, notice)
    stopped = stop(call, every)
    for key in every:
        call.work.notices.set_state(key, RECALLED)
    said: dict[str, list[Any]] = {}
    for row in call.work.ledger.copies(every):
        said.setdefault(row.chat_group, []).append(row)
    refer = f"{notice.id}:{_LOUD if call.has(Role.SECRETARY) else ''}"
    for group, rows in said.items():
        fresh = [row for row in rows if _can_be_taken_back(call, row)]
        for row in fresh:
            yield TakeBack(group, row.network_id, refer)
        if len(fresh) < len(rows):
            yield _line(call, notice, group)
    named = call.work.records.named(notice.number)
    yield Reply(
        "recall/done",
        {
            "number": notice.number, "groups": len(said), "stopped": stopped,
            "collecting": named is not None and named[0] == "collection",
        },
        number=notice.number,
    )  # fmt: skip


def _can_be_taken_back(call: Call, row: Any) -> bool:
    newest = call.now - timedelta(seconds=call.kit.settings.recall_seconds)
    return bool(row.network_id) and row.account == call.work.account and moment(row.sent_at) > newest


def _line(call: Call, notice: Notice, group: str, *, quiet: bool = True) -> Reply:
    """The one line that a group hears, however many messages of the notice it had: each is known by its first words."""
    every = [one for one in call.work.notices.find(number=notice.number) if group in one.groups] or [notice]
    data = {
        "number": notice.number, "at": every[0].at, "corrected": len(every) > 1,
        "openings": list(dict.fromkeys(filter(None, (_opening(call, one.text) for one in every)))),
    }  # fmt: skip
    return Reply(
        "recall/line", data, group=group, lane=Lane.REPLY, kind="recall_line",
        asked=False, quiet=quiet, cause=f"recalled:{notice.id}:{group}",
    )  # fmt: skip


def _opening(call: Call, text: str) -> str:
    """The first words of a notice; nothing where they lead to somebody: perhaps that is why it is withdrawn."""
    opening = text.strip().partition("\n")[0][:_OPENING]
    rooms = {room for flats in call.directory.households.values() for _, room in flats}
    told = call.kit.disclosure.names_room(text, rooms) or call.kit.disclosure.tells_result(text)
    return "" if told or discreet(text) != text or "@" in opening else opening


@router.failed("recall")
def not_taken_back(call: Call, refer: str) -> Iterator[Reply]:
    """The network did not take it back: the group hears the line."""
    message = call.work.outgoing.get(refer)
    key, _, voice = (message.refer or "").partition(":") if message else ("", "", "")
    notice = call.work.notices.get(key)
    if message is not None and message.group is not None and notice is not None:
        yield _line(call, notice, message.group, quiet=voice != _LOUD)
