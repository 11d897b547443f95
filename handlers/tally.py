"""/tally: who has answered, who is missing, who needs a look. A group sees counts and missing rooms, no more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.call import Call, Reply
from bot.collecting.table import missing_by_reach, page
from bot.errors import Refused
from bot.naming import number_meant
from bot.roles import GroupKind, Role
from bot.routing import Router
from data.rounds import Collection

router = Router("tally")
_WHO = (Role.RELAY, Role.STAFF)


def _takes(call: Call) -> bool:
    """Without a slash only what names a number or an audience: 统计 is an everyday word."""
    arguments = call.arguments()
    return not arguments.rest and not (call.command and call.command.body)


@router.command("tally", roles=_WHO, takes=_takes)
def tally(call: Call) -> Iterator[Reply]:
    """The counts as they are now."""
    arguments = call.arguments()
    if arguments.rest:
        raise Refused("not_understood", said=" ".join(arguments.rest))
    here = call.group.building if call.group is not None and call.group.kind is GroupKind.OFFICIAL else None
    if here is not None and here not in call.scope(*_WHO):
        raise Refused("not_your_building", buildings=[here])
    buildings = call.buildings_for(arguments.audience, *_WHO)
    collection = _collection(call, number_meant(call, arguments), buildings)
    buildings = [building for building in collection.buildings if building in buildings]
    if not buildings:
        raise Refused("not_your_building", buildings=list(collection.buildings))
    data = page(call, collection, buildings)
    kind = call.group.kind if call.group is not None else None
    shown: dict[str, Any] = {"sensitive": True, "buildings": tuple(buildings), "number": collection.number}
    if kind is GroupKind.STAFF:
        yield Reply("tally/buildings", data, **shown)
        return
    if kind is GroupKind.RELAY or (here is not None and buildings == [here]):
        yield Reply("tally/group", data, number=collection.number)
        yield Reply("tally/details", _details(call, collection, data, buildings), private=True, asked=False, **shown)
        return
    template = "tally/buildings" if len(buildings) > 3 else "tally/details"
    data = data if template == "tally/buildings" else _details(call, collection, data, buildings)
    yield Reply(template, data, private=True, **shown)


def _collection(call: Call, number: int | None, buildings: list[str]) -> Collection:
    if number is None:
        found = call.work.collections.latest(buildings)
        if found is None:
            raise Refused("nothing_collected")
        return found
    named = call.work.records.named(number)
    found = call.work.collections.get(named[1]) if named and named[0] == "collection" else None
    if found is None:
        raise Refused("no_number", number=number)
    return found


def _details(call: Call, collection: Collection, data: dict[str, Any], buildings: list[str]) -> dict[str, Any]:
    """Add how the missing can be reached, and how many answers wait for somebody to say whose they are."""
    rows = []
    for row in data["rows"]:
        count = call.work.collections.sheet(collection, row["building"]).count()
        reach = missing_by_reach(call, row["building"], count)
        unplaced = call.work.collections.unplaced_count(collection, row["building"])
        rows.append(row | {
            "reachable": reach.reachable, "absent": reach.absent, "no_wechat": reach.no_wechat, "unplaced": unplaced,
        })  # fmt: skip
    return data | {"rows": rows}
