"""Residents ask for something, complain, or offer help: quietly kept as demands; a cry for help goes out at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.call import Call, CarryOut, Reply
from bot.contract import Lane
from bot.cries import TIMES, cry_out, to_the_secretary
from bot.deciding import talk
from bot.demands.likeness import sure_answer
from bot.raising import heard_here, join_or_open, open_item, raised_before, voice
from bot.roles import GroupKind
from bot.routing import Router
from bot.understand import Meaning
from data.demands import ANSWERED, Demand, Item, like

router = Router("demand")
_ASKING = ("request", "complaint", "question")
_VALID = timedelta(days=14)
"""How long an answer is given again by itself."""


@router.meaning("request")
@router.meaning("complaint")
@router.meaning("question")
@router.meaning("offer")
def raised(call: Call, meaning: Meaning) -> Iterator[Reply | CarryOut]:
    """Keep what was asked for, quietly; answer at once only a cry, and what surely was answered before."""
    if not heard_here(call):
        yield from talk(call)
        return
    if raised_before(call):
        return
    demand = voice(call, meaning.kind, meaning.category, call.text)
    if meaning.kind in _ASKING and meaning.urgency == "high":
        item = open_item(call, demand, "high", meaning.party, urgent=True)
        yield Reply(
            "urgent/heard", {}, lane=Lane.URGENT, kind="cry_heard", asked=False, quiet=False,
            private=call.group is None,
        )  # fmt: skip
        yield from cry_out(call, item, demand)
        return
    known = _known_answer(call, demand) if meaning.kind in ("request", "question") else None
    if known is not None:
        yield from _answer_again(call, demand, known)
        return
    if call.text.strip(" 。.!！~") in (*call.kit.words.solved, *call.kit.words.unsolved):
        yield from talk(call)
        return
    join_or_open(call, demand, meaning.urgency or "low", meaning.party)


def _known_answer(call: Call, demand: Demand) -> Item | None:
    demands = call.work.demands
    valid = {
        item.id: item for item in demands.items(status=ANSWERED)
        if item.answered_at is not None and call.now - item.answered_at < _VALID
    }  # fmt: skip
    matters = {key: known for key, known in demands.matters(status=ANSWERED).items() if key in valid}
    key = sure_answer(like(demand), matters)
    return valid.get(key) if key else None


def _answer_again(call: Call, demand: Demand, item: Item) -> Iterator[Reply]:
    """The answer that stands, with its time, to who asks the same; it counts as one of the item's voices."""
    call.work.demands.add(replace(demand, item=item.id))
    call.work.demands.served(item)
    yield Reply("demand/known", {"answer": item.answer, "at": item.answered_at, "status": item.status})


@router.tick("cry")
def again(call: Call, refer: str) -> Iterator[Reply]:
    """Nobody took it yet: everybody hears it again, in the end the secretary alone."""
    key, _, count = refer.rpartition(":")
    item = call.work.demands.item(key)
    if item is None or item.status != "new":
        return
    demand = call.work.demands.voices([key])[0]
    if int(count) > TIMES:
        yield from to_the_secretary(call, item, demand, int(count))
    else:
        yield from cry_out(call, item, demand, again=int(count))


@router.failed("cry")
def not_reached(call: Call, refer: str) -> Iterator[Reply]:
    """A cry did not get through to somebody: the staff group has it; where it was for that, the secretary hears it."""
    message = call.work.outgoing.get(refer)
    item = call.work.demands.item(message.refer or "") if message is not None else None
    if message is None or item is None or item.status != "new" or message.group is None:
        return
    group = call.directory.groups.get(message.group)
    if group is not None and group.kind is GroupKind.STAFF:
        yield from to_the_secretary(call, item, call.work.demands.voices([item.id])[0], 1)
