"""A cry for help: who hears of it, and again until somebody takes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.call import Call, Reply, addressee, in_charge, next_after
from bot.contract import Lane
from bot.disclosure import About
from bot.naming import buildings_named
from bot.parties import groups_of, partners_for, people_of, shown, who_acts
from bot.roles import GroupKind, Role
from bot.understand.discreet import discreet_cry, tells_illness
from data.demands import Demand, Item

CRY, MORE = ("urgent/cry", "urgent/party"), ("urgent/more", "urgent/more")
"""Templates for who may know all of it, and for others who can act."""
UNCLAIMED = ("new", "reopened")
"""States of a cry that nobody has taken."""
AGAIN = timedelta(minutes=5)
TIMES = 6
"""How often it comes again before the secretary alone hears it."""
_LATER, _LAST = timedelta(hours=1), 2 * TIMES + 24
"""How often the secretary hears it after an hour, and the last time that it comes by itself: after that the digest."""


def cry_out(call: Call, item: Item, demand: Demand, *, again: int = 0) -> Iterator[Reply]:
    """Tell the relay in private, the staff group, and the party that can act."""
    data = data_of(call, item, demand, again)
    yield from hearers(call, item, demand, CRY, data, data | {"words": discreet_cry(demand.text)})
    _come_again(call, item, again + 1)


def cry_anew(call: Call, item: Item) -> Iterator[Reply]:
    """Who cried says that it is not solved: it is as urgent as it was, and nobody has it."""
    for key in call.work.records.ticks(f"cry:{item.id}:", waiting=True):
        call.work.records.forget_ticks(f"{item.id}:{key.rpartition(':')[2]}", ["cry"])
    yield from cry_out(call, item, call.work.demands.voices([item.id])[0])


def cry_on(call: Call, item: Item, said: Demand) -> Iterator[Reply]:
    """Who cried says more of it: who has it hears that in private; as long as nobody has, everybody hears it again."""
    line = call.work.people.friends([item.holder]) if item.holder else []
    yield Reply("urgent/passed_on", {"taken": bool(line)}, private=True, lane=Lane.URGENT, asked=False)
    if item.holder and line:
        more = {"number": item.number, "words": said.text}
        yield Reply("urgent/says", more, person=item.holder, lane=Lane.URGENT, asked=False, quiet=False,
                    refer=item.id, number=item.number)  # fmt: skip
        return
    first = call.work.demands.voices([item.id])[0]
    both = replace(first, text=f"{first.text}\n{said.text}")
    data = data_of(call, item, both, 0)
    yield from hearers(call, item, both, CRY, data, data | {"words": discreet_cry(both.text)})


def hearers(
    call: Call, item: Item, demand: Demand, templates: tuple[str, str], data: dict[str, Any], outside: dict[str, Any]
) -> Iterator[Reply]:
    """The same for all who hear of ``demand``: those who may know all of it, and others, who hear ``outside``."""
    full, masked = templates
    in_group = data | {"hidden": tells_illness(demand.text)}
    for group in call.directory.of_kind(GroupKind.STAFF):
        yield _told(full, in_group, item, group=group.id)
    told: set[str] = set()
    for building in _buildings(call, demand):
        relay = addressee(call, building, besides=demand.person)
        if relay is not None and relay not in told:
            told.add(relay)
            yield _told(full, data, item, person=relay, building=building)
    buildings = tuple(filter(None, [demand.building]))
    if item.category == "medicine":
        for person in people_of(call, Role.RUNNER, buildings):
            if person not in told:
                yield _told(full, data, item, person=person, building=demand.building or "", about=About.MEDICINE)
    own = [(group, contact, True) for group, contact in who_acts(call, item.party, buildings)]
    others = [(place, None, False) for place in groups_of(call, partners_for(call, item.category))]
    for group_id, contact, theirs in (*others, *own):
        yield Reply(
            masked, outside | {"own": theirs}, group=group_id, person=contact, lane=Lane.URGENT, kind="cry",
            asked=False, quiet=False, refer=item.id, number=item.number,
        )  # fmt: skip


def tell_taken(call: Call, items: Sequence[Item]) -> Iterator[Reply]:
    """The sender has taken ``items``: staff hear it, and of a cry everybody who was called to it, in one line each."""
    called: dict[tuple[str | None, str | None], list[int]] = {}
    staff: list[tuple[str | None, str | None]] = [(group.id, None) for group in call.directory.of_kind(GroupKind.STAFF)]
    for item in items:
        heard = call.work.outgoing.hearers("cry", item.id) if item.urgent else []
        for place in dict.fromkeys([*staff, *heard]):
            called.setdefault(place, []).append(item.number)
    here = call.group.id if call.group is not None else None
    name = call.kit.disclosure.shown_name(call.work.people.names([call.sender]).get(call.sender, ""))
    for (group, person), numbers in called.items():
        if (group is None or group != here) and person != call.sender:
            yield Reply(
                "claim/told", {"numbers": numbers, "name": name}, group=group, person=person, asked=False,
                kind="claim", quiet=False, number=numbers[0],
            )  # fmt: skip


def to_the_secretary(call: Call, item: Item, demand: Demand, again: int) -> Iterator[Reply]:
    """Nobody has taken it: the secretary alone hears it, until somebody does; after an hour once an hour."""
    data = data_of(call, item, demand, again)
    lines = call.work.people.friends(call.directory.holders(Role.SECRETARY))
    for person in lines:
        yield _told(CRY[0], data, item, person=person, building=demand.building or "")
    if not lines:
        for group in call.directory.of_kind(GroupKind.STAFF):
            yield _told(CRY[0], data | {"hidden": tells_illness(demand.text)}, item, group=group.id)
    _come_again(call, item, again + 1)


def to_the_next(call: Call, item: Item, demand: Demand, tried: str) -> Iterator[Reply]:
    """``tried`` could not be reached: whoever is next for the building hears it."""
    for building in _buildings(call, demand):
        if tried in in_charge(call, building):
            person = next_after(call, building, tried, besides=demand.person)
            if person is not None:
                yield _told(CRY[0], data_of(call, item, demand, 0), item, person=person, building=building)
            return


def staff_not_reached(call: Call, item: Item, demand: Demand) -> Iterator[Reply]:
    """The staff group did not get it: the secretary hears it in private."""
    for person in call.work.people.friends(call.directory.holders(Role.SECRETARY)):
        yield _told(CRY[0], data_of(call, item, demand, 0), item, person=person, building=demand.building or "")


def _come_again(call: Call, item: Item, number: int) -> None:
    if number > _LAST:
        return
    wait = AGAIN if number <= 2 * TIMES else _LATER
    key = f"cry:{item.id}:{call.now:%Y%m%d%H%M%S}:{number}"
    call.work.records.tick(key, "cry", f"{item.id}:{number}", call.now + wait)


def _buildings(call: Call, demand: Demand) -> list[str]:
    """Where it comes from, and what buildings it names: a neighbour may cry for somebody elsewhere. "" is anywhere."""
    known = filter(None, [demand.building, *buildings_named(call, demand.text)])
    return list(dict.fromkeys(known)) or [""]


def _told(
    template: str, data: dict[str, Any], item: Item, *, group: str | None = None, person: str | None = None,
    building: str = "", about: About = About.ANSWERS,
) -> Reply:  # fmt: skip
    return Reply(
        template, data, group=group, person=person, lane=Lane.URGENT, kind="cry", sensitive=True, about=about,
        buildings=(building,) if building else (), asked=False, quiet=False, refer=item.id,
        number=item.number,
    )  # fmt: skip


def data_of(call: Call, item: Item, demand: Demand, again: int) -> dict[str, Any]:
    """What the templates of a cry show."""
    source = call.work.inbox.get(demand.source)
    name = call.kit.disclosure.shown_name(source.name) if source is not None else ""
    return {
        "number": item.number, "building": demand.building,
        "room": "-".join(filter(None, demand.place[1:])) or None, "name": name, "words": demand.text,
        "again": again, "all": len({one.person for one in call.work.demands.voices([item.id])}),
        "at": demand.at, "reopened": item.status == "reopened", "private": demand.group is None,
        "partners": shown(partners_for(call, item.category)), "hidden": False,
    }  # fmt: skip
