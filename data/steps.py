"""What was done with an item, by whom and when, as people may read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from data.store import Store, moment, table
from data.tables import StepRow


@dataclass(slots=True, frozen=True)
class Step:
    """What ``person`` did ("": the bot itself). ``refer``: why it was dropped, what it was corrected to."""

    at: datetime
    person: str
    what: str
    refer: str


def steps_of(store: Store, item: str) -> list[Step]:
    """What was done with an item, oldest first; the reason of a drop opened."""
    source = table(StepRow)
    rows = store.rows(store.select(StepRow, source.c.item == item).order_by(source.c.at, source.c.id))
    return [
        Step(
            moment(row.at), row.person, row.what,
            store.seal.open_from_text(row.refer) if row.what == "dropped" else row.refer,
        )
        for row in rows
    ]  # fmt: skip
