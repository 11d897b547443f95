"""Who may open the console, and for how long."""

from __future__ import annotations

from sqlalchemy import Index
from sqlmodel import Field, SQLModel


class LoginRow(SQLModel, table=True):
    """A person's way into the console. ``login`` is a keyed hash of what is typed, ``password`` an argon2 hash.

    Both are empty until the person has chosen them; a one-time link lets in without.
    """

    __tablename__ = "login"
    __table_args__ = (Index("login_name", "community", "login"),)
    community: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    login: str = ""
    password: str = ""
    made_at: str
    changed_at: str
    ended_at: str | None = None


class VisitRow(SQLModel, table=True):
    """A browser that is let in, by the keyed hash of its cookie."""

    __tablename__ = "visit"
    __table_args__ = (Index("visit_person", "community", "person"),)
    community: str = Field(primary_key=True)
    hash: str = Field(primary_key=True)
    person: str
    began_at: str
    seen_at: str
    ended_at: str | None = None


class TokenRow(SQLModel, table=True):
    """A program that is let in to read, by the keyed hash of its secret, with a role in ``buildings`` (empty: all).

    ``name`` says for whom it was made; ``made_by`` is empty where that was done on the command line.
    """

    __tablename__ = "token"
    community: str = Field(primary_key=True)
    hash: str = Field(primary_key=True)
    name: str
    role: str
    buildings: str = ""
    made_by: str = ""
    made_at: str
    expires_at: str
    seen_at: str | None = None
    ended_at: str | None = None


class TryRow(SQLModel, table=True):
    """A wrong password, link or token: for whom (a keyed hash), and when."""

    __tablename__ = "try"
    __table_args__ = (Index("try_at", "community", "login", "at"),)
    community: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    login: str
    at: str
