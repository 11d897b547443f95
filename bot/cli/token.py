"""fenjian token: tokens are made, listed and ended in the database, whether the bot runs or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.installation import database_url, existing, find_community, load_keys, load_settings, try_key
from bot.clock import SystemClock
from bot.console.callers import ROLES, is_name
from bot.errors import ConfigError
from bot.roles import Role
from data.directory import read_directory
from data.records import Records
from data.rotation import seal_of
from data.store import Store
from data.tokens import Tokens


@contextmanager
def _opened(community: Path | None, database: str | None) -> Iterator[Store]:
    settings = load_settings()
    url = database_url(settings, database)
    with existing(url) as opened:
        keys = load_keys(settings, url)
        with opened.transaction() as connection:
            seal = seal_of(connection, keys)
            try_key(connection, seal)
            store = Store(connection, find_community(connection, community), seal)
            yield store
            store.write_later()


def make(
    name: str, role: str, buildings: Sequence[str], days: int, community: Path | None, database: str | None
) -> None:
    """Print a new token's secret, and nothing else, so that a script can take it.

    Raises:
        ConfigError: the name, the role or a building is none.
        StorageError: the database refuses.
    """
    if not is_name(name):
        raise ConfigError("A token's name says for whom it is, in 40 characters at most, without a long number.")
    if role not in ROLES:
        raise ConfigError(f"A token cannot have the role {role!r}. Use {', '.join(ROLES)}.")
    now = SystemClock().now()
    with _opened(community, database) as store:
        known = read_directory(store).buildings
        strange = [building for building in buildings if building not in known]
        if strange:
            raise ConfigError(f"There is no building {', '.join(strange)} here. There are: {', '.join(known)}.")
        secret = Tokens(store).make(name, Role(role), buildings, "", now, now + timedelta(days=days))
        if secret is None:
            raise ConfigError(f"There is a token for {name!r} already. Take another name, or end it: fenjian token end")
        Records(store).audit(now, "", "token", name)
    print(secret)


def show(community: Path | None, database: str | None) -> None:
    """Print a line for each token that lets in.

    Raises:
        ConfigError: the key or the community file.
        StorageError: the database refuses.
    """
    console = Console(highlight=False, soft_wrap=True)
    with _opened(community, database) as store:
        good = Tokens(store).good(SystemClock().now())
    if not good:
        console.print("No token lets in. Make one: fenjian token make NAME")
        return
    table = Table("for whom", "role", "buildings", "until (UTC)", "used last (UTC)", box=None)
    for token in good:
        used = f"{token.seen_at:%Y-%m-%d %H:%M}" if token.seen_at else "never"
        cells = (
            token.name,
            token.role,
            ", ".join(sorted(token.buildings)) or "all",
            f"{token.expires_at:%Y-%m-%d}",
            used,
        )
        table.add_row(*(Text(cell) for cell in cells))
    console.print(table)


def end(name: str, community: Path | None, database: str | None) -> None:
    """End a token.

    Raises:
        ConfigError: none that lets in has that name.
        StorageError: the database refuses.
    """
    now = SystemClock().now()
    with _opened(community, database) as store:
        if not Tokens(store).end(name, now):
            raise ConfigError(f"No token that lets in is called {name!r}. See them: fenjian token list")
        Records(store).audit(now, "", "token_ended", name)
    print("Ended. The bot knows it within five seconds.")
