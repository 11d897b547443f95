"""The medicine list as the page shows it: by hospital and drug; what leads to a person only as known or not."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.console.guard import Visitor
from bot.disclosure import About, Disclosure
from bot.medicine_words import medicine_words
from bot.roles import Role
from data.medicine import Needed
from data.work import Work

WHO = (Role.RUNNER, Role.RELAY, Role.STAFF)
ENDED_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Dose:
    """A row. ``identity``: whether the number is known; the number itself never comes this far."""

    number: int
    building: str | None
    place: str
    whom: str
    drug: str
    strength: str
    quantity: int | None
    card: bool | None
    card_out: bool
    identity: bool
    look: bool
    state: str
    open: bool
    reveals: bool

    @property
    def said(self) -> str:
        """What a search looks through."""
        return f"{self.number} {self.place} {self.whom} {self.drug}"


@dataclass(frozen=True, slots=True)
class Drug:
    """One drug at one hospital, for whoever needs it there."""

    name: str
    packs: int | None
    doses: tuple[Dose, ...]


@dataclass(frozen=True, slots=True)
class Hospital:
    """What is to be got in one place."""

    name: str
    drugs: tuple[Drug, ...]

    @property
    def count(self) -> int:
        """Rows."""
        return sum(len(drug.doses) for drug in self.drugs)


def read_doses(work: Work, visitor: Visitor, now: datetime, *, ended: bool) -> tuple[Hospital, ...]:
    """What ``visitor`` may see of the list; the longest queue first. ``ended``: also what ended lately."""
    rows = work.medicine.open()
    if ended:
        since = now - ENDED_FOR
        lately = work.medicine.since(since)
        rows += [one for one in lately if one.closed_at is not None and one.closed_at >= since]
    sheet: dict[str | None, dict[str, list[Dose]]] = defaultdict(lambda: defaultdict(list))
    for one in rows:
        if visitor.serves(one.building, *WHO):
            sheet[one.hospital][one.drug].append(_dose(one, visitor))
    order = sorted(sheet, key=lambda name: (name is None, -sum(map(len, sheet[name].values())), name or ""))
    return tuple(
        Hospital(
            name or medicine_words().unknown_hospital,
            tuple(Drug(drug, _packs(doses), tuple(doses)) for drug, doses in sorted(sheet[name].items())),
        )
        for name in order
    )


def _packs(doses: list[Dose]) -> int | None:
    amounts = [dose.quantity for dose in doses]
    return sum(filter(None, amounts)) if all(amounts) else None


def _dose(one: Needed, visitor: Visitor) -> Dose:
    reveals = visitor.serves(one.building, Role.RUNNER, Role.STAFF) and Disclosure.allows_in_private(
        dict(visitor.roles), [one.building] if one.building else [], About.IDENTITY
    )
    return Dose(
        one.number, one.building, one.place, one.whom or "", one.drug, one.strength or "", one.quantity, one.card,
        one.card_out, one.identity is not None, one.review is not None, one.state, one.closed_at is None, reveals,
    )  # fmt: skip
