"""Where an installation lives: its settings, its database, its key and its community."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa
from pydantic import ValidationError
from sqlalchemy.engine import Connection, make_url

from bot.community import Community, load_community
from bot.errors import ConfigError, StorageError
from bot.settings import Settings
from data.crypt import Seal, make_key, parse_keys, read_keys
from data.migrate import current, newest
from data.rotation import seal_of
from data.session import Database, normalise_url
from data.store import table
from data.tables import CommunityRow, PersonRow

DATABASE = "fenjian.db"
KEY = "fenjian.key"
START = "fenjian run --community FILE"


def load_settings() -> Settings:
    """The settings of the environment.

    Raises:
        ConfigError: a variable has no valid value; named, without the value.
    """
    try:
        return Settings()
    except ValidationError as error:
        raise ConfigError(
            *(f"FENJIAN_{'_'.join(map(str, fault['loc'])).upper()}: {fault['msg']}." for fault in error.errors())
        ) from error


def database_url(settings: Settings, given: str | None) -> str:
    """The database that was asked for, else the settings', else a file in the data folder.

    Raises:
        ConfigError: it is no URL of a kind that is supported.
    """
    return normalise_url(given or settings.database or str(settings.home / DATABASE))


def database_file(url: str) -> Path | None:
    """The file of an SQLite database; None where there is none."""
    parsed = make_url(url)
    name = parsed.database if parsed.get_backend_name() == "sqlite" else None
    return Path(name) if name and name != ":memory:" else None


def key_file(settings: Settings, url: str, *, fresh: bool = False) -> Path:
    """Where the key of ``url`` lies: as set, else beside an SQLite file, else in the data folder.

    The key of a ``fresh`` database is made beside it, whatever else lies in the data folder.
    """
    if settings.key_file is not None:
        return settings.key_file
    file, home = database_file(url), settings.home / KEY
    beside = file.parent / KEY if file else home
    return home if not fresh and not beside.exists() and home.exists() else beside


def load_keys(settings: Settings, url: str, *, create: bool = False) -> list[bytes]:
    """The installation's keys, the sealing one first; made where ``create`` and there is none.

    Raises:
        ConfigError: there is none, or it is not one.
    """
    if settings.key is not None:
        keys = parse_keys(settings.key.get_secret_value())
    else:
        return read_keys(key_file(settings, url, fresh=create), create=create)
    Seal(*keys)
    return keys


def open_or_make(settings: Settings, url: str, *, inline: bool = False) -> tuple[Database, Seal]:
    """The database and its seal, for whoever may begin a new one. A key is made for an empty database only.

    Raises:
        ConfigError: the key is missing.
        StorageError: the database refuses, or was sealed with another key.
    """
    database = Database(url, inline=inline)
    try:
        with database.transaction() as connection:
            fresh = current(connection) is None
        keys = load_keys(settings, url, create=fresh)
        with database.transaction() as connection:
            seal = seal_of(connection, keys)
            if not fresh:
                try_key(connection, seal)
    except BaseException:
        database.close()
        raise
    return database, seal


@contextmanager
def throw_away() -> Iterator[tuple[Database, Seal]]:
    """A database with a key of its own, both gone afterwards."""
    with TemporaryDirectory(prefix="fenjian-") as folder:
        database = Database(str(Path(folder) / DATABASE), durable=False, inline=True)
        try:
            yield database, Seal(*parse_keys(make_key()))
        finally:
            database.close()


@contextmanager
def existing(url: str, *, any_schema: bool = False) -> Iterator[Database]:
    """The database as it is: never made, never migrated.

    Raises:
        StorageError: there is none, or its schema is not the program's.
    """
    file = database_file(url)
    if file is not None and not file.is_file():
        raise StorageError(f"There is no database at {file}. Check the name, or start the bot once: {START}")
    database = Database(url, inline=True)
    try:
        with database.transaction() as connection:
            found = current(connection)
        if found is None:
            raise StorageError(f"The database is empty. Start the bot once: {START}")
        if found != newest() and not any_schema:
            raise StorageError(
                f"The database has schema {found}, this program needs {newest()}. "
                f"Make a backup, then start the bot once: {START}"
            )
        yield database
    finally:
        database.close()


@contextmanager
def snapshot(database: Database) -> Iterator[Connection]:
    """A connection that sees one moment of the database, however long it reads and whoever writes meanwhile."""
    with database.transaction() as connection:
        connection.exec_driver_sql(
            "BEGIN" if database.sqlite else "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
        )
        yield connection


def try_key(connection: Connection, seal: Seal) -> bool:
    """Open one stored text; False where there is none yet.

    Raises:
        StorageError: it does not open with this key.
    """
    sealed = connection.execute(sa.select(table(PersonRow).c.name).limit(1)).scalar()
    if sealed is None:
        return False
    seal.open(bytes(sealed))
    return True


def communities(connection: Connection) -> dict[str, str]:
    """The names of the communities that the database holds, by their keys."""
    source = table(CommunityRow)
    return {row.id: row.name for row in connection.execute(sa.select(source.c.id, source.c.name))}


def belongs_to(known: dict[str, str], found: Community) -> str:
    """For who names ``found`` where the database holds the others: whose it is, and what to do where a name changed."""
    if not known:
        return f"It holds none yet. Start the bot once: {START}"
    whose = " and ".join(name for name in known.values())
    mend = f"If only its name changed, write `key: {next(iter(known))}` in the file; " if len(known) == 1 else ""
    return f"This database belongs to {whose}, not to {found.name}. {mend}else name another database."


def find_community(connection: Connection, given: Path | None) -> str:
    """The key of the community in question: of the file that is given, else the only one in the database.

    Raises:
        ConfigError: the file is wrong, or the database holds several and none was named.
        StorageError: the database does not hold it.
    """
    known = communities(connection)
    if given is not None:
        found = load_community(given)
        if found.key not in known:
            raise StorageError(f"The database does not hold the community of {given}. {belongs_to(known, found)}")
        return found.key
    if not known:
        raise StorageError(f"The database holds no community yet. Start the bot once: {START}")
    if len(known) > 1:
        raise ConfigError(
            f"The database holds {len(known)} communities: {', '.join(known.values())}. Say which: --community FILE"
        )
    return next(iter(known))
