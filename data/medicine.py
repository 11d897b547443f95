"""The medicine list of one community. What tells of an illness, and every number of a person, is sealed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from data.store import Store, moment, stamp, table
from data.tables import MedicineRow, OutboxRow

REVEALED = "revealed"
LISTED = "listed"
"""The kinds of messages that showed somebody's numbers, or several people's drugs, to who runs for them."""
"""The outbox's kind of a message that shows somebody's numbers in full."""
ASKED, CANCELLED, UNAVAILABLE, CARD_RETURNED = "asked", "cancelled", "unavailable", "card_returned"
_ENDS = frozenset({"handed_over", CARD_RETURNED, UNAVAILABLE, CANCELLED})
_IN_BODY = ("drug", "strength", "quantity", "condition", "whom", "hospital", "card")
_IN_PRIVATE = ("identity", "phone")


@dataclass(slots=True, frozen=True)
class Needed:
    """One drug that somebody needs. ``card``: whether the insurance card is used; None: not said."""

    id: str
    number: int
    building: str | None
    unit: str
    room: str
    person: str | None
    source: int
    at: datetime
    drug: str
    strength: str | None = None
    quantity: int | None = None
    condition: str | None = None
    whom: str | None = None
    hospital: str | None = None
    card: bool | None = None
    identity: str | None = None
    phone: str | None = None
    state: str = ASKED
    card_out: bool = False
    review: str | None = None
    changed_by: str | None = None
    closed_at: datetime | None = None

    @property
    def place(self) -> str:
        """``3-502``, as far as it is known."""
        return "-".join(filter(None, (self.building, self.unit, self.room)))

    @property
    def same(self) -> tuple[object, ...]:
        """What makes two rows one: the household, for whom, the drug."""
        owner = (self.building, self.unit, self.room) if self.room else self.person
        return owner, self.whom, self.drug

    def moved(self, state: str, by: str, now: datetime) -> Needed:
        """This row once ``by`` has brought it to ``state``: closed where neither drug nor card is under way."""
        card_out = state != CARD_RETURNED and (self.card_out or state == "card_collected")
        closed = now if state in _ENDS and not card_out else None
        return replace(self, state=state, card_out=card_out, changed_by=by, closed_at=closed)


class Medicine:
    """Rows of the medicine list."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, needed: Needed) -> None:
        """Put a drug on the list."""
        self._store.add(MedicineRow(**self._values(needed, needed.at), community=self._store.community))

    def keep(self, needed: Needed, now: datetime) -> None:
        """Write what became of a row."""
        self._store.change(MedicineRow, table(MedicineRow).c.id == needed.id, **self._values(needed, now))

    def open(self, *, person: str | None = None, buildings: Collection[str] | None = None) -> list[Needed]:
        """What is under way, in the order of the numbers; of ``person``, or of ``buildings``."""
        source = table(MedicineRow)
        return self._select(source.c.closed_at.is_(None), *_of(person, buildings))

    def since(self, when: datetime, *, person: str | None = None) -> list[Needed]:
        """What was asked for since then, whatever became of it."""
        return self._select(table(MedicineRow).c.at >= stamp(when), *_of(person, None))

    def numbered(self, numbers: Iterable[int]) -> list[Needed]:
        """The rows with these numbers."""
        return self._select(table(MedicineRow).c.number.in_(list(numbers)))

    def of_source(self, source: int) -> list[Needed]:
        """The rows that came with one message."""
        return self._select(table(MedicineRow).c.source == source)

    def erase(self, closed_before: datetime) -> int:
        """Forget what was needed, and for whom, where the matter was closed before then; that there was one stays."""
        source = table(MedicineRow)
        ended = (source.c.closed_at < stamp(closed_before), source.c.body.is_not(None))
        return self._store.change(
            MedicineRow, *ended, body=None, private=None, unit="", room="", person=None, review=None
        )

    def erase_revealed(self, before: datetime) -> int:
        """Erase the words of messages that showed somebody's numbers in full before then."""
        source = table(OutboxRow)
        settled = source.c.state.not_in(["queued", "sending", "unknown"])
        return self._store.change(
            OutboxRow, source.c.kind == REVEALED, source.c.created_at < stamp(before), settled, body=None
        )

    def forget(self, person: str, now: datetime) -> list[Needed]:
        """Forget all that ``person`` put on the list, and what was shown of it; return what was under way already."""
        under_way = [one for one in self.open(person=person) if one.state != ASKED]
        source, shown = table(MedicineRow), table(OutboxRow)
        own = source.c.person == person
        if self._store.rows(self._store.select(MedicineRow, own, columns=("id",))):
            settled = shown.c.state.not_in(["queued", "sending", "unknown"])
            self._store.change(OutboxRow, shown.c.kind.in_([LISTED, REVEALED]), settled, body=None)
        self._store.change(
            MedicineRow, own, source.c.closed_at.is_(None), state=CANCELLED, closed_at=stamp(now), changed_at=stamp(now)
        )
        self._store.change(MedicineRow, own, body=None, private=None, unit="", room="", person=None, review=None)
        return under_way

    def _select(self, *conditions: Any) -> list[Needed]:
        source = table(MedicineRow)
        statement = self._store.select(MedicineRow, source.c.body.is_not(None), *conditions)
        return [self._open(row) for row in self._store.rows(statement.order_by(source.c.number))]

    def _open(self, row: Any) -> Needed:
        seal = self._store.seal
        body = dict(zip(_IN_BODY, seal.open_data(row.body), strict=True))
        private = dict(zip(_IN_PRIVATE, seal.open_data(row.private) if row.private else (None, None), strict=True))
        return Needed(
            row.id, row.number, row.building, row.unit, row.room, row.person, row.source, moment(row.at), **body,
            **private, state=row.state, card_out=bool(row.card_out), review=row.review, changed_by=row.changed_by,
            closed_at=moment(row.closed_at) if row.closed_at else None,
        )  # fmt: skip

    def _values(self, one: Needed, now: datetime) -> dict[str, Any]:
        seal = self._store.seal
        private = [getattr(one, name) for name in _IN_PRIVATE]
        return {
            "id": one.id, "number": one.number, "building": one.building, "unit": one.unit, "room": one.room,
            "person": one.person, "source": one.source, "at": stamp(one.at), "state": one.state,
            "card_out": one.card_out, "review": one.review, "changed_at": stamp(now), "changed_by": one.changed_by,
            "closed_at": stamp(one.closed_at) if one.closed_at else None,
            "body": seal.close_data([getattr(one, name) for name in _IN_BODY]),
            "private": seal.close_data(private) if any(private) else None,
        }  # fmt: skip


def _of(person: str | None, buildings: Collection[str] | None) -> list[Any]:
    source = table(MedicineRow)
    conditions: list[Any] = [] if person is None else [source.c.person == person]
    if buildings is not None:
        conditions.append(source.c.building.in_(sorted(buildings)))
    return conditions
