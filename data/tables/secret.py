"""What the installation keeps for itself."""

from __future__ import annotations

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field, SQLModel


class SecretRow(SQLModel, table=True):
    """A secret of the whole installation, of every community in it. ``body`` is sealed.

    ``hash``: the key of the keyed hashes, kept once the key that it was derived from was changed.
    """

    __tablename__ = "secret"
    name: str = Field(primary_key=True)
    body: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
