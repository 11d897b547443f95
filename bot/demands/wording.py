"""One neutral sentence for an item: the clearest clause that somebody wrote, without what is rude or personal."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from pydantic import BaseModel, ConfigDict

from bot.demands.likeness import Voice
from bot.demands.words import matter_patterns
from bot.lexicon import load_lexicon
from bot.understand.normalise import fold
from bot.understand.patterns import any_of
from bot.understand.redact import MASK, redact
from bot.understand.words import reading_words

LONGEST = 30
"""Characters of a sentence; a longer one is cut."""
_READ = 40
_IDEAL, _SHORTEST = 11, 6
_A_WORD = 2  # characters beside those that only ask
_MARKS = re.compile(r"[^\w\s%+×:./@#＋" + MASK + r"-]+|\n+|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])|\s{2,}")
_MENTION = re.compile(r"@[^\s@]{1,20}")
_ROOM = re.compile(r"(?:[0-9]{1,3}(?:号[楼]?|[栋幢座楼])?[-－ ]?)?(?<![0-9.])[0-9]{3,4}室?(?![0-9.:%元块多斤克])")
_PLATE = re.compile(r"[\u4e00-\u9fff][a-z][·. ]?(?=[0-9a-z]*[0-9])[0-9a-z]{5,6}(?![0-9a-z])")
_STICKER = re.compile(r"\[[^\[\]]{1,6}\]")


class _Instead(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    room: str
    person: str
    illness: str


class _Wording(BaseModel):
    """data/lexicon/wording.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rude: list[str]
    naming: list[str]
    titles: list[str]
    openers: list[str]
    endings: list[str]
    asking: list[str]
    instead: _Instead
    illness: list[str]
    own: list[str]


class _Words:
    def __init__(self) -> None:
        words = load_lexicon("wording", _Wording)
        reading = reading_words()
        self.instead = words.instead
        self.rude = re.compile(any_of(words.rude))
        self.openers = re.compile(f"^(?:{any_of(words.openers)})+")
        self.endings = re.compile(f"(?:{any_of(words.endings)})+$")
        self.asking = re.compile(any_of(words.asking))
        self.illness = re.compile(any_of(words.illness))
        self.own = re.compile(any_of(words.own))
        titles = [title for title in reading.titles if len(title) > 1] + words.titles
        short = any_of(title for title in titles if len(title) == 1)
        full = any_of(title for title in titles if len(title) > 1)
        self.person = re.compile(f"[{reading.surnames}](?:[\u4e00-\u9fff]?(?:{full})|(?:{short}))")
        self.naming = re.compile(any_of(words.naming))


@cache
def _words() -> _Words:
    return _Words()


def sentence(voices: Sequence[Voice]) -> str:
    """One short neutral sentence for what ``voices`` want, of their own words; "" where none has any.

    Rooms, numbers, names and illnesses are masked; what is rude is not taken while anybody said it otherwise.
    Raises LexiconError where a word list has a fault.
    """
    said = [list(_clauses(voice.text)) for voice in voices[:_READ]]
    things = Counter(thing for clauses in said for thing in {bit for clause in clauses for bit in _things(clause)})
    pairs = Counter(pair for clauses in said for pair in {pair for clause in clauses for pair in _pairs(clause)})
    clauses = [clause for clauses in said for clause in clauses]
    if not clauses:
        return ""
    best = min(clauses, key=lambda clause: (_cost(clause, things, pairs, len(said)), clause))
    best = _words().rude.sub("", best)
    return best if len(best) <= LONGEST else best[: LONGEST - 1] + "…"


def of_ones_own(text: str) -> bool:
    """Whether ``text`` tells of the writer's own affairs, or of what somebody suffers from."""
    folded, words = fold(text), _words()
    return words.own.search(folded) is not None or words.illness.search(folded) is not None


def _things(clause: str) -> list[int]:
    """What ``clause`` is about, a bit each."""
    patterns = matter_patterns()
    about = patterns.things_in(patterns.as_meant(clause))[0]
    return [place for place in range(about.bit_length()) if about >> place & 1]


def _pairs(clause: str) -> set[str]:
    return {clause[place : place + 2] for place in range(len(clause) - 1)}


def _clauses(text: str) -> Iterator[str]:
    """The clauses of ``text``, bare of manners and of everything personal."""
    words = _words()
    text = _STICKER.sub("", _MENTION.sub("", redact(fold(text))))
    text = _ROOM.sub(words.instead.room, _PLATE.sub(MASK, text))
    text = words.illness.sub(words.instead.illness, words.person.sub(words.instead.person, text))
    for part in _MARKS.split(text):
        clause = words.endings.sub("", words.openers.sub("", part.strip()).strip())
        if len(clause) > 1 and words.naming.search(clause) is None:
            yield clause


def _cost(clause: str, things: Counter[int], pairs: Counter[str], voices: int) -> float:
    """How badly ``clause`` would stand for the matter: it says what many say, briefly, and nothing of one person."""
    words = _words()
    own = _pairs(clause)
    common = 10 * sum(things[thing] for thing in _things(clause)) / voices
    common += 10 * sum(pairs[pair] for pair in own) / len(own) / voices
    personal = MASK in clause or any(word in clause for word in words.instead.model_dump().values())
    blemish = 30 * bool(words.rude.search(clause)) + 5 * personal + 3 * bool(words.own.search(clause))
    blemish += 12 * (len(words.asking.sub("", clause)) < _A_WORD)
    return blemish - common + 0.5 * max(0, len(clause) - _IDEAL) + 2 * max(0, _SHORTEST - len(clause))
