"""The words on the pages, from data/console/words.yaml."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from bot.console.desk_words import Demands, Notices, Paste
from bot.lexicon import validate_yaml
from bot.roles import GroupKind, Role


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Frame(_Part):
    """Around every page."""

    product: str
    menu: str
    dark: str
    light: str
    password: str
    leave: str
    choose_password: str
    nothing_here: str
    away: str
    carried_out: str
    refused: str
    waits: str
    language: str


class Enter(_Part):
    """Logging in."""

    title: str
    name: str
    password: str
    again: str
    enter: str
    wrong: str
    locked: str
    used: str
    by_link: str
    choose: str
    short: str
    differ: str
    taken: str
    save: str
    hint: str


class Today(_Part):
    """What is going on."""

    open: str
    closed: str
    nothing: str
    play: str
    building: str
    buildings: str
    answered: str
    missing: str
    review: str
    positive: str
    late: str
    until: str
    chart: str
    each: str
    sum: str
    urgent: str
    no_urgent: str
    sends: str
    states: dict[str, str]
    resend: str
    failed_notice: str
    failed_other: str
    households: str
    taken_by: str
    tile: str
    overdue: str
    export: str


class Street(_Part):
    """The simulated network."""

    groups: str
    private: str
    private_chat: str
    nobody: str
    speak_as: str
    say: str
    send: str
    empty: str
    sweep: str
    day: str
    speed: str
    once: str
    sixty: str
    fastest: str
    stop: str
    played: str
    progress: str
    done: str
    wait: list[int]
    minutes: str
    read_only: str
    erased: str
    taken_back: str
    busy: str


class Building(_Part):
    """One building."""

    title: str
    round: str
    unit: str
    floor: str
    heads: str
    missing: str
    vacant: str
    no_wechat: str
    people: str
    review: str
    reasons: dict[str, str]
    other_reason: str
    ways: dict[str, str]
    by: str
    history: str
    no_history: str
    words: str
    no_words: str
    correct: str
    answer: str
    why: str
    save: str
    close: str
    choose_why: str
    late: str
    positive: str
    left: str
    unplaced: str
    no_round: str
    export: str


class PageWords(_Part):
    """The whole file."""

    roles: dict[Role, str]
    kinds: dict[GroupKind, str]
    places: dict[str, str]
    frame: Frame
    enter: Enter
    today: Today
    street: Street
    building: Building
    demands: Demands
    notices: Notices
    paste: Paste


@cache
def page_words() -> PageWords:
    """Read the file once a process.

    Raises:
        LexiconError: it does not have its form.
    """
    text = files("data").joinpath("console", "words.yaml").read_text(encoding="utf-8")
    return validate_yaml(text, "data/console/words.yaml", PageWords)
