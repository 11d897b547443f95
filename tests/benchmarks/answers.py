"""The 5,000 answers of the speed benchmark: every resident of the demonstration compound answers once, in a form that
the competitors' regular expression reads as well as our reader does.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.community import Community
from bot.roles import GroupKind

SEED = 5000
POSITIVE_SHARE = 0.02

ANSWER = re.compile(
    r"^\s*(?P<building>\d{1,2})\s*(?:号楼|栋|幢|-)\s*(?P<room>\d{3,4})室?[\s,，]*"
    r"(?P<people>[1-9一两二三四五六])\s*[人口][\s,，]*"
    r"(?P<result>全阴|都是阴性|阴性|阴|全阳|阳性|\d阴\d阳)[。!！]?\s*$"
)
"""What a competent user of the other frameworks would write for answers like these."""

_NEGATIVE = (
    "{b}-{r} {p}人 全阴",
    "{b}号楼{r}室，{p}人，阴性",
    "{b}栋{r} {p}口 都是阴性",
    "{b}号楼{r} {p}人阴",
    "{b}-{r} {c}人全阴",
)
_POSITIVE = ("{b}-{r} {p}人 {n}阴1阳", "{b}号楼{r}室，{p}人，{n}阴1阳", "{b}栋{r} {c}人 {n}阴1阳")
_ALONE = ("{b}-{r} 1人 阳性", "{b}号楼{r}室，1人，阳性")
_COUNTS = "零一两三四五六"


@dataclass(frozen=True, slots=True)
class Answer:
    """One message: ``group`` is a topic, ``name`` the sender's nickname there."""

    id: int
    group: str
    sender: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Truth:
    """What every contender must have counted: households that answered, and those with a positive."""

    answered: int
    positive: int


def make_answers(community: Community) -> tuple[list[Answer], Truth]:
    """One answer from everybody, mixed over all groups; all of one household say the same in different words."""
    chance = random.Random(SEED)
    topics = {group.building: group.topic for group in community.groups if group.kind is GroupKind.OFFICIAL}
    said: list[tuple[str, str, str, str]] = []
    lived_in = [home for home in community.households if not home.vacant and home.people]
    positive = set(chance.sample(range(len(lived_in)), round(len(lived_in) * POSITIVE_SHARE)))
    for index, home in enumerate(lived_in):
        people = home.people or 0
        ill = _ALONE if people == 1 else _POSITIVE
        forms = ill if index in positive else _NEGATIVE
        for resident in range(people):
            text = chance.choice(forms).format(b=home.building, r=home.room, p=people, c=_COUNTS[people], n=people - 1)
            contact = f"wx-{home.building}-{home.room}-{resident}"
            said.append((topics[home.building], contact, f"{home.room}-住户{resident + 1}", text))
    chance.shuffle(said)
    answers = [Answer(number, *each) for number, each in enumerate(said, start=1)]
    return answers, Truth(len(lived_in), len(positive))


def members(answers: Sequence[Answer]) -> dict[str, list[tuple[str, str]]]:
    """Who sits in each group: contact and nickname."""
    found: dict[str, list[tuple[str, str]]] = {}
    for answer in answers:
        found.setdefault(answer.group, []).append((answer.sender, answer.name))
    return found
