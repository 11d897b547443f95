"""The state of a community as one object: the contract's STATE.json. Counts and rooms, never a text."""

from __future__ import annotations

from collections import Counter
from typing import Any

from data.demands import Demand
from data.notices import Notice
from data.rounds import Collection
from data.work import Work


def read_state(work: Work) -> dict[str, Any]:
    """Collections, demands and notices as they are now."""
    return {
        "collections": [_collection(work, collection) for collection in work.collections.all()],
        "demands": _demands(work),
        "notices": _notices(work),
    }


def _collection(work: Work, collection: Collection) -> dict[str, Any]:
    buildings = {
        building: work.collections.sheet(collection, building).count().state() for building in collection.buildings
    }
    households: Counter[str] = Counter()
    people: Counter[str] = Counter()
    for building in buildings.values():
        households.update(building["totals"]["households"])
        people.update(building["totals"]["people"])
    return {
        "id": collection.number,
        "form": collection.form,
        "title": collection.title,
        "round": collection.round,
        "status": collection.status,
        "buildings": buildings,
        "totals": {"households": dict(households), "people": dict(people)},
    }


def _demands(work: Work) -> list[dict[str, Any]]:
    """Items without a word of what was said, asked or answered; who reads the state need not know it."""
    voices: dict[str, list[Demand]] = {}
    for voice in work.demands.voices():
        voices.setdefault(voice.item, []).append(voice)
    return [
        {
            "id": item.number, "kind": item.kind, "category": item.category, "urgency": item.urgency,
            "party": item.party, "status": item.status,
            "sources": [voice.message for voice in voices.get(item.id, [])],
            "buildings": list(dict.fromkeys(voice.building for voice in voices.get(item.id, []) if voice.building)),
            "answer": item.answer,
        }
        for item in work.demands.items()
    ]  # fmt: skip


def _notices(work: Work) -> list[dict[str, Any]]:
    """One object a number: the version that holds, with what became of those before it."""
    versions: dict[int, list[dict[str, Any]]] = {}
    for notice in work.notices.find():
        versions.setdefault(notice.number, []).append(_notice(work, notice))
    return [{**every[-1], "earlier": every[:-1]} for every in versions.values()]


def _notice(work: Work, notice: Notice) -> dict[str, Any]:
    ledger = work.ledger.counts(notice.id)
    groups = work.directory.groups
    return {
        "id": notice.number,
        "version": notice.version,
        "status": notice.state,
        "rooms": [groups[group].topic for group in notice.groups if group in groups],
        "delivered": ledger["sent"] + ledger["confirmed"],
        "unknown": ledger["unknown"],
        "failed": ledger["failed"],
        "waiting": ledger["queued"] + ledger["sending"],
    }
