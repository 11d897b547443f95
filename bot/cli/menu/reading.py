"""What needs no running bot: what a message means, a chat counted, a night replayed, the state of an installation."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.menu.options import CommunityFile, DatabaseUrl


def understand(
    explain: Annotated[
        bool, typer.Option("--explain", help="Also tell which words led to what, and the file each stands in.")
    ] = False,
    advise: Annotated[
        bool, typer.Option("--advise", help="Where a person must look, ask a language model what it would propose.")
    ] = False,
) -> None:
    """Say what messages mean, without a bot.

    Reads JSON Lines on standard input, writes one line for each, in order. No database, no network.

    \b
    Input keys:   id, text, sender (nickname in the group), group (official, staff, private, ...),
                  building, collecting (antigen, headcount, supplies or null)
                  What is not known is no error: a form counts as null, a group as one that is not official.
    Output keys:  id, kind, form, chain, entries, category, urgency, party, review
    A bad line:   {"id": ..., "error": "..."}, and the rest go on
    --explain:    one more output key, explain: [{"words": ..., "as": ..., "from": ...}]. Whoever disagrees corrects the
                  word in the file that is named, and runs it again; "from": null is a rule, not a word.
    --advise:     one more output key, proposal: null or {"room": ..., "result": ..., "why": ...}. It never counts.
                  The model of FENJIAN_ADVISER_URL, FENJIAN_ADVISER_MODEL and FENJIAN_ADVISER_KEY (any endpoint with
                  OpenAI's protocol) is asked only where there is a review; it sees neither names, doors nor numbers.

    \b
    Example:
      echo '{"id": 1, "text": "502 -3", "building": "3", "collecting": "headcount"}' | fenjian understand --explain
    """
    from bot.cli.understand import understand as start

    start(explaining=explain, advised=advise)


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
