"""A new kind of collection is a YAML file alone; a bad one is refused with its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import FormError
from bot.understand import Message, Reader, load_forms, to_json

GAS = """\
name: gas
title: 燃气安全检查
words: [燃气, 燃气安全]
reader: choice
how_to: 请回复“房号 合格”
answers:
  passed: {label: 合格, words: [合格, 已检查合格, 通过]}
  failed: {label: 不合格, words: [不合格, 没通过]}
  away: {label: 不在家, words: [不在家, 家里没人]}
"""


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    (tmp_path / "gas.yaml").write_text(GAS, encoding="utf-8")
    return Reader(load_forms(tmp_path))


@pytest.mark.parametrize(
    ("text", "room", "result"),
    [
        ("合格", "502", "passed"),
        ("603 不合格", "603", "failed"),
        ("502 不在家", "502", "away"),
        ("3-701合格", "701", "passed"),
    ],
)
def test_a_form_that_is_a_file_alone_is_collected(reader: Reader, text: str, room: str, result: str) -> None:
    meaning = reader.read(Message(text, "502-张三", "official", "3", "gas"))
    shown = to_json(meaning, 1)
    assert (shown["kind"], shown["form"]) == ("report", "gas")
    assert (shown["entries"][0]["room"], shown["entries"][0]["result"]) == (room, result)
    assert meaning.entries[0].values == {}


def test_its_chain_is_read_line_by_line(reader: Reader) -> None:
    meaning = reader.read(Message("#接龙\n燃气\n1. 502 合格\n2. 503 不在家", None, "official", "3", "gas"))
    assert [(entry.room, entry.result) for entry in meaning.entries] == [("502", "passed"), ("503", "away")]


def test_a_question_is_no_answer_to_it(reader: Reader) -> None:
    assert reader.read(Message("怎样算合格？", "502-张三", "official", "3", "gas")).entries == []


def test_every_alarm_is_sensitive() -> None:
    forms = load_forms()
    assert set(forms) >= {"antigen", "headcount"}
    assert forms["antigen"].answers["positive"].alarm
    assert forms["antigen"].answers["positive"].sensitive
    assert next(iter(forms["antigen"].answers)) == "negative"


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        (GAS.replace("reader: choice", "reader: guess"), "line 4"),
        (GAS.replace("how_to: 请回复“房号 合格”\n", ""), "how_to"),
        (GAS.replace("[不合格, 没通过]", "[合格]"), "合格"),
        (GAS.replace("answers:", "answers: ["), "line"),
    ],
)
def test_a_bad_form_is_refused_with_its_file_and_place(tmp_path: Path, wrong: str, named: str) -> None:
    (tmp_path / "gas.yaml").write_text(wrong, encoding="utf-8")
    with pytest.raises(FormError) as refused:
        load_forms(tmp_path)
    assert "gas.yaml" in str(refused.value)
    assert named in str(refused.value)


@pytest.mark.parametrize("word", ["燃气", "gas", "燃气安全检查"])
def test_two_forms_called_by_one_word_are_refused_with_both_files(tmp_path: Path, word: str) -> None:
    (tmp_path / "gas.yaml").write_text(GAS, encoding="utf-8")
    second = GAS.replace("name: gas", "name: meters").replace("title: 燃气安全检查", "title: 抄表")
    (tmp_path / "meters.yaml").write_text(second.replace("[燃气, 燃气安全]", f"[{word}]"), encoding="utf-8")
    with pytest.raises(FormError) as refused:
        load_forms(tmp_path)
    assert all(named in str(refused.value) for named in ("gas.yaml", "meters.yaml", word))


def test_an_own_form_takes_no_word_of_a_shipped_one_unless_it_replaces_it(tmp_path: Path) -> None:
    own = GAS.replace("[燃气, 燃气安全]", "[抗原]")
    (tmp_path / "own.yaml").write_text(own, encoding="utf-8")
    with pytest.raises(FormError) as refused:
        load_forms(tmp_path)
    assert all(named in str(refused.value) for named in ("own.yaml", "data/forms/antigen.yaml", "抗原"))
    (tmp_path / "own.yaml").write_text(own.replace("name: gas", "name: antigen"), encoding="utf-8")
    assert load_forms(tmp_path)["antigen"].title == "燃气安全检查"


@pytest.mark.parametrize(
    ("collecting", "text"),
    [
        ("gas", "502 抗原检测合格"),
        ("gas", "502 核酸通过"),
        ("headcount", "502 燃气2人"),
        ("headcount", "502 2人合格"),
        ("headcount", "#接龙\n燃气安全\n1. 502 2人\n2. 503 3人"),
        ("antigen", "502 燃气安全都正常"),
    ],
)
def test_what_names_another_form_is_for_a_person(reader: Reader, collecting: str, text: str) -> None:
    meaning = reader.read(Message(text, "502-张三", "official", "3", collecting))
    assert meaning.kind == "report"
    assert all(entry.review for entry in meaning.entries)


@pytest.mark.parametrize(
    ("collecting", "text"),
    [
        ("gas", "502 燃气合格"),
        ("gas", "502 合格，等下做核酸"),
        ("headcount", "502 核酸2人"),
        ("headcount", "502 2人"),
    ],
)
def test_what_names_the_form_that_is_asked_counts(reader: Reader, collecting: str, text: str) -> None:
    meaning = reader.read(Message(text, "502-张三", "official", "3", collecting))
    assert [entry.review for entry in meaning.entries] == [None]
