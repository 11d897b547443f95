"""What is stored. The community comes first in every key; keys are opaque texts, never the number that people type.

Times are ISO 8601 in UTC with microseconds, as text of one width: they sort, and both databases keep them alike.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel


class CommunityRow(SQLModel, table=True):
    """A compound. ``revision`` rises with every change of groups, roles or households; ``number`` is the last given."""

    __tablename__ = "community"
    id: str = Field(primary_key=True)
    name: str
    timezone: str
    number: int = 0
    revision: int = 1
    zones: str = "{}"
    bots: str = ""
    bot: str = ""


class HouseholdRow(SQLModel, table=True):
    """A flat of the roster. ``active`` is false once the roster no longer has it; its history stays."""

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


class InboxRow(SQLModel, table=True):
    """An event as it came, once. ``body`` is sealed: text, nickname, topic and quotation; None once erased.

    ``state``: new, done, parked. ``outcome`` says what it was taken for.
    """

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("community", "account", "message_id"),
        Index("inbox_new", "community", "state", "seq"),
        Index("inbox_same", "community", "words", "at"),
    )
    community: str = Field(primary_key=True)
    seq: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    account: str
    message_id: str
    chat_group: str | None = None
    contact: str = ""
    type: str = "text"
    own: bool = False
    at: str
    words: str = ""
    body: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    state: str = "new"
    outcome: str = ""
    error: str | None = None


class OutboxRow(SQLModel, table=True):
    """A message to be sent, and what became of it: queued, sending, sent, confirmed, unknown, failed, dropped.

    ``target`` is a chat group or a person of ours. ``body`` is sealed: text and mentions. Where ``compose`` names a
    composer, the words are made (again) when it is claimed. ``cause`` is unique: the same cause never queues twice.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("community", "cause"),
        Index("outbox_waiting", "community", "account", "state", "lane"),
        Index("outbox_echo", "community", "account", "echo"),
        Index("outbox_notice", "community", "notice"),
        Index("outbox_asker", "community", "asker", "created_at"),
    )
    community: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    account: str
    cause: str
    lane: int
    chat_group: str | None = None
    person: str | None = None
    body: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    compose: str | None = None
    refer: str | None = None
    kind: str = ""
    asker: str | None = None
    notice: str | None = None
    number: int | None = None
    quiet: bool = True
    state: str = "queued"
    created_at: str
    not_before: str
    lapses_at: str | None = None
    attempts: int = 0
    doubtful: bool = False
    sent_at: str | None = None
    network_id: str | None = None
    echo: str | None = None


class NumberRow(SQLModel, table=True):
    """What a running number (编号) names: a preview, notice, collection, item or task, by its key."""

    __tablename__ = "number"
    community: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    kind: str
    ref: str


class PreviewRow(SQLModel, table=True):
    """A command that waits for /confirm. ``body`` is sealed. ``state``: waiting, confirmed, cancelled, lapsed."""

    __tablename__ = "preview"
    community: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    number: int
    person: str
    command: str
    body: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    expires_at: str
    state: str = "waiting"


class NoticeRow(SQLModel, table=True):
    """An official notice. ``body`` is sealed; ``rooms`` are the chat groups it goes to, joined by commas."""

    __tablename__ = "notice"
    community: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    number: int
    version: int = 1
    body: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    groups: str = ""
    person: str = ""
    at: str = ""
    state: str = "sent"


class CollectionRow(SQLModel, table=True):
    """One round of a form, over some buildings."""

    __tablename__ = "collection"
    __table_args__ = (Index("collection_status", "community", "status"),)
    community: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    number: int
    form: str
    title: str
    round: int = 1
    status: str = "open"
    buildings: str = ""
    opened_at: str
    deadline: str | None = None
    closed_at: str | None = None
    late_until: str | None = None
    person: str = ""


class AnswerRow(SQLModel, table=True):
    """An answer for a household, appended and never changed; what stands is derived from these.

    ``way``: own, neighbour, relay, chain, resolved, withdrawn, media, recalled. ``counts`` is JSON.
    """

    __tablename__ = "answer"
    __table_args__ = (
        Index("answer_household", "community", "collection", "building", "room"),
        Index("answer_source", "community", "source"),
    )
    community: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    collection: str
    building: str
    unit: str
    room: str
    result: str
    counts: str
    review: str | None = None
    way: str
    reporter: str
    source: int | None = Field(default=None, sa_column=Column(BigInteger))
    at: str
    supersedes: str | None = None
    alarm: bool = False
    late: bool = False


class StandingRow(SQLModel, table=True):
    """What stands for a household in a collection now: the effect of its answers, kept for quick counting."""

    __tablename__ = "standing"
    community: str = Field(primary_key=True)
    collection: str = Field(primary_key=True)
    building: str = Field(primary_key=True)
    unit: str = Field(primary_key=True)
    room: str = Field(primary_key=True)
    answer: str
    result: str
    counts: str
    review: str | None = None
    alarm: bool = False
    late: bool = False
    way: str = ""
    reporter: str = ""
    at: str = ""
    given: bool = True


class ChainLineRow(SQLModel, table=True):
    """A line of a 接龙 that was seen: who posted the list that first had it, and whether he took it out."""

    __tablename__ = "chain_line"
    community: str = Field(primary_key=True)
    collection: str = Field(primary_key=True)
    chat_group: str = Field(primary_key=True)
    line: str = Field(primary_key=True)
    building: str
    unit: str
    room: str
    author: str
    gone: bool = False


class AlertRow(SQLModel, table=True):
    """Something that a person must hear at once; alerts of one minute to one place become one message."""

    __tablename__ = "alert"
    community: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    place: str = Field(index=True)
    collection: str | None = None
    building: str
    unit: str
    room: str
    kind: str
    at: str
    message: str | None = None


class TickRow(SQLModel, table=True):
    """A moment at which something is due. The schedule puts it into the inbox, once."""

    __tablename__ = "tick"
    __table_args__ = (Index("tick_due", "community", "fired", "at"),)
    community: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    name: str
    refer: str
    at: str
    fired: bool = False


class AuditRow(SQLModel, table=True):
    """Who did what, when: commands carried out and refused, roles given, answers settled."""

    __tablename__ = "audit"
    community: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    at: str
    person: str
    act: str
    refer: str = ""
