"""What a piece of a text is, and which word list makes it one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, auto

from bot.understand.place import Place


class Kind(IntEnum):
    """What a token is."""

    OTHER = auto()  # words nobody taught us
    FILLER = auto()
    PLACE = auto()
    BUILDING = auto()
    FLOOR = auto()
    PEOPLE = auto()
    NUMBER = auto()
    ANSWER = auto()
    DECOY = auto()
    DASH = auto()
    PLUS = auto()
    NAME = auto()
    COMMA = auto()
    STOP = auto()
    WHOLE = auto()
    REST = auto()
    MEMBER = auto()
    SAME = auto()
    CORRECTION = auto()
    PROXY = auto()
    QUESTION = auto()
    WHAT_NOW = auto()
    ECHO = auto()
    DOUBT = auto()
    NEGATION = auto()
    PAST = auto()
    HEARSAY = auto()
    CONDITION = auto()
    WISH = auto()
    PLAN = auto()
    JOKE = auto()
    OTHERS = auto()
    NEIGHBOURS = auto()
    WEATHER = auto()
    HINT = auto()
    NOW = auto()
    OWN = auto()
    POSSESSIVE = auto()
    EXISTS = auto()
    ATTEMPT = auto()
    SHOWN = auto()
    DEFINING = auto()
    PRONOUN = auto()
    ELSEWHERE = auto()
    ANNOUNCED = auto()
    OWN_HOME = auto()
    LONG_AGO = auto()
    RETRACTING = auto()
    TOPIC = auto()
    LAUGHTER = auto()
    ALL_BUT = auto()
    THAT_ONE = auto()


@dataclass(slots=True)
class Token:
    """A piece of the text from ``start`` to ``end``.

    ``number`` is the people of PEOPLE and NUMBER, and of MEMBER (0 where the word does not say how many), the
    characters nobody taught us of OTHER, 1 of an OWN and a WHOLE that can only be the writer's (我家, not 家里; 全家,
    not 都), and 1 of a FILLER that only acknowledges (收到). ``alone``: an answer that is none where more follows
    directly (没拿到菜).
    ``answer`` is the answer's name, ``weak`` says that it counts only while its form is collected, ``general`` that it
    speaks of people in general (阳性的人).
    """

    kind: Kind
    start: int
    end: int
    number: int = 0
    place: Place | None = None
    answer: str = ""
    weak: bool = False
    general: bool = False
    part: bool = False
    alone: bool = False


LISTS: tuple[tuple[str, Kind], ...] = (
    ("filler", Kind.FILLER),
    ("whole", Kind.WHOLE),
    ("household", Kind.WHOLE),
    ("rest", Kind.REST),
    ("members", Kind.MEMBER),
    ("some_members", Kind.MEMBER),
    ("pronouns", Kind.PRONOUN),
    ("that_one", Kind.THAT_ONE),
    ("elsewhere", Kind.ELSEWHERE),
    ("announced", Kind.ANNOUNCED),
    ("own_home", Kind.OWN_HOME),
    ("long_ago", Kind.LONG_AGO),
    ("retracting", Kind.RETRACTING),
    ("topics", Kind.TOPIC),
    ("same", Kind.SAME),
    ("correction", Kind.CORRECTION),
    ("proxy", Kind.PROXY),
    ("question", Kind.QUESTION),
    ("what_now", Kind.WHAT_NOW),
    ("echo", Kind.ECHO),
    ("doubt", Kind.DOUBT),
    ("negation", Kind.NEGATION),
    ("past", Kind.PAST),
    ("hearsay", Kind.HEARSAY),
    ("condition", Kind.CONDITION),
    ("wish", Kind.WISH),
    ("plan", Kind.PLAN),
    ("joke", Kind.JOKE),
    ("laughter", Kind.LAUGHTER),
    ("all_but", Kind.ALL_BUT),
    ("others", Kind.OTHERS),
    ("neighbours", Kind.NEIGHBOURS),
    ("weather", Kind.WEATHER),
    ("hint", Kind.HINT),
    ("now", Kind.NOW),
    ("own", Kind.OWN),
    ("mine", Kind.OWN),
    ("exists", Kind.EXISTS),
    ("labels", Kind.HINT),
    ("possessive", Kind.POSSESSIVE),
    ("attempts", Kind.ATTEMPT),
    ("shown", Kind.SHOWN),
    ("defining", Kind.DEFINING),
    ("acknowledging", Kind.FILLER),
)
