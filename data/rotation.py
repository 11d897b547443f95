"""A changed key: everything that is stored is sealed anew with the newest one, some rows a transaction.

Nothing depends on how far it came: as long as both keys are there, what either sealed can be read, and a second run
passes over what is done.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator

import sqlalchemy as sa
from sqlmodel import SQLModel

from data.crypt import Seal
from data.session import Database
from data.store import table
from data.tables import CommunityRow, DemandRow, HouseholdRow, StepRow

BATCH = 500


def seal_of(connection: sa.Connection, keys: list[bytes]) -> Seal:
    """The seal of a database: what it hashes with is kept in it once its first key was changed.

    Raises:
        ConfigError: a key is none.
        StorageError: what is kept does not open with these keys.
    """
    seal, kept = Seal(*keys), table(CommunityRow).c.hash_key
    asked = sa.inspect(connection)
    # A database that is empty, or was never started with this schema, was never sealed anew either.
    if not asked.has_table("community") or kept.name not in {each["name"] for each in asked.get_columns("community")}:
        return seal
    held = connection.execute(sa.select(kept).where(kept.is_not(None)).limit(1)).scalar()
    return seal if held is None else Seal(*keys, hash_key=urlsafe_b64decode(seal.open(bytes(held))))


def seal_anew(database: Database, keys: list[bytes]) -> int:
    """Seal everything in ``database`` with the first of ``keys``; return how many texts another one had sealed.

    Whoever writes meanwhile is not overwritten; what he seals with another key is not seen.

    Raises:
        StorageError: a text opens with none of the keys, or the database refuses. What was sealed so far stays.
    """
    with database.transaction() as connection:
        seal = seal_of(connection, keys)
        _keep_hash_key(connection, seal)
    return sum(_column_anew(database, column, seal) for column in sealed_columns())


def sealed_columns() -> Iterator[sa.Column[bytes] | sa.Column[str]]:
    """Every column that holds sealed texts: all that are no text, and these of text."""
    for held in SQLModel.metadata.sorted_tables:
        yield from (column for column in held.columns if isinstance(column.type, sa.LargeBinary))
    yield table(HouseholdRow).c.tags
    yield table(DemandRow).c.reason
    yield _refer()


def _refer() -> sa.Column[str]:
    return table(StepRow).c.refer


def _keep_hash_key(connection: sa.Connection, seal: Seal) -> None:
    """Codes, tokens, names and lines stay known by their hashes when the key that these were derived from is gone."""
    kept = table(CommunityRow).c.hash_key
    body = seal.close(urlsafe_b64encode(seal.hash_key).decode())
    connection.execute(sa.update(kept.table).where(kept.is_(None)).values(hash_key=body))


def _column_anew(database: Database, column: sa.Column[bytes] | sa.Column[str], seal: Seal) -> int:
    held = column.table
    keys = list(held.primary_key)
    wanted = sa.select(*keys, column).where(column.is_not(None)).order_by(*keys).limit(BATCH)
    if column is _refer():
        # Of its texts only the reason of a drop is sealed.
        wanted = wanted.where(table(StepRow).c.what == "dropped")
    # Told by the text itself: nothing that was written since it was read is touched.
    same = [key == sa.bindparam(f"its_{key.name}") for key in keys]
    change = sa.update(held).where(*same, column == sa.bindparam("old")).values({column.name: sa.bindparam("new")})
    changed, after = 0, wanted
    while True:
        with database.transaction() as connection:
            rows = connection.execute(after).all()
            fresh = [
                {
                    **{f"its_{key.name}": value for key, value in zip(keys, row, strict=False)},
                    "old": row[-1],
                    "new": new,
                }
                for row in rows
                if (new := _renewed(seal, row[-1]))
            ]
            if fresh:
                connection.execute(change, fresh)
        changed += len(fresh)
        if len(rows) < BATCH:
            return changed
        after = wanted.where(sa.tuple_(*keys) > sa.tuple_(*map(sa.literal, rows[-1][:-1])))


def _renewed(seal: Seal, token: bytes | str) -> bytes | str | None:
    if isinstance(token, str):
        return seal.renew_text(token) if token else None
    return seal.renew(bytes(token))
