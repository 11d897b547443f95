"""A roster that is taken over while the bot runs is written into its file, too: the file says what is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.community import load_community, roster_file
from bot.errors import CommunityError, FenjianError
from bot.roster import Household, load_roster
from bot.roster.keeping import replace_roster


class Unfit(FenjianError):
    """The file was not written. ``reason`` is a key of templates/refused."""

    def __init__(self, reason: str, *problems: str) -> None:
        super().__init__("; ".join(problems) or reason)
        self.reason = reason
        self.problems = list(problems)


def problems_with(community: Path | None, roster: Sequence[Household]) -> list[str]:
    """What would be wrong with the community file with ``roster`` for its roster: a group of a lost building."""
    if community is None:
        return []
    try:
        load_community(community, roster)
    except CommunityError as error:
        return list(error.problems)
    return []


def keep_roster(community: Path | None, before: Sequence[Household], after: Sequence[Household], at: datetime) -> None:
    """Write ``after`` into the roster's file, which must still say what the bot knows: ``before``.

    Where there is no community file (the demonstration), nothing is written.

    Raises:
        Unfit: the file was changed by somebody else, or the community does not fit the new roster, or it cannot be
            written; then it is as it was.
    """
    if community is None:
        return
    if problems := problems_with(community, after):
        raise Unfit("roster_unfit", *problems)
    try:
        file = roster_file(community)
        there = load_roster(file) if file.exists() else []
        if _same(there, after):
            return
        if not _same(there, before):
            raise Unfit("roster_elsewhere")
        zone = ZoneInfo(load_community(community, after).timezone)
        replace_roster(file, after, at.astimezone(zone))
    except CommunityError as error:
        raise Unfit("roster_unfit", *error.problems) from error


def _same(one: Sequence[Household], other: Sequence[Household]) -> bool:
    return {home.key: (home.people, set(home.tags)) for home in one} == {
        home.key: (home.people, set(home.tags)) for home in other
    }
