"""When the bot heard nothing, groups that were answering hear once from when to when; nobody else hears anything."""

from __future__ import annotations

from bot.contract import MessageType
from tests.support.night import B3, B5, B8, STAFF, Night

DOWN, UP = MessageType.DISCONNECTED, MessageType.CONNECTED


def hears(night: Night, at: str) -> None:
    night.say("线路", "", None, at, kind=UP)


def breaks(night: Night, at: str) -> None:
    night.say("线路", "", None, at, kind=DOWN)


def test_each_group_that_answers_hears_once_from_when_to_when(sweep: Night) -> None:
    hears(sweep, "06:01")
    breaks(sweep, "06:10")
    hears(sweep, "06:14")
    told = sweep.new(10)
    assert {one.room for one in told} == {B3, B5, B8}
    for one in told:
        assert "06:10 到 06:14" in one.text
        assert "抗原" in one.text
    assert len(sweep.said("掉线")) == 3


def test_the_first_connection_is_no_gap(sweep: Night) -> None:
    hears(sweep, "06:05")
    assert sweep.new(10) == []


def test_breaks_that_follow_one_another_are_told_as_one(sweep: Night) -> None:
    hears(sweep, "06:01")
    for minute in ("06:10:00", "06:10:30", "06:11:00"):
        breaks(sweep, minute)
        hears(sweep, minute[:-2] + "20" if minute.endswith("00") else minute[:-2] + "50")
    sweep.later(10)
    texts = sweep.said("掉线")
    assert len(texts) == 3, "one for each group"
    assert all("06:10 到 06:11" in one.text for one in texts)


def test_where_nothing_is_collected_nobody_hears_of_it(night: Night) -> None:
    hears(night, "06:01")
    breaks(night, "06:10")
    hears(night, "06:40")
    assert night.new(30) == []


def test_a_gap_before_the_collection_opened_is_nobodys_loss(night: Night) -> None:
    hears(night, "05:00")
    breaks(night, "05:10")
    hears(night, "05:20")
    night.collect(at="06:00")
    night.later(20)
    assert night.said("掉线") == []


def test_what_was_counted_stays_and_what_is_posted_again_counts_once(sweep: Night) -> None:
    hears(sweep, "06:01")
    sweep.say("502-张三", "502 3人阴", at="06:05")
    breaks(sweep, "06:10")
    hears(sweep, "06:14")
    sweep.say("502-张三", "502 3人阴", at="06:20")
    sweep.say("401-李四", "401 2人阴", at="06:21")
    assert sweep.people() == {"negative": 5}


def test_content_that_never_came_is_a_gap_too(sweep: Night) -> None:
    from datetime import UTC

    at = sweep.time("06:20").astimezone(UTC)
    sweep.until("06:30")
    sweep.say("引擎", f"lost\n{at.isoformat()}", None, kind=MessageType.TICK)
    sweep.later(10)
    assert {one.room for one in sweep.said("06:20 前后")} == {B3, B5, B8}
    assert sweep.said("掉线", [one for one in sweep.heard if one.room == STAFF]) == []


def test_after_a_crash_the_gap_begins_with_the_last_sign_of_life(sweep: Night) -> None:
    hears(sweep, "06:01")
    sweep.until("06:10:30")
    sweep.replay.engine._note_alive()
    sweep.until("06:11")
    sweep.restart()
    hears(sweep, "06:15")
    sweep.later(5)
    assert {one.text.split("，")[0] for one in sweep.said("掉线")} == {"06:10 到 06:15"}
