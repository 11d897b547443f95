"""fenjian key: the key that opens stored texts, made or changed."""

from __future__ import annotations

import os
from pathlib import Path

from bot.cli.installation import database_url, key_file, load_keys, load_settings
from bot.errors import ConfigError, StorageError
from data.crypt import make_key


def key(rotate: bool, database: str | None) -> None:
    """Print a new key, or put one first in the key file of ``database``.

    Raises:
        ConfigError: there is no key file to add to, or the key comes from the environment.
        StorageError: the key file cannot be written.
    """
    if not rotate:
        print(make_key())
        return
    settings = load_settings()
    if settings.key is not None:
        raise ConfigError("The key comes from FENJIAN_KEY. Put a new one, and a space, before it there: fenjian key")
    url = database_url(settings, database)
    load_keys(settings, url)
    path = key_file(settings, url)
    try:
        _replace(path, f"{make_key()}\n{path.read_text()}")
    except OSError as error:
        raise StorageError(f"The key file {path} cannot be written: {error.strerror}. Nothing was changed.") from error
    print(f"New texts are sealed with a new key from the bot's next start. {path} still opens the old ones: keep it.")


def _replace(path: Path, text: str) -> None:
    """Write a file whole or not at all, for its owner alone."""
    fresh = path.with_name(f"{path.name}.new")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
