"""Speak as always: who answers a neighbour by quoting, or says that it is solved, need not know any command."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta

from bot.call import Call, CarryOut, Reply
from bot.contract import Lane
from bot.errors import Refused
from bot.items import quoted_voice
from bot.notices import check_notice
from bot.roles import GroupKind, Role
from bot.solving import solved_or_not
from data.demands import Item
from data.tells import tell

ANSWERS = (Role.SECRETARY, Role.STAFF, Role.PROPERTY, Role.OWNERS)
"""Who answers items."""
_GATHER = timedelta(minutes=10)
"""Answers to items wait so long for others to go in the same message."""
_NEWS = 6
"""Characters: a shorter word to what was answered is thanks, not another answer."""


def talk(call: Call) -> Iterator[Reply | CarryOut]:
    """What may be meant by words that are nothing else: an answer, a yes to the bot's question, solved or not."""
    if call.has(*ANSWERS):
        yield from _agrees(call)
        yield from _propose(call)
    else:
        yield from solved_or_not(call)


def _propose(call: Call) -> Iterator[Reply]:
    """Staff quoted a neighbour's demand and wrote something: ask in private whether that is the answer."""
    if call.group is None or call.group.kind is not GroupKind.OFFICIAL or not call.text.strip():
        return
    voice = quoted_voice(call)
    item = call.work.demands.item(voice.item) if voice is not None else None
    if item is None or item.status == "dropped" or (not item.open and len(call.text.strip()) < _NEWS):
        return
    try:
        check_notice(call, call.text, call.directory.official(call.directory.buildings))
    except Refused:
        return
    until = call.now + timedelta(minutes=call.kit.settings.preview_minutes)
    said = {"item": item.id, "number": item.number, "text": call.text.strip(), "group": call.group.id}
    call.work.records.preview(call.sender, "answer", said, until)
    yield Reply("decide/propose", {"number": item.number}, private=True, fallback=False)


def _agrees(call: Call) -> Iterator[CarryOut]:
    """A yes to the bot's question: to the one that is quoted, else to the last."""
    if call.group is not None or call.text.strip(" 。.!！~") not in call.kit.words.yes:
        return
    waiting = [one for one in call.work.records.previews(call.now, person=call.sender) if one.command == "answer"]
    if call.quote:
        numbers = set(re.findall(r"\d+", call.quote))
        waiting = [one for one in waiting if str(one.data["number"]) in numbers]
    if waiting and call.work.records.end_preview(waiting[-1].id, "confirmed"):
        yield CarryOut(waiting[-1])


def answerer(call: Call, item: Item) -> str:
    """As what somebody answered ``item``, in words: the secretary, staff, property, owners."""
    roles = call.directory.acts_as(item.answered_by or "")
    return call.kit.words.roles[next((role for role in ANSWERS if role in roles), Role.STAFF)][0]


def tell_answer(call: Call, item: Item, where: Sequence[tuple[str | None, str | None]]) -> Iterator[Reply]:
    """Let groups and persons hear the item's answer, with others of the same minutes; at once where it was urgent."""
    for group, person in where:
        place = group or person or ""
        tell(call.work.store, item.id, place, call.now)
        if item.urgent or not call.work.outgoing.pending("answers", group=group, person=person):
            yield Reply(
                "decide/answers", group=group, person=person, lane=Lane.URGENT if item.urgent else Lane.SUMMARY,
                kind="answers", compose="answers", asked=False, quiet=not item.urgent,
                not_before=call.now + (timedelta() if item.urgent else _GATHER),
                cause=f"answers:{place}:{call.message.seq}:{item.number}",
            )  # fmt: skip
