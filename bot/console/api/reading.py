"""Collections as programs read them: counts of the caller's buildings, never a household."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from bot.call import Kit
from bot.console.api.models import Collection, Collections, CollectionTotals
from bot.console.callers import Caller
from bot.understand.redact import mask_personal
from data.rounds import Collection as Round
from data.sheet import Count
from data.work import Work

_MOST_CURRENT = 10
_LISTS = ("missing", "review", "positive", "late")


def own(caller: Caller, buildings: Iterable[str]) -> list[str]:
    """Those of ``buildings`` whose answers the caller may know."""
    return [building for building in buildings if caller.may_know(building)]


def read_collections(
    work: Work, caller: Caller, status: str | None, form: str | None, before: int, limit: int
) -> Collections:
    """The caller's collections with a number below ``before``."""
    found = [
        one for one in reversed(work.collections.all())
        if one.number < before and (status is None or one.status == status) and (form is None or one.form == form)
        and own(caller, one.buildings)
    ]  # fmt: skip
    shown = [Collection.model_validate(_head(caller, one)) for one in found[:limit]]
    return Collections(collections=shown, before=shown[-1].number if len(found) > limit else None)


def read_collection(work: Work, kit: Kit, caller: Caller, number: int) -> CollectionTotals | None:
    """Collection ``number`` in the caller's buildings, of which there may be none; None where there is no such one."""
    kind, key = work.records.named(number) or ("", "")
    found = work.collections.get(key) if kind == "collection" else None
    return _totals(work, kit, caller, found) if found is not None else None


def read_current(work: Work, kit: Kit, caller: Caller) -> list[CollectionTotals]:
    """The caller's collections that are open or take late answers, the newest first; else the last one."""
    current = work.collections.current()[:_MOST_CURRENT] or work.collections.all()[-1:]
    return [_totals(work, kit, caller, one) for one in current if own(caller, one.buildings)]


def _head(caller: Caller, found: Round) -> dict[str, Any]:
    return {
        "number": found.number, "form": found.form, "title": mask_personal(found.title), "round": found.round,
        "status": found.status, "opened_at": found.opened_at, "deadline": found.deadline,
        "closed_at": found.closed_at, "buildings": own(caller, found.buildings),
    }  # fmt: skip


def _totals(work: Work, kit: Kit, caller: Caller, found: Round) -> CollectionTotals:
    counts = {name: work.collections.sheet(found, name).count() for name in own(caller, found.buildings)}
    form, totals = kit.forms.get(found.form), _sum(counts.values())
    labels = kit.words.labels | ({name: answer.label for name, answer in form.answers.items()} if form else {})
    used = dict.fromkeys((*totals["results"], *totals["people"]))
    return CollectionTotals.model_validate({
        **_head(caller, found), "labels": {name: labels.get(name, name) for name in used}, "totals": totals,
        "by_building": [{"building": name, **_sum([count])} for name, count in counts.items()],
    })  # fmt: skip


def _sum(counts: Iterable[Count]) -> dict[str, Any]:
    numbers: Counter[str] = Counter(dict.fromkeys(("expected", "answered", *_LISTS), 0))
    results: Counter[str] = Counter()
    people: Counter[str] = Counter()
    for one in counts:
        numbers["expected"] += one.expected
        numbers["answered"] += one.expected - len(one.missing)
        numbers.update({name: len(getattr(one, name)) for name in _LISTS})
        results.update(one.expected_households)
        people.update(one.people)
    return {**numbers, "results": _some(results), "people": _some(people)}


def _some(counted: Counter[str]) -> dict[str, int]:
    return {name: number for name, number in counted.items() if number}
