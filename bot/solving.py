"""Whoever asked says that it is solved, or that it is not: his own word counts for himself, staff's for everybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta

from bot.call import Call, Reply
from bot.contract import Lane
from bot.cries import cry_anew, hearers
from bot.items import quoted_voice, summary
from bot.raising import reopen
from bot.roles import GroupKind
from data.demands import ANSWERED, OPEN, Demand, Item
from data.steps import steps_of
from data.tells import hold_back

_FRESH = timedelta(days=7)
"""How long after an answer its askers may say whether it is solved."""
_OVER = ("urgent/over", "urgent/over")
_CLAUSE = re.compile(r"[，,。.！!；;\n]+|\[[^\[\]]{1,6}\]")
_NUMBERED = re.compile(r"(?:(?P<before>[0-9]{1,9})[\s号:：]*)?(?P<said>[^0-9\s]+)\s*(?P<after>[0-9]{1,9})?")


@dataclass(slots=True, frozen=True)
class Said:
    """Whether something is ``solved``, of which ``number``; ``more``: other words stand beside it that say more."""

    solved: bool
    number: int | None
    more: bool


@dataclass(slots=True)
class _Words:
    """What those behind an item said of it: who is ``content``, and who spoke ``against`` the last answer since."""

    content: dict[str, bool] = field(default_factory=dict)
    against: set[str] = field(default_factory=set)
    decided: str = ""


def says_whether_solved(call: Call) -> Said | None:
    """What the words say of something's being solved; None where they say neither."""
    words = call.kit.words
    clauses = [one.strip(" ~") for one in _CLAUSE.split(call.text) if one.strip(" ~")]
    said = [one for one in clauses if not any(polite in one for polite in words.polite)]
    match = _NUMBERED.fullmatch(said[0]) if said else None
    if match is None:
        return None
    told = next((match["said"].removeprefix(one) for one in words.ones_own if match["said"].startswith(one)), "")
    solved = {match["said"], told} & {*words.solved}
    if not solved and not {match["said"], told} & {*words.unsolved}:
        return None
    if solved and len(said) > 1:
        return None
    number = match["before"] or match["after"]
    return Said(bool(solved), int(number) if number else None, len(said) > 1)


def items_said_of(call: Call, said: Said) -> list[Item]:
    """The items of the sender's that ``said`` may be about."""
    demands = call.work.demands
    own = [demands.item(key) for key in dict.fromkeys(one.item for one in demands.of_person(call.sender))]
    mine = [item for item in own if item is not None]
    found = [item for item in mine if item.status in ANSWERED and _lately(call, item)]
    if said.solved:
        found = [item for item in found if item.status != "done"]
        opened = [item for item in mine if item.open and item.kind != "offer" and not _is_content(call, item)]
        alone = [item for item in opened if item.status == "reopened" or _asked_alone(call, item)]
        found = [*found, *alone] or [item for item in opened if not item.urgent]
    elif not found:
        found = [item for item in mine if item.open and not item.urgent and _is_content(call, item)]
    if said.number is not None:
        return [item for item in found if item.number == said.number]
    voice = quoted_voice(call)
    return [item for item in found if item.id == voice.item] if voice is not None else found


def solved_or_not(call: Call, demand: Demand | None = None) -> Iterator[Reply]:
    """Whoever asked says that it is solved, or that it is not: that reopens it, and staff hear.

    ``demand``: his words as one more voice, where they say more than that.
    """
    said = says_whether_solved(call)
    items = items_said_of(call, said) if said is not None else []
    if said is None or not items:
        return
    if len(items) > 1:
        yield _which(call, items, solved=said.solved)
        return
    (item,) = items
    if said.solved:
        yield from _solved(call, item)
        return
    if demand is not None and said.more:
        call.work.demands.add(replace(demand, item=item.id))
    if item.open:
        call.work.demands.step(item.id, call.now, call.sender, "unsolved")
        return
    opened = reopen(call, item, call.sender)
    if item.urgent:
        yield Reply(
            "urgent/heard", lane=Lane.URGENT, kind="cry_heard", asked=False, quiet=False, private=call.group is None
        )
        yield from cry_anew(call, opened)
        return
    yield from tell_reopened(call, item)


def tell_reopened(call: Call, item: Item) -> Iterator[Reply]:
    """Staff hear that ``item`` (as it was) is open again; that it is done is told to nobody who has not heard it yet.

    Whoever gave the answer that is held back hears that in private, and decides.
    """
    held = item.status == "done" and hold_back(call.work.store, item.id) > 0
    data = {"number": item.number, "held": held}
    for group in call.directory.of_kind(GroupKind.STAFF):
        yield Reply(
            "decide/reopened", data, group=group.id, lane=Lane.SUMMARY, asked=False, kind="reopened",
            number=item.number,
        )  # fmt: skip
    if held and item.answered_by and call.work.people.friends([item.answered_by]):
        yield Reply(
            "decide/reopened", data, person=item.answered_by, lane=Lane.SUMMARY, asked=False, kind="reopened",
            number=item.number,
        )  # fmt: skip


def _solved(call: Call, item: Item) -> Iterator[Reply]:
    """His own is solved; the item is, once all who asked say so, or nobody speaks any more against what staff said."""
    demands = call.work.demands
    if item.urgent and item.status in OPEN:
        demands.step(item.id, call.now, call.sender, "solved")
        yield from _cry_is_over(call, item)
        return
    words = _words(call, item)
    words.content[call.sender] = True
    words.against.discard(call.sender)
    if all(words.content.values()):
        demands.change(item, call.now, call.sender, "done", status="done")
    elif item.status == "reopened" and words.decided and not words.against:
        demands.change(item, call.now, call.sender, "solved", status=words.decided)
    else:
        demands.step(item.id, call.now, call.sender, "solved")


def _words(call: Call, item: Item) -> _Words:
    voices = call.work.demands.voices([item.id])
    askers = {voice.person for voice in voices}
    events = [(voice.at, voice.person, "voice") for voice in voices]
    events += [(step.at, step.person, step.what) for step in steps_of(call.work.store, item.id)]
    found = _Words()
    for _, person, what in sorted(events, key=lambda event: (event[0], event[2] != "voice")):
        if what in ("voice", "unsolved") or (what == "reopened" and person in askers):
            found.content[person] = False
            found.against.add(person)
        elif what in ("reopened", "with"):
            # Not by one who asked: somebody else's matter came to it, and each must say so himself.
            found.content = dict.fromkeys(found.content, False)
            found.against.add(person)
        elif what == "solved":
            found.content[person] = True
            found.against.discard(person)
        elif what in ANSWERED:
            found.decided, found.against = what, set()
            if what == "done":
                found.content = dict.fromkeys(found.content, True)
    return found


def _is_content(call: Call, item: Item) -> bool:
    return _words(call, item).content.get(call.sender, False)


def _asked_alone(call: Call, item: Item) -> bool:
    return all(voice.person == call.sender for voice in call.work.demands.voices([item.id]))


def _lately(call: Call, item: Item) -> bool:
    return call.now - (item.answered_at or item.changed_at) < _FRESH


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
