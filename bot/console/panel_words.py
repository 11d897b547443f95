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


class PanelWords(_Part):
    """The whole file."""

    medicine: Medicine
    audit: Audit
    trying: Trying
    lexicon: Lexicon
    forms: Forms


@cache
def panel_words() -> PanelWords:
    """Read the file once a process.

    Raises:
        LexiconError: it does not have its form.
    """
    text = files("data").joinpath("console", "panels.yaml").read_text(encoding="utf-8")
    return validate_yaml(text, "data/console/panels.yaml", PanelWords)
