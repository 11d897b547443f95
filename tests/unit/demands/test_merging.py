"""`make accuracy`: how well demands are put together, on the clusters that were built with and on those held back."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest

from bot.demands.likeness import Features, features, sure_answer
from bot.understand import Reader
from tests.unit.demands.clusters import as_labelled, as_read, compare, load, put_together, show_faults


@pytest.mark.accuracy
@pytest.mark.parametrize("name", ["built", "kept"])
def test_demands_of_one_matter_come_together(name: str) -> None:
    rows = load(name)
    found = put_together(map(as_labelled, rows))
    merging = compare([row["matter"] for row in rows], found)
    print(f"\n{name}, kind and category as labelled: {len(rows)} demands, {merging}, F1 {merging.f1:.3f}")
    if name == "built":
        show_faults(rows, found)
    assert merging.f1 >= 0.9
    assert merging.items <= 2 * merging.matters


@pytest.mark.accuracy
@pytest.mark.parametrize("name", ["built", "kept"])
def test_demands_come_together_as_the_reader_hears_them(name: str) -> None:
    hear = as_read(Reader())
    heard = [(row, voice) for row in load(name) if (voice := hear(row))]
    merging = compare([row["matter"] for row, _ in heard], put_together(voice for _, voice in heard))
    print(f"\n{name}, as read: {len(heard)} of {len(load(name))} heard, {merging}, F1 {merging.f1:.3f}")
    assert merging.f1 >= 0.9
    assert merging.items <= 2 * merging.matters


@pytest.mark.accuracy
def test_who_asks_again_is_answered_where_it_is_sure() -> None:
    """Half the rows of ``again`` ask what was answered in new words, the others something else with the same words."""
    counted = Counter[str]()
    for half in ("built", "kept"):
        answered: dict[str, list[Features]] = defaultdict(list)
        for row in load(half):
            answered[row["matter"]].append(features(as_labelled(row)))
        known = {matter: [*voices[:2], *voices[-3:]] for matter, voices in answered.items()}
        for row in load("again"):
            if row["matter"] is None or row["matter"] in known:
                found = sure_answer(features(as_labelled(row)), known)
                verdict = "wrong" if found not in (None, row["matter"]) else "right" if found else "left"
                counted[verdict if row["matter"] else f"{verdict} (other question)"] += 1
                if found != row["matter"]:
                    print(f"{verdict}: {row['text']} (asks {row['matter']}, answered {found})")
    print(dict(counted))
    assert counted["right"] >= 35
    assert not counted["wrong"]
    assert not counted["wrong (other question)"]
