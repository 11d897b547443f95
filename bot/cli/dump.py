"""All rows of a database as compressed JSON Lines, the same for SQLite and PostgreSQL.

The first line is the header, then come each table's name and columns before its rows, and at the end how many rows
there are. Nothing is opened: texts stay sealed as they are stored.
"""

from __future__ import annotations

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.errors import StorageError
from data.migrate import current
from data.store import stamp

FORMAT = 1
BATCH = 1000
_VERSIONS = "alembic_version"


@dataclass(frozen=True, slots=True)
class Header:
    """What a dump says of itself."""

    schema: str
    made_at: str


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows of one table, each in the order of ``columns``."""

    table: str
    columns: list[str]
    rows: list[list[Any]]


def dump(connection: Connection, now: datetime) -> Iterator[bytes]:
    """Every table of the database, whatever its schema, in pieces. ``connection`` should see one moment only."""
    press = zlib.compressobj()
    for line in _lines(connection, now):
        yield press.compress(json.dumps(line, separators=(",", ":"), default=_binary).encode() + b"\n")
    yield press.flush()


def _lines(connection: Connection, now: datetime) -> Iterator[Any]:
    yield {"format": FORMAT, "schema": current(connection), "made_at": stamp(now)}
    held = sa.MetaData()
    held.reflect(connection)
    total = 0
    for table in held.sorted_tables:
        if table.name == _VERSIONS:
            continue
        yield {"table": table.name, "columns": [column.name for column in table.columns]}
        for row in connection.execution_options(yield_per=BATCH).execute(sa.select(table)):
            total += 1
            yield list(row)
    yield {"rows": total}


def _binary(value: object) -> dict[str, str]:
    if isinstance(value, bytes | memoryview):
        return {"b": b64encode(value).decode()}
    raise TypeError(f"a {type(value).__name__} cannot be dumped")


def read_dump(pieces: Iterable[bytes]) -> tuple[Header, Iterator[Rows]]:
    """What ``dump`` wrote: the header, then rows by the thousand.

    Raises:
        StorageError: it was written by a newer program; or, from the rows, it is not whole.
    """
    lines = _unpack(pieces)
    header = next(lines, None)
    if not isinstance(header, dict) or header.get("format") != FORMAT:
        raise StorageError("The backup was written by a newer fenjian. Install that version, or a newer one.")
    return Header(header["schema"], header["made_at"]), _rows(lines)


def _rows(lines: Iterator[Any]) -> Iterator[Rows]:
    total = 0
    held = Rows("", [], [])
    for line in lines:
        if isinstance(line, list):
            total += 1
            held.rows.append([b64decode(value["b"]) if isinstance(value, dict) else value for value in line])
        if held.rows and (isinstance(line, dict) or len(held.rows) == BATCH):
            yield held
            held = Rows(held.table, held.columns, [])
        if isinstance(line, dict):
            if "rows" in line:
                if line["rows"] == total:
                    return
                break
            held = Rows(line["table"], line["columns"], [])
    raise StorageError("The backup is not whole. Take another one.")


def _unpack(pieces: Iterable[bytes]) -> Iterator[Any]:
    press = zlib.decompressobj()
    rest = b""
    for piece in pieces:
        *lines, rest = (rest + press.decompress(piece)).split(b"\n")
        yield from map(json.loads, lines)


def insert(connection: Connection, tables: sa.MetaData, rows: Rows) -> None:
    """Insert ``rows`` into the table of their name."""
    table = tables.tables[rows.table]
    values = [dict(zip(rows.columns, row, strict=True)) for row in rows.rows]
    connection.execute(sa.insert(table), values)
