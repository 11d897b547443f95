"""fenjian backup: everything in one encrypted file, while the bot runs."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from bot.cli.dump import dump, read_dump
from bot.cli.installation import database_url, existing, load_keys, load_settings, snapshot
from bot.cli.vessel import read_vessel, write_vessel
from bot.clock import SystemClock
from bot.errors import ConfigError, StorageError


def backup(file: Path, database: str | None, force: bool) -> None:
    """Write ``file``, read it back to be sure, and only then give it its name.

    Raises:
        ConfigError: the key is missing, or the file is there already.
        StorageError: the database or the disk refuses.
    """
    settings = load_settings()
    url = database_url(settings, database)
    if file.exists() and not force:
        raise ConfigError(f"{file} is there already. Give another name, or --force to replace it.")
    with existing(url, any_schema=True) as opened, snapshot(opened) as connection:
        keys = load_keys(settings, url)
        try:
            rows, size = write_whole(
                file,
                lambda handle: write_vessel(handle, keys[0], dump(connection, SystemClock().now())),
                lambda handle: count_rows(handle, keys),
            )
        except OSError as error:
            raise StorageError(f"{file} cannot be written: {error.strerror}. Nothing was left behind.") from error
    print(f"{file}: {rows} rows, {size / 1e6:.1f} MB, read back and whole. It opens only with this installation's key.")


def write_whole(file: Path, write: Callable[[BinaryIO], None], check: Callable[[BinaryIO], int]) -> tuple[int, int]:
    """Write a file for its owner alone, which has its name only once it is checked; return ``check``'s answer, bytes.

    Raises:
        OSError: the disk refuses; nothing is left behind.
    """
    part = file.with_name(f"{file.name}.part")
    try:
        with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as handle:
            write(handle)
            handle.flush()
            os.fsync(handle.fileno())
            size = handle.tell()
            handle.seek(0)
            answer = check(handle)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    return answer, size


def count_rows(handle: BinaryIO, keys: list[bytes]) -> int:
    """How many rows a backup holds; every byte of it is checked.

    Raises:
        StorageError: it is not whole.
    """
    _, parts = read_dump(read_vessel(handle, keys))
    return sum(len(part.rows) for part in parts)
