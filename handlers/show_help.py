"""/help: what this sender can do here, no more."""

from __future__ import annotations

from collections.abc import Iterator

from bot.call import Call, Reply
from bot.errors import Refused
from bot.roles import GroupKind, Role
from bot.routing import Router

router = Router("help")


def _names_a_command(call: Call) -> bool:
    return call.command is not None and call.command.head.strip().lstrip("/／") in call.kit.words.command_of


@router.command("help", roles=[Role.RESIDENT], takes=_names_a_command)
def show_help(call: Call) -> Iterator[Reply]:
    """List the sender's commands, or tell of one."""
    wanted = call.command.head.strip().lstrip("/／") if call.command else ""
    rows = [
        {"name": name, "words": entry.words, "usage": entry.usage, "tells": entry.tells}
        for name, entry in call.kit.words.commands.items()
        if name in call.allowed
    ]  # fmt: skip
    if wanted:
        name = call.kit.words.command_of.get(wanted)
        rows = [row for row in rows if row["name"] == name]
        if not rows:
            raise Refused("no_command")
    official = call.group is not None and call.group.kind is GroupKind.OFFICIAL
    yield Reply("help/commands", {"rows": rows, "one": bool(wanted), "bot": ""}, private=official)
