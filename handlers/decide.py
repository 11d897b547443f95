"""/answer N: an item is decided on; whoever raised it hears the answer once, with others of the same minutes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta

from bot.call import Call, Reply
from bot.command import Arguments, leading_numbers
from bot.deciding import answerer, tell_answer
from bot.delicate import hearers, is_delicate_among, reached
from bot.errors import Refused
from bot.items import check_own, item_meant, said, said_before
from bot.notices import check_notice
from bot.roles import Role
from bot.routing import Router
from data.demands import ANSWERED, Item
from data.outgoing import Queued
from data.records import Preview
from data.tells import to_tell

router = Router("decide")
_WHO = (Role.SECRETARY, Role.STAFF, Role.PROPERTY, Role.OWNERS)
_AROUND = " ：:，,、；;\t\u3000"
"""What may stand between a number, a decision and the words."""


def _takes(call: Call) -> bool:
    return re.match(r"\d{1,9}", call.typed.head) is not None or (call.quote is not None and bool(call.typed.head))


@router.command("answer", roles=_WHO, takes=_takes)
def answer(call: Call) -> Iterator[Reply]:
    """Answer an item: what will be done, what cannot be done yet, what is not known, what is done."""
    command = call.typed
    numbers, head = _numbers(call, command.head)
    items = [item_meant(call, Arguments(number=number)) for number in numbers] or [item_meant(call, Arguments())]
    for item in items:
        check_own(call, item, *_WHO)
    status, word = _decision(call, head)
    text = "\n".join(filter(None, [head[len(word) :].strip(_AROUND), command.body])).strip()
    if not text:
        raise Refused("no_answer", number=" ".join(map(str, numbers)) or items[0].number)
    if any(_begins_another(call, said) for said in command.body.splitlines()):
        raise Refused("several_answers", numbers=numbers, first=None)
    check_notice(call, text, call.directory.official(call.directory.buildings))
    for item in {item.id: item for item in items}.values():
        yield from decide(call, item, status or "will_do", text)


def _numbers(call: Call, head: str) -> tuple[list[int], str]:
    """The numbers that are answered, and what stands behind them.

    Raises:
        Refused: a number may be meant as one of them, or as the first word of the answer.
    """
    found = leading_numbers(head, call.kit.words)
    if not found:
        return [], head
    rest = head[found[-1].end() :]
    if len(found) > 1 and rest.strip() and not _decision(call, rest.strip(_AROUND))[1]:
        first, *others = found
        standing = others[:-1] if rest[:1] not in _AROUND else others
        if any(one["between"].strip() or _names_item(call, one) for one in standing):
            raise Refused("several_answers", numbers=[one["number"] for one in found], first=first["number"])
        found, rest = [first], head[first.end() :]
    return [int(one["number"]) for one in found], rest.strip(_AROUND)


def _names_item(call: Call, said: re.Match[str]) -> bool:
    return call.work.demands.numbered(int(said["number"])) is not None


def _begins_another(call: Call, said: str) -> bool:
    """Whether a line of an answer answers another item."""
    found = leading_numbers(said, call.kit.words)
    return bool(found) and bool(_decision(call, said[found[-1].end() :].strip(_AROUND))[1])


def _decision(call: Call, text: str) -> tuple[str, str]:
    """What ``text`` begins with deciding, and the word for it."""
    known = call.kit.words.decisions
    return next(((name, word) for name in ANSWERED for word in known[name] if text.startswith(word)), ("", ""))


def decide(call: Call, item: Item, status: str, text: str, *, heard: str = "") -> Iterator[Reply]:
    """Keep the answer, and queue it for whoever raised the item; the chat group ``heard`` has it already."""
    voices, told = call.work.demands.voices([item.id]), set[str]()
    if _said_just_now(call, item, status, text):
        # A button that is pressed twice, or a command that is typed again, is heard once.
        before = [voice for voice in voices if item.answered_at is not None and voice.at <= item.answered_at]
        told = {place for voice in before for place in (voice.group, voice.person) if place}
    else:
        call.work.demands.answer(item, call.now, call.sender, status, text)
    where = hearers(call.work, item, voices, heard=told, aloud=heard)
    yield from tell_answer(call, item, where)
    groups = sum(group is not None for group, _ in where)
    yield Reply(
        "decide/kept",
        {
            "number": item.number, "groups": groups, "people": len(where) - groups,
            "status": call.kit.words.decisions[status][0], "urgent": item.urgent,
        },
    )  # fmt: skip


def _said_just_now(call: Call, item: Item, status: str, text: str) -> bool:
    """Whether these words are the item's answer already, since a moment ago."""
    since = call.now - timedelta(minutes=call.kit.settings.repeat_minutes)
    same = item.status == status and item.answer == text
    return same and item.answered_at is not None and item.answered_at > since


@router.composer("answers")
def answers(call: Call, queued: Queued) -> Reply | None:
    """What this place asked for and was answered in these minutes, point by point."""
    place = queued.group or queued.person or ""
    rows = []
    for item in _as_they_are_now(call, to_tell(call.work.store, place, queued.id)):
        everybody = call.work.demands.voices([(call.work.demands.numbered(item.number) or item).id])
        voices = [
            voice for voice in everybody
            if (voice.group == queued.group if queued.group else voice.person == queued.person)
        ]  # fmt: skip
        # Dropped since: what staff said was said all the same.
        status = call.kit.words.decisions[item.status][0] if item.status in ANSWERED else ""
        told = {"answer": item.answer, "status": status, "by": answerer(call, item), "at": said_before(call, item)}
        if queued.group and is_delicate_among(item, everybody):
            rows.append({**told, "answer": "", "asked": "", "reached": reached(call.work, voices)})
        else:
            rows.append({**told, "asked": said(call, item, voices)})
    if not rows:
        return None
    return Reply("decide/answers", {"rows": rows})


def _as_they_are_now(call: Call, keys: Iterable[str]) -> list[Item]:
    """What has an answer to tell, each once: of what was merged since, the item it went into where that has one."""
    found: dict[str, Item] = {}
    for key in keys:
        item = call.work.demands.item(key)
        merged = call.work.demands.numbered(item.number) if item is not None else None
        shown = merged if merged is not None and merged.answer is not None else item
        if shown is not None and shown.answer is not None:
            found.setdefault(shown.id, shown)
    return list(found.values())


@router.confirmed("answer")
def carry_out(call: Call, preview: Preview) -> Iterator[Reply]:
    """Record what was said in the group as the item's answer; the group where it was said has heard it."""
    item = call.work.demands.item(preview.data["item"])
    if item is not None:
        text = preview.data["text"]
        status, word = _decision(call, text)
        said = text[len(word) :].strip(" ：:，,") or text
        yield from decide(call, item, status or "will_do", said, heard=preview.data["group"])
