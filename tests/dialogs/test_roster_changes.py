"""The roster changes in the middle of a collection: what was answered stays until a person has settled it."""

from __future__ import annotations

from dataclasses import replace

from bot.roster import Household
from data.seed import take_roster
from tests.support.night import B3, B8, HE, STAFF, Night, tiny_compound


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


def test_a_new_flat_is_expected_and_can_answer(sweep: Night) -> None:
    sweep.say("502-张三", "502 3人阴", B3)
    sweep.say("701-新来", "大家好", B3)
    restart_with(sweep, ("301", False), ("502", False), ("701", False))
    building = sweep.building()
    assert (building["households"], building["reported"], building["missing"]) == (3, 1, ["301", "701"])
    sweep.say("701-新来", "2人阴", B3)
    assert sweep.answers() == {"502": "negative", "701": "negative"}


def test_who_names_a_new_flat_in_the_nickname_is_reminded_before_a_word(sweep: Night) -> None:
    sweep.say("701-新来", "大家好", B3)
    restart_with(sweep, ("301", False), ("701", False))
    sweep.say("701-新来", "早上好", B3)
    sweep.until("06:31")
    (reminder,) = sweep.said("还没有收到", [one for one in sweep.heard if one.room == B3])
    assert reminder.mentions == ("wx-701-新来",)


def test_a_flat_that_was_left_out_by_mistake_comes_back_with_all_that_was_said(sweep: Night) -> None:
    sweep.say("502-张三", "502 3人阴", B3)
    sweep.say("501-李四", "大家好", B3)
    restart_with(sweep, ("301", False))
    assert sweep.building()["review"] == ["502"]
    restart_with(sweep, ("301", False), ("501", False), ("502", False))
    building = sweep.building()
    assert (building["answers"], building["review"]) == ({"502": "negative"}, [])
    sweep.until("06:31")
    (reminder,) = sweep.said("还没有收到", [one for one in sweep.heard if one.room == B3])
    assert reminder.mentions == ("wx-501-李四",)
    sweep.say("501-李四", "2人阴", B3)
    sweep.tell("502-张三", "/撤销")
    assert sweep.answers() == {"501": "negative"}


def test_who_took_another_room_meanwhile_is_not_tied_to_the_old_one_again(sweep: Night) -> None:
    sweep.say("501-李四", "大家好", B3)
    restart_with(sweep, ("301", False))
    sweep.say("301-李四", "我搬到301了", B3, contact="wx-501-李四")
    restart_with(sweep, ("301", False), ("501", False))
    sweep.say("301-李四", "2人阴", B3, contact="wx-501-李四")
    assert sweep.answers() == {"301": "negative"}


def test_a_new_building_joins_what_is_collected_everywhere_and_nothing_else(sweep: Night) -> None:
    sweep.collect("核酸 3号楼 截止 9:00")
    homes = (*tiny_compound().households, Household("9", "", "101", 2, (), False, False))
    sweep.community = replace(tiny_compound(), households=homes)
    sweep.restart()
    everywhere, third = sweep.state()["collections"]
    assert everywhere["buildings"]["9"]["missing"] == ["101"]
    assert list(everywhere["buildings"]) == ["3", "5", "8", "9"]
    assert list(third["buildings"]) == ["3"]
    sweep.restart()
    assert list(sweep.state()["collections"][0]["buildings"]) == ["3", "5", "8", "9"]


def test_a_building_that_left_keeps_its_answers_for_staff_to_settle(sweep: Night) -> None:
    sweep.say("801-钱", "801 2人阳", B8)
    sweep.later(2)
    compound = tiny_compound()
    sweep.community = replace(
        compound, households=tuple(home for home in compound.households if home.building != "8"),
        groups=tuple(group for group in compound.groups if group.building != "8"),
        people=tuple(person for person in compound.people if "8" not in person.buildings),
    )  # fmt: skip
    sweep.restart()
    assert sweep.building("8")["positive_rooms"] == ["801"]
    assert sweep.building("8")["households"] == 0
    sweep.new()
    sweep.until("07:31")
    (summary,) = sweep.said("【汇总】", [one for one in sweep.heard if one.room == STAFF])
    assert "8号楼：已答0/0，阳性或疑似1户（801）" in summary.text


def test_a_roster_is_taken_in_while_the_bot_runs(sweep: Night) -> None:
    sweep.say("502-张三", "502 3人阴", B3)
    sweep.say("701-新来", "大家好", B3)
    homes = [home for home in tiny_compound().households if home.key != ("3", "", "301")]
    new = Household("3", "", "701", 2, (), False, False)
    sweep.look(lambda work: take_roster(work, [*homes, new]))
    building = sweep.building()
    assert "301" not in building["missing"]
    assert "701" in building["missing"]
    assert building["answers"] == {"502": "negative"}
    sweep.say("701-新来", "2人阴", B3)
    assert sweep.answers()["701"] == "negative"
    sweep.look(lambda work: take_roster(work, list(tiny_compound().households)))
    building = sweep.building()
    assert "301" in building["missing"]
    assert building["review"] == ["701"]
