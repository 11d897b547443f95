"""The demonstration's day of demands: the same everywhere, and of the size it claims to be."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import pytest

from bot.community import Community
from bot.roles import GroupKind
from data.demo.day import Day, make_day
from data.demo.sweep import demo_community


@pytest.fixture(scope="module")
def compound() -> Community:
    return demo_community()


@pytest.fixture(scope="module")
def day() -> Day:
    return make_day()


def test_it_is_the_same_for_the_same_seed_only(day: Day) -> None:
    assert make_day() == day
    assert make_day(8).lines != day.lines


def test_it_has_600_demands_of_40_matters_12_cries_and_3000_lines_of_chatter(day: Day) -> None:
    ids = {line["id"] for line in day.lines}
    assert len(ids) == len(day.lines) == 3612
    assert len(day.truth.matters) == 600
    assert Counter(Counter(day.truth.matters.values()).values()) == {15: 40}
    assert len(set(day.truth.cries.values())) == len(day.truth.cries) == 12
    assert ids > set(day.truth.matters) | set(day.truth.cries)
    assert set(day.truth.matters.values()) == set(day.truth.categories)


def test_lines_are_in_order_and_in_official_groups(compound: Community, day: Day) -> None:
    times = [datetime.fromisoformat(line["at"]) for line in day.lines]
    assert times == sorted(times)
    official = {group.topic for group in compound.groups if group.kind is GroupKind.OFFICIAL}
    assert {line["room"] for line in day.lines} == official
    assert all(line["text"] and "<" not in line["text"] and "{" not in line["text"] for line in day.lines)


def test_a_matter_is_raised_in_different_words_by_different_people(day: Day) -> None:
    by_matter: dict[str, list[tuple[str, str]]] = {name: [] for name in day.truth.categories}
    for line in day.lines:
        if matter := day.truth.matters.get(line["id"]):
            by_matter[matter].append((line["from"], line["text"]))
    for raised in by_matter.values():
        assert len({person for person, _ in raised}) == 15
        assert len({text for _, text in raised}) == 15


def test_a_matter_of_one_building_is_raised_there_and_others_in_many(compound: Community, day: Day) -> None:
    building = {group.topic: group.building for group in compound.groups if group.building}
    raised: dict[str, set[str | None]] = {}
    for line in day.lines:
        if matter := day.truth.matters.get(line["id"]):
            raised.setdefault(matter, set()).add(building[line["room"]])
    assert raised["lift_3"] == {"3"}
    assert sum(len(where) == 1 for where in raised.values()) == 16
    assert all(len(where) > 5 for where in raised.values() if len(where) > 1)


def test_much_of_the_chatter_sounds_alarming(day: Day) -> None:
    told = [line["text"] for line in day.lines if line["id"] not in day.truth.matters | day.truth.cries]
    alarming = ("死", "着火", "火灾", "跳楼", "救命", "爆炸", "流血", "吐血", "摔", "心梗")
    assert sum(any(word in text for word in alarming) for text in told) > 150
