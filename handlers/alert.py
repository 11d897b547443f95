"""What a person must hear at once: told as one message a minute and place, and carried on where nobody is reached."""

from __future__ import annotations

from collections.abc import Iterator

from bot.call import Call, Reply, next_after
from bot.collecting.alerts import outdated, tell
from bot.collecting.table import alarm_label
from bot.roles import GroupKind, Role
from bot.routing import Router
from data.outgoing import Queued

router = Router("alert")
_LONGEST_NAME = 20


@router.composer("alert")
def compose(call: Call, message: Queued) -> Reply | None:
    """Everything this place has still to hear."""
    place = message.group or message.person or ""
    told = call.work.records.alerts(place, message.id)
    waiting = call.work.records.alerts(place)
    call.work.records.alerts_said([alert.id for alert in waiting], message.id)
    alerts = told + [alert for alert in waiting if not outdated(call, alert)]
    if not alerts:
        return None
    rows = [
        {
            "building": alert.building, "room": f"{alert.unit}-{alert.room}" if alert.unit else alert.room,
            "certain": alert.kind == "positive", "label": _label(call, alert.collection),
            "teller": None if alert.room else _in_private(call, alert.source),
        }
        for alert in alerts
    ]  # fmt: skip
    buildings = tuple(sorted({alert.building for alert in alerts}))
    return Reply("alert/positive", {"rows": rows}, sensitive=True, buildings=buildings)


def _in_private(call: Call, source: int | None) -> str | None:
    """What calls itself who told it, where that was in private: no group shows the message. None: a group does."""
    told = call.work.inbox.get(source) if source is not None else None
    return " ".join(told.name.split())[:_LONGEST_NAME] if told is not None and told.group is None else None


def _label(call: Call, key: str | None) -> str:
    """What the form calls its alarm; where nothing is collected, the form that has one."""
    collection = call.work.collections.get(key) if key else None
    forms = [call.kit.forms[collection.form]] if collection else list(call.kit.forms.values())
    return next(filter(None, map(alarm_label, forms)), "")


def _heard_elsewhere(call: Call, message: Queued) -> bool:
    """Whether it was for one of several staff groups, and another one can be reached."""
    others = [group.id for group in call.directory.of_kind(GroupKind.STAFF) if group.id != message.group]
    return message.group is not None and any(map(call.work.outgoing.group_alias, others))


def _of_staff(call: Call, building: str) -> str | None:
    """Who hears in private what the staff group could not: the secretary, else the building's staff."""
    persons = [person for role in (Role.SECRETARY, Role.STAFF) for person in call.directory.holders(role, building)]
    friends = call.work.people.friends(persons)
    return next((person for person in persons if person in friends), None)


@router.failed("alert")
def failed(call: Call, refer: str) -> Iterator[Reply]:
    """It could not be delivered: the next in line hears it; for the staff group, the secretary or staff in private."""
    message = call.work.outgoing.get(refer)
    if message is None or _heard_elsewhere(call, message):
        return
    for alert in call.work.records.alerts(message.group or message.person or "", message.id):
        person = next_after(call, alert.building, message.person) if message.person else _of_staff(call, alert.building)
        if person is None:
            for group in call.directory.of_kind(GroupKind.STAFF):
                yield Reply("alert/nobody", {"building": alert.building}, group=group.id, asked=False)
            continue
        home = (alert.building, alert.unit, alert.room)
        call.work.records.alert(person, alert.kind, home, alert.collection, call.now, alert.source)
        reply = tell(call, person, to_person=True)
        if reply is not None:
            reply.not_before = call.now
            yield reply
            call.work.outgoing.flush()
