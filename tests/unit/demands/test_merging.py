"""`make accuracy`: how well demands are put together, on the clusters that were built with and on those held back."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest

from bot.demands.likeness import Features, Voice, features, sure_answer
from bot.understand import Message, Reader
from data.demo.day import make_day
from data.demo.sweep import demo_community
from tests.unit.demands.clusters import as_labelled, as_read, compare, load, put_together, show_faults

FILES = ["built", "kept", "fresh", "blind", "last"]
"""``built`` was built with; each of the others was measured before anything was mended by it, in this order."""


@pytest.mark.accuracy
@pytest.mark.parametrize("name", FILES)
def test_demands_of_one_matter_come_together(name: str) -> None:
    rows = load(name)
    found = put_together(map(as_labelled, rows))
    merging = compare([row["matter"] for row in rows], found)
    print(f"\n{name}, kind and category as labelled: {len(rows)} demands, {merging}, F1 {merging.f1:.3f}")
    show_faults(rows, found)
    assert merging.f1 >= 0.9
    assert merging.items <= 2 * merging.matters


@pytest.mark.accuracy
@pytest.mark.parametrize("name", FILES)
def test_demands_come_together_as_the_reader_hears_them(name: str) -> None:
    hear = as_read(Reader())
    heard = [(row, voice) for row in load(name) if (voice := hear(row))]
    merging = compare([row["matter"] for row, _ in heard], put_together(voice for _, voice in heard))
    print(f"\n{name}, as read: {len(heard)} of {len(load(name))} heard, {merging}, F1 {merging.f1:.3f}")
    assert merging.f1 >= 0.9
    assert merging.items <= 2 * merging.matters


@pytest.mark.accuracy
def test_matters_that_were_never_learned_come_together_better_than_by_lists() -> None:
    """A quarter of the matters of four authors who saw no list of ours: 768 texts, every one in other words."""
    rows = load("unseen")
    merging = compare([row["matter"] for row in rows], put_together(map(as_labelled, rows)))
    print(f"\nunseen, kind and category as labelled: {len(rows)} demands, {merging}, F1 {merging.f1:.3f}")
    assert merging.f1 >= 0.3
    assert merging.precision >= merging.recall


@pytest.mark.accuracy
@pytest.mark.parametrize(("halves", "file"), [(FILES[:2], "again"), (FILES[2:], "again_last")])
def test_who_asks_again_is_answered_where_it_is_sure(halves: list[str], file: str) -> None:
    """Half the rows of ``file`` ask what was answered in new words, the others something else with the same words."""
    counted = Counter[str]()
    rows = load(file)
    for half in halves:
        known = answered(half)
        for row in rows:
            if row["matter"] is None or row["matter"] in known:
                found = sure_answer(features(as_labelled(row)), known)
                verdict = "wrong" if found not in (None, row["matter"]) else "right" if found else "left"
                counted[verdict if row["matter"] else f"{verdict} (other question)"] += 1
                if found != row["matter"]:
                    print(f"{verdict}: {row['text']} (asks {row['matter']}, answered {found})")
    print(file, dict(counted))
    assert counted["right"] >= 0.7 * sum(row["matter"] is not None for row in rows)
    assert not counted["wrong"]
    assert not counted["wrong (other question)"]


def answered(name: str) -> dict[str, list[Features]]:
    """The voices of every matter of a file, as if each were answered."""
    found: dict[str, list[Features]] = defaultdict(list)
    for row in load(name):
        found[row["matter"]].append(features(as_labelled(row)))
    return found


@pytest.mark.accuracy
def test_the_day_comes_together() -> None:
    """The demonstration's 600 demands, as labelled and as the reader hears them among 3,000 lines of chatter."""
    day, reader = make_day(), Reader()
    truth = day.truth
    building = {group.topic: group.building for group in demo_community().groups if group.building}
    labelled, read, others = [], [], Counter[str]()
    for line in day.lines:
        here, matter = building[line["room"]], truth.matters.get(line["id"])
        meaning = reader.read(Message(line["text"], line["name"], "official", here))
        heard = meaning.kind in ("request", "complaint", "question", "offer")
        if matter:
            labelled.append((matter, Voice(line["text"], "question", truth.categories[matter], "", here)))
            if heard:
                read.append((matter, Voice(line["text"], meaning.kind, meaning.category or "other", "", here)))
        elif line["id"] in truth.cries:
            others["cries"] += meaning.urgency == "high"
        elif heard:
            others["chatter heard as a demand"] += 1
            others["of it urgent"] += meaning.urgency == "high"
    print(f"\nheard {len(read)} of {len(labelled)} demands; {dict(others)}")
    for voices in (labelled, read):
        merging = compare([matter for matter, _ in voices], put_together(voice for _, voice in voices))
        print(f"{merging}, F1 {merging.f1:.3f}")
        assert merging.f1 >= 0.9
        assert merging.items <= 2 * merging.matters
