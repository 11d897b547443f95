"""/sort: the building's open demands; a relay drops, sends up, merges and corrects them by one short line each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bot.call import Call, Reply
from bot.errors import Refused
from bot.items import behind, check_own, line, pressing
from bot.roles import GroupKind, Role
from bot.routing import Router
from bot.words import SortWords
from data.demands import OPEN, Item

router = Router("sort")
_WHO = (Role.RELAY, Role.STAFF, Role.PROPERTY, Role.OWNERS)
_NUMBER = r"(?P<number>\d{1,9})\s*"


def _takes(call: Call) -> bool:
    command = call.typed
    lines = _lines(call)
    return not lines or all(re.match(_NUMBER + r"\S", one) for one in lines) or command.slash


@router.command("sort", roles=_WHO, takes=_takes)
def sort(call: Call) -> Iterator[Reply]:
    """Show the open demands of one's own buildings, or do what the lines say."""
    lines = _lines(call)
    if not lines or (len(lines) == 1 and not re.match(_NUMBER + r"\S", lines[0])):
        yield _listed(call)
        return
    done = [_do(call, one) for one in lines]
    yield Reply("sort/done", {"rows": done}, sensitive=True, buildings=tuple(call.scope(*_WHO)), private=_hidden(call))


def _lines(call: Call) -> list[str]:
    command = call.typed
    text = "\n".join(filter(None, [command.head, command.body]))
    return [one.strip() for one in re.split(r"[\n；;]", text) if one.strip()]


def _hidden(call: Call) -> bool:
    """A building's group need not read the list; staff groups and private chats may."""
    return call.group is not None and call.group.kind is not GroupKind.STAFF


def _listed(call: Call) -> Reply:
    buildings = call.buildings_for(call.arguments().audience, *_WHO) if call.scope(*_WHO) else []
    items = [item for item in call.work.demands.items(status=OPEN) if _mine(call, item, set(buildings))]
    voices = behind(call, items)
    rows = [line(call, item, voices[item.id]) for item in pressing(items, voices)]
    return Reply(
        "sort/open", {"rows": rows, "labels": call.kit.words.demand_labels, "buildings": buildings},
        sensitive=True, buildings=tuple(buildings), private=_hidden(call), fallback=False,
    )  # fmt: skip


def _mine(call: Call, item: Item, buildings: set[str]) -> bool:
    try:
        check_own(call, item, *_WHO)
    except Refused:
        return False
    named = {voice.building for voice in call.work.demands.voices([item.id]) if voice.building}
    return not buildings or not named or bool(named & buildings)


def _do(call: Call, text: str) -> dict[str, Any]:
    words = call.kit.words.sort
    match = re.match(_NUMBER, text)
    if match is None:
        raise Refused("not_understood", said=text[:12])
    item = call.work.demands.numbered(int(match["number"]))
    if item is None:
        raise Refused("no_item", number=int(match["number"]))
    check_own(call, item, *_WHO)
    rest = text[match.end() :].strip()
    for what, act in (("drop", _drop), ("up", _up), ("merge", _merge), ("correct", _correct)):
        word = next((one for one in _longest(words, what) if rest.lower().startswith(one)), None)
        if word is not None:
            return act(call, item, rest[len(word) :].strip(" ：:，,"))
    raise Refused("not_understood", said=rest[:12])


def _longest(words: SortWords, what: str) -> list[str]:
    return sorted(getattr(words, what), key=len, reverse=True)


def _drop(call: Call, item: Item, reason: str) -> dict[str, Any]:
    if item.urgent and not item.holder:
        raise Refused("urgent_stays", number=item.number)
    if not reason:
        raise Refused("why", number=item.number)
    call.work.demands.drop(item, call.now, call.sender, reason)
    return {"number": item.number, "done": "dropped"}


def _up(call: Call, item: Item, rest: str) -> dict[str, Any]:
    call.work.demands.change(item, call.now, call.sender, "up", up=True)
    return {"number": item.number, "done": "up"}


def _merge(call: Call, item: Item, rest: str) -> dict[str, Any]:
    other = call.work.demands.numbered(int(rest)) if rest.isdigit() and len(rest) < 10 else None
    if other is None or other.id == item.id:
        raise Refused("no_item", number=rest[:9])
    if item.urgent or other.urgent:
        raise Refused("urgent_stays", number=(item if item.urgent else other).number)
    check_own(call, other, *_WHO)
    stays = call.work.demands.merge(item, other, call.now, call.sender)
    return {"number": max(item.number, other.number), "done": "merged", "with": stays.number}


def _correct(call: Call, item: Item, rest: str) -> dict[str, Any]:
    labels = call.kit.words.demand_labels
    wanted = next((name for name, label in labels.items() if rest in (name, label)), None)
    if wanted is None or wanted not in call.kit.words.categories:
        raise Refused("no_category", said=rest[:12], categories=[labels[one] for one in call.kit.words.categories])
    call.work.demands.change(item, call.now, call.sender, "corrected", wanted, category=wanted)
    return {"number": item.number, "done": "corrected", "label": labels[wanted]}
