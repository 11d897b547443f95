"""What was read and is still right: kept from one transaction to the next as long as nobody else changes it.

The community's ``changes`` count in the database rises with every transaction that writes what is kept here. What was
kept is used only while that count is what it was; a transaction that finds it raised by somebody else is undone and
tried again. So a second process cannot be contradicted, and a quiet morning is counted without asking the database
again and again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bot.errors import StorageError
from data.store import Store, table
from data.tables import CommunityRow

if TYPE_CHECKING:
    from bot.demands.likeness import Features
    from data.asks import Ask
    from data.notices import Notice
    from data.people import Member, Tie
    from data.rounds import Collection
    from data.sheet import Sheet

_MOST_PERSONS = 50_000
_MOST_SHEETS = 500


@dataclass(slots=True)
class Memory:
    """Rows of one community and account at one count of changes.

    Persons are kept by contact, members by person and group, ties and private lines by person, sheets by collection
    and building, what people ask for by item; notices that hold no more, and calls for help, all of them.
    """

    changes: int = -1
    persons: dict[str, str] = field(default_factory=dict)
    members: dict[str, dict[str, Member]] = field(default_factory=dict)
    ties: dict[str, list[Tie]] = field(default_factory=dict)
    lines: dict[str, str | None] = field(default_factory=dict)
    rounds: list[Collection] | None = None
    rounds_here: dict[str, list[Collection]] = field(default_factory=dict)
    sheets: dict[tuple[str, str], Sheet] = field(default_factory=dict)
    matters: dict[str, list[Features]] | None = None
    outdated: list[Notice] | None = None
    asks: list[Ask] | None = None

    @property
    def full(self) -> bool:
        """Whether it has grown beyond what a compound needs: better begun anew."""
        return len(self.persons) > _MOST_PERSONS or len(self.sheets) > _MOST_SHEETS

    def forget_rounds(self) -> None:
        """A round was opened or closed."""
        self.rounds = None
        self.rounds_here.clear()


def _read_counts() -> sa.Select[Any]:
    source = table(CommunityRow)
    return sa.select(source.c.revision, source.c.changes).where(source.c.id == sa.bindparam("community"))


def _count_on() -> sa.Update:
    source = table(CommunityRow)
    mine = (source.c.id == sa.bindparam("community"), source.c.changes == sa.bindparam("known"))
    return sa.update(source).where(*mine).values(changes=source.c.changes + 1)


def counts(store: Store) -> tuple[int, int]:
    """The community's revision and count of changes now."""
    rows = store.prepared(_read_counts)
    return (rows[0][0], rows[0][1]) if rows else (0, 0)


def count_on(store: Store, memory: Memory) -> None:
    """Note that this transaction changes what is kept.

    Raises:
        StorageError: another process did so since it was read: what was worked out rests on what is no more.
    """
    if store.change_prepared(_count_on, known=memory.changes) == 1:
        memory.changes += 1
    elif counts(store) != (0, 0):
        raise StorageError("Another process changed the same community; this is done again.")
