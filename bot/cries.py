"""A cry for help: who hears of it, and again until somebody takes it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from bot.call import Call, Reply, addressee
from bot.contract import Lane
from bot.roles import GroupKind, Role
from data.demands import Demand, Item
from data.directory import Group

AGAIN = timedelta(minutes=5)
TIMES = 6
"""How often it comes again before the secretary alone hears it."""
_PARTIES = {"property": GroupKind.PROPERTY, "owners": GroupKind.OWNERS}


def cry_out(call: Call, item: Item, demand: Demand, *, again: int = 0) -> Iterator[Reply]:
    """Tell the relay in private, the staff group, and the party that can act."""
    data = data_of(call, item, demand, again)
    for group in call.directory.of_kind(GroupKind.STAFF):
        yield _told(data, group=group, person=None, buildings=())
    relay = addressee(call, demand.building or "")
    if relay is not None:
        yield _told(data, group=None, person=relay, buildings=(demand.building,) if demand.building else ())
    for group in _party_groups(call, item):
        yield Reply(
            "urgent/party", data, group=group.id, lane=Lane.URGENT, kind="cry", asked=False, quiet=False,
            refer=item.id,
        )  # fmt: skip
    number = again + 1
    call.work.records.tick(f"cry:{item.id}:{number}", "cry", f"{item.id}:{number}", call.now + AGAIN)


def to_the_secretary(call: Call, item: Item, demand: Demand, again: int) -> Iterator[Reply]:
    """Nobody has taken it: the secretary hears it, in private."""
    data = data_of(call, item, demand, again)
    lines = call.work.people.friends(call.directory.holders(Role.SECRETARY))
    for person in lines:
        yield _told(data, group=None, person=person, buildings=(demand.building,) if demand.building else ())
    if not lines:
        for group in call.directory.of_kind(GroupKind.STAFF):
            yield _told(data, group=group, person=None, buildings=())


def to_one(call: Call, item: Item, demand: Demand, person: str) -> Reply:
    """Whoever hears it instead of somebody who could not be reached."""
    buildings = (demand.building,) if demand.building else ()
    return _told(data_of(call, item, demand, 0), group=None, person=person, buildings=buildings)


def _told(data: dict[str, Any], *, group: Group | None, person: str | None, buildings: tuple[str, ...]) -> Reply:
    return Reply(
        "urgent/cry", data, group=group.id if group else None, person=person, lane=Lane.URGENT, kind="cry",
        sensitive=True, buildings=buildings, asked=False, quiet=False, refer=data["item"],
    )  # fmt: skip


def data_of(call: Call, item: Item, demand: Demand, again: int) -> dict[str, Any]:
    """What the templates of a cry show."""
    source = call.work.inbox.get(demand.source)
    name = call.kit.disclosure.shown_name(source.name) if source is not None else ""
    return {
        "item": item.id, "number": item.number, "building": demand.building,
        "room": "-".join(filter(None, demand.place[1:])) or None, "name": name, "words": demand.text,
        "again": again, "at": demand.at, "private": demand.group is None,
    }  # fmt: skip


def _party_groups(call: Call, item: Item) -> list[Group]:
    kind = _PARTIES.get(item.party)
    return call.directory.of_kind(kind) if kind is not None else []
