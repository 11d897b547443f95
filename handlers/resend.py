"""/resend: a notice again to the groups where it failed, and only there."""

from __future__ import annotations

from collections.abc import Iterator

from bot.call import Call, Reply
from bot.errors import Refused
from bot.naming import number_meant
from bot.roles import Role
from bot.routing import Router
from data.notices import ENDED

router = Router("resend")


def _number_or_nothing(call: Call) -> bool:
    return call.command is not None and (not call.command.head or call.command.head.strip().isdigit())


@router.command("resend", roles=[Role.STAFF], takes=_number_or_nothing)
def resend(call: Call) -> Iterator[Reply]:
    """Queue again what surely did not arrive of the version that holds now."""
    number = number_meant(call, call.arguments())
    notice = call.work.notices.newest(number)
    if notice is None:
        raise Refused("no_number", number=number)
    if notice.state in ENDED:
        raise Refused("withdrawn", number=number)
    own = {*call.scope(Role.STAFF), ""}
    groups = call.directory.groups
    mine = [key for key in notice.groups if key in groups and (groups[key].building or "") in own]
    again = call.work.ledger.again(notice.id, mine, call.now)
    yield Reply("broadcast/resent", {"number": notice.number, "groups": len(again)}, number=notice.number)
