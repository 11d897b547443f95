"""Keeping what the bot knows: backups, and the key."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.menu.options import DatabaseUrl


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


def key(
    rotate: Annotated[
        bool, typer.Option("--rotate", help="Bring in a new key, and seal everything stored anew with it.")
    ] = False,
    database: DatabaseUrl = None,
) -> None:
    """Print a new key, or change the key of an installation.

    A key is made by itself when the bot is started for the first time; this is for who keeps it elsewhere.

    --rotate needs the bot stopped. It may be interrupted: either key opens until everything is sealed with the new one,
    and a second run goes on. The old key is then put beside the key file, for the backups that only it opens (to
    restore one, add that key to the key file as its last line, and rotate again). Destroy it once none is needed.

    \b
    Examples:
      FENJIAN_KEY="$(fenjian key)" fenjian run
      fenjian key --rotate
    """
    from bot.cli.key import key as start

    start(rotate, database)
