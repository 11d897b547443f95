"""Late answers: until the next round of that form opens in their building, whatever is collected elsewhere."""

from __future__ import annotations

from tests.support.night import B3, B5, Night


def test_a_round_of_another_building_leaves_this_one_s_late_window_open(sweep: Night) -> None:
    sweep.until("07:40")
    sweep.collect("抗原 5号楼 截止 10:00", at="07:50")
    sweep.say("302-住户", "302 2人阴", B3)
    sweep.say("5-1-101 住户", "1-101 2人阴", B5)
    sweep.later(2)
    assert sweep.answers("3", 0) == {"302": "negative"}
    assert sweep.building("3", 0)["late"] == ["302"]
    assert sweep.answers("5", 0) == {}
    assert sweep.answers("5", 1) == {"1-101": "negative"}


def test_a_late_positive_after_a_round_elsewhere_is_booked_too(sweep: Night) -> None:
    sweep.until("07:40")
    sweep.collect("抗原 5号楼 截止 10:00", at="07:50")
    sweep.say("302-住户", "302 1阳1阴", B3)
    sweep.later(2)
    assert sweep.building("3", 0)["positive_rooms"] == ["302"]


def test_the_next_round_of_the_same_building_ends_it(sweep: Night) -> None:
    sweep.until("07:40")
    sweep.collect("抗原 3号楼 截止 10:00", at="07:50")
    sweep.say("302-住户", "302 2人阴", B3)
    sweep.later(2)
    assert sweep.answers("3", 0) == {}
    assert sweep.answers("3", 1) == {"302": "negative"}


def test_a_positive_said_while_another_form_is_collected_is_still_booked_late(sweep: Night) -> None:
    sweep.until("07:40")
    sweep.collect("核酸人数 全区 截止 10:00", at="07:50")
    sweep.say("302-住户", "302 抗原阳了，不下去了", B3)
    sweep.later(2)
    assert sweep.building("3", 0)["positive_rooms"] == ["302"]
    assert sweep.answers("3", 1) == {}
