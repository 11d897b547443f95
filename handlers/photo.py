"""Photographs of staff, property and owners' committee, with a word about where, are carried to the buildings.

That they are shown is heard in handlers/answer.py, as every photograph is.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.call import Call, Reply
from bot.notices import still_own
from bot.photos import WHO, carry, worded_now
from bot.routing import Router
from bot.understand import Meaning
from data.records import Preview

router = Router("photo")


@router.listen("photo")
def worded(call: Call, meaning: Meaning) -> Iterator[Reply]:
    """A word about where may stand below its photograph."""
    if not call.taken:
        yield from worded_now(call)


@router.confirmed("photo")
def carry_out(call: Call, preview: Preview) -> Iterator[Reply]:
    """Carry what its sender was asked about."""
    groups = still_own(call, preview.data["groups"], *WHO)
    yield from carry(call, preview.data["text"], preview.data["photos"], groups)
    yield Reply("photo/going", {"groups": [group.topic for group in groups]}, private=True)


@router.failed("photo")
def not_carried(call: Call, refer: str) -> Iterator[Reply]:
    """It could not be fetched or sent: who showed it hears so once, and can show it again."""
    message = call.work.outgoing.get(refer)
    source = call.work.inbox.by_message(call.work.account, message.refer or "") if message is not None else None
    if source is not None:
        person = call.work.people.person(source.contact)
        yield Reply("photo/failed", person=person, asked=False, cause=f"photo-failed:{source.id}")
