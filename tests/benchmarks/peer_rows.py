"""What a competent user of NoneBot2 or aiogram would keep, and how: SQLModel, an AsyncSession, one commit a message.

In their favour: nothing is sealed, the schema is small, and no other handler is registered.
"""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlmodel import Field, SQLModel, select
from sqlmodel.ext.asyncio.session import AsyncSession


class PeerMessage(SQLModel, table=True):
    """A message as it came, once."""

    __tablename__ = "peer_message"
    id: int | None = Field(default=None, primary_key=True)
    message_id: str = Field(unique=True)
    room: str
    sender: str
    text: str


class PeerReply(SQLModel, table=True):
    """What stands for a household."""

    __tablename__ = "peer_reply"
    id: int | None = Field(default=None, primary_key=True)
    household: str = Field(unique=True)
    people: str
    positive: bool
    message_id: str


class PeerTally(SQLModel, table=True):
    """Counts of a building."""

    __tablename__ = "peer_tally"
    building: str = Field(primary_key=True)
    answered: int = 0
    positive: int = 0


class PeerOutbox(SQLModel, table=True):
    """A message to be sent."""

    __tablename__ = "peer_outbox"
    id: int | None = Field(default=None, primary_key=True)
    cause: str = Field(unique=True)
    room: str
    text: str


_TABLES = [each for name, each in SQLModel.metadata.tables.items() if name.startswith("peer_")]


class PeerStore:
    """The handler's database: SQLite, WAL, synchronous=FULL."""

    def __init__(self, folder: Path) -> None:
        self.engine: AsyncEngine = create_async_engine(f"sqlite+aiosqlite:///{folder / 'peer.db'}")
        # SQLite has one writer: without this, sessions at the same time fail with "database is locked".
        self._one_writer = asyncio.Lock()

    async def open(self) -> None:
        """Make the tables."""

        @sa.event.listens_for(self.engine.sync_engine, "connect")
        def _pragmas(connection: Any, _record: Any) -> None:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")

        async with self.engine.begin() as connection:
            await connection.run_sync(SQLModel.metadata.create_all, tables=_TABLES)

    async def count(self, message_id: str, room: str, sender: str, text: str, answer: re.Match[str]) -> None:
        """Store the message once, update its household and the building's counts, alert where somebody is positive."""
        building, household = answer["building"], f"{answer['building']}-{answer['room']}"
        positive = "阳" in answer["result"]
        async with self._one_writer, AsyncSession(self.engine, expire_on_commit=False) as session:
            known = await session.exec(select(PeerMessage.id).where(PeerMessage.message_id == message_id))
            if known.first() is not None:
                return
            session.add(PeerMessage(message_id=message_id, room=room, sender=sender, text=text))
            reply = (await session.exec(select(PeerReply).where(PeerReply.household == household))).first()
            tally = await session.get(PeerTally, building)
            if tally is None:
                tally = PeerTally(building=building)
                session.add(tally)
            if reply is None:
                tally.answered += 1
                tally.positive += positive
                session.add(
                    PeerReply(household=household, people=answer["people"], positive=positive, message_id=message_id)
                )
            else:
                tally.positive += positive - reply.positive
                reply.people, reply.positive, reply.message_id = answer["people"], positive, message_id
            if positive:
                session.add(PeerOutbox(cause=message_id, room=room, text=household))
            await session.commit()

    async def totals(self) -> tuple[int, int, int]:
        """Messages, households that answered, households with a positive."""
        async with AsyncSession(self.engine) as session:
            messages = (await session.exec(select(sa.func.count()).select_from(PeerMessage))).one()
            tally = await session.exec(select(sa.func.sum(PeerTally.answered), sa.func.sum(PeerTally.positive)))
            answered, positive = tally.one()
        await self.engine.dispose()
        return int(messages), int(answered), int(positive)
