"""What a piece of a text is, and which word list makes it one."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import ClassVar

from bot.understand.place import Place


class Kind(int):
    """What a token is. No Enum: these are asked for a hundred times a message; an Enum's take four times as long."""

    OTHER: ClassVar[Kind]  # words nobody taught us
    FILLER: ClassVar[Kind]
    PLACE: ClassVar[Kind]
    BUILDING: ClassVar[Kind]
    FLOOR: ClassVar[Kind]
    PEOPLE: ClassVar[Kind]
    NUMBER: ClassVar[Kind]
    ANSWER: ClassVar[Kind]
    DECOY: ClassVar[Kind]
    DASH: ClassVar[Kind]
    PLUS: ClassVar[Kind]
    NAME: ClassVar[Kind]
    COMMA: ClassVar[Kind]
    STOP: ClassVar[Kind]
    WHOLE: ClassVar[Kind]
    REST: ClassVar[Kind]
    MEMBER: ClassVar[Kind]
    SAME: ClassVar[Kind]
    CORRECTION: ClassVar[Kind]
    PROXY: ClassVar[Kind]
    QUESTION: ClassVar[Kind]
    WHAT_NOW: ClassVar[Kind]
    ECHO: ClassVar[Kind]
    DOUBT: ClassVar[Kind]
    NEGATION: ClassVar[Kind]
    PAST: ClassVar[Kind]
    HEARSAY: ClassVar[Kind]
    CONDITION: ClassVar[Kind]
    WISH: ClassVar[Kind]
    PLAN: ClassVar[Kind]
    JOKE: ClassVar[Kind]
    OTHERS: ClassVar[Kind]
    NEIGHBOURS: ClassVar[Kind]
    WEATHER: ClassVar[Kind]
    HINT: ClassVar[Kind]
    NOW: ClassVar[Kind]
    OWN: ClassVar[Kind]
    POSSESSIVE: ClassVar[Kind]
    EXISTS: ClassVar[Kind]
    ATTEMPT: ClassVar[Kind]
    SHOWN: ClassVar[Kind]
    DEFINING: ClassVar[Kind]
    PRONOUN: ClassVar[Kind]
    ELSEWHERE: ClassVar[Kind]
    ANNOUNCED: ClassVar[Kind]
    OWN_HOME: ClassVar[Kind]
    LONG_AGO: ClassVar[Kind]
    RETRACTING: ClassVar[Kind]
    TOPIC: ClassVar[Kind]
    LAUGHTER: ClassVar[Kind]
    ALL_BUT: ClassVar[Kind]
    THAT_ONE: ClassVar[Kind]
    AWAITED: ClassVar[Kind]


for _number, _name in enumerate(Kind.__annotations__, 1):
    setattr(Kind, _name, Kind(_number))


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


Voided = dict[int, str]
"""Why answers do not count, each by where it begins."""


@dataclass(slots=True)
class Clause:
    """Tokens between two marks. ``sentence`` numbers where it stands."""

    tokens: list[Token] = field(default_factory=list)
    kinds: set[Kind] = field(default_factory=set)
    sentence: int = 0

    def add(self, token: Token) -> None:
        self.tokens.append(token)
        self.kinds.add(token.kind)


LISTS: tuple[tuple[str, Kind], ...] = (
    ("filler", Kind.FILLER),
    ("symptoms", Kind.FILLER),
    ("whole", Kind.WHOLE),
    ("household", Kind.WHOLE),
    ("rest", Kind.REST),
    ("members", Kind.MEMBER),
    ("some_members", Kind.MEMBER),
    ("faces", Kind.MEMBER),
    ("ordinal_people", Kind.MEMBER),
    ("pronouns", Kind.PRONOUN),
    ("that_one", Kind.THAT_ONE),
    ("awaited", Kind.AWAITED),
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
    ("pastimes", Kind.HEARSAY),
    ("condition", Kind.CONDITION),
    ("only_then", Kind.CONDITION),
    ("wish", Kind.WISH),
    ("plan", Kind.PLAN),
    ("joke", Kind.JOKE),
    ("laughter", Kind.LAUGHTER),
    ("all_but", Kind.ALL_BUT),
    ("others", Kind.OTHERS),
    ("pets", Kind.OTHERS),
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


def between_marks(tokens: Iterable[Token], marks: Collection[Kind]) -> list[list[Token]]:
    """The stretches of ``tokens`` that stand between ``marks``."""
    stretches: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind in marks:
            stretches.append([])
        else:
            stretches[-1].append(token)
    return [stretch for stretch in stretches if stretch]
