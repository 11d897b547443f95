"""Items that nobody answered within their time come up again, higher: together in one message, and not at night."""

from __future__ import annotations

from collections.abc import Iterator

from bot.call import Call, Reply
from bot.contract import Lane
from bot.items import behind, line, pressing
from bot.pace import quiet_until
from bot.raising import watch
from bot.roles import GroupKind, Role
from bot.routing import Router
from data.outgoing import Queued
from data.tells import tell, to_tell

router = Router("overdue")
_KIND = "overdue"


@router.tick(_KIND)
def overdue(call: Call, refer: str) -> Iterator[Reply]:
    """Nobody has answered it: staff hear of it again, then the secretary in private."""
    key, _, level = refer.rpartition(":")
    item = call.work.demands.item(key)
    if item is None or not item.open:
        return
    if level == "1":
        watch(call, item, 2)
        for group in call.directory.of_kind(GroupKind.STAFF):
            yield from _tell(call, key, group=group.id)
        return
    for person in call.work.people.friends(call.directory.holders(Role.SECRETARY)):
        yield from _tell(call, key, person=person)


def _tell(call: Call, key: str, *, group: str | None = None, person: str | None = None) -> Iterator[Reply]:
    """Let them hear of it with whatever else is due; what comes due in the quiet hours waits for their end."""
    place = f"{_KIND}:{group or person}"
    tell(call.work.store, key, place, call.now)
    if not call.work.outgoing.pending(_KIND, group=group, person=person):
        settings = call.kit.settings
        morning = quiet_until(call.now, call.zone, settings.quiet_from, settings.quiet_until)
        yield Reply(
            "digest/overdue", group=group, person=person, lane=Lane.SUMMARY, kind=_KIND, compose=_KIND, sensitive=True,
            buildings=tuple(call.directory.buildings), asked=False, not_before=morning,
            cause=f"{place}:{call.message.seq}",
        )  # fmt: skip


@router.composer(_KIND)
def words(call: Call, queued: Queued) -> Reply | None:
    """What waits still of all that came due."""
    keys = to_tell(call.work.store, f"{_KIND}:{queued.group or queued.person}", queued.id)
    found = [call.work.demands.item(key) for key in keys]
    items = [item for item in found if item is not None and item.open]
    if not items:
        return None
    voices = behind(call.work, items)
    rows = [line(call, item, voices[item.id]) for item in pressing(items, voices)]
    return Reply(
        "digest/overdue",
        {
            "rows": rows, "labels": call.kit.words.demand_labels,
            "only": rows[0]["number"] if len(rows) == 1 else None,
        },
        sensitive=True, buildings=tuple(call.directory.buildings),
    )  # fmt: skip
