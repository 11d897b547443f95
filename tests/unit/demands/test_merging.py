"""`make accuracy`: how well demands are put together, on the clusters that were built with and on those held back."""

from __future__ import annotations

import pytest

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
