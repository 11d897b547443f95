"""The command line. Each command imports its own file when it is called: --help must not wait for a database driver."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Annotated

import typer

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

CommunityFile = Annotated[Path | None, typer.Option("--community", metavar="FILE", help="The community file.")]
DatabaseUrl = Annotated[
    str | None,
    typer.Option(
        "--database",
        metavar="URL",
        help="sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME.",
        show_default="FENJIAN_DATABASE, else var/fenjian.db",
    ),
]


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


@app.command("run")
def run(
    community: CommunityFile = None,
    transport: Annotated[
        str,
        typer.Option(
            metavar="simulated|wechaty",
            help="The chat network; simulated needs no account, wechaty comes with a later version.",
        ),
    ] = "simulated",
    database: DatabaseUrl = None,
) -> None:
    """Start the bot; with no option, the demonstration.

    Received means committed: it may be killed at any moment, and goes on where it was when it is started again.
    Ctrl-C ends it cleanly.

    \b
    The demonstration:   fenjian run
    Your own compound:   fenjian run --community community.yaml

    Real groups, --transport wechaty, come with a later version. It will read WECHATY_PUPPET_SERVICE_ENDPOINT and
    WECHATY_PUPPET_SERVICE_TOKEN.
    """
    from bot.cli.run import run as start

    start(community, transport, database)


@app.command("understand")
def understand() -> None:
    """Say what messages mean, without a bot.

    Reads JSON Lines on standard input, writes one line for each, in order. No database, no network.

    \b
    Input keys:   id, text, sender (nickname in the group), group (official, staff, private, ...),
                  building, collecting (antigen, headcount, supplies or null)
                  What is not known is no error: a form counts as null, a group as one that is not official.
    Output keys:  id, kind, form, chain, entries, category, urgency, party, review
    A bad line:   {"id": ..., "error": "..."}, and the rest go on

    \b
    Example:
      echo '{"id": 1, "text": "502 -3", "building": "3", "collecting": "headcount"}' | fenjian understand
    """
    from bot.cli.understand import understand as start

    start()


@app.command("replay")
def replay(
    community: Annotated[Path, typer.Option(metavar="FILE", help="The community file.")],
    transcript: Annotated[Path, typer.Option(metavar="FILE", help="JSON Lines: who said what, when and where.")],
    database: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Keep everything in this database.", show_default="one that is discarded"),
    ] = None,
    state: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the state at the end to this file.")] = None,
) -> None:
    """Play a conversation through the real engine, fast.

    The clock is virtual: schedules fire between the messages and until one hour past the last one. What the bot sends
    is written to standard output, one JSON object a line: at, room or to, text, mentions, id.

    \b
    A line of the transcript:
      {"at": "2022-04-10T07:00:00+08:00", "room": TOPIC or null, "from": "wx-502", "name": "502", "text": "502 -3"}
    and, if needed, "type" (text, image, audio, recall), "id", "quote".

    \b
    Example:
      python -m data.demo.sweep --out night
      fenjian replay --community community.yaml --transcript night/transcript.jsonl --state state.json > sent.jsonl
    """
    from bot.cli.replay import replay as start

    start(community, transcript, database, state)


@app.command("state")
def state(database: DatabaseUrl = None, community: CommunityFile = None) -> None:
    """Print collections, demands and notices as JSON.

    The same object as `replay --state` writes, of an installation that may be running. It holds counts and rooms,
    no texts; it needs the installation's key. --community says which compound where the database holds several.

    \b
    Example, the rooms of building 3 that are missing in the first collection:
      fenjian state | python -c "import json,sys; print(json.load(sys.stdin)['collections'][0]['buildings']['3'])"
    """
    from bot.cli.state import state as start

    start(database, community)


@app.command("count")
def count(
    form: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="antigen, headcount, ...", show_default="the form that the text answers"),
    ] = None,
    building: Annotated[
        str | None,
        typer.Option(metavar="NUMBER", help="The building.", show_default="what the roster or the text says"),
    ] = None,
    households: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The roster, CSV or XLSX: then it is known who is missing.")
    ] = None,
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="The copied text.", show_default="standard input")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object, for a program.")] = False,
    paste: Annotated[bool, typer.Option("--paste", help="A short text, to be pasted into the upper group.")] = False,
    show_all: Annotated[bool, typer.Option("--all", help="List what was not counted, too.")] = False,
    since: Annotated[
        str | None, typer.Option(metavar="TIME", help='Leave out what was said before: 7:30, or "2022-04-10 07:30".')
    ] = None,
    deadline: Annotated[
        str | None, typer.Option(metavar="TIME", help="Answers after it stand as late; written like --since.")
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Leave out who is called so, say a robot; may be repeated.")
    ] = None,
) -> None:
    """Count a chat that somebody copied: no account, no database.

    Select the messages in the group, copy them into a file (or one chain), and read who has answered, who is missing
    and what needs a look. What is doubtful is shown with its own words, never counted in silence.

    \b
    Examples:
      fenjian count --form antigen --building 3 < chat.txt
      fenjian count --households households.csv --deadline 7:30 chat.txt

    The roster's columns are building, unit, room, people, tags; unit, people and tags may be empty.
    """
    from bot.cli.count import count as start

    status = start(form, building, households, file, as_json, paste, show_all, since, deadline, ignore or ())
    if status:
        raise typer.Exit(status)


@app.command("doctor")
def doctor(
    community: CommunityFile = None,
    transport: Annotated[
        str, typer.Option(metavar="simulated|wechaty", help="The chat network that the bot uses.")
    ] = "simulated",
    database: DatabaseUrl = None,
) -> None:
    """Is this installation sound? Says what is wrong and how to mend it.

    Checks the database and its key, the words and forms, the community file and its roster, time zone and clock, the
    transport, and for every building: is the bot in the group, the group bound, the relay there, and the bot's friend.
    Changes nothing, and may be used while the bot runs. Exit status 1 if anything is wrong.

    \b
    Example:
      fenjian doctor --community community.yaml --transport wechaty
    """
    try:
        from bot.cli.doctor import doctor as start
    except Exception as error:
        raise FenjianError(
            f"✗ program: it does not begin ({type(error).__name__}: {error}). Undo the last edit, or install it again."
        ) from error

    start(community, transport, database)


@app.command("backup")
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to make.")],
    database: DatabaseUrl = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")] = False,
) -> None:
    """Write everything into one encrypted file, while the bot runs.

    The file is encrypted with the installation's key (fenjian.key beside the database, or FENJIAN_KEY). The key is not
    in it: keep a copy of the key in another place, for without it no backup opens.

    \b
    Example:
      fenjian backup /mnt/stick/fenjian-monday.backup
    """
    from bot.cli.backup import backup as start

    start(file, database, force)


@app.command("restore")
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that `fenjian backup` made.")],
    database: DatabaseUrl = None,
    force: Annotated[bool, typer.Option("--force", help="Replace what the database holds.")] = False,
) -> None:
    """Put a backup back, into an empty database of either kind.

    Stop the bot first, and put the key file in its place. The whole file is checked before anything is written, and
    everything is written at once or not at all. A database that holds something is only replaced with --force.

    \b
    Examples:
      fenjian restore /mnt/stick/fenjian-monday.backup
      fenjian restore /mnt/stick/fenjian-monday.backup --database postgresql://fenjian@localhost/fenjian
    """
    from bot.cli.restore import restore as start

    start(file, database, force)


@app.command("key")
def key(
    rotate: Annotated[
        bool, typer.Option("--rotate", help="Put a new key first in the key file; the old ones go on opening.")
    ] = False,
    database: DatabaseUrl = None,
) -> None:
    """Print a new key, or change the key of an installation.

    A key is made by itself when the bot is started for the first time; this is for who keeps it elsewhere.

    \b
    Examples:
      FENJIAN_KEY="$(fenjian key)" fenjian run
      fenjian key --rotate
    """
    from bot.cli.key import key as start

    start(rotate, database)


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
