"""A whole morning of 25 buildings through the real gateway, against the truth that its generator knows.

tests/demo holds the simulated network to the same truth; tests/benchmarks compares the two to the last word.
"""

from __future__ import annotations

from pathlib import Path

from data.demo.sweep import demo_community, make_sweep
from tests.demo.test_sweep import differences
from tests.support.gateway import Gateway
from tests.wechat.compound import play


async def test_a_morning_through_the_gateway_is_counted_as_it_was(gateway: Gateway, tmp_path: Path) -> None:
    sweep = make_sweep(demo_community())
    collection, _ = await play(gateway, tmp_path, sweep)
    assert list(differences(sweep, collection["buildings"])) == []
    for building, page in collection["buildings"].items():
        sure = set(sweep.truth.positive_rooms.get(building, []))
        possible = sure | set(sweep.truth.positive_possible.get(building, []))
        assert sure <= set(page["positive_rooms"]) <= possible, building
        assert set(page["late"]) == set(sweep.truth.late.get(building, [])), building
