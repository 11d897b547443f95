"""What somebody reads who edits a form or a word list wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import BaseModel

from bot.errors import FormError, LexiconError
from bot.lexicon import Characters, validate_yaml
from bot.understand.form import load_forms, read_form

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
        ("reader: choice", "reader: choice\ncategory: gass", "line 5: category: 'gass' is not possible."),
        ("label: 有, words: [有气]", "label: 有, alarm: ja, words: [有气]", "line 7: answers.yes_gas.alarm: must be"),
        ("words: [有气]", "words: ['']", "line 7: an empty text in a list. Take it out."),
        ("words: [有气]", "words: [有气, ' ']", "line 7: answers.yes_gas.words.1: ' ' is not possible."),
        ("words: [有气]}", "words: [有气]}\n  no_gas: {label: 没, words: [有气]}", "line 8: answers.no_gas"),
        ("reader: choice", "reader: outcome\nvalues: [people, yes_gass]", "line 5: values.1: yes_gass is none"),
        ("words: [有气]", "words: [有气], shapes: ['{has}']", "line 7: answers.yes_gas.shapes.0: {has}: has is none"),
        ("words: [有气]", "words: [有气], shapes: ['{has有']", "line 7: answers.yes_gas.shapes.0: {has有: a bracket"),
        ("how_to: ", "parts: {has: []}\nhow_to: ", "line 5: parts.has: is empty: it needs one at least."),
        ("how_to: ", "parts: {has: ['']}\nhow_to: ", "line 5: an empty text in a list. Take it out."),
        ("title: 燃气", "title: 2022-13-45", "gas.yaml, line 2: not valid YAML (month must be in 1..12)"),
        ("title: 燃气", "title: \0", "gas.yaml, line 2: not valid YAML"),
        ("title: 燃气", "titel: 燃气\ntitle: 燃气", "line 2: titel: is not known here. Correct its name"),
    ],
)
def test_a_fault_in_a_form_is_a_sentence(old: str, new: str, says: str) -> None:
    assert old in FORM
    with pytest.raises(FormError) as caught:
        read_form(FORM.replace(old, new), "gas.yaml")
    assert says in str(caught.value)


@pytest.mark.parametrize("typed", ["", "- 燃气\n"])
def test_a_form_that_is_no_form_is_told_what_one_is(typed: str) -> None:
    with pytest.raises(FormError, match="line 1: the file: must be keys with values"):
        read_form(typed, "gas.yaml")


def test_a_form_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "gas.yaml").write_bytes(FORM.encode("gb18030"))
    with pytest.raises(FormError, match=r"gas\.yaml: cannot be read\. Save it as UTF-8"):
        load_forms(tmp_path)


class Surnames(BaseModel):
    surnames: Characters


@pytest.mark.parametrize("typed", ["", "赵]李", "[赵李", "^赵", "赵-李", "赵\\"])
def test_a_set_of_characters_holds_none_that_means_something_else(typed: str) -> None:
    assert validate_yaml("surnames: 赵钱孙李", "names.yaml", Surnames).surnames == "赵钱孙李"
    with pytest.raises(LexiconError, match="line 2"):
        validate_yaml(f"# who\nsurnames: '{typed}'", "names.yaml", Surnames)
