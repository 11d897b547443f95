"""The command line. Each command imports its own file when it is called: --help must not wait for a database driver."""

from __future__ import annotations

import io
import sys
from typing import Annotated

import typer

from bot.cli.menu.keeping import backup, key, restore
from bot.cli.menu.reading import count, replay, state, understand
from bot.cli.menu.rosters import roster
from bot.cli.menu.running import doctor, gateway, run
from bot.cli.menu.tokens import token
from bot.errors import FenjianError

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="""
    A neighbourhood bot: it carries notices down, counts answers, and sorts what comes up.

    \b
    Try it, with an invented compound of 25 buildings:   fenjian run
    Count a chat that somebody copied, without any bot:  fenjian count --form antigen --building 3 < chat.txt
    Check an installation before the evening:            fenjian doctor --community community.yaml

    Each command explains itself: fenjian COMMAND --help. Settings are environment variables: FENJIAN_HOME (data
    folder), FENJIAN_DATABASE, FENJIAN_KEY_FILE, FENJIAN_PACE and more.
    """,
)


def show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import PackageNotFoundError, version

        try:
            print(version("fenjian"))
        except PackageNotFoundError:
            print("not installed: run from its folder")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=show_version, is_eager=True, help="Print the version and end.")
    ] = False,
) -> None:
    del version


for command in (run, gateway, understand, replay, state, count, doctor, backup, restore, key):
    app.command(command.__name__)(command)
app.add_typer(roster)
app.add_typer(token)


def main() -> None:
    """The console script: an error that this project raises on purpose is a sentence, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        # Files and pipes are UTF-8 whatever the locale. A sign that a terminal does not have must not end a command.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")
    try:
        app(prog_name="fenjian")
    except FenjianError as error:
        print(error, file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
