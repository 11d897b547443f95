"""The words of data/lexicon that the reader knows, validated; reading.yaml and places.yaml say what each list means."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from bot.lexicon import Characters, load_lexicon

Few = Annotated[int, Field(ge=0, le=1_000)]


class ReadingWords(BaseModel):
    """data/lexicon/reading.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    people: list[str]
    numbers: dict[str, Few]
    people_numbers: dict[str, Few]
    whole: list[str]
    household: list[str]
    rest: list[str]
    members: list[str]
    some_members: list[str]
    member_numbers: dict[str, Few]
    pronouns: list[str]
    that_one: list[str]
    elsewhere: list[str]
    announced: list[str]
    announcers: list[str]
    announcing: list[str]
    saying: list[str]
    telling: str
    own_home: list[str]
    long_ago: list[str]
    retracting: list[str]
    counted: list[str]
    lasting: list[str]
    group_before: list[str]
    group_behind: list[str]
    joining: list[str]
    measuring: list[str]
    wanting: Characters
    awaiting: Characters
    asked: list[str]
    addressed: list[str]
    hearing: list[str]
    tests: list[str]
    measured: list[str]
    uncounted: list[str]
    like_pets: list[str]
    formal: dict[str, Few]
    forbidding: list[str]
    undoing: list[str]
    same: list[str]
    withdraw: list[str]
    withdraw_verbs: list[str]
    withdraw_words: list[str]
    taking_back: list[str]
    taking_back_alone: list[str]
    own_answer: list[str]
    not_taken_back: list[str]
    correction: list[str]
    told_by: list[str]
    told_at_home: list[str]
    should: list[str]
    likewise: list[str]
    unlike: list[str]
    neither: list[str]
    supposing: list[str]
    among: list[str]
    being: list[str]
    left: list[str]
    lists: list[str]
    babies: list[str]
    myself: list[str]
    including: list[str]
    only: list[str]
    unable: list[str]
    joy: list[str]
    kin: str
    proxy: list[str]
    question: list[str]
    what_now: list[str]
    echo: list[str]
    doubt: list[str]
    negation: list[str]
    past: list[str]
    hearsay: list[str]
    pastimes: list[str]
    condition: list[str]
    wish: list[str]
    plan: list[str]
    joke: list[str]
    laughter: list[str]
    all_but: list[str]
    others: list[str]
    at_work: list[str]
    neighbours: list[str]
    weather: list[str]
    hint: list[str]
    now: list[str]
    exists: list[str]
    labels: list[str]
    own: list[str]
    mine: list[str]
    symptoms: list[str]
    lacking: list[str]
    filler: list[str]
    acknowledging: list[str]
    attempts: list[str]
    shown: list[str]
    topics: list[str]
    defining: list[str]
    households: list[str]
    surnames: Characters
    named_by: list[str]
    named_before: list[str]
    titles: list[str]
    attributive: list[str]
    name_marks: list[str]
    parts: list[str]
    possessive: list[str]
    ordinals: list[str]
    whereabouts: str
    around: list[str]
    by_the_way: list[str]
    replying: list[str]
    only_then: list[str]
    visiting: str
    noted: list[str]
    miscounting: list[str]
    reporting: list[str]
    tested_at: list[str]
    about_to: list[str]
    other_tests: list[str]
    asked_test: list[str]
    pets: list[str]
    spoken_to: list[str]
    missing_rooms: list[str]
    faces: list[str]
    ordinal_people: list[str]
    relatives: list[str]
    also: list[str]
    oneself: list[str]
    awaited: list[str]
    instead: list[str]


class PlaceWords(BaseModel):
    """data/lexicon/places.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    building: list[str]
    building_alone: list[str]
    named_buildings: list[str]
    unit: list[str]
    room: list[str]
    lane: list[str]
    floor: list[str]
    digits: Characters
    tens: Characters
    aloud: dict[str, str]
    aloud_only: Characters
    hundreds: Characters
    thousands: Characters
    not_room: list[str]
    people_there: list[str]
    not_room_latin: list[str]
    months: list[str]
    years: list[str]
    days: list[str]
    hours: list[str]
    minutes: list[str]
    halves: list[str]
    parts_of_day: list[str]
    not_homes: list[str]
    loved: list[str]
    degrees: list[str]
    not_rooms: list[str]
    glued: list[str]


@cache
def reading_words() -> ReadingWords:
    """The reading words, read once a process. Raises LexiconError."""
    words: ReadingWords = load_lexicon("reading", ReadingWords)
    return words


@cache
def place_words() -> PlaceWords:
    """The place words, read once a process. Raises LexiconError."""
    words: PlaceWords = load_lexicon("places", PlaceWords)
    return words
