"""Who finds what at the console: each role its own places, and nobody else's."""

from __future__ import annotations

import pytest

from bot.console.places import PLACES
from bot.roles import Role
from tests.console.conftest import Desk
from tests.support.night import HE, LAN, QIN, SONG, WANG, WUYE

COUNTS = {"today", "street", "paste", "demands", "medicine", "forms", "lexicon"}
STAFF_ONLY = {"notices", "people", "doctor"}
SECRETARY_ONLY = {"audit", "tokens"}


@pytest.mark.parametrize(
    ("name", "places"),
    [
        (SONG, COUNTS | STAFF_ONLY | SECRETARY_ONLY), (WANG, COUNTS | STAFF_ONLY), (HE, COUNTS), (QIN, COUNTS),
        (WUYE, {"demands"}), (LAN, COUNTS), ("502-张三", set()), ("路人甲", set()),
    ],
)  # fmt: skip
def test_each_role_has_its_own_places(desk: Desk, name: str, places: set[str]) -> None:
    desk.night.say("502-张三", "大家好", "3号楼官方群")
    desk.night.tell("路人甲", "你好")
    desk.night.later(1)
    visitor = desk.visitor(name)
    assert {key for key, place in PLACES.items() if place.may(visitor)} == places


def test_a_role_that_was_taken_away_opens_nothing_any_more(desk: Desk) -> None:
    visitor = desk.visitor(HE)
    assert Role.RELAY in visitor.roles
    assert desk.type(SONG, f"/dismiss @{HE} 信息员").done
    again = desk.do(desk.guard.visitor(visitor.visit))
    assert not any(place.may(again) for place in PLACES.values())
    assert not again.may_know("3")
