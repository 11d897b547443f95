"""The labelled corpus: nearly all exact, hardly anything silently wrong, and no positive missed."""

from __future__ import annotations

import pytest

from bot.understand import Reader
from tests.unit.understand.corpus import FOLDER, load, measure

# Written and labelled before the reader had seen them, to find out what it does with texts that nobody wrote for it.
BLIND = ["blind_answers", "blind_others", "blind_chatter", "blind_headcount", "blind_second"]
ANSWERS = [
    *BLIND,
    "antigen",
    "antigen_more",
    "chat_traps",
    "headcount",
    "headcount_more",
    "chain",
    "chain_more",
    "other_form",
    "goods",
    "heldout_answers",
    "heldout_headcount",
    "heldout_lists",
    "fresh_lists",
    "residents_first",
    "residents_second",
    "residents_third",
    "residents_fourth",
    "residents_fifth",
    "strangers_1",
    "strangers_lists",
    "strangers_2",
    "strangers_3",
    "strangers_4",
    "strangers_answers_plain",
    "strangers_goods",
    "strangers_headcount",
    "strangers_evening",
    "strangers_all_forms",
]


def test_no_positive_is_missed(reader: Reader) -> None:
    assert measure(reader, ANSWERS).missed == []


def test_nearly_everything_is_exact_and_hardly_anything_silently_wrong(reader: Reader) -> None:
    score = measure(reader, ANSWERS)
    assert score.rows >= 700
    assert score.exact >= 0.98 * score.rows, score.wrong
    assert len(score.silent) < 0.005 * score.rows, score.silent


def test_clear_messages_are_not_left_to_a_person(reader: Reader) -> None:
    score = measure(reader, ANSWERS)
    assert len(score.deferred) <= 0.05 * score.rows, score.deferred


def test_demands_are_told_from_chatter(reader: Reader) -> None:
    score = measure(reader, ["demands"])
    assert score.exact >= 0.9 * score.rows, score.wrong


@pytest.mark.parametrize("name", [path.stem for path in sorted(FOLDER.glob("*.jsonl"))])
def test_every_row_has_its_own_id(name: str) -> None:
    ids = [row["id"] for row in load(name)]
    assert len(set(ids)) == len(ids)
