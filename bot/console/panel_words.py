"""The words on the pages behind the counter, from data/console/panels.yaml."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

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


class PanelWords(_Part):
    """The whole file."""

    medicine: Medicine


@cache
def panel_words() -> PanelWords:
    """Read the file once a process.

    Raises:
        LexiconError: it does not have its form.
    """
    text = files("data").joinpath("console", "panels.yaml").read_text(encoding="utf-8")
    return validate_yaml(text, "data/console/panels.yaml", PanelWords)
