"""Demands label by label: the project's own rows in every run, others on `make accuracy`."""

from __future__ import annotations

import pytest

from bot.understand import Reader
from tests.unit.understand.corpus import FOLDER, load
from tests.unit.understand.demand_examples import Measured, measure_demands, outside_rows, show

OWN = [path.stem for path in sorted(FOLDER.glob("demands*.jsonl"))]


def own(reader: Reader) -> Measured:
    return measure_demands(reader, [row for name in OWN for row in load(name)])


def test_what_is_asked_for_is_heard_as_what_it_is(reader: Reader) -> None:
    measured = own(reader)
    assert measured.rows >= 450
    assert measured.share("kind") >= 0.95, measured.wrong
    assert measured.share("category") >= 0.9, measured.wrong
    assert measured.share("party") >= 0.9, measured.wrong


def test_a_quiet_cry_for_help_is_never_of_low_urgency(reader: Reader) -> None:
    measured = own(reader)
    assert measured.high_as_low == []
    assert measured.unheard == []
    assert measured.within_a_step >= 0.95 * measured.asked["urgency"]


def test_texts_that_nothing_was_made_from_are_told_as_well(reader: Reader) -> None:
    measured = measure_demands(reader, load("unseen_demands"))
    assert measured.rows >= 340
    assert measured.share("kind") >= 0.8, measured.wrong
    assert measured.share("category") >= 0.85, measured.wrong
    assert measured.within_a_step >= 0.94 * measured.asked["urgency"]
    assert measured.high_as_low == []
    assert measured.unheard == []


@pytest.mark.accuracy
def test_what_the_reader_makes_of_labelled_demands(reader: Reader) -> None:
    rows = outside_rows()
    unseen = ("unseen_demands", "unseen_talk", "unseen_help", "unseen_chatter", "unseen_danger")
    parts = {"own": own(reader), **{name: measure_demands(reader, load(name)) for name in unseen}}
    if rows:
        parts["outside"] = measure_demands(reader, rows)
        parts["outside, random"] = measure_demands(reader, [row for row in rows if row.get("sample") == "random"])
    print()
    for name, measured in parts.items():
        show(name, measured)
    for name in [name for name in parts if "random" not in name]:
        print(f"\n{name}: what was taken for what")
        for (label, meant, taken), times in parts[name].taken_for.most_common():
            print(f"{times:4}  {label:9} {meant} read as {taken}")
        print(*parts[name].wrong, sep="\n")
    # How much danger is heard that is told in no word that names one, test_urgent.py says.
    assert not any(measured.high_as_low for name, measured in parts.items() if name != "unseen_danger")
