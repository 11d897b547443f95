"""What comes in and goes out, and the small records that go with it."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel


class InboxRow(SQLModel, table=True):
    """An event as it came, once. ``body`` is sealed: text, nickname, topic and quotation; None once erased.

    ``state``: noted (its content is still to be fetched), new, done, parked, lost (its content never came).
    ``outcome`` says what it was taken for.
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
    ``file`` is the key of what goes with it.
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
    act: str = "say"
    asker: str | None = None
    file: str | None = None
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
    """One version of an official notice. ``body`` is sealed; ``groups`` are the chat groups it goes to, by comma.

    ``state``: waiting (for its time), sent, cancelled, superseded (by a later version), recalled.
    """

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


class AlertRow(SQLModel, table=True):
    """Something that a person must hear at once; alerts of one minute to one place become one message.

    ``source``: the inbox's number of the message that told it.
    """

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
    source: int | None = Field(default=None, sa_column=Column(BigInteger))
    message: str | None = None


class LineRow(SQLModel, table=True):
    """An account's line to its network: when it was last known to hear, and since when it does not; None: it does."""

    __tablename__ = "line"
    community: str = Field(primary_key=True)
    account: str = Field(primary_key=True)
    alive_at: str
    lost_at: str | None = None


class GapRow(SQLModel, table=True):
    """A time in which nothing was heard: what was written then never reached the bot."""

    __tablename__ = "gap"
    community: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    account: str
    since: str
    until: str
    noted_at: str


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
