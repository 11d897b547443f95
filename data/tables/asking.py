"""Calls for help: for a doctor, a ladder, a translator; and who answered them."""

from __future__ import annotations

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field, SQLModel


class AskRow(SQLModel, table=True):
    """A call for help. ``body`` is sealed; ``groups`` are the chat groups that hear it, joined by commas.

    ``person`` asks, in ``place`` (a chat group's key; None: in private). ``helper`` answered first, ``settled_at``.
    """

    __tablename__ = "ask"
    community: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    number: int
    body: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    groups: str = ""
    person: str
    place: str | None = None
    at: str
    helper: str | None = None
    settled_at: str | None = None


class HelperRow(SQLModel, table=True):
    """Somebody who answered a call: first, later, or perhaps."""

    __tablename__ = "helper"
    community: str = Field(primary_key=True)
    ask: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    way: str
    chat_group: str | None = None
    at: str
