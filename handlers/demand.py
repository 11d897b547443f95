"""Residents ask for something, complain, or offer help: quietly kept as demands; a cry for help goes out at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.call import Call, CarryOut, Reply
from bot.contract import Lane
from bot.cries import TIMES, UNCLAIMED, cry_on, cry_out, staff_not_reached, to_the_next, to_the_secretary
from bot.deciding import ANSWERS, answerer, talk
from bot.delicate import is_delicate_among
from bot.demands.likeness import sure_answer
from bot.items import quoted_voice
from bot.raising import (
    answered_lately,
    contradicts,
    cries_heard_here,
    heard_here,
    holds,
    is_anothers,
    join_or_open,
    open_item,
    raised_before,
    voice,
)
from bot.roles import GroupKind
from bot.routing import Router
from bot.solving import items_said_of, says_whether_solved, solved_or_not, tell_reopened
from bot.standing import echoed_cry, join, standing_cry, tell_joined
from bot.understand import Meaning, redact
from bot.understand.crying import cry_in, is_cry, urgency_heard
from bot.understand.discreet import mask_insurance
from data.demands import ANSWERED, OPEN, Demand, Item, like
from data.outgoing import Queued

router = Router("demand")
_ELSEWHERE, _ORDERS = ("report", "withdraw"), ("medicine", "supplies")
_CLAUSES = re.compile(r"[^，,。；;！!？?\s]+[，,。；;！!？?\s]*")


@router.meaning("request")
@router.meaning("complaint")
@router.meaning("question")
@router.meaning("offer")
def raised(call: Call, meaning: Meaning) -> Iterator[Reply | CarryOut]:
    """Keep what was asked for, quietly; answer at once only a cry, and what surely was answered before."""
    # Of a list, each line is looked at by itself, below: it is posted again and again.
    cries = is_cry(meaning, call.text) and not meaning.chain
    urgent = cries and cries_heard_here(call)
    if not (urgent or heard_here(call)) or (call.has(*ANSWERS) and quoted_voice(call) is not None):
        yield from talk(call)
        return
    if raised_before(call) and not (urgent and _stands_no_more(call)):
        return
    demand = voice(call, meaning.kind, meaning.category, call.text, cry=urgent)
    if urgent:
        yield from _cried(call, demand, meaning.party)
        return
    said = says_whether_solved(call)
    if said is not None and (not said.more or len(items_said_of(call, said)) == 1):
        yield from talk(call) if call.has(*ANSWERS) else solved_or_not(call, demand)
        return
    sure = _surely_answered(call, demand)
    if sure is not None and holds(call, sure, demand.kind, demand.text):
        yield from _answer_again(call, demand, sure)
        return
    urgency = urgency_heard(meaning, call.text)
    before = join_or_open(call, demand, urgency, meaning.party, sure=sure.id if sure else None)
    if before is not None and contradicts(call, before, demand):
        yield from tell_reopened(call, before)


@router.listen("cry")
def beside(call: Call, meaning: Meaning) -> Iterator[Reply]:
    """A cry for help may stand in an answer, or in a line of a list: what it stands in counts all the same."""
    if not cries_heard_here(call):
        return
    if meaning.kind == "chat":
        _echoed(call)
    if not (meaning.chain or meaning.kind in _ELSEWHERE):
        return
    cry = cry_in(call.text, by_line=meaning.chain, orders=meaning.form in _ORDERS)
    if (
        cry is None
        or (raised_before(call) and not _stands_no_more(call))
        or (meaning.chain and _cried_before(call, cry.words))
    ):
        return
    # Beside a door, a word of a result would keep it from those who can act.
    told = [one for one in _CLAUSES.findall(cry.words) if not call.kit.disclosure.tells_result(f"1 {one}")]
    yield from _cried(call, voice(call, "request", cry.category, "".join(told) or cry.words, cry=True), cry.party)


def _echoed(call: Call) -> None:
    """What a neighbour says of a danger that another one cried of, is one more voice of that cry."""
    told = voice(call, "request", "property", call.text, cry=True)
    standing = echoed_cry(call, told)
    if standing is not None and not raised_before(call):
        join(call, replace(told, category=standing.category), standing)


@router.listen("coming")
def still_waits(call: Call, meaning: Meaning) -> Iterator[Reply]:
    """Who cried, and now asks in private whether anybody comes, is heard by who has it, or by everybody again."""
    pressing = any(word in call.text for word in call.kit.words.still_waits)
    if call.group is not None or not pressing or is_cry(meaning, call.text) or not cries_heard_here(call):
        return
    own = {one.item for one in call.work.demands.of_person(call.sender)}
    waiting = [item for item in call.work.demands.items(status=OPEN) if item.urgent and item.id in own]
    if waiting and not raised_before(call):
        call.taken = True
        item = waiting[-1]
        told = replace(voice(call, "request", item.category, call.text, cry=True), item=item.id)
        call.work.demands.add(told)
        yield from cry_on(call, item, told)


def _stands_no_more(call: Call) -> bool:
    """Whether no cry of the sender's is open: the same words a moment later are another one then."""
    own = {voice.item for voice in call.work.demands.of_person(call.sender)}
    return not any(item.urgent and item.id in own for item in call.work.demands.items(status=OPEN))


def _cried_before(call: Call, words: str) -> bool:
    """Whether a list was posted with these lines before: who lengthens it cries no second time."""
    known = [item.id for item in call.work.demands.items() if item.urgent]
    lines = {line for one in call.work.demands.voices(known) for line in one.text.splitlines()}
    return all(mask_insurance(redact(line)).strip() in lines for line in words.splitlines())


def _cried(call: Call, demand: Demand, party: str | None) -> Iterator[Reply]:
    """Open its item, say that it was heard, and let everybody hear it who must; or let it join the one that stands."""
    standing = standing_cry(call, demand)
    if standing is not None:
        join(call, demand, standing)
        return
    item = open_item(call, demand, "high", party, urgent=True)
    yield Reply(
        "urgent/heard", {}, lane=Lane.URGENT, kind="cry_heard", asked=False, quiet=False, private=call.group is None
    )
    yield from cry_out(call, item, demand)


def _surely_answered(call: Call, demand: Demand) -> Item | None:
    """What was answered lately and is surely asked again."""
    if demand.kind not in ("request", "question"):
        return None
    known = answered_lately(call)
    matters = call.work.demands.matters(status=ANSWERED)
    key = sure_answer(like(demand), {one: found for one, found in matters.items() if one in known})
    found = known.get(key) if key else None
    return None if found is None or is_anothers(call, found) else found


def _answer_again(call: Call, demand: Demand, item: Item) -> Iterator[Reply]:
    """The answer that stands, with its time, to who asks the same; it counts as one of the item's voices."""
    call.work.demands.add(replace(demand, item=item.id))
    mine = is_delicate_among(item, call.work.demands.voices([item.id]))
    yield Reply("demand/known", compose="known", refer=_as_answered(item), private=mine, fallback=not mine)


def _as_answered(item: Item) -> str:
    return f"{item.id}:{item.answered_at:%Y%m%d%H%M%S%f}"


@router.composer("known")
def known(call: Call, queued: Queued) -> Reply | None:
    """What answers who asked again, if it still does: a night may lie between; a newer answer is told by itself."""
    item = call.work.demands.item((queued.refer or "").partition(":")[0])
    if item is None or item.status not in ANSWERED or _as_answered(item) != queued.refer:
        return None
    if not holds(call, item, "question"):
        return None
    if not queued.attempts:
        call.work.demands.served(item)
    return Reply("demand/known", {"answer": item.answer, "at": item.answered_at, "by": answerer(call, item)})


@router.tick("cry")
def again(call: Call, refer: str) -> Iterator[Reply]:
    """Nobody took it yet: everybody hears it again, in the end the secretary alone."""
    key, _, count = refer.rpartition(":")
    item = call.work.demands.item(key)
    if item is None or item.status not in UNCLAIMED:
        return
    demand = call.work.demands.voices([key])[0]
    if int(count) > TIMES:
        yield from to_the_secretary(call, item, demand, int(count))
    else:
        yield from cry_out(call, item, demand, again=int(count))


@router.tick("joined")
def joined(call: Call, refer: str) -> Iterator[Reply]:
    """Others told of the same danger of their building: everybody hears it who heard the cry."""
    yield from tell_joined(call, refer)


@router.failed("cry")
def not_reached(call: Call, refer: str) -> Iterator[Reply]:
    """A cry did not get through: instead of a person the next in line hears it, instead of staff the secretary."""
    message = call.work.outgoing.get(refer)
    item = call.work.demands.item(message.refer or "") if message is not None else None
    if message is None or item is None or item.status not in UNCLAIMED:
        return
    demand = call.work.demands.voices([item.id])[0]
    if message.group is None:
        yield from to_the_next(call, item, demand, message.person or "")
        return
    group = call.directory.groups.get(message.group)
    if group is not None and group.kind is GroupKind.STAFF:
        yield from staff_not_reached(call, item, demand)
