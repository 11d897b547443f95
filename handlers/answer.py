"""Residents answer the open collection: in words, by 接龙, for a neighbour, with a photo; and take answers back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot.answers import UNCLEAR
from bot.call import Call, CarryOut, Reply, addressee
from bot.collecting.alerts import alarm
from bot.collecting.answering import Answering, Booked
from bot.collecting.taking_back import withdraw_last, withdraw_message
from bot.contract import Lane, MessageType
from bot.deciding import talk
from bot.photos import PHOTO, shown_now
from bot.roles import GroupKind, Role
from bot.routing import Router
from bot.understand import Meaning, read_nickname

router = Router("answer")
_LONGEST_PLACE = 30
"""Characters: a longer text in private says more than where somebody lives."""
_LONGEST_IN_GROUP = 12
"""The same in a group, where people talk of much else."""


@router.meaning("report")
def report(call: Call, meaning: Meaning) -> Iterator[Reply]:
    """Book what a message answers."""
    if call.group is not None and call.group.kind is not GroupKind.OFFICIAL:
        yield from _tell(call, Answering(call, meaning.form or "").overhear(meaning))
        return
    if all(entry.result == UNCLEAR and not any(entry.values.values()) for entry in meaning.entries):
        # 3-502 and nothing else: while something is collected it reads like an answer without its result.
        placed = _named_home(call)
        if placed is not None:
            yield from _placed(call, placed)
            return
    answering = Answering(call, meaning.form or "")
    booked = answering.book(meaning)
    yield from _tell(call, booked)
    if call.group is None and answering.counted and not any(one.ask_room for one in booked):
        yield Reply("answer/noted", private=True)


def _tell(call: Call, booked: list[Booked]) -> Iterator[Reply]:
    for one in booked:
        if one.new_alarm:
            yield from alarm(call, one.place, certain=one.certain, collection=one.collection)
        if one.late is not None:
            yield from _late(call, one)
        if one.ask_room:
            here = one.place[0] or next(iter(call.directory.buildings), "")
            yield Reply(
                "answer/which_room", {"building": here, "in_group": call.group is not None}, private=True,
                fallback=False, asked=False, cause=f"ask-room:{one.collection}:{call.sender}",
            )  # fmt: skip


def _late(call: Call, one: Booked) -> Iterator[Reply]:
    """The relay hears of late answers, five minutes' worth at a time; staff get a restated summary within the hour."""
    refer = f"{one.collection}:{one.place[0]}"
    person = addressee(call, one.place[0])
    hour = f"{call.now:%Y%m%d%H}"
    call.work.records.tick(
        f"{one.collection}:restate:{hour}", "restate", one.collection or "",
        call.now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1),
    )  # fmt: skip
    if person is not None:
        slot = call.now.replace(minute=call.now.minute // 5 * 5, second=0, microsecond=0) + timedelta(minutes=5)
        yield Reply(
            "deadline/late", person=person, lane=Lane.TABLE, kind="late", compose="late", refer=refer, sensitive=True,
            asked=False, cause=f"late:{refer}:{slot:%Y%m%d%H%M}", not_before=slot,
        )  # fmt: skip


@router.meaning("withdraw")
def withdrawn(call: Call, meaning: Meaning) -> Iterator[Reply]:
    """撤销, 撤回 or 取消 alone."""
    yield from withdraw(call)


@router.command("withdraw", roles=[Role.RESIDENT])
def withdraw(call: Call) -> Iterator[Reply]:
    """Take my last answer back."""
    done = withdraw_last(call)
    yield Reply("answer/withdrawn" if done else "answer/nothing_to_withdraw", private=True, fallback=False)


@router.event(MessageType.RECALL)
def recalled(call: Call) -> None:
    """A message was recalled: the answers it gave are taken back."""
    source = call.work.inbox.by_message(call.message.account, call.message.text)
    if source is not None and source.contact == call.message.contact:
        withdraw_message(call, source.seq)
        call.work.outgoing.drop(refer=source.id, kinds=(PHOTO,))


@router.event(MessageType.IMAGE, MessageType.AUDIO, MessageType.STICKER)
def media(call: Call) -> Iterator[Reply]:
    """A photograph or a voice message is no answer: a person must look. One that shows work is carried on."""
    if call.group is not None and call.group.kind is GroupKind.OFFICIAL:
        Answering(call, "").media()
    elif call.message.type is MessageType.IMAGE:
        yield from shown_now(call)


@router.meaning("chat")
def chat(call: Call, meaning: Meaning) -> Iterator[Reply | CarryOut]:
    """A bare place answers the bot's question whose answer it was; other words may answer a neighbour."""
    placed = _named_home(call)
    if placed is not None:
        yield from _placed(call, placed)
        return
    yield from talk(call)


def _placed(call: Call, placed: Answering) -> Iterator[Reply]:
    yield from _tell(call, placed.results)
    if call.group is None:
        yield Reply("answer/noted", private=True)


def _named_home(call: Call) -> Answering | None:
    """Book what waited for its sender to say which home it is, if that is what he says now."""
    longest = _LONGEST_PLACE if call.group is None else _LONGEST_IN_GROUP
    if len(call.text) > longest or (call.group is not None and call.group.kind is not GroupKind.OFFICIAL):
        return None
    building, unit, room = read_nickname(call.text)
    if room is None:
        return None
    answering = Answering(call, "")
    answering.place_waiting(building, unit, room)
    return answering if answering.counted else None
