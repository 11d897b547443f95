"""Which words belong to which household: a message may speak of several."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.understand.clauses import Clause
from bot.understand.place import Place
from bot.understand.scan import Kind, Token

CONTENT = frozenset({Kind.ANSWER, Kind.PEOPLE, Kind.NUMBER, Kind.SAME, Kind.DASH, Kind.PLUS, Kind.REST})
_JOINING = frozenset({Kind.COMMA, Kind.FILLER, Kind.WHOLE, Kind.DASH, Kind.POSSESSIVE})


@dataclass(slots=True)
class Segment:
    """The words about one household, or about several that share one answer.

    ``neighbour``: somebody next door whose room is not named. ``building`` is one named before (3号楼：502…).
    ``late`` where the answer came before the place; ``listed`` where nothing but marks stands between several places,
    ``joined`` where at least a mark or an "and" does.
    """

    places: list[Place] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)
    neighbour: bool = False
    proxy: bool = False
    late: bool = False
    listed: bool = True
    joined: bool = True

    @property
    def answered(self) -> bool:
        """Whether anything but a place, a dash or a lone number has been said."""
        return any(token.kind in CONTENT and token.kind is not Kind.DASH for token in self.tokens)

    def start(self) -> int:
        return self.tokens[0].start

    def end(self) -> int:
        return max(token.end for token in self.tokens if token.kind not in (Kind.COMMA, Kind.STOP))


def split_households(clauses: list[Clause], text: str) -> list[Segment]:
    """Return the segments of a message in order; those that say nothing are left out."""
    splitter = _Splitter(text)
    for clause in clauses:
        named = Kind.PLACE in clause.kinds
        for token in clause.tokens:
            splitter.add(token, clause, named)
    return [
        segment
        for segment in splitter.segments
        if segment.places or segment.neighbour or segment.answered or _dash(segment)
    ]


def _dash(segment: Segment) -> bool:
    return any(token.kind in (Kind.DASH, Kind.PLUS) for token in segment.tokens)


class _Splitter:
    def __init__(self, text: str) -> None:
        self.text = text
        self.segments = [Segment()]
        self.building: str | None = None

    def add(self, token: Token, clause: Clause, named: bool) -> None:
        current = self.segments[-1]
        if token.kind is Kind.BUILDING and token.place is not None:
            self.building = token.place.building
        elif token.kind is Kind.PLACE and token.place is not None:
            current = self._place(current, token.place)
        elif token.kind in (Kind.NEIGHBOURS, Kind.FLOOR) and not named:
            current = self._neighbour(current)
        elif token.kind is Kind.PROXY:
            current.proxy = True
        elif token.kind is Kind.STOP and self.text[token.start] == "\n" and current.late:
            self.segments.append(Segment())
            return
        if not current.answered and current.places and token.kind not in _JOINING and token.kind is not Kind.PLACE:
            current.listed = current.listed and (token.kind in CONTENT or len(current.places) == 1)
        current.tokens.append(token)
        if not current.clauses or current.clauses[-1] is not clause:
            current.clauses.append(clause)

    def _place(self, current: Segment, place: Place) -> Segment:
        if place.building is None and self.building is not None:
            place = place._replace(building=self.building)
        if current.answered and (current.places or current.neighbour):
            current = Segment()
            self.segments.append(current)
        elif current.answered:
            current.late = True
        elif current.places:
            current.joined = current.joined and current.tokens[-1].kind in (Kind.COMMA, Kind.FILLER)
        current.places.append(place)
        current.neighbour = False
        return current

    def _neighbour(self, current: Segment) -> Segment:
        if current.answered:
            current = Segment()
            self.segments.append(current)
        if not current.places:
            current.neighbour = True
        return current
