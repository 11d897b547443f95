"""/sort: the building's open demands; a relay drops, sends up, merges and corrects them by one short line each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from bot.call import Call, Reply
from bot.contract import Lane
from bot.deciding import tell_answer
from bot.errors import Refused
from bot.items import behind, check_own, line, pressing, tell_partners, tell_party
from bot.merging import merge
from bot.parties import GROUP_OF, PARTY_OF
from bot.raising import watch
from bot.roles import GroupKind, Role
from bot.routing import Router
from bot.words import SortWords
from data.demands import OPEN, Demand, Item

router = Router("sort")
_WHO = (Role.RELAY, Role.STAFF, Role.PROPERTY, Role.OWNERS)
_Step = tuple[Callable[[Call, int, str], dict[str, Any]], int, str]
_NUMBER = r"(?P<number>\d{1,9})\s*"


def _takes(call: Call) -> bool:
    command = call.typed
    lines = _lines(call)
    return not lines or _names_buildings(call) or all(re.match(_NUMBER, one) for one in lines) or command.slash


@router.command("sort", roles=_WHO, takes=_takes)
def sort(call: Call) -> Iterator[Reply]:
    """Show the open demands of one's own buildings, or do what the lines say."""
    lines = _lines(call)
    if not lines or _names_buildings(call) or (len(lines) == 1 and not re.match(_NUMBER + r"\S", lines[0])):
        yield _listed(call)
        return
    # All lines are looked at before the first of them is done: what is refused has changed nothing.
    steps = [_step(call, one) for one in lines]
    rows = [act(call, number, rest) for act, number, rest in steps]
    yield from _told_what_was_merged(call, rows)
    yield from _sent_up(call, rows)
    yield Reply("sort/done", {"rows": rows}, private=_hidden(call))


def _told_what_was_merged(call: Call, rows: list[dict[str, Any]]) -> Iterator[Reply]:
    """Who asked for what was answered already hears that answer."""
    for row in rows:
        item = call.work.demands.numbered(row["with"]) if row["done"] == "merged" else None
        if item is not None and not item.open:
            yield from tell_answer(call, item, row["places"])


def _sent_up(call: Call, rows: list[dict[str, Any]]) -> Iterator[Reply]:
    """What was sent up is heard at once by the staff group, and by who can act."""
    found = [call.work.demands.numbered(row["number"]) for row in rows if row["done"] == "up"]
    sent = [item for item in found if item is not None]
    voices = behind(call.work, sent)
    lines = [line(call, item, voices[item.id]) for item in pressing(sent, voices)]
    if not lines:
        return
    data = {"rows": lines, "labels": call.kit.words.demand_labels, "parties": call.kit.words.party_labels}
    for group in call.directory.of_kind(GroupKind.STAFF):
        if call.group is None or group.id != call.group.id:
            yield Reply(
                "sort/up", data, group=group.id, lane=Lane.SUMMARY, kind="forward", sensitive=True, asked=False,
                buildings=tuple(call.directory.buildings), number=lines[0]["number"] if len(lines) == 1 else None,
            )  # fmt: skip
    for party in dict.fromkeys(one["party"] for one in lines):
        if not any(call.has(role) for role, own in PARTY_OF.items() if own == party):
            yield from tell_party(call, party, [one for one in lines if one["party"] == party])
    yield from tell_partners(call, lines)


def _names_buildings(call: Call) -> bool:
    """Whether all that stands behind the word is an audience: 3号楼."""
    try:
        arguments = call.arguments()
    except Refused:
        return False
    return bool(arguments.audience) and not arguments.rest and not call.typed.body


def _lines(call: Call) -> list[str]:
    command = call.typed
    text = "\n".join(filter(None, [command.head, command.body]))
    return [one.strip() for one in re.split(r"[\n；;]", text) if one.strip()]


def _hidden(call: Call) -> bool:
    """A building's group need not read the list; staff, private chats, and who acts among their own, may."""
    if call.group is None or call.group.kind is GroupKind.STAFF:
        return False
    return not (_of_party(call) and call.group.kind in GROUP_OF.values())


def _of_party(call: Call) -> bool:
    """Whether the sender is property or owners' committee: of a matter he reads the neutral sentence."""
    return not call.has(Role.RELAY, Role.STAFF)


def _listed(call: Call) -> Reply:
    buildings = call.buildings_for(call.arguments().audience, *_WHO) if call.scope(*_WHO) else []
    items = [item for item in call.work.demands.items(status=OPEN) if _mine(call, item, set(buildings))]
    voices = behind(call.work, items)
    rows = [line(call, item, voices[item.id]) for item in pressing(items, voices)]
    return Reply(
        "sort/open", {"rows": rows, "labels": call.kit.words.demand_labels, "buildings": buildings},
        sensitive=not _of_party(call), buildings=tuple(buildings), private=_hidden(call), fallback=False,
    )  # fmt: skip


def _mine(call: Call, item: Item, buildings: set[str]) -> bool:
    try:
        check_own(call, item, *_WHO)
    except Refused:
        return False
    named = {voice.building for voice in call.work.demands.voices([item.id]) if voice.building}
    return not buildings or not named or bool(named & buildings)


def _step(call: Call, text: str) -> _Step:
    """What one line wants, once it is known that it can be done.

    Raises:
        Refused: it cannot.
    """
    words = call.kit.words.sort
    match = re.match(_NUMBER, text)
    if match is None:
        raise Refused("not_understood", said=text[:12])
    number = int(match["number"])
    item = _item(call, number)
    rest = text[match.end() :].strip()
    if (said := _behind_word(words, "split", rest)) is not None:
        # Named by their places as they are now, whatever the lines before this one do.
        return partial(_split, voices=_some_voices(call, item, said)), number, said
    for what, check, act in (
        ("drop", _may_drop, _drop), ("up", None, _up), ("merge", _may_merge, _merge), ("correct", _category, _correct),
    ):  # fmt: skip
        said = _behind_word(words, what, rest)
        if said is not None:
            if check is not None:
                check(call, item, said)
            return act, number, said
    raise Refused("not_understood", said=rest[:12])


def _behind_word(words: SortWords, what: str, rest: str) -> str | None:
    """What stands behind a word for ``what``; None where ``rest`` begins with none."""
    longest = sorted(getattr(words, what), key=len, reverse=True)
    word = next((one for one in longest if rest.lower().startswith(one)), None)
    return rest[len(word) :].strip(" ：:，,") if word is not None else None


def _item(call: Call, number: int | str) -> Item:
    item = call.work.demands.numbered(int(number)) if str(number).isdecimal() and len(str(number)) < 10 else None
    if item is None:
        raise Refused("no_item", number=str(number)[:9])
    check_own(call, item, *_WHO)
    return item


def _may_drop(call: Call, item: Item, reason: str) -> None:
    if item.urgent and not item.holder:
        raise Refused("urgent_stays", number=item.number)
    if not reason:
        raise Refused("why", number=item.number)


def _drop(call: Call, number: int, reason: str) -> dict[str, Any]:
    """Take it out; of what other buildings asked for as well, only what one's own did."""
    item = _item(call, number)
    own = _own_voices(call, item)
    if own:
        item = _apart(call, item, own)
    call.work.demands.drop(item, call.now, call.sender, reason)
    return {"number": number, "done": "dropped", "others": bool(own)}


def _own_voices(call: Call, item: Item) -> list[Demand]:
    """The voices of the sender's own buildings; none where all are, or where it is his matter whoever asks."""
    if _of_party(call):
        return []
    voices, own = call.work.demands.voices([item.id]), set(call.scope(*_WHO))
    mine = [voice for voice in voices if voice.building in own]
    others = any(voice.building not in own for voice in voices if voice.building)
    return mine if others else []


def _apart(call: Call, item: Item, voices: list[Demand]) -> Item:
    """Some of its voices as an item of their own, with a number of its own."""
    fresh = call.work.demands.split(item, voices, call.work.records.next_number("item", ""), call.now, call.sender)
    call.work.records.renumber(fresh.number, "item", fresh.id)
    return fresh


def _up(call: Call, number: int, rest: str) -> dict[str, Any]:
    item = _item(call, number)
    if item.up:
        return {"number": item.number, "done": "up_before"}
    call.work.demands.change(item, call.now, call.sender, "up", up=True)
    return {"number": item.number, "done": "up"}


def _may_merge(call: Call, item: Item, rest: str) -> None:
    other = _item(call, rest)
    if other.id == item.id:
        raise Refused("no_item", number=rest)
    if item.urgent or other.urgent:
        raise Refused("urgent_stays", number=(item if item.urgent else other).number)


def _merge(call: Call, number: int, rest: str) -> dict[str, Any]:
    one, other = _item(call, number), _item(call, rest)
    if one.id == other.id:
        return {"number": number, "done": "merged", "with": one.number, "places": []}
    stays, goes, places = merge(call, one, other)
    return {"number": goes.number, "done": "merged", "with": stays.number, "places": places}


def _some_voices(call: Call, item: Item, said: str) -> list[Demand]:
    """The voices that ``said`` names by their places in the digest: 2,4-6.

    Raises:
        Refused: it names none, all of them, or one that is not there.
    """
    if item.urgent:
        raise Refused("urgent_stays", number=item.number)
    voices = call.work.demands.voices([item.id])
    chosen: set[int] = set()
    for part in filter(None, re.split(r"[\s,，、]+", said)):
        match = re.fullmatch(r"(\d{1,4})(?:[-~至到](\d{1,4}))?", part)
        if match is None:
            raise Refused("not_understood", said=part[:12])
        chosen.update(range(int(match[1]), int(match[2] or match[1]) + 1))
    if not chosen or min(chosen) < 1 or max(chosen) > len(voices) or len(chosen) == len(voices):
        raise Refused("which_voices", number=item.number, voices=len(voices))
    return [voices[index - 1] for index in sorted(chosen)]


def _split(call: Call, number: int, said: str, *, voices: list[Demand]) -> dict[str, Any]:
    item = _item(call, number)
    here = {voice.id for voice in call.work.demands.voices([item.id])}
    voices = [voice for voice in voices if voice.id in here]
    if not voices:
        return {"number": item.number, "done": "split", "with": item.number, "voices": 0}
    fresh = _apart(call, item, voices)
    watch(call, fresh)
    return {"number": item.number, "done": "split", "with": fresh.number, "voices": len(voices)}


def _category(call: Call, item: Item, said: str) -> str:
    words = call.kit.words
    found = next((name for name in words.categories if said in (name, words.demand_labels[name])), None)
    if found is None and len(said) > 1:
        # A part of a name is enough where it is part of one alone.
        meant = [name for name in words.categories if said in words.demand_labels[name]]
        found = meant[0] if len(meant) == 1 else None
    if found is None:
        raise Refused("no_category", said=said[:12], categories=[words.demand_labels[one] for one in words.categories])
    return found


def _correct(call: Call, number: int, said: str) -> dict[str, Any]:
    item = _item(call, number)
    wanted = _category(call, item, said)
    call.work.demands.change(item, call.now, call.sender, "corrected", wanted, category=wanted)
    return {"number": item.number, "done": "corrected", "label": call.kit.words.demand_labels[wanted]}
