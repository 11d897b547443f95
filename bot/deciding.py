"""Speak as always: who answers a neighbour by quoting, or says that it is solved, need not know any command."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta

from bot.call import Call, CarryOut, Reply
from bot.contract import Lane
from bot.cries import cry_anew, hearers
from bot.errors import Refused
from bot.items import quoted_voice, summary
from bot.notices import check_notice
from bot.raising import reopen
from bot.roles import GroupKind, Role
from data.demands import ANSWERED, OPEN, Item

ANSWERS = (Role.SECRETARY, Role.STAFF, Role.PROPERTY, Role.OWNERS)
"""Who answers items."""
_FRESH = timedelta(days=7)
"""How long after an answer its askers may say whether it is solved."""
_GATHER = timedelta(minutes=10)
"""Answers to items wait so long for others to go in the same message."""
_OVER = ("urgent/over", "urgent/over")
_NEWS = 6
"""Characters: a shorter word to what was answered is thanks, not another answer."""
_CLAUSE = re.compile(r"[，,。.！!；;\n]+|\[[^\[\]]{1,6}\]")
_NUMBERED = re.compile(r"(?:(?P<before>[0-9]{1,9})[\s号:：]*)?(?P<said>[^0-9\s]+)\s*(?P<after>[0-9]{1,9})?")


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


def says_whether_solved(call: Call) -> tuple[bool, int | None] | None:
    """Whether the words say that something is solved, and of which number; None where they say neither."""
    words = call.kit.words
    clauses = [one.strip(" ~") for one in _CLAUSE.split(call.text) if one.strip(" ~")]
    said = [one for one in clauses if not any(polite in one for polite in words.polite)]
    match = _NUMBERED.fullmatch(said[0]) if len(said) == 1 else None
    if match is None or match["said"] not in (*words.solved, *words.unsolved):
        return None
    number = match["before"] or match["after"]
    return match["said"] in words.solved, int(number) if number else None


def _solved(call: Call) -> Iterator[Reply]:
    """Whoever asked says that it is solved, or that it is not: that reopens it, and staff hear."""
    said = says_whether_solved(call)
    if said is None:
        return
    solved, number = said
    items = [*_answered_lately(call), *(_own_alone(call) if solved else ())]
    status = "done" if solved else "reopened"
    items = [item for item in items if item.status != status]
    if number is not None:
        items = [item for item in items if item.number == number]
    elif (voice := quoted_voice(call)) is not None:
        items = [item for item in items if item.id == voice.item]
    if len(items) > 1:
        yield _which(call, items, solved=solved)
        return
    for item in items:
        if solved and item.urgent and item.status in OPEN:
            yield from _cry_is_over(call, item)
            return
        if solved:
            call.work.demands.change(item, call.now, call.sender, status, status=status)
            return
        item = reopen(call, item, call.sender)
        if item.urgent:
            yield Reply(
                "urgent/heard", lane=Lane.URGENT, kind="cry_heard", asked=False, quiet=False,
                private=call.group is None,
            )  # fmt: skip
            yield from cry_anew(call, item)
            return
        for group in call.directory.of_kind(GroupKind.STAFF):
            yield Reply(
                "decide/reopened", {"number": item.number}, group=group.id, lane=Lane.SUMMARY, asked=False,
                kind="reopened", number=item.number,
            )  # fmt: skip


def _cry_is_over(call: Call, item: Item) -> Iterator[Reply]:
    """Who cried for help says that it is over: all who hear of it learn that, and one of them ends it."""
    data = {"number": item.number, "taken": item.status == "taken"}
    (voice, *_) = call.work.demands.voices([item.id])
    yield from hearers(call, item, voice, _OVER, data, data)


def _which(call: Call, items: list[Item], *, solved: bool) -> Reply:
    """Several can be meant: which, is asked where only the sender reads it."""
    words = call.kit.words
    own = {voice.item: voice for voice in call.work.demands.of_person(call.sender)}
    rows = [{"number": item.number, "says": summary(item, [own[item.id]])} for item in items]
    said = (words.solved if solved else words.unsolved)[0]
    return Reply("decide/which", {"rows": rows, "said": said}, private=True, fallback=False)


def _answered_lately(call: Call) -> list[Item]:
    """Items of the sender's own that were answered lately."""
    keys = {voice.item for voice in call.work.demands.of_person(call.sender)}
    return [
        item for item in call.work.demands.items(status=ANSWERED)
        if item.id in keys and item.answered_at is not None and call.now - item.answered_at < _FRESH
    ]  # fmt: skip


def _own_alone(call: Call) -> list[Item]:
    """What nobody but the sender asked for and waits still."""
    demands = call.work.demands
    own = [demands.item(key) for key in dict.fromkeys(voice.item for voice in demands.of_person(call.sender))]
    return [
        item for item in own
        if item is not None and item.kind != "offer" and item.status in (OPEN if item.urgent else ("new", "taken"))
        and all(voice.person == call.sender for voice in demands.voices([item.id]))
    ]  # fmt: skip


def answerer(call: Call, item: Item) -> str:
    """As what somebody answered ``item``, in words: the secretary, staff, property, owners."""
    roles = call.directory.acts_as(item.answered_by or "")
    return call.kit.words.roles[next((role for role in ANSWERS if role in roles), Role.STAFF)][0]


def tell_answer(call: Call, item: Item, where: Sequence[tuple[str | None, str | None]]) -> Iterator[Reply]:
    """Let groups and persons hear the item's answer, with others of the same minutes; at once where it was urgent."""
    for group, person in where:
        place = group or person or ""
        call.work.demands.tell(item.id, place, call.now)
        if item.urgent or not call.work.outgoing.pending("answers", group=group, person=person):
            yield Reply(
                "decide/answers", group=group, person=person, lane=Lane.URGENT if item.urgent else Lane.SUMMARY,
                kind="answers", compose="answers", asked=False, quiet=not item.urgent,
                not_before=call.now + (timedelta() if item.urgent else _GATHER),
                cause=f"answers:{place}:{call.message.seq}:{item.number}",
            )  # fmt: skip
