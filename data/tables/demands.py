"""What neighbours ask for: single voices, the items they were put together in, and what became of those."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, LargeBinary
from sqlmodel import Field, SQLModel


class ItemRow(SQLModel, table=True):
    """One matter, however many asked for it. ``number`` is what people type.

    ``status``: new, taken, will_do, not_yet, unknown, done, reopened, dropped, merged (``merged_into``).
    ``urgent`` marks a cry for help. ``answer`` is sealed. ``up`` says that it was sent on to staff.
    """

    __tablename__ = "item"
    __table_args__ = (Index("item_status", "community", "status"),)
    community: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    number: int
    kind: str
    category: str
    urgency: str
    party: str
    status: str = "new"
    urgent: bool = False
    up: bool = False
    opened_at: str
    changed_at: str
    holder: str | None = None
    answer: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    answered_by: str | None = None
    answered_at: str | None = None
    merged_into: str | None = None
    served: int = 0


class DemandRow(SQLModel, table=True):
    """One voice: what somebody asked for, where. ``body`` is sealed and redacted. ``dropped_by`` took it out."""

    __tablename__ = "demand"
    __table_args__ = (
        Index("demand_item", "community", "item"),
        Index("demand_person", "community", "person"),
        Index("demand_source", "community", "source"),
    )
    community: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    item: str
    kind: str
    category: str
    building: str | None = None
    unit: str | None = None
    room: str | None = None
    chat_group: str | None = None
    person: str
    source: int = Field(sa_column=Column(BigInteger, nullable=False))
    message_id: str
    at: str
    body: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    dropped_by: str | None = None
    reason: str | None = None


class StepRow(SQLModel, table=True):
    """What was done with an item, by whom, when."""

    __tablename__ = "step"
    __table_args__ = (Index("step_item", "community", "item"),)
    community: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    item: str
    at: str
    person: str
    what: str
    refer: str = ""


class TellRow(SQLModel, table=True):
    """An answer that a group or a person has still to hear; ``message`` is the outbox message that says it."""

    __tablename__ = "tell"
    __table_args__ = (Index("tell_place", "community", "place", "message"),)
    community: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    item: str
    place: str
    at: str
    message: str | None = None
