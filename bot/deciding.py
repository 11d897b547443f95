"""Speak as always: who answers a neighbour by quoting, or says that it is solved, need not know any command."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot.call import Call, CarryOut, Reply
from bot.contract import Lane
from bot.items import quoted_voice
from bot.roles import GroupKind, Role
from data.demands import ANSWERED, Item

ANSWERS = (Role.SECRETARY, Role.STAFF, Role.PROPERTY, Role.OWNERS)
"""Who answers items."""
_FRESH = timedelta(days=7)
"""How long after an answer its askers may say whether it is solved."""


def talk(call: Call) -> Iterator[Reply | CarryOut]:
    """What may be meant by words that are nothing else: an answer, a yes to the bot's question, solved or not."""
    if call.has(*ANSWERS):
        yield from _agrees(call)
        yield from _propose(call)
    else:
        yield from _solved(call)


def _propose(call: Call) -> Iterator[Reply]:
    """Staff quoted a neighbour's demand and wrote something: ask in private whether that is the answer."""
    if call.group is None or call.group.kind is not GroupKind.OFFICIAL or not call.text.strip():
        return
    voice = quoted_voice(call)
    item = call.work.demands.item(voice.item) if voice is not None else None
    if item is None or not item.open:
        return
    until = call.now + timedelta(minutes=call.kit.settings.preview_minutes)
    call.work.records.preview(call.sender, "answer", {"item": item.id, "text": call.text.strip()}, until)
    yield Reply("decide/propose", {"number": item.number}, private=True, fallback=False)


def _agrees(call: Call) -> Iterator[CarryOut]:
    if call.group is not None or call.text.strip() not in call.kit.words.yes:
        return
    waiting = [one for one in call.work.records.previews(call.now, person=call.sender) if one.command == "answer"]
    if waiting and call.work.records.end_preview(waiting[-1].id, "confirmed"):
        yield CarryOut(waiting[-1])


def _solved(call: Call) -> Iterator[Reply]:
    """Whoever asked says that it is solved, or that it is not: that reopens it, and staff hear."""
    words, said = call.kit.words, call.text.strip(" 。.!！~")
    solved, unsolved = said in words.solved, said in words.unsolved
    if not solved and not unsolved:
        return
    item = _last_answered(call)
    if item is None:
        return
    status = "done" if solved else "reopened"
    if item.status == status:
        return
    call.work.demands.change(item, call.now, call.sender, status, status=status)
    if unsolved:
        for group in call.directory.of_kind(GroupKind.STAFF):
            yield Reply(
                "decide/reopened", {"number": item.number}, group=group.id, lane=Lane.SUMMARY, asked=False,
                kind="reopened",
            )  # fmt: skip


def _last_answered(call: Call) -> Item | None:
    """The item of the sender's own that was answered last, where that was lately and only one can be meant."""
    keys = {voice.item for voice in call.work.demands.of_person(call.sender)}
    fresh = [
        item for item in call.work.demands.items(status=ANSWERED)
        if item.id in keys and item.answered_at is not None and call.now - item.answered_at < _FRESH
    ]  # fmt: skip
    return max(fresh, key=lambda item: item.changed_at, default=None)
