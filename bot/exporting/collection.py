"""A collection, building by building, for a workbook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bot.answers import UNCLEAR, Standing, Way
from bot.call import Call
from bot.collecting.table import alarm_label, counts, labelled, people_labels
from bot.exporting.export import Export, local
from bot.sheets.words import sheet_words
from bot.understand import Form
from data.directory import Household
from data.rounds import Collection
from data.sheet import Count
from data.store import moment

if TYPE_CHECKING:
    from bot.sheets.collection import BuildingPage, CollectionPages, Flat


def collection_export(call: Call, collection: Collection, buildings: Sequence[str]) -> Export:
    """The workbook of ``buildings`` of a collection."""

    def make() -> bytes:
        # Slow to import, and seldom needed.
        from bot.sheets.collection import collection_book

        return collection_book(pages(call, collection, buildings))

    households = sum(len(call.directory.households.get(building, ())) for building in buildings)
    return Export(collection.title, collection.number, households, tuple(buildings), make)


def pages(call: Call, collection: Collection, buildings: Sequence[str]) -> CollectionPages:
    """All that the workbook shows."""
    from bot.sheets.collection import CollectionPages

    form, labels = call.kit.forms[collection.form], call.kit.words.labels
    found = counts(call, collection, list(buildings))
    households: Counter[str] = Counter()
    people: Counter[str] = Counter()
    for count in found.values():
        households.update(count.expected_households)
        people.update(count.people)
    heads = [name for name in form.values if people[name]]
    named = dict(zip(heads, [people_labels(form, Counter({name: 1}), labels)[0][0] for name in heads], strict=True))
    return CollectionPages(
        call.directory.name, collection.number, collection.title, collection.status != "open",
        local(call, collection.deadline) if collection.deadline else None, local(call, call.now), alarm_label(form),
        [label for label, _ in labelled(form, households, labels)], list(named.values()),
        [_page(call, collection, form, building, count, named) for building, count in found.items()],
    )  # fmt: skip


def _page(
    call: Call, collection: Collection, form: Form, building: str, count: Count, heads: dict[str, str]
) -> BuildingPage:
    from bot.sheets.collection import BuildingPage

    labels = call.kit.words.labels
    return BuildingPage(
        building, count.expected, count.expected - len(count.missing), len(count.missing), len(count.review),
        len(count.positive), len(count.late), dict(labelled(form, count.expected_households, labels)),
        {label: count.people[name] for name, label in heads.items()},
        list(_flats(call, collection, form, building, list(heads))),
        call.work.collections.unplaced_count(collection, building),
    )  # fmt: skip


def _flats(call: Call, collection: Collection, form: Form, building: str, heads: list[str]) -> Iterator[Flat]:
    sheet = call.work.collections.sheet(collection, building)
    for place, home in sheet.households.items():
        yield _flat(call, form, home, sheet.standings.get(place), heads)
    for home in sheet.left():
        yield _flat(call, form, home, sheet.standings[home.unit, home.room], heads, left=True)


def _flat(
    call: Call, form: Form, home: Household, standing: Standing | None, heads: list[str], *, left: bool = False
) -> Flat:
    from bot.sheets.collection import Flat

    words = sheet_words()
    if standing is None or not standing.given:
        remarks = [words.words["no_wechat"]] if home.no_wechat and not home.vacant else []
        state = "vacant" if home.vacant else "missing"
        return Flat(home.unit, home.room, home.people, state, remarks=remarks)
    doubt = standing.review is not None or (home.vacant and standing.way != Way.RESOLVED)
    state = "left" if left else "review" if doubt else "answered"
    result = UNCLEAR if doubt else standing.result
    remarks = [words.reasons.get(standing.review, words.states["review"])] if standing.review else []
    remarks += [words.words["late"]] if standing.late else []
    return Flat(
        home.unit, home.room, home.people, state, labelled(form, Counter([result]), call.kit.words.labels)[0][0],
        [None if doubt else standing.counts.get(name) for name in heads], local(call, moment(standing.at)),
        words.ways.get(standing.way, ""), remarks, standing.alarm,
    )  # fmt: skip
