"""Files that go with a message."""

from __future__ import annotations

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field, SQLModel


class FileRow(SQLModel, table=True):
    """A file for as long as it is needed. ``body`` is sealed: its name and content.

    Where ``message`` names a message of ``account``, the file came with it and is fetched when it is first sent;
    ``body`` is None until then.
    """

    __tablename__ = "file"
    community: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    account: str
    message: str | None = None
    body: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    created_at: str = Field(index=True)
