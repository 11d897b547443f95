"""What ``fenjian run`` says and does before the first message, whatever the network."""

from __future__ import annotations

import asyncio
import signal

from rich.console import Console
from rich.text import Text
from sqlalchemy.engine import make_url

from bot.cli.installation import belongs_to, communities, database_file, key_file, open_or_make
from bot.community import Community
from bot.settings import Settings
from data.crypt import Seal
from data.migrate import current, newest
from data.session import Database


def ending_signals() -> list[signal.Signals]:
    """What ends a running program cleanly: Ctrl-C, SIGTERM, and the end of its terminal, unless under ``nohup``.

    A shell that starts a program in the background has it ignore Ctrl-C; a SIGINT that is sent to it is still meant.
    """
    left = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    return [signal.SIGINT, signal.SIGTERM, *([] if left else [signal.SIGHUP])]


def stop_signal() -> asyncio.Event:
    """An event that the ending signals set."""
    stop = asyncio.Event()
    for number in ending_signals():
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


def open_database(community: Community, settings: Settings, url: str, console: Console) -> tuple[Database, Seal]:
    """Open or make the database and its key, and say where they lie.

    Raises:
        ConfigError: a setting or the key has a fault.
        StorageError: the database cannot be opened, or belongs to another key.
    """
    key = None if settings.key is not None else key_file(settings, url, fresh=True)
    had_key = key is None or key.exists()
    database, seal = open_or_make(settings, url)
    try:
        file = database_file(url)
        console.print(Text(f"Database: {file.absolute() if file else make_url(url).render_as_string()}"))
        # An old database may use the key of the data folder; only a new one makes its own.
        used = key and key_file(settings, url)
        console.print(Text(f"Key: {used.absolute() if used else 'FENJIAN_KEY'}"))
        if key and not had_key and key.exists():
            console.print(Text("  made just now. Keep a copy elsewhere: without it nobody can read the database."))
        _warn_of_another(database, community, console)
    except BaseException:
        database.close()
        raise
    return database, seal


def greet(community: Community, network: str, console: Console) -> None:
    """Say whose bot this is, and what its file leaves open."""
    size = f"{len(community.buildings)} buildings, {len(community.households)} households"
    console.print(Text(f"{community.name}: {size}; {network}."))
    for warning in community.warnings:
        console.print(Text(f"Note: {warning}", style="yellow"))


def _warn_of_another(database: Database, community: Community, console: Console) -> None:
    with database.transaction() as connection:
        known = communities(connection) if current(connection) == newest() else {}
    if known and community.key not in known:
        console.print(Text(f"Note: {belongs_to(known, community)}", style="yellow"))
