"""What templates show of a collection: one shape for the tally, the tables, the summary and the doorbell list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from bot.call import Call
from bot.understand import Form
from data.directory import Household
from data.rounds import Collection
from data.sheet import Count


@dataclass(slots=True)
class Missing:
    """Households that have not answered, by how they can be reached."""

    reachable: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    no_wechat: list[str] = field(default_factory=list)


def missing_by_reach(call: Call, building: str, count: Count) -> Missing:
    """Sort the missing: somebody of theirs is in the group, nobody is, no WeChat at all."""
    places: set[tuple[str, str, str]] = set()
    for group in call.directory.official([building]):
        places |= call.work.people.contacts_of(group.id).keys()
    found = Missing()
    for home in count.missing:
        if home.no_wechat:
            found.no_wechat.append(home.label)
        elif (home.building, home.unit, home.room) in places:
            found.reachable.append(home.label)
        else:
            found.absent.append(home.label)
    return found


def to_mention(call: Call, collection: Collection, building: str, group: str) -> list[tuple[str, str]]:
    """Contact and name of everybody in ``group`` whose household in ``building`` has not answered."""
    labels = {
        (home.building, home.unit, home.room): home.label
        for home in call.work.collections.sheet(collection, building).count().missing
    }
    shown = call.kit.disclosure.shown_name
    contacts = call.work.people.contacts_of(group)
    found = {
        contact: shown(name, labels[place])
        for place, who in contacts.items() if place in labels for contact, name in who
    }  # fmt: skip
    return list(found.items())


def labelled(form: Form, results: Counter[str], labels: Mapping[str, str]) -> list[tuple[str, int]]:
    """(label, households) in the form's order; ``labels`` name the results that no form lists."""
    rows = [(answer.label, results[name]) for name, answer in form.answers.items() if results[name]]
    known = set(form.answers)
    return rows + [(labels.get(name, name), number) for name, number in results.items() if name not in known]


def row(form: Form, building: str, count: Count, labels: Mapping[str, str]) -> dict[str, Any]:
    """One building's line."""
    return {
        "building": building,
        "expected": count.expected,
        "answered": count.expected - len(count.missing),
        "missing": [home.label for home in count.missing],
        "review": [home.label for home in count.review],
        "positive": [home.label for home in count.positive],
        "late": [home.label for home in count.late],
        "results": labelled(form, count.expected_households, labels),
        "people": dict(count.people),
        "share": count.share,
        "alarm": alarm_label(form),
        "noted": noted(form, count),
    }


def alarm_label(form: Form) -> str:
    """What the form calls its alarm (阳性, 不合格); "" where it has none."""
    return next((answer.label for answer in form.answers.values() if answer.alarm), "")


def noted(form: Form, count: Count) -> list[tuple[str, list[str]]]:
    """(label, households) of what only who must act may know, alarms apart: a leak is mended where it is."""
    rooms = {
        answer.label: [room for room, result in count.answers.items() if result == name]
        for name, answer in form.answers.items()
        if answer.sensitive and not answer.alarm
    }
    return [(label, homes) for label, homes in rooms.items() if homes]


def counts(call: Call, collection: Collection, buildings: list[str]) -> dict[str, Count]:
    """The count of each building."""
    return {building: call.work.collections.sheet(collection, building).count() for building in buildings}


def page(call: Call, collection: Collection, buildings: list[str]) -> dict[str, Any]:
    """Data for a template: the collection, a row a building, and the sums."""
    form = call.kit.forms[collection.form]
    found = counts(call, collection, buildings)
    labels = call.kit.words.labels
    rows = [row(form, building, count, labels) for building, count in found.items()]
    households: Counter[str] = Counter()
    people: Counter[str] = Counter()
    for count in found.values():
        households.update(count.expected_households)
        people.update(count.people)
    return {
        "number": collection.number,
        "title": collection.title,
        "deadline": collection.deadline,
        "closed": collection.status != "open",
        "now": call.now,
        "rows": rows,
        "expected": sum(entry["expected"] for entry in rows),
        "answered": sum(entry["answered"] for entry in rows),
        "missing": sum(len(entry["missing"]) for entry in rows),
        "review": sum(len(entry["review"]) for entry in rows),
        "positive": sum(len(entry["positive"]) for entry in rows),
        "late": sum(len(entry["late"]) for entry in rows),
        "results": labelled(form, households, labels),
        "people": people_labels(form, people, labels),
        "alarm": alarm_label(form),
    }


def people_labels(form: Form, people: Counter[str], labels: Mapping[str, str]) -> list[tuple[str, int]]:
    """(label, people) of the answers that are counted by heads."""
    known = {name: answer.label for name, answer in form.answers.items()}
    return [(known.get(name) or labels.get(name, name), number) for name, number in people.items() if number]


def by_floor(homes: list[Household]) -> list[tuple[str, list[Household]]]:
    """Households floor by floor, top floor first, as one walks down."""
    ordered = sorted(homes, key=lambda home: (home.unit, -int(home.floor) if home.floor.isdigit() else 0))
    return [(floor, list(group)) for floor, group in groupby(ordered, key=lambda home: (home.unit, home.floor)[1])]
