"""The words on the pages behind the counter, from data/console/panels.yaml."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, Field

from bot.lexicon import validate_yaml


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Medicine(_Part):
    """The runner's sheet."""

    title: str
    count: str
    nothing: str
    packs: str
    no_place: str
    amount: str
    unknown_amount: str
    uses_card: str
    no_card: str
    card_unsaid: str
    card_out: str
    has_identity: str
    no_identity: str
    look: str
    choose: str
    chosen: str
    none_chosen: str
    to: str
    save: str
    find: str
    ended: str
    reveal: str
    reveal_of: str
    reveal_title: str
    reveal_note: str
    why: str
    choose_why: str
    show: str
    close: str
    export: str


class Audit(_Part):
    """Who did what. ``since`` is called ``from`` in the file."""

    title: str
    note: str
    since: str = Field(alias="from")
    until: str
    who: str
    everybody: str
    act: str
    every_act: str
    find: str
    bot: str
    nobody: str
    columns: list[str]
    count: str
    most: str
    nothing: str
    more: str
    export: str
    bad_day: str


class Trying(_Part):
    """A sentence that is tried."""

    said: str
    sender: str
    building: str
    collecting: str
    nothing_open: str
    attempt: str
    empty: str
    why: str
    columns: list[str]
    chain: str
    no_place: str
    heads: str
    kinds: dict[str, str]
    forms: dict[str, str]


class Lexicon(_Part):
    """The lists of words."""

    title: str
    note: str
    look_up: str
    word: str
    place: str
    nowhere: str
    lists: str
    choose: str
    how: str


class Forms(_Part):
    """The collection forms."""

    called: str
    try_it: str
    alarm: str
    review: str
    sensitive: str
    weak: str
    decoys: str
    more: str
    draft: str
    draft_note: str
    yaml: str
    check: str
    download: str
    good: str
    source: str
    too_long: str
    clash: str
    example: str


class People(_Part):
    """Who has a role, and who has a way in."""

    title: str
    note: str
    count: str
    all: str
    buildings: str
    no_line: str
    find: str
    dismiss: str
    dismiss_of: str
    sure: str
    yes_dismiss: str
    keep: str
    appoint: str
    who: str
    role: str
    where: str
    do_appoint: str
    choose_both: str
    strangers: str
    export: str
    accounts: str
    has_account: str
    seen: str
    no_account: str
    invite: str
    invite_of: str
    link_title: str
    link_note: str
    to_copy: str
    copied: str
    expel: str
    expel_of: str
    expel_sure: str
    expelled: str
    close: str


class Roster(_Part):
    """The roster, and what a file would change in it."""

    title: str
    now: str
    unknown: str
    current: str
    empty: str
    file_name: str
    how: str
    choose: str
    too_large: str
    reading: str
    unread: str
    read: str
    several: str
    filled: str
    taken: str
    ignored: str
    tags: str
    not_taken: str
    doubts: str
    columns: list[str]
    other: str
    changes: str
    no_changes: str
    added: str
    removed: str
    changed: str
    homes: str
    people_from: str
    none: str
    gained: str
    lost: str
    left_alone: str
    problems: str
    whole: str
    leave_out: str
    tick_first: str
    goes: str
    tick_goes: str
    confirm: str
    forget: str
    and_more: str


class Doctor(_Part):
    """Whether all is well. ``subjects`` and ``says`` by what bot/soundness calls them."""

    title: str
    again: str
    looking: str
    sound: str
    faults: str
    states: dict[str, str]
    subjects: dict[str, str]
    says: dict[str, str]


class TokenWords(_Part):
    """Programs of the district that may read."""

    title: str
    note: str
    nothing: str
    columns: list[str]
    all: str
    never: str
    end: str
    end_of: str
    ended: str
    new: str
    name: str
    role: str
    buildings: str
    days: str
    make: str
    bad_name: str
    bad_days: str
    taken: str
    once: str
    close: str


class PanelWords(_Part):
    """The whole file."""

    medicine: Medicine
    audit: Audit
    trying: Trying
    lexicon: Lexicon
    forms: Forms
    people: People
    roster: Roster
    doctor: Doctor
    tokens: TokenWords


@cache
def panel_words() -> PanelWords:
    """Read the file once a process.

    Raises:
        LexiconError: it does not have its form.
    """
    text = files("data").joinpath("console", "panels.yaml").read_text(encoding="utf-8")
    return validate_yaml(text, "data/console/panels.yaml", PanelWords)
