"""The moments of an open collection: reminders, the doorbell list, the deadline itself."""

from __future__ import annotations

from datetime import timedelta

from data.work import Work

MOMENTS = (("remind", 60), ("doorbell", 30), ("remind", 20), ("deadline", 0))
"""What is due, and how many minutes before the deadline."""


def plan(work: Work) -> None:
    """Note the moments of every open collection. Noting one again changes nothing."""
    for collection in work.collections.current():
        if collection.status != "open" or collection.deadline is None or work.records.has_ticks(collection.id):
            continue
        for name, minutes in MOMENTS:
            at = collection.deadline - timedelta(minutes=minutes)
            if at > collection.opened_at:
                work.records.tick(f"{collection.id}:{name}:{minutes}", name, collection.id, at)
