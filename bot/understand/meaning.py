"""What goes into the reader and what comes out: the shapes of the contract, section 1."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True, frozen=True)
class Message:
    """One message as it arrived.

    ``group`` is a group kind or ``private``; ``building`` the building whose group it is; ``collecting`` the name of
    the form that is open there.
    """

    text: str
    sender: str | None = None
    group: str = "official"
    building: str | None = None
    collecting: str | None = None


@dataclass(slots=True)
class Entry:
    """One line of structured meaning, for one household (or one drug or item of it).

    ``result`` is the form's answer name (``negative``, ``done``, …; "" where the form has none). ``values`` holds the
    form's other output keys in the contract's order (``people``, ``negative``, … or ``count``, or ``drug``, …).
    ``review`` says why a person must look at this entry. ``words`` are the exact words it was read from. ``same`` is
    true for 同昨天: the answer of the round before, which only the engine knows. ``untold`` is the number of characters
    beside it that nobody taught us; ``loose`` is true where those are so many that it may all be talk.
    ``plain``: a room and its people's answer stand in a clause of their own.
    """

    form: str
    building: str | None
    unit: str | None
    room: str | None
    name: str | None = None
    result: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    review: str | None = None
    words: str = ""
    same: bool = False
    untold: int = 0
    plain: bool = False
    loose: bool = False


@dataclass(slots=True)
class Meaning:
    """What one message means. ``entries`` is empty where there is nothing structured."""

    kind: str = "chat"
    form: str | None = None
    chain: bool = False
    entries: list[Entry] = field(default_factory=list)
    category: str | None = None
    urgency: str | None = None
    party: str | None = None
    review: str | None = None
