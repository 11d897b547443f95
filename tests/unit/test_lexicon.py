"""What somebody reads who edits a form or a word list wrong."""

from __future__ import annotations

import pytest
from pydantic import BaseModel

from bot.errors import FormError, LexiconError
from bot.lexicon import Characters, validate_yaml
from bot.understand.form import read_form

FORM = """\
name: gas
title: 燃气
words: [燃气]
reader: choice
how_to: 回复门牌和有或没有
answers:
  yes_gas: {label: 有, words: [有气]}
"""


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("how_to: 回复门牌和有或没有\n", "", "gas.yaml, line 1: how_to: is missing. Add it."),
        ("reader: choice", "reader: list", "line 4: reader: 'list' is not possible. Write one of 'outcome', "),
        ("  yes_gas: {label: 有, words: [有气]}\n", "", "line 6: answers: must be keys with values, one a line."),
        ("words: [有气]", "words: []", "line 7: answers.yes_gas.words: is empty: it needs one at least."),
        ("title: 燃气", "titel: 燃气\ntitle: 燃气", "line 2: titel: is not known here. Correct its name"),
    ],
)
def test_a_fault_in_a_form_is_a_sentence(old: str, new: str, says: str) -> None:
    assert old in FORM
    with pytest.raises(FormError) as caught:
        read_form(FORM.replace(old, new), "gas.yaml")
    assert says in str(caught.value)


class Surnames(BaseModel):
    surnames: Characters


@pytest.mark.parametrize("typed", ["赵]李", "[赵李", "^赵", "赵-李", "赵\\"])
def test_a_set_of_characters_holds_none_that_means_something_else(typed: str) -> None:
    assert validate_yaml("surnames: 赵钱孙李", "names.yaml", Surnames).surnames == "赵钱孙李"
    with pytest.raises(LexiconError, match="line 2"):
        validate_yaml(f"# who\nsurnames: '{typed}'", "names.yaml", Surnames)
