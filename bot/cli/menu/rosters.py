"""fenjian roster: the household roster out of a committee's own file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

roster = typer.Typer(
    name="roster",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="""
    Take the household roster over from a committee's own CSV or Excel file: look at it, then apply it.

    \b
      fenjian roster preview residents.xlsx
      fenjian roster apply residents.xlsx
      fenjian roster template to-fill-in.xlsx
    """,
    short_help="Take the roster over from a committee's own file.",
)
CommunityHere = Annotated[
    Path | None,
    typer.Option("--community", metavar="FILE", help="The community file.", show_default="community.yaml here"),
]
RosterFile = Annotated[Path, typer.Argument(metavar="FILE", help="The committee's file, .csv or .xlsx.")]
Whole = Annotated[
    bool, typer.Option("--whole", help="The file is the whole roster: buildings that it does not name go.")
]


@roster.command()
def preview(
    file: RosterFile,
    community: CommunityHere = None,
    whole: Whole = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object, for a program.")] = False,
    show_all: Annotated[bool, typer.Option("--all", help="Name every household and every row.")] = False,
) -> None:
    """Say what a file means and what it would change. Nothing is changed.

    Titles above the header, merged cells, a row a person, a sheet a building, ticks or words for tags, totals and
    blank rows are understood; UTF-8 and GB18030; commas, semicolons and tabs. Names, telephone and identity numbers,
    and every column that is not known, are never taken in. What is not understood is named by its row.

    \b
    Example:
      fenjian roster preview residents.xlsx --community community.yaml
    """
    from bot.cli.roster import preview as start

    start(file, community, whole, as_json, show_all)


@roster.command()
def apply(
    file: RosterFile,
    community: CommunityHere = None,
    whole: Whole = False,
    leave_out: Annotated[
        bool, typer.Option("--leave-out", help="Take the file though some of its rows are not understood.")
    ] = False,
    confirm: Annotated[
        str | None,
        typer.Option(metavar="MARK", help="The mark of a preview (--json), instead of being asked at a terminal."),
    ] = None,
) -> None:
    """Write the community's roster as the file says, once you confirm.

    The roster's file is replaced at once or not at all; the former one stays beside it with the time in its name. What
    the file says nothing of (people, tags, other buildings) stays. It counts from the next start of the bot, in the
    middle of a collection too: answers stay, new households are expected, removed ones leave the count.

    \b
    Example:
      fenjian roster apply residents.xlsx --community community.yaml
    """
    from bot.cli.roster import apply as start

    start(file, community, whole, leave_out, confirm)


@roster.command()
def template(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The workbook to make, .xlsx.")],
    community: CommunityHere = None,
    filled: Annotated[bool, typer.Option("--filled", help="With the roster as it is now.")] = False,
) -> None:
    """Make a workbook for a committee to fill in.

    \b
    Example:
      fenjian roster template to-fill-in.xlsx
    """
    from bot.cli.roster import template as start

    start(file, community, filled)
