"""What doctor asks of a database: whole, writable, with room to grow; what lies in it that could not be done."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.contract import MessageType
from bot.soundness.finding import Finding, found
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


def check_database(database: Database, shown: str, folder: Path | None) -> Iterator[Finding]:
    """Whole, writable, with room to grow in ``folder``, where there is one.

    Raises:
        StorageError: it refuses.
    """
    with database.transaction() as connection:
        if database.sqlite:
            faults = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA quick_check")]
            if faults != ["ok"]:
                says = "the file is damaged ({fault}). Stop the bot, then: fenjian restore FILE"
                yield found(False, "database", "damaged", says, fault=faults[0])
    try:
        with database.transaction() as connection:
            source = table(CommunityRow)
            connection.execute(sa.update(source).values(number=source.c.number))
            raise _UndoError
    except _UndoError:
        says = "{shown}: whole, writable, schema {schema}"
        yield found(True, "database", "whole", says, shown=shown, schema=newest())
    if folder is not None:
        yield from check_disk(folder)


def check_disk(folder: Path) -> Iterator[Finding]:
    """Room on the disk of ``folder``, which exists."""
    free = shutil.disk_usage(folder).free
    if free < ROOM_NEEDED:
        says = "{free} MB are free for {folder}. Make room: {needed} MB."
        sizes = {"free": free // 1_000_000, "needed": ROOM_NEEDED // 1_000_000}
        yield found(False, "disk", "full", says, folder=folder, **sizes)


def check_leftovers(connection: Connection, community: str, now: datetime) -> Iterator[Finding]:
    """What could not be handled or delivered."""
    inbox, outbox = table(InboxRow), table(OutboxRow)
    parked = connection.execute(
        sa.select(sa.func.count()).where(inbox.c.community == community, inbox.c.state == "parked")
    ).scalar_one()
    if parked:
        says = "{count} could not be handled and are kept. The log says why: look for `parked`."
        yield found(False, "messages", "parked", says, count=parked)
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
        says = "{count} of the last day failed. Notices: staff write /resend N."
        yield found(False, "sends", "failed", says, count=unsent["failed"])
    if unsent.get("unknown"):
        says = "{count} of the last day may not have arrived. Look into those groups."
        yield found(False, "sends", "unknown", says, count=unsent["unknown"])
    if not parked and not unsent:
        yield found(True, "messages", "none_left", "none is parked, none of the last day failed")


def check_clock(now: datetime, newest_message: datetime | None) -> Finding:
    """Is the machine's clock plausible?"""
    if now.year < OLDEST_YEAR:
        says = "it says {now}. Set the machine's clock: deadlines depend on it."
        return found(False, "clock", "wrong_year", says, now=f"{now:%Y-%m-%d}")
    if newest_message is not None and newest_message > now + timedelta(minutes=10):
        says = "it is behind the newest message ({newest} UTC). Set the clock."
        return found(False, "clock", "behind", says, newest=f"{newest_message:%Y-%m-%d %H:%M}")
    return found(True, "clock", "now", "{now} UTC", now=f"{now:%Y-%m-%d %H:%M}")


def newest_message(connection: Connection, community: str) -> datetime | None:
    """When the newest stored message of a person was written."""
    source = table(InboxRow)
    said = source.c.community == community, source.c.type != MessageType.TICK.value
    found = connection.execute(sa.select(sa.func.max(source.c.at)).where(*said)).scalar()
    return moment(found) if found else None
