"""What people read of an item: its line in a list, and who may do something with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.call import Call, Reply
from bot.command import Arguments
from bot.contract import Lane
from bot.demands.likeness import Voice
from bot.demands.wording import sentence
from bot.errors import Refused
from bot.naming import buildings_named, number_meant
from bot.parties import PARTY_OF, groups_of, partners_for, shown, who_acts
from bot.roles import Role
from bot.understand.discreet import discreet, discreet_cry
from data.demands import Demand, Item
from data.steps import steps_of
from data.work import Work

_URGENCY = {"high": 0, "medium": 1, "low": 2}


def behind(work: Work, items: Iterable[Item]) -> dict[str, list[Demand]]:
    """The voices of ``items`` that nobody dropped, by item."""
    keys = [item.id for item in items]
    found: dict[str, list[Demand]] = {key: [] for key in keys}
    for demand in work.demands.voices(keys):
        found[demand.item].append(demand)
    return found


def pressing(items: Iterable[Item], voices: Mapping[str, Sequence[Demand]]) -> list[Item]:
    """The most pressing first: cries, then by urgency, by how many ask, by age."""
    return sorted(
        items,
        key=lambda item: (not item.urgent, _URGENCY.get(item.urgency, 3), -len(_people(voices[item.id])), item.number),
    )


def line(call: Call, item: Item, voices: Sequence[Demand]) -> dict[str, Any]:
    """One item as a list shows it."""
    return {
        "number": item.number, "says": said(call, item, voices), "people": len(_people(voices)),
        "buildings": in_order(call, (voice.building for voice in voices)), "since": item.opened_at,
        "category": item.category, "party": item.party, "status": item.status, "urgent": item.urgent,
        "urgency": item.urgency, "answer": item.answer, "answered_at": item.answered_at, "kind": item.kind,
        "served": item.served, "partners": shown(partners_for(call, item.category)),
        "holder": holder_name(call, item), "taken_at": _taken_at(call, item),
    }  # fmt: skip


def said(call: Call, item: Item, voices: Sequence[Demand]) -> str:
    """The same, where something must stand; of which no words were kept, what it is about."""
    return summary(item, voices) or call.kit.words.demand_labels[item.category]


def tell_party(call: Call, party: str, rows: Sequence[dict[str, Any]]) -> Iterator[Reply]:
    """Let who can act hear of these lines: nobody's illness, nobody's number."""
    masked = [row | {"says": discreet(row["says"]), "answer": discreet(row["answer"] or "")} for row in rows]
    data = {"rows": masked, "labels": call.kit.words.demand_labels, "own": True}
    for group, person in who_acts(call, party):
        yield Reply("digest/party", data, group=group, person=person, lane=Lane.SUMMARY, kind="digest", asked=False)


def tell_partners(call: Call, rows: Sequence[dict[str, Any]]) -> Iterator[Reply]:
    """Let partners with a group of their own hear of the lines that are theirs, masked like those of a party."""
    for partner in call.directory.partners:
        theirs = [row for row in rows if row["category"] in partner.categories]
        masked = [row | {"says": discreet(row["says"]), "answer": ""} for row in theirs]
        for group in groups_of(call, [partner]) if masked else ():
            data = {"rows": masked, "labels": call.kit.words.demand_labels, "own": False}
            yield Reply("digest/party", data, group=group, lane=Lane.SUMMARY, kind="digest", asked=False)


def holder_name(call: Call, item: Item) -> str:
    """Who has taken it, as others may read it; "" where nobody has, or the name cannot be shown."""
    names = call.work.people.names([item.holder]) if item.holder else {}
    return call.kit.disclosure.shown_name(names.get(item.holder or "", ""))


def _taken_at(call: Call, item: Item) -> datetime | None:
    if item.status != "taken":
        return None
    taken = [step.at for step in steps_of(call.work.store, item.id) if step.what == "taken"]
    return max(taken, default=item.changed_at)


def said_before(call: Call, item: Item) -> datetime | None:
    """When its answer was said, where that was not today: 明天 is another day by now."""
    at = item.answered_at
    return at if at and at.astimezone(call.zone).date() != call.now.astimezone(call.zone).date() else None


def summary(item: Item, voices: Sequence[Demand]) -> str:
    """One neutral sentence for what all of them want."""
    shown_as = discreet_cry if item.urgent else str
    said = [Voice(shown_as(v.text), v.kind, v.category, item.party, v.building, v.place[2]) for v in voices if v.text]
    return sentence(said) if said else ""


def in_order(call: Call, buildings: Iterable[str | None]) -> list[str]:
    """Buildings, each once, in the roster's order."""
    named = {building for building in buildings if building}
    return [building for building in call.directory.buildings if building in named]


def _people(voices: Iterable[Demand]) -> set[str]:
    return {voice.person for voice in voices}


def places(work: Work, voices: Sequence[Demand], *, heard: Collection[str] = ()) -> list[tuple[str | None, str | None]]:
    """Groups and persons behind ``voices`` who can be told, each once, but those of ``heard``."""
    found = dict.fromkeys((voice.group, None if voice.group else voice.person) for voice in voices)
    lines = work.people.friends([person for _, person in found if person])
    return [
        (group, person) for group, person in found
        if (group or person) not in heard and (person is None or person in lines)
    ]  # fmt: skip


def item_meant(call: Call, arguments: Arguments) -> Item:
    """The item that is named by its number, or by quoting what the bot said of it, or a resident's own words.

    Raises:
        Refused: nothing is named, or no such item.
    """
    number = number_meant(call, arguments)
    if number is None:
        quoted = quoted_voice(call)
        item = call.work.demands.item(quoted.item) if quoted is not None else None
        if item is None:
            raise Refused("which_item")
        return item
    item = call.work.demands.numbered(number)
    if item is None:
        raise Refused("no_item", number=number)
    return item


def quoted_voice(call: Call) -> Demand | None:
    """The demand whose words the sender quotes."""
    if not call.quote:
        return None
    source = call.work.inbox.quoted(call.message, call.quote.strip())
    return call.work.demands.voice_of(source.seq) if source is not None else None


def check_own(call: Call, item: Item, *roles: Role) -> None:
    """Refuse what is neither in one of the sender's buildings nor a matter of his party.

    Raises:
        Refused: it is not his.
    """
    if any(call.has(role) and item.party == party for role, party in PARTY_OF.items()):
        return
    own = set(call.scope(*(role for role in roles if role not in PARTY_OF)))
    if not own:
        raise Refused("not_your_matter", number=item.number)
    voices = call.work.demands.voices([item.id])
    buildings = {voice.building for voice in voices if voice.building}
    if item.urgent:
        buildings |= {building for voice in voices for building in buildings_named(call, voice.text)}
    if buildings and not buildings & own:
        raise Refused("not_your_building", buildings=sorted(buildings))
