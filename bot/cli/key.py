"""fenjian key: the key that opens stored texts, made or changed."""

from __future__ import annotations

import os
from pathlib import Path

from bot.cli.installation import database_url, existing, key_file, load_keys, load_settings, try_key
from bot.errors import ConfigError, StorageError
from bot.settings import Settings
from data.crypt import make_key, parse_keys
from data.rotation import seal_anew, seal_of
from data.session import Database


def key(rotate: bool, database: str | None) -> None:
    """Print a new key; or bring one into the installation of ``database`` and seal everything anew with it.

    Killed at any moment, it leaves a database and keys that open it; the next run goes on.

    Raises:
        ConfigError: there is no key to change, or the environment holds only the one that is in use.
        StorageError: the bot runs, the key file cannot be written, or the database refuses.
    """
    if not rotate:
        print(make_key())
        return
    settings = load_settings()
    url = database_url(settings, database)
    with existing(url) as opened, opened.alone():
        keys = load_keys(settings, url)
        with opened.transaction() as connection:
            # Before a key is written anywhere: are these the keys of this database?
            try_key(connection, seal_of(connection, keys))
        if len(keys) == 1:
            keys = _bring_in(settings, url)
        changed = _all_anew(opened, keys)
    print(f"{changed} texts were sealed anew: everything opens with the new key alone. Make a new backup.")
    if settings.key is not None:
        print("The first key of FENJIAN_KEY is all that it needs. Backups made before open only with the others.")
        return
    path = key_file(settings, url)
    aside = _put_aside(path)
    print(f"The new key is in {path}: keep a copy elsewhere. The old one is in {aside}.")
    print(
        f"Backups made before open only with that. When you need none of them any more, destroy {aside} and its copies."
    )


def _bring_in(settings: Settings, url: str) -> list[bytes]:
    """A new key, first in the key file: from now on either opens."""
    if settings.key is not None:
        raise ConfigError("The key comes from FENJIAN_KEY. Put a new one, and a space, before it there: fenjian key")
    path = key_file(settings, url)
    _write(path, [make_key(), *path.read_text().split()])
    return load_keys(settings, url)


def _all_anew(database: Database, keys: list[bytes]) -> int:
    changed = seal_anew(database, keys)
    database.forget_removed()
    # On a server the bot may have been started meanwhile, with the old key alone.
    with database.alone():
        return changed + seal_anew(database, keys)


def _put_aside(path: Path) -> Path:
    """Leave the newest key alone in its file; the others go into one beside it, which is returned."""
    aside = path.with_name(f"{path.name}.old")
    newest, *others = path.read_text().split()
    before = aside.read_text().split() if aside.exists() else []
    # First there, then no longer here: no key is ever in neither.
    _write(aside, list(dict.fromkeys([*others, *before])))
    _write(path, [newest])
    return aside


def _write(path: Path, keys: list[str]) -> None:
    """Write a key file whole or not at all, for its owner alone."""
    parse_keys(" ".join(keys))
    fresh = path.with_name(f"{path.name}.new")
    try:
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write("".join(f"{key}\n" for key in keys))
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
        if os.name == "posix":
            folder = os.open(path.parent, os.O_RDONLY)
            os.fsync(folder)
            os.close(folder)
    except OSError as error:
        raise StorageError(f"The key file {path} cannot be written: {error.strerror}. No key was lost.") from error
