"""What happens at a deadline: the collection closes, staff get the summary, every relay the building's table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot.call import Call, Reply, addressee
from bot.collecting.table import page
from bot.contract import Lane
from bot.roles import GroupKind
from data.rounds import Collection


def closing(call: Call, collection: Collection) -> Iterator[Reply]:
    """Close ``collection``, if it is open, and tell who must know."""
    until = call.now + timedelta(hours=call.kit.settings.late_hours)
    if not call.work.collections.close(collection, call.now, until):
        return
    call.work.records.forget_ticks(collection.id, ["remind", "doorbell", "deadline"])
    closed = call.work.collections.get(collection.id) or collection
    yield from summary(call, closed, "deadline/summary")
    for building in closed.buildings:
        person = addressee(call, building)
        if person is None:
            continue
        yield Reply(
            "deadline/table", page(call, closed, [building]), person=person, lane=Lane.TABLE, kind="table",
            sensitive=True, buildings=(building,), asked=False, refer=f"{closed.id}:{building}", number=closed.number,
        )  # fmt: skip


def summary(call: Call, collection: Collection, template: str) -> Iterator[Reply]:
    """The whole compound in one message, to the staff group."""
    data = page(call, collection, list(collection.buildings))
    for group in call.directory.of_kind(GroupKind.STAFF):
        yield Reply(
            template, data, group=group.id, lane=Lane.SUMMARY, kind="summary", sensitive=True, asked=False,
            refer=collection.id, number=collection.number,
        )  # fmt: skip
