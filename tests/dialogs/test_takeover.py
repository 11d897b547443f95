"""An account is lost in the middle of a collection; another goes on, on the same database."""

from __future__ import annotations

from collections.abc import Callable

from bot.contract import MessageType
from bot.transport.simulated import SimulatedTransport
from data.tables import OutboxRow
from tests.support.night import B3, B5, B8, HE, SONG, STAFF, Night


def successor(night: Night, account: str = "successor") -> None:
    """The old account is gone; another logs in, to the same groups."""
    old = night.replay.transport
    SimulatedTransport.account = account
    try:
        night.restart()
    finally:
        SimulatedTransport.account = "simulated"
    assert night.replay.transport is not old


def states(night: Night, where: Callable[[OutboxRow], bool]) -> set[str]:
    rows = night.look(lambda work: work.store.rows(work.store.select(OutboxRow)))
    return {row.state for row in rows if where(row)}


def test_what_was_counted_goes_on(sweep: Night) -> None:
    sweep.say("502-张三", "502 3人阴", at="06:05")
    sweep.until("06:10")
    successor(sweep)
    sweep.say("401-李四", "401 2人阴", at="06:20")
    sweep.say("502-张三", "更正 502 2人阴", at="06:21")
    assert sweep.answers() == {"401": "negative", "502": "negative"}
    assert sweep.people() == {"negative": 4}
    sweep.until("08:00")
    assert len(sweep.said("【汇总】")) == 1


def test_the_time_between_the_two_is_told_as_a_gap(sweep: Night) -> None:
    sweep.say("线路", "", None, "06:01", kind=MessageType.CONNECTED)
    sweep.say("线路", "", None, "06:10", kind=MessageType.DISCONNECTED)
    successor(sweep)
    sweep.say("线路", "", None, "06:30", kind=MessageType.CONNECTED)
    sweep.later(10)
    assert {one.room for one in sweep.said("06:10 到 06:30")} == {B3, B5, B8}


def test_what_was_queued_is_said_once_by_the_successor(sweep: Night) -> None:
    sweep.say(SONG, "/broadcast 全区\n明早八点发菜，请带好自家的袋子，到楼下大厅领取。", STAFF, "06:05")
    sweep.say(SONG, "确认", STAFF)
    successor(sweep)
    sweep.later(20)
    rooms = [one.room for one in sweep.said("明早八点发菜") if one.room != STAFF]
    assert sorted(filter(None, rooms)) == sorted([B3, B5, B8])


def test_an_alert_that_waits_for_its_relay_reaches_somebody(sweep: Night) -> None:
    sweep.say("502-张三", "502 1人阳2人阴", at="06:05")
    successor(sweep)
    sweep.later(15)
    assert sweep.building()["positive_rooms"] == ["502"]
    heard = [one for one in sweep.heard if one.to is not None and "502" in one.text]
    assert heard, "the relay, or the next one with a private line"
    assert sweep.said("502", [one for one in sweep.heard if one.room == B3]) == []


def test_a_relay_on_a_network_with_new_ids_has_no_role_until_he_proves_himself(sweep: Night) -> None:
    successor(sweep)
    sweep.tell(HE, "/统计", contact="new-id-of-somebody")
    sweep.later(1)
    assert [one for one in sweep.heard if one.to == "new-id-of-somebody" and "号楼" in one.text] == []
