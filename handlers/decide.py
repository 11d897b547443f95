"""/answer N: an item is decided on; whoever raised it hears the answer once, with others of the same minutes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from bot.call import Call, Reply
from bot.contract import Lane
from bot.errors import Refused
from bot.items import PARTY_OF, check_own, item_meant, summary
from bot.notices import check_notice
from bot.roles import Role
from bot.routing import Router
from data.demands import Item
from data.outgoing import Queued
from data.records import Preview

router = Router("decide")
_WHO = (Role.SECRETARY, Role.STAFF, Role.PROPERTY, Role.OWNERS)
_GATHER = timedelta(minutes=10)
"""Answers to items wait so long for others to go in the same message."""


def _takes(call: Call) -> bool:
    return re.match(r"\d{1,9}\s*\S", call.typed.head) is not None or (call.quote is not None and bool(call.typed.head))


@router.command("answer", roles=_WHO, takes=_takes)
def answer(call: Call) -> Iterator[Reply]:
    """Answer an item: what will be done, what cannot be done yet, what is not known, what is done."""
    command = call.typed
    match = re.match(r"(\d{1,9})(?=\D|$)\s*", command.head)
    head = command.head[match.end() :] if match else command.head
    arguments = call.head_reader().read(match[1] if match else "")
    item = item_meant(call, arguments)
    check_own(call, item, *_WHO)
    if not call.has(Role.SECRETARY, Role.STAFF) and item.party not in PARTY_OF.values():
        raise Refused("not_your_role")
    words = call.kit.words.decisions
    status, word = next(
        ((name, word) for name, known in words.items() for word in known if head.startswith(word)), ("", "")
    )
    text = "\n".join(filter(None, [head[len(word) :].strip(" ：:，,"), command.body])).strip()
    if not text:
        raise Refused("no_text")
    check_notice(call, text, call.directory.official(call.directory.buildings))
    yield from decide(call, item, status or "will_do", text)


def decide(call: Call, item: Item, status: str, text: str) -> Iterator[Reply]:
    """Keep the answer, and queue it for whoever raised the item."""
    call.work.demands.answer(item, call.now, call.sender, status, text)
    voices = call.work.demands.voices([item.id])
    groups = list(dict.fromkeys(voice.group for voice in voices if voice.group))
    persons = list(dict.fromkeys(voice.person for voice in voices if voice.group is None))
    lines = call.work.people.friends(persons)
    for group in groups:
        yield from _tell(call, item, group=group)
    for person in persons:
        if person in lines:
            yield from _tell(call, item, person=person)
    yield Reply(
        "decide/kept",
        {
            "number": item.number, "groups": len(groups), "people": len(lines),
            "status": call.kit.words.decisions[status][0],
        },
    )  # fmt: skip


def _tell(call: Call, item: Item, *, group: str | None = None, person: str | None = None) -> Iterator[Reply]:
    place = group or person or ""
    call.work.demands.tell(item.id, place, call.now)
    if not call.work.outgoing.pending("answers", group=group, person=person):
        yield Reply(
            "decide/answers", group=group, person=person, lane=Lane.SUMMARY, kind="answers", compose="answers",
            asked=False, not_before=call.now + _GATHER, cause=f"answers:{place}:{call.message.seq}",
        )  # fmt: skip


@router.composer("answers")
def answers(call: Call, queued: Queued) -> Reply | None:
    """What this place asked for and was answered in these minutes, point by point."""
    place = queued.group or queued.person or ""
    rows = []
    for key in call.work.demands.to_tell(place, queued.id):
        item = call.work.demands.item(key)
        if item is None or item.answer is None:
            continue
        voices = [
            voice for voice in call.work.demands.voices([key])
            if (voice.group == queued.group if queued.group else voice.person == queued.person)
        ]  # fmt: skip
        rows.append({
            "asked": summary(item, voices), "answer": item.answer, "status": call.kit.words.decisions[item.status][0],
        })  # fmt: skip
    if not rows:
        return None
    return Reply("decide/answers", {"rows": rows})


@router.confirmed("answer")
def carry_out(call: Call, preview: Preview) -> Iterator[Reply]:
    """Record what was said in the group as the item's answer; the group where it was said has heard it."""
    item = call.work.demands.item(preview.data["item"])
    if item is not None:
        yield from decide(call, item, "will_do", preview.data["text"])
