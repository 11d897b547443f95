"""The compound: households, persons, their roles, the chat groups and who sits there."""

from __future__ import annotations

from sqlalchemy import Column, Index, LargeBinary
from sqlmodel import Field, SQLModel


class CommunityRow(SQLModel, table=True):
    """A compound. ``revision`` rises with every change of groups, roles or households; ``changes`` with every one of
    what is kept in memory between transactions; ``number`` is the last given. ``hash_key`` is sealed: what keyed
    hashes are made with, once the installation's key was changed; the same in every compound of a database.
    """

    __tablename__ = "community"
    id: str = Field(primary_key=True)
    name: str
    timezone: str
    number: int = 0
    revision: int = 1
    changes: int = 0
    zones: str = "{}"
    partners: str = "[]"
    bots: str = ""
    bot: str = ""
    hash_key: bytes | None = Field(default=None, sa_column=Column(LargeBinary))


class HouseholdRow(SQLModel, table=True):
    """A flat of the roster. ``active`` is false once the roster no longer has it; its history stays.

    ``tags`` (elderly, alone, ill) are sealed.
    """

    __tablename__ = "household"
    community: str = Field(primary_key=True)
    building: str = Field(primary_key=True)
    unit: str = Field(primary_key=True)
    room: str = Field(primary_key=True)
    people: int | None = None
    tags: str = ""
    vacant: bool = False
    no_wechat: bool = False
    active: bool = True
    position: int = 0


class PersonRow(SQLModel, table=True):
    """A person. Contacts of a transport are this person's aliases. ``name`` is sealed."""

    __tablename__ = "person"
    community: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    name: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    listed: str | None = Field(default=None, index=True)


class AliasRow(SQLModel, table=True):
    """A contact id of one account, and whose it is. ``friend``: the bot has a private line to it."""

    __tablename__ = "alias"
    __table_args__ = (Index("alias_contact", "community", "contact"),)
    community: str = Field(primary_key=True)
    account: str = Field(primary_key=True)
    contact: str = Field(primary_key=True)
    person: str = Field(index=True)
    friend: bool = False


class DutyRow(SQLModel, table=True):
    """A role that a person holds, for ``buildings`` (joined by commas; empty: the whole compound)."""

    __tablename__ = "duty"
    community: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    role: str = Field(primary_key=True)
    buildings: str = ""
    given_by: str = ""
    at: str = ""
    ended_at: str | None = None


class CodeRow(SQLModel, table=True):
    """A one-time code (its keyed hash) by which a person proves himself."""

    __tablename__ = "code"
    community: str = Field(primary_key=True)
    hash: str = Field(primary_key=True)
    person: str
    expires_at: str
    used_at: str | None = None


class GroupRow(SQLModel, table=True):
    """A chat group. ``kind`` is None until the community file or /bind said what it is."""

    __tablename__ = "chat_group"
    community: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    topic: str
    kind: str | None = None
    building: str | None = None
    bound_by: str = ""
    position: int = 0


class GroupAliasRow(SQLModel, table=True):
    """A transport's id of a chat group."""

    __tablename__ = "chat_group_alias"
    community: str = Field(primary_key=True)
    account: str = Field(primary_key=True)
    alias: str = Field(primary_key=True)
    chat_group: str = Field(index=True)


class MemberRow(SQLModel, table=True):
    """Somebody in a chat group, with the (sealed) nickname there and the household that nickname names."""

    __tablename__ = "member"
    community: str = Field(primary_key=True)
    chat_group: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    contact: str
    name: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    name_hash: str = ""
    building: str | None = None
    unit: str | None = None
    room: str | None = None
    left_at: str | None = None


class TieRow(SQLModel, table=True):
    """A person's tie to a household: loose until a relay confirmed it. The tie ends; the history stays."""

    __tablename__ = "tie"
    community: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    building: str = Field(primary_key=True)
    unit: str = Field(primary_key=True)
    room: str = Field(primary_key=True)
    way: str = "nickname"
    confirmed_by: str | None = None
    ended_at: str | None = None
