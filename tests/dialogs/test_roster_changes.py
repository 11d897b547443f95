"""The roster changes in the middle of a collection: what was answered stays until a person has settled it."""

from __future__ import annotations

from dataclasses import replace

from bot.roster import Household
from tests.support.night import B3, HE, Night, tiny_compound


def restart_with(night: Night, *flats: tuple[str, bool]) -> None:
    """The process starts again; building 3 has only these flats: (room, vacant)."""
    others = tuple(home for home in tiny_compound().households if home.building != "3")
    homes = tuple(Household("3", "", room, 3, (), vacant, False) for room, vacant in flats)
    night.community = replace(tiny_compound(), households=homes + others)
    night.restart()


def test_a_positive_of_a_flat_that_left_the_roster_stays_until_it_is_settled(sweep: Night) -> None:
    sweep.say("501-李四", "501 1阳1阴", B3)
    sweep.later(2)
    restart_with(sweep, ("301", False), ("302", False))
    building = sweep.building()
    assert building["positive_rooms"] == ["501"]
    assert building["review"] == ["501"]
    assert building["answers"] == {"501": "unclear"}
    assert (building["households"], building["reported"]) == (2, 1)
    assert building["missing"] == ["301", "302"]
    sweep.new()
    sweep.tell(HE, "/更正 501 2人阴")
    sweep.later(1)
    building = sweep.building()
    assert (building["positive_rooms"], building["review"]) == ([], [])


def test_a_flat_that_became_vacant_after_it_answered_is_looked_at(sweep: Night) -> None:
    sweep.say("502-张三", "502 3人阴", B3)
    restart_with(sweep, ("301", False), ("502", True))
    building = sweep.building()
    assert building["review"] == ["502"]
    assert (building["households"], building["reported"], building["missing"]) == (1, 1, ["301"])
    assert sweep.people() == {}


def test_the_relay_s_figures_agree_with_each_other(sweep: Night) -> None:
    sweep.say("301-王五", "301 3人阴", B3)
    sweep.say("502-张三", "502 3人阴", B3)
    sweep.say("501-李四", "501 2人阴", B3)
    restart_with(sweep, ("301", False), ("302", False), ("502", True))
    sweep.new()
    sweep.tell(HE, "/统计")
    told = sweep.new(1)[0].text
    assert "应答 2 户，已答 1 户" in told
    assert "按户：阴性 1\n" in told + "\n"
    assert "501" in told
    assert "502" in told


def test_a_flat_that_never_answered_and_left_is_gone(sweep: Night) -> None:
    restart_with(sweep, ("301", False))
    building = sweep.building()
    assert (building["households"], building["reported"], building["missing"]) == (1, 0, ["301"])
