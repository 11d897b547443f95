"""Which words belong to which household: a message may speak of several."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.understand.place import Place
from bot.understand.tokens import Clause, Kind, Token
from bot.understand.words import reading_words

_CONTENT = frozenset({Kind.ANSWER, Kind.PEOPLE, Kind.NUMBER, Kind.SAME, Kind.PLUS, Kind.REST})
_JOINING = frozenset({Kind.COMMA, Kind.FILLER, Kind.ATTEMPT, Kind.DEFINING, Kind.WHOLE, Kind.DASH, Kind.POSSESSIVE})

_MARKS = (Kind.COMMA, Kind.STOP)
_A_WORD, _A_NAME = 2, 5  # characters nobody taught us, with more of which a sentence, or a clause, tells something
_STEERING = frozenset({Kind.BUILDING, Kind.PLACE, Kind.NEIGHBOURS, Kind.FLOOR, Kind.PROXY, Kind.STOP})
_OF_SEVERAL = frozenset({Kind.BUILDING, Kind.NEIGHBOURS, Kind.FLOOR, Kind.PROXY})


@dataclass(slots=True)
class Segment:
    """The words about one household, or about several that share one answer.

    ``neighbour``: somebody next door whose room is not named. ``building`` is one named before (3号楼：502…).
    ``late`` where the answer came before the place; ``listed`` where nothing but marks stands between several places,
    ``joined`` where at least a mark or an "and" does. ``answered`` where anything but places and a dash has been
    said, ``marked`` where a dash or a plus has.
    """

    places: list[Place] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)
    neighbour: bool = False
    proxy: bool = False
    late: bool = False
    listed: bool = True
    joined: bool = True
    answered: bool = False
    building: str | None = None
    marked: bool = False

    @property
    def away(self) -> bool:
        """Whether it is about somebody else's household, and does not say which."""
        if self.places or not (self.neighbour or self.proxy or self.building is not None):
            return False
        return self.neighbour or not any(token.kind in (Kind.OWN, Kind.MEMBER) for token in self.tokens)

    def start(self) -> int:
        return self.tokens[0].start

    def end(self) -> int:
        """Where its last word ends."""
        return next(token.end for token in reversed(self.tokens) if token.kind not in _MARKS)


def split_households(clauses: list[Clause], text: str, home: Place | None) -> list[Segment]:
    """Return the segments of a message in order; those that say nothing are left out. ``home`` is the writer's."""
    if (alone := _alone(clauses)) is not None:
        return [alone] if alone.places or alone.answered or alone.marked else []
    splitter = _Splitter(text, home)
    # Of one clause without 我家 there is one home: nothing to look ahead for.
    several = len(clauses) > 1 or any(Kind.OWN in clause.kinds for clause in clauses)
    answered = _answered_later(clauses) if several else set()
    for clause in clauses:
        named = Kind.PLACE in clause.kinds
        for token in clause.tokens:
            splitter.add(token, clause, named, token.start in answered)
    return [
        segment
        for before, segment in zip([None, *splitter.segments], splitter.segments, strict=False)
        if (segment.places or segment.neighbour or segment.answered or segment.marked) and not _again(before, segment)
    ]


def _again(before: Segment | None, segment: Segment) -> bool:
    """907 阴 907: the same door once more, and not a word behind it."""
    if before is None or not before.answered or segment.answered or segment.marked or len(segment.places) != 1:
        return False
    alone = all(token.kind in (Kind.PLACE, *_MARKS) for token in segment.tokens)
    return alone and [place.room for place in before.places] == [place.room for place in segment.places]


def _alone(clauses: list[Clause]) -> Segment | None:
    """Most messages: one household, named first or not at all; None for all others."""
    segment = Segment(clauses=clauses)
    dashed = False
    for clause in clauses:
        if not clause.kinds.isdisjoint(_OF_SEVERAL) or (Kind.QUESTION in clause.kinds and len(clauses) > 1):
            return None
        segment.tokens += clause.tokens
        for token in clause.tokens:
            kind = token.kind
            if kind is Kind.PLACE:
                if token is not segment.tokens[0] or token.place is None:
                    return None
                segment.places.append(token.place)
            elif kind is Kind.OWN and segment.places:
                return None
            elif kind in _CONTENT or (dashed and kind in _MARKS):
                segment.answered = True
            dashed = kind is Kind.DASH
            if dashed or kind is Kind.PLUS:
                segment.marked = True
    return segment


def _answered_later(clauses: list[Clause]) -> set[int]:
    """Where the places and the writer's own home are named that have an answer of their own behind them."""
    found: set[int] = set()
    answered = False
    for clause in reversed(clauses):
        for token in reversed(clause.tokens):
            if token.kind is Kind.ANSWER or token.kind is Kind.DASH:
                answered = True
            elif token.kind is Kind.PLACE or (token.kind is Kind.OWN and token.number):
                if answered:
                    found.add(token.start)
                answered = False
    return found


class _Splitter:
    def __init__(self, text: str, home: Place | None) -> None:
        self.text = text
        self.home = home
        self.segments = [Segment()]
        self.building: str | None = None
        self.unit: str | None = None  # of places that were named together, and are named again one by one

    def add(self, token: Token, clause: Clause, named: bool, followed: bool) -> None:
        kind = token.kind
        current = self.segments[-1]
        if kind in _STEERING:
            if kind is Kind.STOP and self.text[token.start] == "\n" and current.late:
                self.segments.append(Segment())
                return
            if kind is Kind.PLACE and self._visited(token, clause):
                token.kind, token.place = Kind.FILLER, None
            elif kind is Kind.STOP and self._talked_of(current, clause):
                current.tokens.append(token)
                self.segments.append(Segment())  # 1208家烧的什么？报一下，两个都阴
                return
            else:
                current = self._steer(current, token, named, followed)
        elif kind is Kind.OWN and followed and token.number and self._elsewhere(current):
            current = Segment()  # 802 都阴，我家也是阴性
            self.segments.append(current)
        if not current.answered and current.places and kind not in _JOINING and kind is not Kind.PLACE:
            current.listed = current.listed and (kind in _CONTENT or kind is Kind.DASH or len(current.places) == 1)
        if kind in _CONTENT or (kind in _MARKS and current.tokens and current.tokens[-1].kind is Kind.DASH):
            current.answered = True  # 603 -, 604 +: a dash before a mark has been an answer
        if kind is Kind.DASH or kind is Kind.PLUS:
            current.marked = True
        current.tokens.append(token)
        if not current.clauses or current.clauses[-1] is not clause:
            current.clauses.append(clause)

    def _elsewhere(self, current: Segment) -> bool:
        """Whether ``current`` is the answer of somebody else's home than the writer's, or another sentence about it."""
        if self.home is None or not (current.places or current.neighbour):
            return False
        if not current.answered and not self._of_something_else(current):
            return False
        return all(place.room != self.home.room for place in current.places)

    def _of_something_else(self, current: Segment) -> bool:
        """问下502谁有退烧药，我家两条; 1208家今天真香。我家阴: more is said of another door than who lives there."""
        told = sum(token.number for token in current.tokens if token.kind is Kind.OTHER)
        kinds = {token.kind for token in current.tokens}
        return Kind.QUESTION in kinds or told > (_A_WORD if Kind.STOP in kinds else _A_NAME)

    def _talked_of(self, current: Segment, clause: Clause) -> bool:
        """Whether the sentence that ends with ``clause`` only asks something about another door."""
        if self.home is None or current.answered or not current.places:
            return False
        asked = any(Kind.QUESTION in one.kinds for one in (*current.clauses, clause))
        return asked and self.home.room not in {place.room for place in current.places}

    def _visited(self, token: Token, clause: Clause) -> bool:
        """给702送完快递回来才测; 问906的红烧肉: a door where the writer went, and nobody's answer."""
        words, place = reading_words(), token.place
        if self.home is None or place is None or place.room in (None, self.home.room) or not token.start:
            return False
        if self.text[token.start - 1] not in words.visiting or not clause.kinds.isdisjoint(_CONTENT):
            return False
        after = next((one for one in clause.tokens if one.start == token.end), None)
        if after is None or after.kind not in (Kind.OTHER, Kind.POSSESSIVE):
            return False
        said = self.text[clause.tokens[0].start : clause.tokens[-1].end]
        return not any(word in said for word in words.reporting)

    def _steer(self, current: Segment, token: Token, named: bool, followed: bool) -> Segment:
        """Go on with ``current``, or with a new household, as ``token`` says."""
        if token.kind is Kind.BUILDING and token.place is not None:
            self.building = current.building = token.place.building
        elif token.kind is Kind.PLACE and token.place is not None:
            return self._place(current, token.place, followed)
        elif token.kind in (Kind.NEIGHBOURS, Kind.FLOOR) and not named:
            return self._neighbour(current)
        elif token.kind is Kind.PROXY:
            current.proxy = True
        return current

    def _place(self, current: Segment, place: Place, followed: bool) -> Segment:
        if place.building is None and self.building is not None:
            place = place._replace(building=self.building)
        if not current.answered and len(current.places) > 1 and place.room in {one.room for one in current.places}:
            self.unit = current.places[0].unit  # 1单元301和302一起报：301阴2人，302阴3人
            current = self.segments[-1] = Segment()
        if place.unit is None and (unit := self.unit or self._unit_before(place)) is not None:
            place = place._replace(unit=unit)
        if current.answered and (current.places or current.neighbour or (followed and self._own(current, place))):
            current = Segment()
            self.segments.append(current)
        elif current.answered:
            current.late = True
        elif self.home is not None and not current.places and self._with_own(current, self.home, place):
            current.places.append(self.home)
        elif current.places:
            current.joined = current.joined and current.tokens[-1].kind in (Kind.COMMA, Kind.FILLER, Kind.PLACE)
        if all(one[:3] != place[:3] for one in current.places):  # 303陆、303周都阴 is one door
            current.places.append(place)
        current.neighbour = False
        return current

    def _unit_before(self, place: Place) -> str | None:
        """2单元301两人，302三人: the unit of the household before ``place``, unless that is the writer's."""
        before = next((one.places[-1] for one in reversed(self.segments) if one.places), None)
        own = self.home is not None and self.home.room == place.room
        return before.unit if before is not None and before.building == place.building and not own else None

    def _with_own(self, current: Segment, home: Place, place: Place) -> bool:
        """我家和1102都阴, 我家和隔壁1102: the writer's ``home`` is one of the two."""
        if home.room == place.room:
            return False
        before = [token for token in current.tokens if token.kind is not Kind.NEIGHBOURS]
        if len(before) < 2 or before[-1].kind is not Kind.FILLER or before[-2].kind is not Kind.OWN:
            return False
        return bool(before[-2].number) and self.text[before[-1].start] in reading_words().telling

    def _own(self, current: Segment, place: Place) -> bool:
        """Whether ``current``, which names no room, is the writer's own before another home's: 我家阴；203 阴."""
        kinds = {token.kind for token in current.tokens}
        if not kinds & {Kind.ANSWER, Kind.DASH} or (self.home is not None and self.home.room == place.room):
            return False
        return any(token.kind is Kind.OWN and token.number for token in current.tokens) or (
            self.home is not None and Kind.STOP in kinds
        )

    def _neighbour(self, current: Segment) -> Segment:
        if current.answered:
            current = Segment()
            self.segments.append(current)
        if not current.places:
            current.neighbour = True
        return current
