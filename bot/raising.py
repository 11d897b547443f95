"""A neighbour's request, complaint, question or offer becomes a voice of an item: of a new one, or of its matter's."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from pydantic import BaseModel, ConfigDict

from bot.call import Call
from bot.delicate import is_delicate, tells_of_oneself
from bot.demands.likeness import matter_of
from bot.lexicon import load_lexicon
from bot.naming import buildings_named
from bot.roles import GroupKind, Role
from bot.understand import redact
from bot.understand.discreet import mask_insurance
from bot.validity import validity
from data.demands import ANSWERED, OPEN, Demand, Item, like
from data.store import new_id


class _Hours(BaseModel):
    """Hours within which an item wants an answer, by category."""

    model_config = ConfigDict(extra="forbid")
    hours: dict[str, float]


_HOURS = load_lexicon("overdue", _Hours).hours
_DESPAIR = "psychological"
FALLBACK_CATEGORY, FALLBACK_PARTY = "other", "committee"
_JUST = timedelta(minutes=15)
"""So long an answer is on its way, or was just heard."""
_KNOWN = timedelta(days=14)
"""How long what was answered is known as the same matter."""


def heard_here(call: Call) -> bool:
    """Building groups, and private chats with residents: what staff say among themselves is no demand."""
    if call.group is not None and call.group.kind is not GroupKind.OFFICIAL:
        return False
    return not call.has(Role.SECRETARY, Role.STAFF)


def cries_heard_here(call: Call) -> bool:
    """A cry for help is heard in every group; but who has such things for a daily task talks of them with others."""
    if call.has(Role.SECRETARY, Role.STAFF):
        return False
    here = call.group is None or call.group.kind is GroupKind.OFFICIAL
    return here or not call.has(Role.PROPERTY, Role.OWNERS, Role.RUNNER)


def raised_before(call: Call) -> bool:
    """Whether the sender said the same words here a moment ago: they are one demand."""
    since = call.message.at - timedelta(minutes=call.kit.settings.repeat_minutes)
    return call.work.inbox.said_before(call.message, since)


def voice(call: Call, kind: str, category: str | None, text: str, *, cry: bool = False) -> Demand:
    """The voice of this message, in no item yet. Words that must not be kept are kept of a cry alone, masked."""
    said = "" if call.unkept and not cry else mask_insurance(redact(text)).strip()
    here = (call.group.building if call.group is not None else None) or call.work.people.only_building(call.sender)
    named = buildings_named(call, text) if here is None else []
    here = named[0] if len(named) == 1 else here
    homes = call.work.people.homes(call.sender, here)
    home = homes[0] if len(homes) == 1 else None
    place = (home.building, home.unit or None, home.room) if home else (here, None, None)
    return Demand(
        new_id(str(call.message.seq), "demand"), new_id(str(call.message.seq), "item"), kind,
        category or FALLBACK_CATEGORY, place, call.group.id if call.group is not None else None, call.sender,
        call.message.seq, call.message.id, call.message.at, said,
    )  # fmt: skip


def open_item(call: Call, demand: Demand, urgency: str, party: str | None, *, urgent: bool = False) -> Item:
    """A new item of its own for ``demand``."""
    number = call.work.records.next_number("item", demand.item)
    item = call.work.demands.open_item(number, demand, urgency, party or FALLBACK_PARTY, urgent=urgent)
    if not urgent:
        watch(call, item)
    return item


def watch(call: Call, item: Item, level: int = 1) -> None:
    """Look at ``item`` again once its time is over, ``level`` times. Whoever offers something waits for no answer."""
    if item.kind == "offer":
        return
    if level == 1:
        # It was opened again: what it waited for before is over.
        for earlier in (1, 2):
            call.work.records.forget_ticks(f"{item.id}:{earlier}", ["overdue"])
    since = item.changed_at if item.status == "reopened" else item.opened_at
    wait = timedelta(hours=_HOURS.get(item.category, max(_HOURS.values())) * level)
    key = f"overdue:{item.id}:{since:%Y%m%d%H%M%S}:{level}"
    call.work.records.tick(key, "overdue", f"{item.id}:{level}", since + wait)


def join_or_open(
    call: Call, demand: Demand, urgency: str, party: str | None, *, sure: str | None = None
) -> Item | None:
    """Put ``demand`` to the item that it belongs to, or to a new one; return the item as it was that is open again.

    What was answered takes who comes back to it where the answer was heard, or who is ``sure`` to ask the same; it is
    opened again if the answer does not hold any more.
    """
    demands = call.work.demands
    # Asked at once: a guess among the open ones must not win over what surely is the answered one's.
    matters = demands.matters(status=(*OPEN, *ANSWERED))
    heard = demands.raised_in(demand.group, demand.person)
    answered = demands.items(status=ANSWERED)
    outside = {item.id for item in answered} - (answered_lately(call).keys() & heard)
    outside |= {item.id for item in answered if is_anothers(call, item)}
    key = sure or matter_of(like(demand), {one: found for one, found in matters.items() if one not in outside})
    item = demands.item(key) if key else None
    if item is None or _each_for_himself(call, item, demand):
        open_item(call, demand, urgency, party)
        return None
    demands.add(replace(demand, item=item.id))
    if item.open or demand.kind == "offer" or holds(call, item, demand.kind, demand.text):
        return None
    reopen(call, item, call.sender if contradicts(call, item, demand) else "")
    return item


def contradicts(call: Call, item: Item, demand: Demand) -> bool:
    """Whether somebody speaks against an answer: who asked before, or who says just then that it is as it was.

    Whoever else asks for what was done asks for it anew.
    """
    just_then = item.answered_at is not None and call.now - item.answered_at < _JUST
    if just_then and any(word in demand.text for word in call.kit.words.still):
        return True
    return any(one.person == demand.person and one.id != demand.id for one in call.work.demands.voices([item.id]))


def is_anothers(call: Call, item: Item) -> bool:
    """Whether what was answered was one neighbour's own affair, and the sender is somebody else."""
    voices = call.work.demands.voices([item.id])
    mine = any(voice.person == call.sender for voice in voices)
    return not mine and is_delicate(item, (voice.text for voice in voices))


def _each_for_himself(call: Call, item: Item, demand: Demand) -> bool:
    """Whether two people would hear one answer to what troubles each of them alone: despair, violence, shame."""
    if not item.open or _DESPAIR not in (item.category, demand.category):
        return False
    voices = call.work.demands.voices([item.id])
    mine = any(voice.person == call.sender for voice in voices)
    return not mine and any(map(tells_of_oneself, (demand.text, *(voice.text for voice in voices))))


def holds(call: Call, item: Item, kind: str, text: str = "") -> bool:
    """Whether its answer still answers a demand of this kind: who asks for what is done wants it done again."""
    if item.answered_at is None or item.answer is None:
        return False
    if item.status == "done" and (kind != "question" or any(word in text for word in call.kit.words.still)):
        return False
    said = item.answered_at.astimezone(call.zone)
    return call.now < validity().until(item.answer, said, done=item.status == "done")


def answered_lately(call: Call) -> dict[str, Item]:
    """What was answered, and is known as the same matter still."""
    return {
        item.id: item for item in call.work.demands.items(status=ANSWERED)
        if item.answered_at is not None and call.now - item.answered_at < _KNOWN
    }  # fmt: skip


def reopen(call: Call, item: Item, person: str) -> Item:
    """It waits for an answer again: ``person`` says so, or somebody asked who is not answered by what was said."""
    call.work.demands.change(item, call.now, person, "reopened", status="reopened", holder=None)
    item = call.work.demands.item(item.id) or item
    if not item.urgent:
        watch(call, item)
    return item
