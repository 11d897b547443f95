"""Collections: rounds of a form, the answers, and what stands."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index
from sqlmodel import Field, SQLModel


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
