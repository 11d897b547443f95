"""Who may bring the bot into a group, and whose friend it becomes."""

from __future__ import annotations

from collections.abc import Iterator

from bot.call import Accept, Call
from bot.contract import MessageType
from bot.roles import Role
from bot.routing import Router

router = Router("welcome")


@router.event(MessageType.INVITE)
def invited(call: Call) -> Iterator[Accept]:
    """An invitation to a group is accepted from whoever has a role; anybody else's is left alone."""
    if call.roles.keys() - {Role.RESIDENT}:
        yield Accept(call.message.text)


@router.event(MessageType.REQUEST)
def asked_for_friendship(call: Call) -> Iterator[Accept]:
    """A friend request is accepted from whoever sits in one of the groups, or has a role."""
    if call.roles.keys() - {Role.RESIDENT} or call.work.people.sits_anywhere(call.sender):
        yield Accept(call.message.text)
