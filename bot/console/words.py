"""The words on the pages, from data/console/words.yaml."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

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
    progress: str
    done: str
    wait: list[int]
    minutes: str
    read_only: str
    erased: str
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


class Demands(_Part):
    """The digest's items as a board."""

    columns: dict[str, str]
    people: str
    building: str
    whole: str
    urgent: str
    reopened: str
    held: str
    again: str
    nothing: str
    older: str
    open: str
    choose: str
    chosen: str
    hint: str
    merge: str
    clear: str
    merge_title: str
    merge_note: str
    merge_two: str
    urgent_stays: str
    find: str
    export: str
    sources: str
    hidden: str
    erased: str
    private: str
    split: str
    split_choose: str
    split_none: str
    answer: str
    decide: str
    says: str
    who_reads: str
    groups: str
    persons: str
    nobody: str
    looks: str
    send: str
    later: str
    at_once: str
    no_text: str
    last: str
    more: str
    claim: str
    category: str
    change: str
    drop: str
    reason: str
    why: str
    close: str
    gone: str


class Notices(_Part):
    """Official notices."""

    write: str
    audience: str
    at: str
    text: str
    lacks: str
    looks: str
    preview: str
    no_text: str
    no_audience: str
    pending: str
    pending_new: str
    pending_correct: str
    pending_at: str
    expires: str
    send: str
    discard: str
    ledger: str
    nothing: str
    title: str
    version: str
    by: str
    planned: str
    states: dict[str, str]
    sends: dict[str, str]
    carried: str
    groups: str
    correct: str
    correct_title: str
    correct_note: str
    recall: str
    recall_title: str
    recall_note: str
    resend: str
    stop: str
    close: str


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


@cache
def page_words() -> PageWords:
    """Read the file once a process.

    Raises:
        LexiconError: it does not have its form.
    """
    text = files("data").joinpath("console", "words.yaml").read_text(encoding="utf-8")
    return validate_yaml(text, "data/console/words.yaml", PageWords)
