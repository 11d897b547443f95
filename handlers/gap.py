"""When the bot heard nothing: it is noted, and groups that answer just then hear once from when to when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.call import Call, Reply
from bot.contract import Lane, MessageType
from bot.roles import GroupKind
from bot.routing import Router
from data.line import Gap
from data.outgoing import Queued
from data.rounds import Collection

router = Router("gap")
_GATHER = timedelta(minutes=2)
"""Breaks that follow one another so closely are told as one."""


@router.event(MessageType.DISCONNECTED)
def disconnected(call: Call) -> None:
    """The line broke."""
    call.work.line.lost(call.message.at)


@router.event(MessageType.CONNECTED)
def connected(call: Call) -> Iterator[Reply]:
    """The line is there again."""
    gap = call.work.line.regained(call.message.at, call.now)
    if gap is not None:
        yield from _tell(call, gap)


@router.tick("lost")
def lost(call: Call, refer: str) -> Iterator[Reply]:
    """The content of a message never came: whose it was and where cannot be known."""
    at = datetime.fromisoformat(refer)
    yield from _tell(call, call.work.line.note(at, at, call.now))


def _tell(call: Call, gap: Gap) -> Iterator[Reply]:
    told: set[str] = set()
    for collection in call.work.collections.current():
        if not _touches(collection, gap):
            continue
        for group in call.directory.official(collection.buildings):
            if group.id in told or call.work.outgoing.pending("gap", group=group.id):
                continue
            told.add(group.id)
            yield Reply(
                "gap/again", group=group.id, lane=Lane.SUMMARY, kind="gap", compose="gap", asked=False,
                cause=f"gap:{group.id}:{call.message.seq}", not_before=call.now + _GATHER,
            )  # fmt: skip


def _touches(collection: Collection, gap: Gap) -> bool:
    """Whether answers may have been written in ``gap``, and still count when they are posted again."""
    return collection.status == "open" and collection.opened_at <= gap.until


@router.composer("gap")
def again(call: Call, queued: Queued) -> Reply | None:
    """From when to when answers have to be posted again, as it stands now."""
    group = call.directory.groups.get(queued.group or "")
    if group is None or group.building is None or group.kind is not GroupKind.OFFICIAL:
        return None
    gaps = call.work.line.noted_since(queued.created_at)
    taking = [one for one in call.work.collections.taking(group.building, call.now) if one.status == "open"]
    titles = [one.title or call.kit.forms[one.form].title for one in taking if any(_touches(one, gap) for gap in gaps)]
    if not titles:
        return None
    since, until = min(gap.since for gap in gaps), max(gap.until for gap in gaps)
    return Reply("gap/again", {"since": since, "until": until, "titles": list(dict.fromkeys(titles))})
