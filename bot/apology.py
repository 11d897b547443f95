"""A command that could not be carried out because something broke: whoever works here hears it, nobody else."""

from __future__ import annotations

from datetime import datetime

from bot.call import Call, Kit, Reply
from bot.command import split_command
from bot.contract import MessageType
from bot.quote import split_quotation
from bot.roles import Role
from data.inbox import Stored
from data.work import Work


def apology(work: Work, kit: Kit, message: Stored, now: datetime) -> tuple[Call, list[Reply]]:
    """What is said about ``message`` once it was set aside. Of a resident's nobody is told."""
    person = work.people.person(message.contact, message.name)
    call = Call(work, kit, message, now, person, None, work.directory.acts_as(person))
    _, text = split_quotation(message.text)
    typed = message.type is MessageType.TEXT and split_command(text, kit.words) is not None
    if not typed or call.roles.keys() <= {Role.RESIDENT}:
        return call, []
    return call, [Reply("refused/failed", private=True, fallback=False)]
