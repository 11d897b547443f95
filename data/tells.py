"""Who has still to hear what of which item: rows that one message to a place takes together."""

from __future__ import annotations

from datetime import datetime

from data.store import Store, new_id, stamp, table
from data.tables import TellRow


def tell(store: Store, item: str, place: str, at: datetime) -> None:
    """``place``, a group or a person, has to hear the answer to ``item``."""
    source = table(TellRow)
    store.remove(TellRow, source.c.item == item, source.c.place == place, source.c.message.is_(None))
    store.add(TellRow(community=store.community, id=new_id(), item=item, place=place, at=stamp(at)))


def to_tell(store: Store, place: str, message: str) -> list[str]:
    """The items that ``message``, an outbox message to ``place``, tells; once taken, they are that message's."""
    source = table(TellRow)
    mine = (source.c.place == place, source.c.message.is_(None))
    store.change(TellRow, *mine, message=message)
    rows = store.rows(store.select(TellRow, source.c.message == message).order_by(source.c.at))
    return list(dict.fromkeys(row.item for row in rows))


def hold_back(store: Store, item: str) -> int:
    """Nobody who has not heard the answer to ``item`` is to hear it any more; return to how many that was."""
    source = table(TellRow)
    return store.remove(TellRow, source.c.item == item, source.c.message.is_(None))
