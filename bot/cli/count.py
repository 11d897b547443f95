"""fenjian count: the table of a building out of what somebody copied from its group. No account, no database."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Collection
from pathlib import Path

from bot.cli.count_view import view
from bot.cli.jsonl import write_line
from bot.clock import SystemClock
from bot.count import count_chat
from bot.count.pages import Counted
from bot.render import Renderer
from bot.roster import decode, load_roster, read_bytes
from bot.understand import Form, load_forms, parse_copied

_PLAIN_WIDTH = 72


def count(
    form: str | None = None,
    building: str | None = None,
    households: Path | None = None,
    file: Path | None = None,
    as_json: bool = False,
    paste: bool = False,
    show_all: bool = False,
    since: str | None = None,
    deadline: str | None = None,
    ignore: Collection[str] = (),
) -> int:
    """Count a copied chat; return the exit status: 1 where there was nothing to read.

    Args:
        form: name or word of a form; None: the one that the text answers.
        building: None: the one that the roster or the text names.
        households: the roster, CSV or XLSX.
        file: the copied text; None: standard input.
        as_json: print one JSON object, for a program.
        paste: print a short text, to be pasted into the upper group.
        show_all: list what was not counted, too.
        since: leave out what was said before: 7:30 (of the last day), 2022-04-10, or "2022-04-10 07:30".
        deadline: answers after it stand as late; written like ``since``.
        ignore: names whose messages are left out: another robot's, or one's own tables.

    Raises:
        ConfigError: an option, the roster or a form is wrong; the message says how to mend it.
    """
    renderer = Renderer("UTC")  # a copy knows no time zone, and its times are shown as they stand
    forms = load_forms()
    homes = load_roster(households) if households is not None else None
    text = _read(file, renderer)
    if not text.strip():
        print(renderer.render("count/nothing"), file=sys.stderr)
        return 1
    today = SystemClock().now().astimezone().date()  # where the machine is, for the copy is in its reader's own time
    if deadline is not None and not any(one.time for one in parse_copied(text, today)):
        print(renderer.render("count/no_times"), file=sys.stderr)
        deadline = None
    counted = count_chat(
        text,
        forms,
        form=form,
        building=building,
        households=homes,
        since=since,
        deadline=deadline,
        ignore=ignore,
        today=today,
    )
    try:
        _write(counted, forms[counted.form], renderer, as_json, paste, show_all)
        sys.stdout.flush()
    except BrokenPipeError:  # | head
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _write(counted: Counted, form: Form, renderer: Renderer, as_json: bool, paste: bool, show_all: bool) -> None:
    if as_json:
        write_line(counted.state(show_all))
        return
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else _PLAIN_WIDTH
    template = "count/paste" if paste else "count/table"
    print(renderer.render(template, show_all=show_all, **view(counted, form, width)))
    if paste and any(page.positive() or page.unplaced_positive() for page in counted.pages.values()):
        print(renderer.render("count/only_for_staff"), file=sys.stderr)


def _read(file: Path | None, renderer: Renderer) -> str:
    """The copied text, in whatever encoding an editor saved it."""
    if file is not None:
        return decode(read_bytes(file, "the copied chat"), str(file))
    if sys.stdin.isatty():
        print(renderer.render("count/how_to_paste"), file=sys.stderr)
    try:
        return decode(sys.stdin.buffer.read(), "standard input")
    except KeyboardInterrupt:
        return ""
