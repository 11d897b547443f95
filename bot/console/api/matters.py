"""Demands as programs read them: what kind, how many ask, how long already; never their words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from bot.call import Kit
from bot.console.api.models import Compound, Demand, Demands, DemandTotals
from bot.console.api.reading import own, read_current
from bot.console.callers import Caller
from bot.console.house import House
from data.demands import ANSWERED, OPEN, Item
from data.demands import Demand as Voice
from data.work import Work

STATUSES: Mapping[str, Sequence[str]] = {
    "open": OPEN, "answered": ANSWERED, "dropped": ("dropped",), "all": (),
}  # fmt: skip
Voices = Mapping[str, Sequence[Voice]]


def read_demands(work: Work, kit: Kit, caller: Caller, status: str, before: int, limit: int) -> Demands:
    """The caller's items in one of the states of ``status`` with a number below ``before``."""
    items = [item for item in work.demands.items(status=STATUSES[status]) if item.number < before]
    items.reverse()
    items, voices = _known(work, caller, items, limit + 1)
    shown = [_demand(work, kit, caller, item, voices.get(item.id, ())) for item in items[:limit]]
    return Demands(demands=shown, before=shown[-1].number if len(items) > limit else None)


def _known(work: Work, caller: Caller, items: list[Item], most: int) -> tuple[list[Item], Voices]:
    """The first ``most`` of ``items`` that are the caller's, with their voices."""
    if caller.everywhere:
        items = items[:most]
        return items, _voices(work, items)
    voices = {key: [one for one in all_ if one.building and caller.may_know(one.building)]
              for key, all_ in _voices(work, items).items()}  # fmt: skip
    return [item for item in items if voices.get(item.id)][:most], voices


def _voices(work: Work, items: Sequence[Item]) -> dict[str, list[Voice]]:
    found: dict[str, list[Voice]] = {}
    for voice in work.demands.voices([item.id for item in items]):
        found.setdefault(voice.item, []).append(voice)
    return found


def _demand(work: Work, kit: Kit, caller: Caller, item: Item, voices: Sequence[Voice]) -> Demand:
    asking = {voice.building for voice in voices}
    return Demand(
        number=item.number, kind=item.kind, category=item.category,
        category_label=kit.words.demand_labels.get(item.category, item.category), urgency=item.urgency,
        party=item.party, status=item.status, urgent=item.urgent, people=len({voice.person for voice in voices}),
        buildings=own(caller, [building for building in work.directory.buildings if building in asking]),
        opened_at=item.opened_at, answered_at=item.answered_at,
    )  # fmt: skip


def read_compound(work: Work, house: House, kit: Kit, caller: Caller) -> Compound:
    """The caller's part of the compound at one glance."""
    buildings = own(caller, work.directory.buildings)
    items = work.demands.items()
    items, _ = _known(work, caller, items, len(items))
    waiting = [item for item in items if item.open]
    return Compound(
        name=work.directory.name, at=house.now(), buildings=buildings,
        households=sum(len(work.directory.households[building]) for building in buildings),
        collections=read_current(work, kit, caller),
        demands=DemandTotals(
            open=len(waiting), urgent_open=sum(item.urgent for item in waiting),
            by_status=dict(Counter(item.status for item in items)),
            by_category=dict(Counter(item.category for item in waiting)),
            oldest_open=min((item.opened_at for item in waiting), default=None),
        ),
    )  # fmt: skip
