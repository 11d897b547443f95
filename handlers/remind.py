"""/remind: mention the households that are missing, in the building's own group."""

from __future__ import annotations

from collections.abc import Iterator

from bot.call import Call, Reply
from bot.collecting.table import to_mention
from bot.contract import Lane
from bot.errors import Refused
from bot.naming import number_meant
from bot.roles import Role
from bot.routing import Router

router = Router("remind")
_WHO = (Role.RELAY, Role.STAFF)


@router.command(
    "remind", roles=_WHO, takes=lambda call: not call.command.body and call.command.head.replace(" ", "").isdigit()
)
def remind(call: Call) -> Iterator[Reply]:
    """Remind now."""
    arguments = call.arguments()
    if arguments.rest:
        raise Refused("not_understood", said=" ".join(arguments.rest))
    number = number_meant(call, arguments)
    buildings = call.buildings_for(arguments.audience, *_WHO)
    opened = [
        one for one in call.work.collections.current()
        if one.status == "open" and set(one.buildings) & set(buildings)
        and number in (None, one.number)
    ]  # fmt: skip
    if not opened:
        raise Refused("nothing_open")
    if len(opened) > 1:
        raise Refused("which_number", numbers=[one.number for one in opened])
    collection = opened[0]
    groups = [
        group for group in call.directory.official(buildings)
        if group.building in collection.buildings and to_mention(call, collection, group.building, group.id)
    ]  # fmt: skip
    if not groups:
        yield Reply("remind/nobody", {"title": collection.title}, private=True)
        return
    for group in groups:
        yield Reply(
            "deadline/remind", group=group.id, lane=Lane.REMINDER, kind="reminder", compose="remind", asked=False,
            refer=f"{collection.id}:{group.building}", lapses_at=collection.deadline,
        )  # fmt: skip
    if len(groups) != 1 or call.group is None or call.group.id != groups[0].id:
        yield Reply("remind/queued", {"groups": len(groups), "title": collection.title})
