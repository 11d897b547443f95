"""Who carries a notice on by hand that was corrected or withdrawn meanwhile: its group hears so, once a day."""

from __future__ import annotations

from collections.abc import Iterator

from bot.call import Call, Reply
from bot.contract import Lane
from bot.notices import older_version
from bot.roles import GroupKind
from bot.routing import Router
from bot.understand import Meaning
from data.notices import RECALLED

router = Router("outdated")


@router.listen("outdated")
def outdated(call: Call, meaning: Meaning) -> Iterator[Reply]:
    """Mark an old version where it was pasted. What is newer is shown only where it went itself."""
    if call.taken or call.group is None or meaning.kind in ("report", "withdraw"):
        return
    found = older_version(call, call.text)
    if found is None:
        return
    call.taken = True
    old, newest = found
    shown = newest.state != RECALLED and (call.group.id in newest.groups or call.group.kind is GroupKind.STAFF)
    cause = f"outdated:{newest.id}:{newest.state}:{call.group.id}:{call.now:%Y%m%d}"
    yield Reply(
        "notice/outdated",
        {"text": newest.text if shown else "", "withdrawn": newest.state == RECALLED, "at": old.at},
        lane=Lane.SUMMARY, kind="outdated", asked=False, cause=cause,
    )  # fmt: skip
