"""What a person must hear at once: told as one message a minute and place, and carried on where nobody is reached."""

from __future__ import annotations

from collections.abc import Iterator

from bot.call import Call, Reply
from bot.collecting.alerts import next_after, outdated, tell
from bot.collecting.table import alarm_label
from bot.roles import GroupKind
from bot.routing import Router
from data.outgoing import Queued

router = Router("alert")


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
        }
        for alert in alerts
    ]  # fmt: skip
    buildings = tuple(sorted({alert.building for alert in alerts}))
    return Reply("alert/positive", {"rows": rows}, sensitive=True, buildings=buildings)


def _label(call: Call, key: str | None) -> str:
    """What the form calls its alarm; where nothing is collected, the form that has one."""
    collection = call.work.collections.get(key) if key else None
    forms = [call.kit.forms[collection.form]] if collection else list(call.kit.forms.values())
    return next(filter(None, map(alarm_label, forms)), "")


@router.failed("alert")
def failed(call: Call, refer: str) -> Iterator[Reply]:
    """It could not be delivered: the next of head, zone lead, the building's staff, secretary hears it."""
    message = call.work.outgoing.get(refer)
    if message is None or message.person is None:
        return
    for alert in call.work.records.alerts(message.person, message.id):
        person = next_after(call, alert.building, message.person)
        if person is None:
            for group in call.directory.of_kind(GroupKind.STAFF):
                yield Reply("alert/nobody", {"building": alert.building}, group=group.id, asked=False)
            continue
        home = (alert.building, alert.unit, alert.room)
        call.work.records.alert(person, alert.kind, home, alert.collection, call.now)
        reply = tell(call, person, to_person=True)
        if reply is not None:
            reply.not_before = call.now
            yield reply
            call.work.outgoing.flush()
