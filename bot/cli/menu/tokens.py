"""fenjian token: programs that may read what the compound counts."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.menu.options import CommunityFile, DatabaseUrl

token = typer.Typer(
    name="token",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="""
    Let a program of the district read totals, demands and health over HTTP: counts only, for one role.

    \b
      fenjian token make "District office" --days 90
      fenjian token list
      fenjian token end "District office"
    """,
    short_help="Let a program read totals over HTTP.",
)
Name = Annotated[str, typer.Argument(metavar="NAME", help="For whom: an office, no person.")]


@token.command()
def make(
    name: Name,
    role: Annotated[str, typer.Option(metavar="staff|zone|head|relay", help="What it may see.")] = "staff",
    building: Annotated[
        list[str] | None, typer.Option("--building", metavar="BUILDING", help="Only this one; may be repeated.")
    ] = None,
    days: Annotated[int, typer.Option(min=1, max=366, help="For how long.")] = 90,
    community: CommunityFile = None,
    database: DatabaseUrl = None,
) -> None:
    """Print a new token. It is shown once and kept as a hash: hand it on by a safe way.

    \b
    Examples:
      fenjian token make "District office"
      fenjian token make "Street 4" --role relay --building 3 --building 5 --days 14
    """
    from bot.cli.token import make as start

    start(name, role, building or [], days, community, database)


@token.command("list")
def show(community: CommunityFile = None, database: DatabaseUrl = None) -> None:
    """Print the tokens that let in now: for whom, role, buildings, until when, when used last.

    \b
    Example:
      fenjian token list
    """
    from bot.cli.token import show as start

    start(community, database)


@token.command()
def end(name: Name, community: CommunityFile = None, database: DatabaseUrl = None) -> None:
    """Let a token in no more; the bot knows it within five seconds.

    \b
    Example:
      fenjian token end "District office"
    """
    from bot.cli.token import end as start

    start(name, community, database)
