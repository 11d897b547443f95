"""What doctor asks of a database: reachable, whole, writable, of this program's schema, opened by this key."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.cli.finding import Finding, good, wrong
from bot.cli.installation import database_file, key_file, load_keys, try_key
from bot.contract import MessageType
from bot.settings import Settings
from data.crypt import Seal
from data.migrate import newest
from data.session import Database
from data.store import moment, stamp, table
from data.tables import CommunityRow, InboxRow, OutboxRow

ROOM_NEEDED = 200_000_000
"""Bytes that should be free on the disk of the database."""
LATELY = timedelta(days=1)
OLDEST_YEAR = 2025


class _UndoError(Exception):
    """Ends a transaction that was only a trial."""


def check_database(database: Database, shown: str) -> Iterator[Finding]:
    """Whole, writable, with room to grow.

    Raises:
        StorageError: it refuses.
    """
    with database.transaction() as connection:
        if database.sqlite:
            faults = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA quick_check")]
            if faults != ["ok"]:
                yield wrong("database", f"the file is damaged ({faults[0]}). Stop the bot, then: fenjian restore FILE")
    try:
        with database.transaction() as connection:
            source = table(CommunityRow)
            connection.execute(sa.update(source).values(number=source.c.number))
            raise _UndoError
    except _UndoError:
        yield good("database", f"{shown}: whole, writable, schema {newest()}")
    file = database_file(database.url)
    if file is not None:
        yield from check_disk(file.parent)


def check_disk(folder: Path) -> Iterator[Finding]:
    """Room on the disk of ``folder``, which exists."""
    free = shutil.disk_usage(folder).free
    if free < ROOM_NEEDED:
        yield wrong("disk", f"{free // 1_000_000} MB are free for {folder}. Make room: {ROOM_NEEDED // 1_000_000} MB.")


def check_key(connection: Connection, settings: Settings, url: str) -> Iterator[Finding]:
    """The key is there, opens what is stored, and nobody else can read its file.

    Raises:
        ConfigError: it is missing, or no key.
        StorageError: it is another database's.
    """
    tried = try_key(connection, Seal(*load_keys(settings, url)))
    yield good("key", "opens what is stored" if tried else "is there")
    if settings.key is None:
        path = key_file(settings, url)
        if os.name == "posix" and path.stat().st_mode & 0o077:
            yield wrong("key", f"others can read {path}. Let its owner alone read it: chmod 600 {path}")


def check_leftovers(connection: Connection, community: str, now: datetime) -> Iterator[Finding]:
    """What could not be handled or delivered."""
    inbox, outbox = table(InboxRow), table(OutboxRow)
    parked = connection.execute(
        sa.select(sa.func.count()).where(inbox.c.community == community, inbox.c.state == "parked")
    ).scalar_one()
    if parked:
        yield wrong("messages", f"{parked} could not be handled and are kept. The log says why: look for `parked`.")
    rows = connection.execute(
        sa.select(outbox.c.state, sa.func.count())
        .where(
            outbox.c.community == community, outbox.c.state.in_(["failed", "unknown"]),
            outbox.c.created_at >= stamp(now - LATELY),
        )
        .group_by(outbox.c.state)
    )  # fmt: skip
    unsent = {str(state): int(count) for state, count in rows}
    if unsent.get("failed"):
        yield wrong("sends", f"{unsent['failed']} of the last day failed. Notices: staff write /resend N.")
    if unsent.get("unknown"):
        yield wrong("sends", f"{unsent['unknown']} of the last day may not have arrived. Look into those groups.")
    if not parked and not unsent:
        yield good("messages", "none is parked, none of the last day failed")


def check_clock(now: datetime, newest_message: datetime | None) -> Finding:
    """Is the machine's clock plausible?"""
    if now.year < OLDEST_YEAR:
        return wrong("clock", f"it says {now:%Y-%m-%d}. Set the machine's clock: deadlines depend on it.")
    if newest_message is not None and newest_message > now + timedelta(minutes=10):
        return wrong("clock", f"it is behind the newest message ({newest_message:%Y-%m-%d %H:%M} UTC). Set the clock.")
    return good("clock", f"{now:%Y-%m-%d %H:%M} UTC")


def newest_message(connection: Connection, community: str) -> datetime | None:
    """When the newest stored message of a person was written."""
    source = table(InboxRow)
    said = source.c.community == community, source.c.type != MessageType.TICK.value
    found = connection.execute(sa.select(sa.func.max(source.c.at)).where(*said)).scalar()
    return moment(found) if found else None
