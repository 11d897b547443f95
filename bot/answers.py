"""How an answer changes what stands for a household. Pure: the whole rule in one place, and nothing else.

Three sentences rule it: the latest valid answer wins; a positive ends only when a person resolved it; people of one
household who disagree are looked at by a person.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

UNCLEAR = "unclear"
UNFINISHED = frozenset({"untested", "partial", "invalid", "absent", UNCLEAR})
"""Results after which another one is progress, not a contradiction."""


class Way(StrEnum):
    """How an answer came."""

    OWN = "own"
    NEIGHBOUR = "neighbour"
    RELAY = "relay"
    CHAIN = "chain"
    RESOLVED = "resolved"
    MEDIA = "media"


class Review(StrEnum):
    """Why a person must look, where the engine says so; the reader has reasons of its own."""

    CONFLICT = "conflict"
    CONTRADICTS = "contradicts_positive"
    MEDIA = "media"
    VACANT = "vacant"
    WITHDRAWN = "withdrawn_positive"


STAYS = frozenset({Review.CONFLICT, Review.CONTRADICTS, Review.VACANT, Review.WITHDRAWN})
"""Reasons that only /resolve ends."""

DOUBTS = frozenset({"unclear_result", "two_meanings", "count_mismatch"})
"""Reasons in the words themselves: another member's clear answer does not remove them."""


@dataclass(slots=True, frozen=True)
class Given:
    """An answer as it was given. ``alarm``: a positive is in question. ``at`` is stored form, UTC."""

    answer: str
    result: str
    counts: dict[str, int | None]
    review: str | None
    alarm: bool
    way: Way
    reporter: str
    at: str
    late: bool = False


@dataclass(slots=True, frozen=True)
class Standing:
    """What stands. ``given`` is false where an answer was taken back and nothing stands any more."""

    answer: str
    result: str
    counts: dict[str, int | None] = field(default_factory=dict)
    review: str | None = None
    alarm: bool = False
    late: bool = False
    way: str = ""
    reporter: str = ""
    at: str = ""
    given: bool = True


def settle(current: Standing | None, new: Given, *, vacant: bool = False) -> Standing:
    """What stands once ``new`` was given where ``current`` stood."""
    taken = Standing(new.answer, new.result, new.counts, new.review, new.alarm, new.late, new.way, new.reporter, new.at)
    if new.way is Way.RESOLVED:
        return replace(taken, late=current.late if current and current.given else new.late)
    if current is None or not current.given:
        return replace(taken, review=Review.VACANT) if vacant else taken
    if new.way is Way.MEDIA:
        return current
    if vacant and current.way != Way.RESOLVED:
        return replace(taken, review=Review.VACANT, alarm=taken.alarm or current.alarm)
    taken = replace(taken, late=new.late or current.late)
    if current.alarm:
        return _after_positive(current, taken)
    if new.review is not None:
        return taken
    if current.review is not None:
        return _after_review(current, taken)
    if _overrules(current, new) or not disagree(current, taken):
        return _keep_known_counts(current, taken)
    return replace(taken, review=Review.CONFLICT)


def _after_positive(current: Standing, taken: Standing) -> Standing:
    agrees = taken.alarm and taken.result == current.result and not _counts_differ(current.counts, taken.counts)
    same_voice = taken.reporter == current.reporter and taken.alarm
    if current.review in STAYS:
        return replace(taken, review=current.review, alarm=True)
    if taken.review is not None:
        return replace(taken, alarm=True)
    if agrees or same_voice:
        return replace(_keep_known_counts(current, taken), alarm=True)
    return replace(taken, review=Review.CONFLICT if taken.alarm else Review.CONTRADICTS, alarm=True)


def _after_review(current: Standing, taken: Standing) -> Standing:
    if current.review in STAYS or (current.review in DOUBTS and taken.reporter != current.reporter):
        return replace(taken, review=current.review)
    return taken


def _overrules(current: Standing, new: Given) -> bool:
    """Whether ``new`` is simply the later word: the same voice, a relay's, or the household's own after another's."""
    if new.reporter == current.reporter or new.way is Way.RELAY or current.way == Way.RESOLVED:
        return True
    return new.way in (Way.OWN, Way.CHAIN) and current.way in (Way.NEIGHBOUR, Way.RELAY, Way.MEDIA)


def disagree(one: Standing, other: Standing) -> bool:
    """Whether two voices of one household contradict each other."""
    if one.result != other.result:
        return one.result not in UNFINISHED
    return _counts_differ(one.counts, other.counts)


def _counts_differ(one: dict[str, int | None], other: dict[str, int | None]) -> bool:
    return any(
        count is not None and other.get(name) is not None and other[name] != count for name, count in one.items()
    )


def _keep_known_counts(current: Standing, taken: Standing) -> Standing:
    if current.result == taken.result and all(count is None for count in taken.counts.values()):
        return replace(taken, counts=current.counts)
    return taken


def take_back(current: Standing, before: Standing | None) -> Standing:
    """What stands once the answer behind ``current`` was withdrawn; ``before`` is what somebody else had answered."""
    if current.alarm:
        return replace(current, review=Review.WITHDRAWN)
    if current.review in STAYS:
        return current
    return before if before is not None else replace(current, given=False, review=None, counts={})
