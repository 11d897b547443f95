"""Many homes cry of one danger of their building: later ones join the cry that stands, and are told all the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.call import Call, Reply
from bot.contract import Lane
from bot.cries import MORE, hearers
from bot.items import holder_name
from bot.naming import buildings_named
from bot.understand.house_danger import HouseDanger, house_dangers
from data.demands import OPEN, Demand, Item

WITHIN = timedelta(minutes=10)
"""So long a cry is joined by others that tell of the same danger of the same building."""
TOGETHER, LATER = timedelta(seconds=15), timedelta(minutes=1)
"""So long those who join are gathered, to be told in one message: the first of them, and who joins after that."""
_JOINED = "joined"


def standing_cry(call: Call, demand: Demand) -> Item | None:
    """The cry that ``demand`` tells of, too; None where it may be another, or tells of a person."""
    danger = _danger(call, demand)
    if danger is None:
        return None
    for item in call.work.demands.items(status=OPEN):
        if not item.urgent or call.now - item.opened_at > WITHIN:
            continue
        first = call.work.demands.voices([item.id])[0]
        told = _danger(call, first) if first.building == demand.building else None
        if told is not None and danger.may_be(told):
            return item
    return None


def echoed_cry(call: Call, demand: Demand) -> Item | None:
    """The cry of a danger of the building that words which are none by themselves tell of, too: 我也闻到了."""
    dangers = house_dangers()
    if demand.building is None or not dangers.echoes(demand.text):
        return None
    if not dangers.says_too(demand.text):
        return standing_cry(call, demand)
    found = [
        item for item in call.work.demands.items(status=OPEN)
        if item.urgent and call.now - item.opened_at <= WITHIN
        and (first := call.work.demands.voices([item.id])[0]).building == demand.building and _danger(call, first)
    ]  # fmt: skip
    return found[0] if len(found) == 1 else None


def _danger(call: Call, demand: Demand) -> HouseDanger | None:
    """What ``demand`` tells of its own building."""
    named = buildings_named(call, demand.text)
    here = demand.building is not None and set(named) <= {demand.building}
    return house_dangers().find(demand.text) if here else None


def join(call: Call, demand: Demand, item: Item) -> None:
    """Let ``demand`` be one more voice of ``item``; everybody who heard of it hears of those who joined, together."""
    call.work.demands.add(replace(demand, item=item.id))
    if not any(first <= demand.source for first in _firsts(call, item.id, waiting=True)):
        key = f"{_JOINED}:{item.id}:{demand.source}"
        wait = LATER if _firsts(call, item.id) else TOGETHER
        call.work.records.tick(key, _JOINED, f"{item.id}:{demand.source}", call.now + wait)


def _firsts(call: Call, item: str, *, waiting: bool = False) -> list[int]:
    """The messages with which those began to gather who joined ``item``."""
    keys = call.work.records.ticks(f"{_JOINED}:{item}:", waiting=waiting)
    return [int(key.rpartition(":")[2]) for key in keys]


def tell_joined(call: Call, refer: str) -> Iterator[Reply]:
    """Tell of the voices that joined since the one that ``refer`` names, those who must act and those who wrote."""
    key, _, since = refer.rpartition(":")
    item = call.work.demands.item(key)
    if item is None or item.status not in OPEN:
        return
    voices = call.work.demands.voices([key])
    until = min((first for first in _firsts(call, key) if first > int(since)), default=None)
    joined = [one for one in voices if one.source >= int(since) and (until is None or one.source < until)]
    data = {
        "number": item.number, "building": voices[0].building, "taken": item.status == "taken",
        "name": holder_name(call, item),
        "more": len({one.person for one in joined}), "all": len({one.person for one in voices}),
    }  # fmt: skip
    yield from hearers(call, item, voices[0], MORE, data | {"rows": _rows(call, joined)}, data | {"rows": []})
    yield from _heard(item, joined, data)


def _rows(call: Call, joined: list[Demand]) -> list[dict[str, str]]:
    shown = call.kit.disclosure.shown_name
    rows = []
    for one in joined:
        source = call.work.inbox.get(one.source)
        room = "-".join(filter(None, one.place[1:]))
        rows.append(
            {"who": room or (shown(source.name) if source is not None else ""), "words": " ".join(one.text.split())}
        )
    return rows


def _heard(item: Item, joined: list[Demand], data: dict[str, Any]) -> Iterator[Reply]:
    """A line to each group in which somebody wrote, once an item, and to whoever wrote in private."""
    for place in dict.fromkeys((one.group, None if one.group else one.person) for one in joined):
        group, person = place
        yield Reply(
            "urgent/joined", data, group=group, person=person, lane=Lane.URGENT, kind="cry_heard", asked=False,
            quiet=False, cause=f"{_JOINED}:{item.id}:{group or person}",
        )  # fmt: skip
