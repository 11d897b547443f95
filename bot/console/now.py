"""What is going on in the compound, read at once: one look at the rows serves everybody who watches."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bot.clock import Clock
from bot.console.guard import Visitor
from bot.console.looking import Looking
from data.demands import OPEN
from data.glance import Glance
from data.work import Work

_KEPT = 0.9
"""Seconds for which one look at the rows serves everybody who watches."""
_SHOWN = 2


@dataclass(frozen=True, slots=True)
class Tile:
    """One building of a collection, in households."""

    building: str
    expected: int
    answered: int
    missing: int
    review: int
    positive: int
    late: int

    @property
    def share(self) -> int:
        """Per cent that answered."""
        return 100 * self.answered // self.expected if self.expected else 100


@dataclass(frozen=True, slots=True)
class Round:
    """A collection as it stands."""

    number: int
    title: str
    open: bool
    deadline: datetime | None
    tiles: tuple[Tile, ...]
    by_minute: tuple[tuple[datetime, int], ...]


@dataclass(frozen=True, slots=True)
class Cry:
    """An urgent demand that waits. ``words`` are its first voice's."""

    number: int
    building: str | None
    room: str
    at: datetime
    words: str
    holder: str


@dataclass(frozen=True, slots=True)
class Now:
    """Everything on the page, of the whole compound; whoever looks sees a part."""

    rounds: tuple[Round, ...] = ()
    cries: tuple[Cry, ...] = ()
    sends: dict[str, int] = field(default_factory=dict)
    failed: dict[int, int] = field(default_factory=dict)

    def seen_by(self, visitor: Visitor) -> Now:
        """The part that ``visitor`` may know."""
        rounds = [
            Round(one.number, one.title, one.open, one.deadline, tiles, one.by_minute if visitor.staff else ())
            for one in self.rounds
            if (tiles := tuple(tile for tile in one.tiles if visitor.may_know(tile.building)))
        ]
        cries = [
            one for one in self.cries if visitor.staff or (one.building is not None and visitor.may_know(one.building))
        ]
        return Now(
            tuple(rounds), tuple(cries), self.sends if visitor.staff else {}, self.failed if visitor.staff else {}
        )


class Sight:
    """The newest look at the rows, shared by everybody who watches."""

    def __init__(self, looking: Looking, watch: Clock) -> None:
        self._looking = looking
        self._watch = watch
        self._now = Now()
        self._at = -_KEPT

    async def now(self) -> Now:
        """What is going on, at most a second old."""
        if self._watch.monotonic() - self._at >= _KEPT:
            self._at = self._watch.monotonic()
            self._now = await self._looking.ask(read_now)
        return self._now


def read_now(work: Work) -> Now:
    """Read the whole page."""
    glance = Glance(work.store, work.account)
    current = work.collections.current()[:_SHOWN] or work.collections.all()[-1:]
    rounds = []
    for found in current:
        counts = [(name, work.collections.sheet(found, name).count()) for name in found.buildings]
        tiles = [
            Tile(
                name, count.expected, count.expected - len(count.missing), len(count.missing), len(count.review),
                len(count.positive), len(count.late),
            ) for name, count in counts
        ]  # fmt: skip
        by_minute = tuple(glance.answers_by_minute(found.id))
        rounds.append(Round(found.number, found.title, found.status == "open", found.deadline, tuple(tiles), by_minute))
    return Now(tuple(rounds), _cries(work), dict(glance.sends()), glance.failed_notices())


def _cries(work: Work) -> tuple[Cry, ...]:
    items = [item for item in work.demands.items(status=OPEN) if item.urgent]
    if not items:
        return ()
    first = {voice.item: voice for voice in reversed(work.demands.voices([item.id for item in items]))}
    names = work.people.names([item.holder for item in items if item.holder])
    return tuple(
        Cry(
            item.number, voice.building, "-".join(filter(None, voice.place[1:])), item.opened_at, voice.text,
            names.get(item.holder or "", ""),
        )
        for item in sorted(items, key=lambda one: (one.holder is not None, one.number))
        if (voice := first.get(item.id)) is not None
    )  # fmt: skip
