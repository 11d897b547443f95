"""fenjian restore: a backup put back, whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlmodel import SQLModel

from bot.cli.backup import count_rows
from bot.cli.dump import Header, insert, read_dump
from bot.cli.installation import START, database_file, database_url, load_keys, load_settings
from bot.cli.vessel import read_vessel
from bot.errors import ConfigError, StorageError
from data.migrate import current, migrate, newest
from data.session import Database
from data.store import table
from data.tables import CommunityRow


def restore(file: Path, database: str | None, force: bool) -> None:
    """Check the whole of ``file``, then replace what the database holds in one transaction.

    Raises:
        ConfigError: the file or the key is missing, or the database holds something and ``force`` is not given.
        StorageError: the backup is damaged or of another schema, or the database refuses.
    """
    settings = load_settings()
    url = database_url(settings, database)
    try:
        with file.open("rb") as handle:
            keys = load_keys(settings, url)
            rows = count_rows(handle, keys)
            handle.seek(0)
            if force:
                set_aside_if_damaged(url)
            opened = Database(url, inline=True)
            try:
                header = _put_back(opened, handle, keys, force)
            finally:
                opened.close()
    except OSError as error:
        raise ConfigError(f"{file} cannot be read: {error.strerror}. Check the name.") from error
    print(f"{rows} rows of {header.made_at[:16].replace('T', ' ')} UTC are back. Start the bot: {START}")


def set_aside_if_damaged(url: str) -> None:
    """Give an SQLite file that does not even open another name: a damaged one is what restore is for."""
    file = database_file(url)
    if file is None or not file.is_file():
        return
    database = Database(url, inline=True)
    try:
        with database.transaction() as connection:
            sound = connection.exec_driver_sql("PRAGMA quick_check").scalar() == "ok"
    except StorageError:
        sound = False
    finally:
        database.close()
    if not sound:
        for ending in ("", "-wal", "-shm"):
            part = file.with_name(file.name + ending)
            if part.exists():
                part.replace(file.with_name(f"{file.name}.damaged{ending}"))
        print(f"The damaged database is now {file}.damaged")


def _put_back(database: Database, handle: BinaryIO, keys: list[bytes], force: bool) -> Header:
    header, parts = read_dump(read_vessel(handle, keys))
    if header.schema != newest():
        raise StorageError(
            f"The backup has schema {header.schema}, this program has {newest()}. "
            "Restore it with the version that made it, then start the new one."
        )
    with database.transaction() as connection:
        if not force and _holds_something(connection):
            raise ConfigError("The database holds something already. Name an empty one, or --force to replace it all.")
    migrate(database)
    tables = SQLModel.metadata
    with database.transaction() as connection:
        for held in reversed(tables.sorted_tables):
            connection.execute(sa.delete(held))
        for part in parts:
            insert(connection, tables, part)
    return header


def _holds_something(connection: Connection) -> bool:
    if current(connection) is None:
        return False
    return connection.execute(sa.select(table(CommunityRow).c.id).limit(1)).first() is not None
