"""Answers without a home: none is dropped in silence, somebody is asked, and what waited is booked as what it was."""

from __future__ import annotations

import pytest

from tests.support.night import B3, B5, HE, RELAYS, SONG, STAFF, VOLUNTEERS, Night


def unplaced(night: Night, building: str) -> int:
    """How many answers wait there for somebody to say whose they are."""
    found = night.look(lambda w: sum(w.collections.unplaced_count(one, building) for one in w.collections.all()))
    return int(found)


def test_a_room_alone_in_private_is_of_the_only_group_he_sits_in(sweep: Night) -> None:
    sweep.say("小区居民", "早上好", B3)
    sweep.tell("小区居民", "302 2人阴")
    assert "已登记" in sweep.answer()
    assert sweep.answers() == {"302": "negative"}


def test_who_sits_in_two_groups_is_asked(sweep: Night) -> None:
    sweep.say("小区居民", "早上好", B3)
    sweep.say("小区居民", "早上好", B5)
    sweep.tell("小区居民", "302 2人阴")
    assert "哪一家" in sweep.answer()
    sweep.tell("小区居民", "3-302")
    assert "已登记" in sweep.answer()
    assert sweep.answers() == {"302": "negative"}


def test_a_stranger_in_private_is_asked_which_home(sweep: Night) -> None:
    sweep.tell("新邻居", "3人都阴")
    asked = sweep.answer()
    assert "哪一家" in asked
    assert "群里" not in asked
    sweep.tell("新邻居", "3-301")
    assert "已登记" in sweep.answer()
    assert sweep.answers() == {"301": "negative"}
    assert sweep.people() == {"negative": 3}


def test_who_has_two_homes_is_asked(sweep: Night) -> None:
    sweep.say("3-502 张", "早", B3, contact="z")
    sweep.say("5-1-101 张", "早", B5, contact="z")
    sweep.tell("张", "2人阴", contact="z")
    assert "哪一家" in sweep.answer()
    sweep.tell("张", "5-1-101", contact="z")
    sweep.later(1)
    assert sweep.answers("5") == {"1-101": "negative"}
    assert sweep.answers("3") == {}


def test_a_positive_of_nobody_knows_whom_is_placed_as_what_it_was(sweep: Night) -> None:
    sweep.tell("路人", "我阳了")
    heard = sweep.new(2)
    assert "哪一家" in next(one.text for one in heard if one.to == "wx-路人")
    alerts = [one for one in heard if one.room == STAFF]
    assert len(alerts) == 1
    assert "楼号" in alerts[0].text
    assert "门牌不明" in alerts[0].text
    assert "\n号楼" not in alerts[0].text
    sweep.tell("路人", "3-401")
    told = sweep.new(2)
    assert sorted(one.room or one.to or "" for one in told if "3号楼 401" in one.text) == ["wx-he", STAFF]
    assert sweep.building()["positive_rooms"] == ["401"]
    assert sweep.answers() == {"401": "positive"}
    assert unplaced(sweep, "") == 0


def test_the_room_said_in_the_group_after_the_question_places_it(sweep: Night) -> None:
    sweep.say("新邻居", "我家有一个人阳了", B3)
    sweep.new(2)
    assert unplaced(sweep, "3") == 1
    sweep.say("新邻居", "302", B3)
    told = sweep.new(2)
    assert {one.room or one.to for one in told} == {"wx-he", STAFF}
    assert all("3号楼 302" in one.text for one in told)
    assert sweep.building()["positive_rooms"] == ["302"]
    assert unplaced(sweep, "3") == 0


def test_the_room_said_in_the_group_places_a_negative_without_a_word(sweep: Night) -> None:
    sweep.say("新邻居", "2人阴", B3)
    sweep.new(2)
    sweep.say("新邻居", "302", B3)
    assert sweep.new(2) == []
    assert sweep.answers() == {"302": "negative"}
    assert sweep.building()["review"] == []


def test_an_unknown_door_that_becomes_known_in_time_is_one_line(sweep: Night) -> None:
    sweep.say("新邻居", "我家有一个人阳了", B3)
    sweep.tell("新邻居", "3-302")
    alerts = [one.text for one in sweep.new(2) if one.room == STAFF]
    assert len(alerts) == 1
    assert "3号楼 302" in alerts[0]
    assert "门牌不明" not in alerts[0]


def test_two_unknown_doors_stay_a_line_until_both_are_known(sweep: Night) -> None:
    sweep.say("新邻居", "我家有一个人阳了", B3)
    sweep.say("另一位", "我家阳了", B3)
    sweep.tell("新邻居", "3-302")
    alerts = [one.text for one in sweep.new(2) if one.room == STAFF]
    assert "3号楼 302" in alerts[0]
    assert "门牌不明" in alerts[0]


def test_an_unknown_positive_that_is_taken_back_still_waits_for_a_person(sweep: Night) -> None:
    sweep.say("新邻居", "我家有一个人阳了", B3)
    sweep.tell("新邻居", "撤销")
    assert any("门牌不明" in one.text for one in sweep.new(2))
    assert unplaced(sweep, "3") == 1


def test_the_question_names_the_group_s_own_building(sweep: Night) -> None:
    sweep.say("新邻居", "2人阴", B5)
    assert "例如：5-" in sweep.answer()


@pytest.mark.parametrize("room", [VOLUNTEERS, RELAYS, STAFF])
def test_a_positive_named_in_another_group_alerts_and_books_nothing(sweep: Night, room: str) -> None:
    sweep.say("路过的人", "3号楼502阳性", room)
    told = sweep.new(2)
    assert sorted(one.room or one.to or "" for one in told) == ["wx-he", STAFF]
    assert all("3号楼 502" in one.text for one in told)
    assert sweep.answers() == {}


def test_a_positive_known_already_is_no_news_in_another_group(sweep: Night) -> None:
    sweep.say("502-张三", "502 1阳2阴")
    sweep.new(2)
    sweep.say(HE, "3号楼502阳性", RELAYS)
    sweep.say(SONG, "3号楼502阳性", STAFF)
    assert sweep.new(2) == []


def test_every_line_of_a_list_that_nobody_can_place_is_kept(sweep: Night) -> None:
    sweep.say("路人", "#接龙\n抗原\n\n1. 901 2人阴\n2. 902 2人阴\n3. 903 2人阴", B3)
    sweep.later(1)
    assert unplaced(sweep, "3") == 3


def test_the_same_words_twice_wait_once(sweep: Night) -> None:
    sweep.say("新邻居", "2人阴", B3)
    sweep.say("新邻居", "2人阴", B3)
    assert unplaced(sweep, "3") == 1
