"""Running a command: whether a text is one, whether its sender may, and the one line that refuses it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from bot.call import Call, Reply
from bot.command import Command
from bot.errors import Refused
from bot.log import get_log
from bot.roles import GroupKind, Role
from bot.routing import CommandRoute

Say = Callable[[Call, object], object]

log = get_log("commanding")
_CONTEXT = timedelta(minutes=5)
_MISTYPED = 8
"""Characters behind a command's word: who writes more may say something."""


def run_command(routes: Mapping[str, CommandRoute], call: Call, command: Command, say: Say) -> str | None:
    """Run a command; None where it is none after all, and is read like any other message.

    ``say`` queues what the handler or the refusal says.
    """
    route = routes.get(command.name)
    call.command = command
    if not command.slash and not _has_form(call, command, route):
        if _meant_as_one(call, command, route):
            usage = call.kit.words.commands[command.name].usage
            say(call, [Reply("refused/how_to_write", {"usage": usage}, lapses_at=_context_ends(call))])
        call.command = None
        return None
    call.allowed = frozenset(name for name, known in routes.items() if _may(call, known))
    try:
        if route is None:
            raise Refused("no_command")
        _check_right(call, route)
        say(call, route.run(call))
    except Refused as refusal:
        _refuse(call, command, refusal, say)
        return "refused"
    call.work.records.audit(call.now, call.sender, command.name, str(call.message.seq))
    return "command"


def _has_form(call: Call, command: Command, route: CommandRoute | None) -> bool:
    """Whether a word without a slash is a command: the sender's role may use it, and the rest has its form."""
    if route is None or not route.roles & call.roles.keys():
        return False
    if not command.head and not command.body:
        return True
    try:
        return route.takes is not None and bool(route.takes(call))
    except Refused:
        # A building that there is not: who works here is told so; among neighbours it may be anything.
        return call.group is None or call.group.kind is not GroupKind.OFFICIAL


def _meant_as_one(call: Call, command: Command, route: CommandRoute | None) -> bool:
    """Whether words that have not the command's form were surely meant as it: hardly more than its word and a number.

    Never in a building's group, where they may be anything; and whoever is a resident alone knows but one command.
    """
    if route is None or not route.roles & call.roles.keys() or "\n" in call.text.strip():
        return False
    if call.group is not None and call.group.kind in (GroupKind.OFFICIAL, None):
        return False
    if Role.RESIDENT in route.roles and (command.name != "help" or call.group is not None):
        return False
    behind = call.text.strip()[len(command.word) :]
    return len(behind) <= _MISTYPED and (behind[:1].isspace() or command.head.isdigit())


def _context_ends(call: Call) -> datetime | None:
    """When nobody in a group knows any more what a refusal answers: it is not said in the morning then."""
    return call.now + _CONTEXT if call.group is not None else None


def _may(call: Call, route: CommandRoute) -> bool:
    try:
        _check_right(call, route)
    except Refused:
        return False
    return True


def _check_right(call: Call, route: CommandRoute) -> None:
    if not route.roles & call.roles.keys():
        raise Refused("not_your_role")
    if call.group is None:
        if not route.private:
            raise Refused("not_here")
    elif call.group.kind is None:
        if route.name not in ("bind", "help"):
            raise Refused("not_here")
    elif call.group.kind not in route.groups:
        raise Refused("not_here")


def _refuse(call: Call, command: Command, refusal: Refused, say: Say) -> None:
    log.info("refused", command=command.name, reason=refusal.reason)
    call.work.records.audit(call.now, call.sender, f"refused:{command.name}", refusal.reason)
    say(call, [Reply(f"refused/{refusal.reason}", refusal.data, lapses_at=_context_ends(call))])
