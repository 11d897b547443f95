"""Before, at and after a deadline: reminders, the doorbell list, summary and tables, late answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot.call import Call, Reply, addressee
from bot.collecting.closing import closing, summary
from bot.collecting.table import by_floor, page, to_mention
from bot.contract import Lane
from bot.roles import GroupKind
from bot.routing import Router
from data.outgoing import Queued
from data.rounds import Collection

router = Router("deadline")
_TOO_LATE = timedelta(minutes=10)
"""A reminder that much behind its time (the bot was down) is left out: the next moment speaks for it."""


def _open(call: Call, refer: str) -> Collection | None:
    collection = call.work.collections.get(refer)
    return collection if collection is not None and collection.status == "open" else None


@router.tick("remind")
def remind(call: Call, refer: str) -> Iterator[Reply]:
    """60 and 20 minutes before the deadline: each building's own group, as things are when it is sent."""
    collection = _open(call, refer)
    if collection is None or collection.deadline is None or call.now >= collection.deadline:
        return
    minutes = 60 if collection.deadline - call.now > timedelta(minutes=40) else 20
    if collection.deadline - call.now < timedelta(minutes=minutes) - _TOO_LATE:
        return
    for group in call.directory.official(collection.buildings):
        yield Reply(
            "deadline/remind", group=group.id, lane=Lane.REMINDER, kind="reminder", compose="remind",
            refer=f"{collection.id}:{group.building}", asked=False, lapses_at=collection.deadline,
            cause=f"remind:{collection.id}:{minutes}:{group.id}",
        )  # fmt: skip


@router.composer("remind")
def compose_reminder(call: Call, message: Queued) -> Reply | None:
    """Mention who is missing now; nothing to say where nobody is, or nobody can be mentioned."""
    key, _, building = (message.refer or "").partition(":")
    collection = _open(call, key)
    if collection is None or message.group is None:
        return None
    people = to_mention(call, collection, building, message.group)
    if not people:
        return None
    data = {"title": collection.title, "deadline": collection.deadline, "names": [name for _, name in people]}
    return Reply("deadline/remind", data, mentions=tuple(people))


@router.tick("doorbell")
def doorbell(call: Call, refer: str) -> Iterator[Reply]:
    """30 minutes before the deadline: to each relay in private, who has still to be woken, by floor."""
    collection = _open(call, refer)
    if collection is None or collection.deadline is None or call.now >= collection.deadline:
        return
    for building in collection.buildings:
        person = addressee(call, building)
        count = call.work.collections.sheet(collection, building).count()
        if person is None or not count.missing:
            continue
        data = {
            "title": collection.title, "building": building, "deadline": collection.deadline,
            "no_wechat": [home.label for home in count.missing if home.no_wechat],
            "floors": [
                (floor, [home.label for home in homes])
                for floor, homes in by_floor([home for home in count.missing if not home.no_wechat])
            ],
        }  # fmt: skip
        yield Reply(
            "deadline/doorbell", data, person=person, lane=Lane.TABLE, kind="doorbell", sensitive=True,
            buildings=(building,), asked=False, refer=f"{collection.id}:{building}", lapses_at=collection.deadline,
        )  # fmt: skip


@router.tick("deadline")
def deadline(call: Call, refer: str) -> Iterator[Reply]:
    """The deadline: no more open; staff and relays hear the result."""
    collection = _open(call, refer)
    if collection is not None:
        yield from closing(call, collection)


@router.tick("restate")
def restate(call: Call, refer: str) -> Iterator[Reply]:
    """Late answers came: staff get the summary once more, at most once an hour."""
    collection = call.work.collections.get(refer)
    if collection is not None and collection.status != "open":
        yield from summary(call, collection, "deadline/restated")


@router.composer("late")
def compose_late(call: Call, message: Queued) -> Reply | None:
    """What the relay hears of late answers: the building's table as it is now."""
    key, _, building = (message.refer or "").partition(":")
    collection = call.work.collections.get(key)
    if collection is None:
        return None
    return Reply("deadline/late", page(call, collection, [building]), sensitive=True, buildings=(building,))


@router.failed("table")
@router.failed("doorbell")
def table_failed(call: Call, refer: str) -> Iterator[Reply]:
    """A relay could not be reached: staff hear that, without the table; it is there on /tally."""
    message = call.work.outgoing.get(refer)
    building = (message.refer or "").partition(":")[2] if message else ""
    for group in call.directory.of_kind(GroupKind.STAFF):
        yield Reply("deadline/no_relay", {"building": building}, group=group.id, lane=Lane.SUMMARY, asked=False)
