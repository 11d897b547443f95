"""An item that nobody answered within its time comes up again, higher."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.call import Call, Reply
from bot.contract import Lane
from bot.items import behind, line
from bot.raising import watch
from bot.roles import GroupKind, Role
from bot.routing import Router

router = Router("overdue")


@router.tick("overdue")
def overdue(call: Call, refer: str) -> Iterator[Reply]:
    """Nobody has answered it: staff hear of it again, then the secretary in private."""
    key, _, level = refer.rpartition(":")
    item = call.work.demands.item(key)
    if item is None or not item.open:
        return
    data = {"item": line(call, item, behind(call.work, [item])[key]), "labels": call.kit.words.demand_labels}
    if level == "1":
        watch(call, item, 2)
        for group in call.directory.of_kind(GroupKind.STAFF):
            yield _told(call, data, group=group.id)
        return
    for person in call.work.people.friends(call.directory.holders(Role.SECRETARY)):
        yield _told(call, data, person=person)


def _told(call: Call, data: dict[str, Any], *, group: str | None = None, person: str | None = None) -> Reply:
    return Reply(
        "digest/overdue", data, group=group, person=person, lane=Lane.SUMMARY, kind="overdue", sensitive=True,
        number=data["item"]["number"],
        buildings=tuple(call.directory.buildings), asked=False,
    )  # fmt: skip
