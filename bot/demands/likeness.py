"""Which demands are one matter. A demand is about things (the lift) and has concerns (it stands still).

Pure and deterministic; the words are in data/lexicon/matters.yaml. One voice against 200 matters takes 1 to 2 ms.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from bot.demands.known import Told, known_matters, together
from bot.demands.words import matter_patterns
from bot.understand.normalise import fold

SAME = 0.6
"""From here on two demands are one matter by their words alone."""
SURE = 0.8
"""From here on the answer to the one also answers the other, without a person."""

_ABOUT, _ASIDE = 3, 1
_FIRST, _LAST = 2, 3
_OTHER_CONCERN, _NO_COMMON_CONCERN = 0.3, 0.8
_OTHER_FLAT = 0.4
_WORDS = 0.15
_UNNAMED = 0.75
ENOUGH = 2.6
"""From here on what speaks for a matter makes a voice one of it."""
# What the lists say, the learned matter, the learned thing and the category speak for it; another thing, against it.
_BY_WORDS, _BY_MATTER, _BY_THING, _CATEGORY = 1.5, 6.0, 2.8, 1.4
_OTHER, _APART = 1.0, 4.0
_RARE = 2.0
"""Weight of the rare words that two demands must share where they name nothing that is known."""
_PAIR, _SINGLE, _FEW = 1.0, 0.5, 3
_OTHER_THING, _OTHER_CATEGORY = 0.4, 0.5
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")
_BUILDING = re.compile(r"(?<![0-9])([0-9]{1,3})(?:号[楼]|[栋幢座])")
_ROOM = re.compile(r"(?<![0-9.])([0-9]{3,4})(?![0-9./:%元块]|[号]楼)")
_NUMBER = re.compile(r"[0-9]+")
_ASKING = ("question", "request")


@dataclass(slots=True, frozen=True)
class Voice:
    """One demand as it was written. ``building`` is where it was said; ``room`` the writer's, where known."""

    text: str
    kind: str
    category: str
    party: str
    building: str | None
    room: str | None = None


@dataclass(slots=True, frozen=True)
class Features:
    """What a voice is about, as sets of bits, and what no word list knows of it.

    ``building`` is None where the matter is one of the whole compound. ``apart`` are the concerns that make a matter of
    their own, ``asked`` is what is asked (when, how, where …), ``days`` the days that are spoken of, ``flats`` are the
    rooms that are named. ``pairs`` and ``rest`` are the pairs of characters and the characters in no word list, and
    foreign numbers. ``here`` is the building that is named, or where it was said; ``told`` what was learned of such
    texts.
    """

    kind: str
    category: str
    local: bool
    building: str | None
    about: int
    aside: int
    concerns: int
    apart: int
    flats: frozenset[str]
    asked: int
    days: int
    pairs: frozenset[str]
    rest: frozenset[str]
    here: str | None
    told: Told


def features(voice: Voice) -> Features:
    """What ``voice`` is about. Raises LexiconError where the word list has a fault."""
    patterns = matter_patterns()
    text = patterns.as_meant(fold(voice.text))
    about, aside, spans = patterns.things_in(text)
    concerns, asked = patterns.concerns_in(text), patterns.asked_in(text)
    told = known_matters().told(text, patterns.named(about, aside, concerns, asked), voice.category)
    about = about or patterns.about_category(voice.category)
    runs = _CHINESE.findall(patterns.unknown(text, spans))
    numbers = frozenset(_NUMBER.findall(text)) - {voice.building, voice.room}
    rest = (frozenset("".join(runs)) - patterns.empty) | numbers
    scope = patterns.scope(about, voice.category)
    named = _BUILDING.search(text)
    here = named[1] if named else voice.building
    local = scope != "compound"
    return Features(
        kind=voice.kind,
        category=voice.category,
        local=local,
        building=here if local else None,
        about=about,
        aside=aside,
        concerns=concerns or patterns.bare(about),
        apart=concerns & patterns.apart(about),
        flats=frozenset(_ROOM.findall(text)) if scope == "flat" else frozenset(),
        asked=asked,
        days=patterns.days_in(text),
        pairs=frozenset(
            run[i : i + 2] for run in runs for i in range(len(run) - 1) if not patterns.empty.issuperset(run[i : i + 2])
        ),
        rest=rest,
        here=here,
        told=told,
    )


def alike(one: Features, other: Features) -> float:
    """How much two demands are one matter, from 0 to 1."""
    if _elsewhere(one, other):
        return 0.0
    both = one.about & other.about
    if not both:
        unnamed = not one.about and not other.about and one.category == other.category
        return _common_pairs(one.pairs, other.pairs) * _UNNAMED if unnamed else 0.0
    score = _common_things(one, other, both)
    if one.apart != other.apart:
        score *= _OTHER_CONCERN if not one.apart & other.apart else 1.0
    elif one.concerns and other.concerns and not one.concerns & other.concerns:
        score *= _NO_COMMON_CONCERN
    if _of_two_flats(one, other):
        score *= _OTHER_FLAT
    return min(1.0, score + _WORDS * _common_pairs(one.pairs, other.pairs))


def _common_things(one: Features, other: Features, both: int) -> float:
    beside = ((one.about | one.aside) & (other.about | other.aside) & ~both).bit_count()
    shared = _ABOUT * both.bit_count() + _ASIDE * beside
    sizes = [_ABOUT * voice.about.bit_count() + _ASIDE * voice.aside.bit_count() for voice in (one, other)]
    # What one says beside the matter counts half.
    return shared / sum(sizes) + shared / (2 * min(sizes))


def _common_pairs(one: frozenset[str], other: frozenset[str]) -> float:
    if not one or not other:
        return 0.0
    common = len(one & other)
    return 2 * common / (len(one) + len(other)) if common else 0.0


def matter_of(voice: Features, matters: Mapping[str, Sequence[Features]]) -> str | None:
    """The key of the open matter that ``voice`` belongs to, by the first and last voices of each; None: a new one."""
    matters = _some_of_each(matters)
    best, found = ENOUGH, None
    for key, voices in matters.items():
        score = _speaks_for(voice, voices)
        if score > best:
            best, found = score, key
    return found or _by_rare_words(voice, matters)


def _speaks_for(voice: Features, voices: Sequence[Features]) -> float:
    """What speaks for ``voice`` being of the matter of ``voices``: the words of the lists, and what was learned."""
    likeness = [alike(voice, other) for other in voices]
    told = [_told_together(voice, other) for other in voices]
    many = len(voices)
    matter, thing = sqrt(sum(one for one, _ in told) / many), sqrt(sum(one for _, one in told) / many)
    if not matter and not thing and not any(likeness):
        return 0.0
    # Half the nearest voice, half all of them: one odd voice draws no other matter in.
    near = (max(likeness) + sum(likeness) / many) / 2
    score = _BY_WORDS * near + _BY_MATTER * matter + _BY_THING * thing
    score += _CATEGORY * sum(voice.category == other.category for other in voices) / many
    score -= _OTHER * sum(_of_two_things(voice, other) for other in voices) / many
    return score - _APART * sum(_are_apart(voice, other) for other in voices) / many


def _of_two_things(one: Features, other: Features) -> bool:
    return bool(one.about and other.about and not one.about & other.about)


def _told_together(one: Features, other: Features) -> tuple[float, float]:
    if one.about and other.about and one.local and other.local and one.building != other.building:
        return 0.0, 0.0
    if _of_two_flats(one, other):
        return 0.0, 0.0
    return together(one.told, other.told, same_place=one.here == other.here)


def _of_two_flats(one: Features, other: Features) -> bool:
    return bool(one.flats and other.flats) and not one.flats & other.flats


def _are_apart(one: Features, other: Features) -> bool:
    """Whether the same thing is named with two concerns that are matters of their own."""
    return bool(one.about & other.about) and one.apart != other.apart and not one.apart & other.apart


def _some_of_each(matters: Mapping[str, Sequence[Features]]) -> dict[str, Sequence[Features]]:
    """A matter is what it began as, and what it has come to; however many speak of it, this many are compared."""
    return {
        key: voices if len(voices) <= _FIRST + _LAST else [*voices[:_FIRST], *voices[-_LAST:]]
        for key, voices in matters.items()
    }


def _by_rare_words(voice: Features, matters: Mapping[str, Sequence[Features]]) -> str | None:
    """The matter that shares unknown words with ``voice`` which few other matters have: what no list foresaw."""
    shared: dict[str, set[str]] = {}
    for key, voices in matters.items():
        marks = {mark for other in voices for mark in (voice.pairs & other.pairs) | (voice.rest & other.rest)}
        if marks:
            shared[key] = marks
    matters_with = Counter(mark for marks in shared.values() for mark in marks)
    best, found = _RARE, None
    for key, marks in shared.items():
        score = sum((_PAIR if len(mark) == 2 else _SINGLE) * min(1.0, _FEW / matters_with[mark]) for mark in marks)
        score *= max(_may_be_one(voice, other) for other in matters[key])
        if score > best:
            best, found = score, key
    return found


def _may_be_one(one: Features, other: Features) -> float:
    """How far two voices that share words may be one matter for all that is known: 0 where they are of two places."""
    if _elsewhere(one, other) or one.about & other.about:
        return 0.0
    likely = _OTHER_THING if one.about and other.about else 1.0
    return likely if one.category == other.category else likely * _OTHER_CATEGORY


def _elsewhere(one: Features, other: Features) -> bool:
    return (one.local or other.local) and (one.local is not other.local or one.building != other.building)


def sure_answer(voice: Features, answered: Mapping[str, Sequence[Features]]) -> str | None:
    """The key of the answered matter that ``voice`` asks again; None unless it is sure.

    Only questions and requests are answered, and only where what is asked (when, how, where …) is the same.
    """
    if voice.kind not in _ASKING or not voice.about:
        return None
    sure = [key for key, voices in _some_of_each(answered).items() if _asks_the_same(voice, voices)]
    return sure[0] if len(sure) == 1 else None


def _asks_the_same(voice: Features, voices: Sequence[Features]) -> bool:
    """Whether one of ``voices`` asked just this, and ``voice`` brings nothing in that none of them knew."""
    rest: frozenset[str] = frozenset().union(*(other.rest for other in voices))
    known = asked = 0
    for other in voices:
        known |= other.about | other.aside
        asked |= other.asked
    if voice.rest - rest or (voice.about | voice.aside) & ~known:
        return False
    return any(
        voice.about == other.about
        and voice.apart == other.apart
        and not (voice.days and other.days and voice.days != other.days)
        and _same_question(voice, other, asked)
        and (voice.concerns == other.concerns or bool(voice.concerns & other.concerns))
        and alike(voice, other) >= SURE
        for other in voices
    )


def _same_question(voice: Features, other: Features, asked: int) -> bool:
    """Whether both ask when, or how …; who complained that it takes long wanted to know when."""
    if not other.asked:
        return voice.asked in (0, matter_patterns().when)
    return voice.asked & ~asked == 0 and bool(voice.asked & other.asked)
