"""/digest: the open items of the compound, most pressing first; with a number, the residents' own words behind one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.call import Call, Reply
from bot.contract import Lane
from bot.items import behind, item_meant, line, pressing, tell_partners, tell_party
from bot.parties import PARTY_OF
from bot.roles import GroupKind, Role
from bot.routing import Router
from data.demands import OPEN, Demand, Item
from data.steps import steps_of

router = Router("digest")
_MOST_WORDS, _MOST_STEPS = 30, 10


def _takes(call: Call) -> bool:
    return not call.arguments().rest and not call.typed.body


@router.command("digest", roles=[Role.STAFF], groups=[GroupKind.STAFF], takes=_takes)
def digest(call: Call) -> Iterator[Reply]:
    """Show the open items, or what stands behind one."""
    arguments = call.arguments()
    if arguments.number is not None or call.quote is not None:
        yield _one(call, item_meant(call, arguments))
        return
    yield Reply("digest/open", _all(call), sensitive=True, buildings=tuple(call.directory.buildings))


@router.tick("digest")
def daily(call: Call, refer: str) -> Iterator[Reply]:
    """The day's digest, for the staff group, and what is theirs for property and owners; what relays left goes up."""
    data = _all(call)
    if not data["rows"] and not data["again"]:
        return
    for item in call.work.demands.items(status=OPEN):
        if not item.up:
            call.work.demands.change(item, call.now, "", "up", "digest", up=True)
    for group in call.directory.of_kind(GroupKind.STAFF):
        yield Reply(
            "digest/open", data, group=group.id, lane=Lane.SUMMARY, kind="digest", sensitive=True, asked=False,
            buildings=tuple(call.directory.buildings),
        )  # fmt: skip
    for party in PARTY_OF.values():
        rows = [row for row in data["rows"] if row["party"] == party]
        yield from tell_party(call, party, rows) if rows else ()
    yield from tell_partners(call, data["rows"])


def _all(call: Call) -> dict[str, Any]:
    everything = call.work.demands.items()
    voices = behind(call.work, everything)
    opened = pressing([item for item in everything if item.open], voices)
    return {
        "rows": [line(call, item, voices[item.id]) for item in opened],
        "labels": call.kit.words.demand_labels,
        "parties": call.kit.words.party_labels,
        "again": _again([item for item in everything if not item.open], voices),
        "sum": _sum(call, everything, {key: len(found) for key, found in voices.items()}),
    }


def _again(answered: list[Item], voices: dict[str, list[Demand]]) -> list[dict[str, int]]:
    """What was spoken of again since it was answered, and was not answered by itself: a person may look."""
    rows = []
    for item in answered:
        later = sum(item.answered_at is not None and voice.at > item.answered_at for voice in voices[item.id])
        if later > item.served and item.status != "dropped":
            rows.append({"number": item.number, "times": later - item.served})
    return rows


def _sum(call: Call, items: list[Item], voices: dict[str, int]) -> dict[str, int]:
    """Where every voice is: the loss check. ``lost`` is what is nowhere, and must be 0."""
    found = {"open": 0, "urgent": 0, "answered": 0, "dropped": 0}
    for item in items:
        if item.status == "dropped":
            state = "dropped"
        elif not item.open:
            state = "answered"
        else:
            state = "urgent" if item.urgent else "open"
        found[state] += voices.get(item.id, 0)
    total = len(call.work.demands.voices())
    return {**found, "total": total, "lost": total - sum(found.values())}


def _steps(call: Call, item: Item) -> list[dict[str, Any]]:
    """What was done with it, who did it and when; of residents no name is told."""
    steps = steps_of(call.work.store, item.id)[-_MOST_STEPS:]
    names = call.work.people.names([step.person for step in steps])
    words = call.kit.words
    rows = []
    for step in steps:
        acts = bool(call.directory.acts_as(step.person).keys() - {Role.RESIDENT})
        name = call.kit.disclosure.shown_name(names.get(step.person, "")) if acts else ""
        label = words.demand_labels.get(step.refer, "") if step.what == "corrected" else ""
        why = step.refer if step.what == "dropped" else ""
        decided = words.decisions.get(step.what, [""])[0]
        rows.append({
            "at": step.at, "name": name, "bot": not step.person, "what": step.what, "decided": decided,
            "label": label, "why": why,
        })  # fmt: skip
    return rows


def _one(call: Call, item: Item) -> Reply:
    voices = behind(call.work, [item])[item.id]
    said = [
        {"place": place, "building": voice.building, "at": voice.at, "text": voice.text, "private": voice.group is None}
        for place, voice in list(enumerate(voices, 1))[-_MOST_WORDS:]
    ]
    words = call.kit.words
    data = {
        "item": line(call, item, voices), "said": said, "more": len(voices) - len(said), "labels": words.demand_labels,
        "parties": words.party_labels, "steps": _steps(call, item),
    }  # fmt: skip
    return Reply("digest/one", data, sensitive=True, buildings=tuple(call.directory.buildings), number=item.number)
