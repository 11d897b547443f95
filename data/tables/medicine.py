"""The medicine list: one row a drug that somebody needs, and how far it has come."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, LargeBinary
from sqlmodel import Field, SQLModel


class MedicineRow(SQLModel, table=True):
    """One drug for one person. ``number`` is what people type.

    ``body`` is sealed: drug, strength, quantity, illness, for whom, hospital, insurance card; so is ``private``:
    identity and telephone number. Both are None once the purpose has ended. ``state`` is a key of
    data/lexicon/medicine.yaml; ``card_out``: the insurance card was collected and not yet given back.
    """

    __tablename__ = "medicine"
    __table_args__ = (
        Index("medicine_open", "community", "closed_at"),
        Index("medicine_person", "community", "person"),
        Index("medicine_number", "community", "number"),
    )
    community: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    number: int
    building: str | None = None
    unit: str = ""
    room: str = ""
    person: str | None = None
    source: int = Field(sa_column=Column(BigInteger, nullable=False))
    at: str
    state: str = "asked"
    card_out: bool = False
    review: str | None = None
    changed_at: str
    changed_by: str | None = None
    closed_at: str | None = None
    body: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    private: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
