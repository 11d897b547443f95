"""fenjian state: what the database says of collections, demands and notices, for programs."""

from __future__ import annotations

from pathlib import Path

from bot.cli import jsonl
from bot.cli.installation import (
    database_url,
    existing,
    find_community,
    load_keys,
    load_settings,
    snapshot,
    try_key,
)  # fmt: skip
from bot.state import read_state
from data.rotation import seal_of
from data.store import Store
from data.work import Work


def state(database: str | None, community: Path | None) -> None:
    """Print the state object. The bot may be running meanwhile; nothing is changed.

    Raises:
        ConfigError: the key or the community file.
        StorageError: the database, or a key that is not its own.
    """
    settings = load_settings()
    url = database_url(settings, database)
    with existing(url) as opened:
        keys = load_keys(settings, url)
        with snapshot(opened) as connection:
            seal = seal_of(connection, keys)
            try_key(connection, seal)
            # The object is the same for every account: no account is asked for.
            work = Work(Store(connection, find_community(connection, community), seal), "")
            found = read_state(work)
    jsonl.write_line(found)
