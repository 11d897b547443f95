"""fenjian roster: a committee's file is looked at, and taken over only once somebody said so."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.cli.jsonl import to_bytes
from bot.clock import SystemClock
from bot.community import load_community, roster_file
from bot.errors import CommunityError, ConfigError
from bot.render import Renderer
from bot.roster import Household, load_roster, read_bytes
from bot.roster.changes import Preview
from bot.roster.changes import preview as look
from bot.roster.keeping import replace_roster
from bot.roster.keeping import template as make_template
from bot.roster.showing import by_building, view
from bot.roster.tabular import is_workbook
from bot.roster.wording import import_words

COMMUNITY = Path("community.yaml")
_MOST, _ALL = 20, 1_000_000


def preview(file: Path, community: Path | None, whole: bool, as_json: bool, show_all: bool) -> None:
    """Print what a file says and would change. Nothing is changed.

    Raises:
        ConfigError: a file cannot be read at all.
    """
    community = community or (COMMUNITY if COMMUNITY.exists() else None)
    seen = _look(file, _current(community), whole=whole)
    problems = _refused(community, seen) if community else []
    if as_json:
        data = {**view(seen), "community_problems": problems}
        sys.stdout.buffer.write(to_bytes(data, indent=1) + b"\n")
        return
    print(_words(seen, compared=community is not None, most=_ALL if show_all else _MOST))
    for problem in problems:
        print(f"! {problem}", file=sys.stderr)


def apply(file: Path, community: Path | None, whole: bool, leave_out: bool, confirm: str | None) -> None:
    """Write the roster as the file says, once somebody who has seen the preview says so.

    Raises:
        ConfigError: a file cannot be read, or nobody confirmed.
    """
    community = community or COMMUNITY
    roster = roster_file(community)
    seen = _look(file, _current(community), whole=whole)
    if confirm is None:
        print(_words(seen, compared=True, most=_MOST))
    if confirm not in (None, seen.mark):
        raise ConfigError("The file or the roster is not what was seen. Look again: fenjian roster preview FILE")
    if seen.not_taken and not leave_out:
        rows = ", ".join(str(fault.row) for fault in seen.not_taken[:_MOST])
        raise ConfigError(f"Not understood, and so not taken: rows {rows}. Mend them, or leave them out: --leave-out")
    problems = _refused(community, seen)
    if problems:
        raise CommunityError(*problems)
    renderer = Renderer("UTC")
    if not seen.changes and roster.exists():
        print(renderer.render("roster/applied", written=False, path=str(roster), former=None))
        return
    if confirm is None and not _confirmed(renderer):
        raise ConfigError(f"Nothing was changed. To confirm what you have seen: --confirm {seen.mark}")
    zone = ZoneInfo(load_community(community, seen.changes.roster).timezone)
    former = replace_roster(roster, seen.changes.roster, SystemClock().now().astimezone(zone))
    print(renderer.render("roster/applied", written=True, path=str(roster), former=former and str(former)))


def template(file: Path, community: Path | None, filled: bool) -> None:
    """Write a workbook to fill in; ``filled``: with the roster as it is.

    Raises:
        ConfigError: it cannot be written there.
    """
    if not is_workbook(file.name):
        raise ConfigError(f"{file}: the template is an Excel workbook. Call it {file.stem}.xlsx")
    raw = make_template(_current(community or COMMUNITY) if filled else [])
    try:
        with file.open("xb") as made:
            made.write(raw)
    except FileExistsError:
        raise ConfigError(f"{file} is there already. Choose another name.") from None
    except OSError as error:
        raise ConfigError(f"{file}: cannot be written ({error.strerror}).") from error
    print(Renderer("UTC").render("roster/made", path=str(file)))


def _look(file: Path, current: Sequence[Household], *, whole: bool) -> Preview:
    return look(read_bytes(file, "the roster to look at"), str(file), current, whole=whole)


def _current(community: Path | None) -> list[Household]:
    """The roster as it is; none where there is no file yet."""
    path = roster_file(community) if community else None
    return load_roster(path) if path is not None and path.exists() else []


def _refused(community: Path, seen: Preview) -> list[str]:
    """What would be wrong with the community file afterwards: a group of a building that is no more."""
    try:
        load_community(community, seen.changes.roster)
    except CommunityError as error:
        return list(error.problems)
    return []


def _words(seen: Preview, *, compared: bool, most: int) -> str:
    data = view(seen)
    by = {f"{name}_by": by_building(data[name]) for name in ("added", "removed")}
    return Renderer("UTC").render(
        "roster/preview", **data, **by, compared=compared, most=most, reasons=import_words().reasons
    )


def _confirmed(renderer: Renderer) -> bool:
    if not sys.stdin.isatty():
        return False
    try:
        return input(renderer.render("roster/ask")).strip().lower() in ("y", "yes")
    except (EOFError, KeyboardInterrupt):
        return False
