"""The evening account: what was done for everybody today, drafted from rows alone, posted when staff confirm it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from bot.call import Call, Reply
from bot.contract import Lane
from bot.disclosure import Disclosure
from bot.items import behind, in_order, pressing, said_before, summary
from bot.notices import check_notice, send_notice, still_own
from bot.render import Renderer
from bot.roles import GroupKind, Role
from bot.routing import Router
from bot.validity import validity
from data.demands import Demand, Item
from data.medicine import CANCELLED, UNAVAILABLE
from data.notices import SENT
from data.records import Preview
from data.store import stamp

router = Router("account")
_PRIVATE = frozenset({"medical", "medicine", "psychological", "transfer", "neighbour"})
"""What an item of these is about is nobody else's business: they are counted, not told."""
_KEPT = timedelta(hours=24)
"""A promise that names no day, is older and not kept is owned as such."""
_MOST = 8
_PLACES = ("answered", "waiting", "unkept", "again", "open")
_VALID = timedelta(hours=3)


@router.tick("account")
def draft(call: Call, refer: str) -> Iterator[Reply]:
    """Draft the account, for the staff group to look at; silence where there is nothing to tell."""
    groups = call.directory.official(call.directory.buildings)
    staff = call.directory.of_kind(GroupKind.STAFF)
    data = _day(call)
    if not groups or not staff or not any(data.values()):
        return
    text = Renderer(call.directory.timezone).render("account/text", **data)
    kept = {"text": text, "groups": [group.id for group in groups]}
    preview = call.work.records.preview("", "account", kept, call.now + _VALID)
    for group in staff:
        yield Reply(
            "account/draft", {"number": preview.number, "text": text, "groups": len(groups)}, group=group.id,
            lane=Lane.SUMMARY, kind="account", asked=False, number=preview.number,
        )  # fmt: skip


@router.confirmed("account")
def post(call: Call, preview: Preview) -> Iterator[Reply]:
    """Post it: it is a notice like any other, and can be corrected or withdrawn like one."""
    groups = still_own(call, preview.data["groups"], Role.STAFF)
    check_notice(call, preview.data["text"], groups)
    yield from send_notice(call, preview.number, preview.data["text"], groups)
    notice = call.work.notices.newest(preview.number)
    if notice is not None:
        call.work.records.renumber(preview.number, "notice", notice.id)
    yield Reply("broadcast/confirmed", {"number": preview.number, "groups": len(groups), "at": None},
                number=preview.number)  # fmt: skip


def _day(call: Call) -> dict[str, Any]:
    local = call.now.astimezone(call.zone)
    since = local.replace(hour=0, minute=0, second=0, microsecond=0)
    return {**_items(call, since), "collections": _collections(call, since), **_carried(call, since)}


def _collections(call: Call, since: datetime) -> list[dict[str, Any]]:
    rows = []
    for one in call.work.collections.all():
        ended = one.closed_at or one.deadline
        if one.status != "closed" or ended is None or ended < since:
            continue
        counts = [call.work.collections.sheet(one, building).count().state() for building in one.buildings]
        rows.append({
            "title": one.title, "buildings": len(one.buildings),
            "households": sum(count["households"] for count in counts),
            "reported": sum(count["reported"] for count in counts),
        })  # fmt: skip
    return rows


def _carried(call: Call, since: datetime) -> dict[str, int]:
    notices = [one for one in call.work.notices.find(states=[SENT]) if one.at >= since]
    helped = [one for one in call.work.asks.since(since) if one.helper is not None]
    return {
        "bought": _came(call, "bought", since), "brought": _came(call, "handed_over", since),
        "notices": len(notices), "photos": call.work.ledger.sent("photo", stamp(since)), "helped": len(helped)
    }  # fmt: skip


def _came(call: Call, step: str, since: datetime) -> int:
    """How many drugs came so far today, but those that were cancelled or not to be had after all."""
    numbers = call.work.records.done_since(f"medicine:{step}", since)
    rows = call.work.medicine.numbered(int(number) for number in numbers if number.isdecimal())
    return sum(row.state not in (CANCELLED, UNAVAILABLE) for row in rows)


def _items(call: Call, since: datetime) -> dict[str, Any]:
    """Items by what became of them, each once: told, or counted. Only what was asked in a group is told there."""
    items = call.work.demands.items()
    voices = behind(call.work, items)
    found: dict[str, Any] = {place: [] for place in _PLACES}
    found |= {"private": 0, "own": 0, "urgent": 0, **{f"more_{place}": 0 for place in _PLACES}}
    told = [one for one in items if one.status != "dropped" and not (one.kind == "offer" and one.open)]
    for item in pressing(told, voices):
        today = item.answered_at is not None and item.answered_at >= since
        place = _place(call, item, since, today=today)
        if item.urgent:
            found["urgent"] += item.opened_at >= since or today
        elif place is None:
            continue
        elif (row := _told(call, item, voices[item.id])) is None:
            found["private" if today or place == "answered" else "own"] += 1
        elif len(found[place]) < _MOST:
            found[place].append(row)
        else:
            found[f"more_{place}"] += 1
    return found


def _place(call: Call, item: Item, since: datetime, *, today: bool) -> str | None:
    """The one section that an item belongs to; None where nothing was said or done of it today, and nothing is open."""
    if item.open:
        return "open" if item.answer is None else "again"
    if item.status == "done":
        # Who asked may have said so himself, or a drug came: nobody had to answer.
        return "answered" if today or item.changed_at >= since else None
    if item.status in ("not_yet", "unknown"):
        return "waiting"
    if item.status == "will_do" and item.answered_at is not None and not today:
        said = item.answered_at.astimezone(call.zone)
        due = validity().named(item.answer or "", said)
        return "unkept" if call.now >= (due or said + _KEPT) else "waiting"
    return "answered" if today else None


def _told(call: Call, item: Item, voices: list[Demand]) -> dict[str, Any] | None:
    """What everybody may read of an item; None where only its number is told."""
    asked = [voice for voice in voices if voice.group is not None]
    says = summary(item, asked) if asked and item.category not in _PRIVATE else ""
    answer = item.answer or ""
    if not says or _exposes(call.kit.disclosure, call, f"{says} {answer}"):
        return None
    return {
        "says": says, "answer": answer, "buildings": in_order(call, (voice.building for voice in asked)),
        "since": item.opened_at, "at": said_before(call, item), "status": call.kit.words.decisions[item.status][0],
    }  # fmt: skip


def _exposes(disclosure: Disclosure, call: Call, text: str) -> bool:
    rooms = {room for flats in call.directory.households.values() for _, room in flats}
    return disclosure.tells_result(text) or disclosure.names_room(text, rooms)
