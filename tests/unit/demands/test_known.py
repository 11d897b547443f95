"""What was learned of matters: it belongs to the texts of today, and hears the same in words that no list has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demands.known import known_matters, together
from bot.demands.likeness import Features, Voice, alike, features, matter_of
from tests.learning import matters
from tests.unit.demands.clusters import learned_matters


def said(text: str, building: str | None = "3", category: str = "property") -> Features:
    return features(Voice(text, "complaint", category, "property", building))


def test_the_weights_are_of_the_texts_that_lie_here() -> None:
    assert learned_matters().learned_from == matters.fingerprint(), "tests/corpus/learning has changed: make learn"


@pytest.mark.parametrize(
    ("one", "other", "category"),
    [
        ("电梯坏了", "天天爬十九层，腿都软了", "property"),
        ("停水了", "头发洗了一半，一滴都没有了", "property"),
        ("到处是蚊子", "坐一会儿胳膊上全是红包", "sanitation"),
        ("草坪上狗屎没人捡", "婴儿车轮子又压到一坨", "neighbour"),
        ("什么时候解封", "到底还要蹲几天", "policy"),
    ],
)
def test_one_matter_without_a_common_word(one: str, other: str, category: str) -> None:
    first, second = said(one, category=category), said(other, category=category)
    assert matter_of(second, {"it": [first], "another": [said("广告屏太吵")]}) == "it"


def test_a_building_of_its_own_is_kept_where_the_matter_is_a_buildings() -> None:
    assert matter_of(said("天天爬十九层，腿都软了", "7"), {"lift": [said("电梯坏了", "3")]}) is None


def test_one_flat_is_not_the_other() -> None:
    assert matter_of(said("1502的卫生间漏到我家了"), {"it": [said("901家里漏水到楼下")]}) is None


@given(st.text(max_size=60), st.text(alphabet="电梯水狗菜停坏了什么时候", max_size=20))
def test_any_two_texts_are_weighed_the_same_way_round(one: str, other: str) -> None:
    first, second = said(one), said(other)
    for same_place in (True, False):
        there = together(first.told, second.told, same_place=same_place)
        assert there == pytest.approx(together(second.told, first.told, same_place=same_place))
        assert all(0 <= chance <= 1.001 for chance in there)
    assert 0 <= alike(first, second) <= 1


def test_what_is_told_is_named() -> None:
    told = known_matters().told("停水了，一滴水也没有，几点来水", ["about:no_water"], "property")
    assert list(learned_matters().matters)[next(iter(told.matters))] == "water-cut-when-back"
    assert sum(told.matters.values()) <= 1.001
