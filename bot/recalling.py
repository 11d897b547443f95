"""Who writes into a group what belongs in none is asked to recall it: in private, else by a bare mention."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot.call import Call, Reply
from bot.contract import Lane

_CAN_RECALL = timedelta(minutes=2)
"""How long the network lets a message be recalled: later nobody needs to be asked in front of the others."""


def ask_to_recall(call: Call) -> Iterator[Reply]:
    """Ask the sender of this message; a group that means nothing yet is left in peace."""
    if call.group is None or call.group.kind is None:
        return
    if call.work.people.friends([call.sender]):
        yield Reply(
            "private/recall_it", private=True, lane=Lane.URGENT, asked=False, cause=f"recall-it:{call.message.seq:020d}"
        )
        return
    name = call.kit.disclosure.shown_name(call.message.name)
    yield Reply(
        "private/recall_here", {"name": name}, lane=Lane.URGENT, asked=False, lapses_at=call.now + _CAN_RECALL,
        mentions=((call.message.contact, name),), cause=f"recall-here:{call.message.seq:020d}",
    )  # fmt: skip
