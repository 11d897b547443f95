"""/roster: a committee's file becomes the roster, once the secretary has looked at on the page what it changes."""

from __future__ import annotations

from collections.abc import Iterator

from bot.call import Call, Reply
from bot.errors import CommunityError, Refused
from bot.roles import Role
from bot.roster.changes import Preview, preview
from bot.routing import Router
from bot.takeover import Unfit, keep_roster
from data.seed import roster_of, take_roster

router = Router("roster")
_WHOLE = "whole"
_PARTS = 2
"""What is typed behind the command, by the page: the file's key, and the mark of what was seen."""


@router.command("roster", roles=[Role.SECRETARY], groups=(), takes=lambda call: False)
def roster(call: Call) -> Iterator[Reply]:
    """Take the file over. What was not understood in it stays out; nothing else is taken than what was seen."""
    key, mark, *whole = [*call.typed.head.split(), "", ""][: _PARTS + 1]
    kept = call.work.files.get(key) if key and mark else None
    if kept is None or kept.file is None:
        raise Refused("roster_from_page")
    try:
        seen = preview(kept.file.content, kept.file.name, roster_of(call.directory), whole=whole == [_WHOLE])
    except CommunityError as error:
        raise Refused("roster_unread", problems=list(error.problems)) from error
    if seen.mark != mark:
        raise Refused("roster_changed")
    yield _taken(call, key, seen)


def _taken(call: Call, key: str, seen: Preview) -> Reply:
    changes = seen.changes
    if changes:
        try:
            # The file first: if this is cut off, the same is done again, and the next start reads what it says.
            keep_roster(call.kit.community_file, roster_of(call.directory), changes.roster, call.now)
        except Unfit as unfit:
            raise Refused(unfit.reason, problems=unfit.problems) from unfit
        take_roster(call.work, changes.roster)
    # What a committee's file tells beyond the roster is nobody's business here.
    call.work.files.drop(key)
    counts = {"added": len(changes.added), "removed": len(changes.removed), "changed": len(changes.changed)}
    return Reply("roster/taken", {**counts, "left_out": len(seen.not_taken)}, private=True)
