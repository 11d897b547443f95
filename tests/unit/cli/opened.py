"""What a key opens of a database, looked for everywhere in it."""

from __future__ import annotations

from base64 import urlsafe_b64decode
from collections.abc import Iterator

import sqlalchemy as sa
from sqlmodel import SQLModel

from bot.cli.installation import load_keys, load_settings
from bot.errors import StorageError
from data.crypt import Seal, parse_keys
from data.rotation import sealed_columns
from data.session import Database


def texts(url: str) -> list[str]:
    """Every sealed text, opened with the keys that are there, in the order of its column and row.

    Raises:
        StorageError: one does not open.
    """
    seal = Seal(*load_keys(load_settings(), url))
    database = Database(url, inline=True)
    try:
        with database.transaction() as connection:
            return [
                seal.open(held) if isinstance(held, bytes) else seal.open_from_text(str(held))
                for column in sealed_columns() if column.name != "refer" and column.table.name != "community"
                for held in connection.execute(
                    sa.select(column).where(column.is_not(None)).order_by(*column.table.primary_key)
                ).scalars()
            ]  # fmt: skip
    finally:
        database.close()


def opened(url: str, key: str) -> list[str]:
    """The columns, of all there are, in which ``key`` opens something."""
    seal = Seal(*parse_keys(key))
    database = Database(url, inline=True)
    found = []
    try:
        with database.transaction() as connection:
            for table in SQLModel.metadata.sorted_tables:
                for row in connection.execute(sa.select(table)).mappings():
                    found += [f"{table.name}.{name}" for name, value in row.items() if any(_open(seal, value))]
    finally:
        database.close()
    return sorted(set(found))


def _open(seal: Seal, value: object) -> Iterator[bool]:
    try:
        token = urlsafe_b64decode(value) if isinstance(value, str) else value
        if isinstance(token, bytes) and len(token) > 28:
            seal.open(token)
            yield True
    except (StorageError, ValueError):
        return
