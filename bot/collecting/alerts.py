"""A positive is told at once: to the building's relay in private, and to the staff group; to nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot.call import Call, Reply, addressee
from bot.contract import Lane
from bot.roles import GroupKind
from data.tables import AlertRow

GATHER = timedelta(seconds=60)
"""Alerts of one minute to one place are one message."""


def alarm(call: Call, home: tuple[str, str, str], *, certain: bool, collection: str | None = None) -> Iterator[Reply]:
    """Tell who must act that ``home`` (building, unit, room) reports a positive, or that one is in question."""
    kind = "positive" if certain else "question"
    places = [group.id for group in call.directory.of_kind(GroupKind.STAFF)]
    person = addressee(call, home[0])
    for place in [*places, *([person] if person else [])]:
        call.work.records.alert(place, kind, home, collection, call.now, call.message.seq)
        reply = tell(call, place, to_person=place == person)
        if reply is not None:
            yield reply


def tell(call: Call, place: str, *, to_person: bool) -> Reply | None:
    """A message that gathers what ``place`` must hear; None where one is waiting already."""
    group, person = (None, place) if to_person else (place, None)
    if call.work.outgoing.pending("alert", group=group, person=person):
        return None
    return Reply(
        "alert/positive",
        group=group,
        person=person, lane=Lane.URGENT, kind="alert", compose="alert", refer=place, sensitive=True, asked=False,
        quiet=False, not_before=call.now + GATHER,
    )  # fmt: skip


def outdated(call: Call, alert: AlertRow) -> bool:
    """Whether the door that nobody knew is known by now: the line that names it says more."""
    collection = call.work.collections.get(alert.collection) if alert.collection and not alert.room else None
    if collection is None:
        return False
    return not any(one.alarm for one in call.work.collections.unplaced_answers(collection, alert.building))
