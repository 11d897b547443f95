"""A positive: told at once to who must act and to nobody else, and ended only by /resolve."""

from __future__ import annotations

import pytest

from bot.contract import MessageType
from bot.errors import SendError, SendFailed, SendUnknown
from tests.support.night import B3, B5, B8, HE, LAN, LI, QIN, SHEN, SONG, STAFF, WANG, ZHOU, Night


def test_the_relay_hears_in_private_and_the_staff_group_nobody_else(sweep: Night) -> None:
    sweep.say("502-张三", "502 2人阴1人阳")
    heard = sweep.new(2)
    assert sorted((one.room or one.to or "") for one in heard) == sorted([STAFF, "wx-he"])
    assert all("3号楼 502：报告阳性" in one.text for one in heard)
    building = sweep.building()
    assert building["answers"] == {"502": "positive"}
    assert building["positive_rooms"] == ["502"]
    assert building["review"] == []


def test_a_doubtful_one_says_so(sweep: Night) -> None:
    sweep.say("502-张三", "502 好像两条杠，第二条很淡")
    heard = sweep.new(2)
    assert heard
    assert all("疑似" in one.text and "502" in one.text for one in heard)
    assert sweep.building()["positive_rooms"] == ["502"]
    assert sweep.building()["review"] == ["502"]
    assert sweep.answers() == {"502": "unclear"}


def test_slang_that_no_list_knows_is_doubtful_and_told_to_no_group(sweep: Night) -> None:
    sweep.say("502-张三", "红双喜，我家也成双了")
    heard = sweep.new(2)
    assert sorted((one.room or one.to or "") for one in heard) == sorted([STAFF, "wx-he"])
    assert all("疑似" in one.text and "502" in one.text for one in heard)
    assert sweep.building()["review"] == ["502"]


def test_small_talk_in_the_same_words_alarms_nobody(sweep: Night) -> None:
    sweep.say("502-张三", "我儿子当上中队长了，请大家吃糖")
    sweep.say("401-李四", "谁家有红双喜香烟，拿酒换")
    assert sweep.new(2) == []
    assert sweep.building()["review"] == []


def test_who_reports_one_hears_the_same_words_as_everybody(sweep: Night) -> None:
    sweep.tell("502-张三", "3-502 3人阴")
    sweep.tell("401-李四", "3-401 1人阳3人阴")
    sweep.later(2)
    assert sweep.to("502-张三") == sweep.to("401-李四")
    assert len(sweep.to("502-张三")) == 1


def test_alerts_of_one_minute_to_one_place_are_one_message(sweep: Night) -> None:
    sweep.say("502-张三", "502 阳", at="06:10:00")
    sweep.say("401-李四", "401 阳", at="06:10:20")
    sweep.say("302-王五", "302 阳", at="06:10:50")
    heard = sweep.new(3)
    assert sorted((one.room or one.to or "") for one in heard) == sorted([STAFF, "wx-he"])
    assert all(room in one.text for one in heard for room in ("502", "401", "302"))


def test_the_alert_comes_within_ninety_seconds(sweep: Night) -> None:
    sweep.say("502-张三", "502 阳", at="06:10:00")
    assert all("06:10:00" <= one.clock <= "06:11:30" for one in sweep.new(3))


def test_the_same_positive_said_again_alerts_once(sweep: Night) -> None:
    sweep.say("502-张三", "502 1人阳", at="06:10")
    sweep.new(3)
    sweep.say("502-张三", "502 1人阳", at="06:15")
    assert sweep.new(3) == []


def test_at_night_an_alert_does_not_wait_for_the_morning(night: Night) -> None:
    night.collect("抗原 3号楼 截止 7:30")
    night.say("502-张三", "502 阳", at="02:00")
    heard = night.new(3)
    assert {one.clock[:4] for one in heard} == {"02:0"}
    assert len(heard) == 2


# What ends it, and what does not.


@pytest.mark.parametrize("later", ["502 全部阴性", "更正 502 三人都阴", "502 还没测"])
def test_a_later_answer_does_not_end_it(sweep: Night, later: str) -> None:
    sweep.say("502-张三", "502 1人阳")
    sweep.say("502-张三", later)
    building = sweep.building()
    assert building["positive_rooms"] == ["502"]
    assert building["review"] == ["502"]
    assert building["answers"] == {"502": "unclear"}


def test_nor_does_a_withdrawal_or_a_recall(sweep: Night) -> None:
    sweep.say("502-张三", "502 1人阳")
    message = sweep.say("401-李四", "401 阳了")
    sweep.say("502-张三", "撤销")
    sweep.say("401-李四", message, kind=MessageType.RECALL)
    building = sweep.building()
    assert building["positive_rooms"] == ["401", "502"]
    assert building["review"] == ["401", "502"]
    assert building["reported"] == 2


def test_nor_does_a_relays_report(sweep: Night) -> None:
    sweep.say("502-张三", "502 1人阳")
    sweep.tell(HE, "/代报 502 3人阴")
    assert sweep.building()["positive_rooms"] == ["502"]


def test_resolving_ends_it(sweep: Night) -> None:
    sweep.say("502-张三", "502 1人阳")
    sweep.say("502-张三", "502 3人阴")
    sweep.new(3)
    sweep.tell(HE, "更正 502阴 801不在")
    assert "没有 801" in sweep.answer()
    assert sweep.building()["positive_rooms"] == ["502"], "all of it or nothing"
    sweep.tell(HE, "更正 502阴 401不在")
    assert "2 户" in sweep.answer()
    building = sweep.building()
    assert building["positive_rooms"] == []
    assert building["review"] == []
    assert building["answers"] == {"401": "absent", "502": "negative"}


def test_resolving_may_confirm_it(sweep: Night) -> None:
    sweep.say("502-张三", "502 两条杠很淡")
    sweep.new(3)
    sweep.tell(HE, "/更正 502 阳")
    sweep.new()
    building = sweep.building()
    assert building["positive_rooms"] == ["502"]
    assert building["review"] == []
    assert building["answers"] == {"502": "positive"}


def test_staff_resolve_too_and_another_buildings_relay_does_not(sweep: Night) -> None:
    sweep.say("502-张三", "502 1人阳")
    sweep.new(3)
    sweep.tell(LAN, "/更正 3-502 阴")
    sweep.tell(LI, "/更正 3-502 阴")
    sweep.new()
    assert "不归您管" in sweep.to(LI)[-1]
    assert sweep.building()["positive_rooms"] == ["502"]
    sweep.say(WANG, "/更正 3-502 阴", STAFF)
    assert sweep.building()["positive_rooms"] == []


def test_a_residents_correction_is_an_answer_never_a_resolution(sweep: Night) -> None:
    sweep.say("502-张三", "502 1人阳")
    sweep.say("502-张三", "/更正 502 阴")
    assert sweep.building()["positive_rooms"] == ["502"]


def test_what_was_resolved_is_contradicted_like_any_answer(sweep: Night) -> None:
    sweep.say("502-张三", "502 1人阳")
    sweep.tell(HE, "更正 502 阴")
    sweep.new(3)
    sweep.say("502-张三", "502 又测了，还是阳")
    heard = sweep.new(3)
    assert sweep.building()["positive_rooms"] == ["502"]
    assert len(heard) == 2, "it alerts anew"


# While nothing is collected.


def test_a_positive_while_nothing_is_collected_still_alerts(night: Night) -> None:
    night.say("502-张三", "502 两条杠", at="12:00")
    heard = night.new(3)
    assert sorted((one.room or one.to or "") for one in heard) == sorted([STAFF, "wx-he"])
    assert all("3号楼 502" in one.text for one in heard)
    assert night.state()["collections"] == []


def test_said_twice_within_ten_minutes_it_alerts_once(night: Night) -> None:
    night.say("502-张三", "502 两条杠", at="12:00")
    night.new(3)
    night.say("502-张三", "502 两条杠", at="12:05")
    assert night.new(3) == []


def test_a_relays_report_while_nothing_is_collected_alerts_too(night: Night) -> None:
    night.tell(HE, "/代报 502 1人阳", at="12:00")
    night.later(3)
    assert any("502" in text for text in night.in_room(STAFF))


def test_while_another_form_is_open_a_positive_alerts_too(night: Night) -> None:
    night.collect("核酸 3号楼 截止 9:00")
    night.say("502-张三", "502 测出来阳性", at="06:30")
    heard = night.new(3)
    assert sorted((one.room or one.to or "") for one in heard) == sorted([STAFF, "wx-he"])


def test_a_positive_without_a_room_alerts_with_what_is_known(sweep: Night) -> None:
    sweep.say("心急如焚", "我家测出来两条杠怎么办")
    sweep.later(3)
    (to_relay,) = sweep.to(HE)
    assert "3号楼" in to_relay
    assert "门牌不明" in to_relay


def test_a_positive_told_in_private_is_not_looked_for_in_a_group(night: Night) -> None:
    night.tell("心急如焚", "我阳了", at="12:00")
    told = [one for one in night.new(3) if "门牌不明" in one.text]
    assert sorted(one.room or one.to or "" for one in told) == sorted([STAFF, "wx-wang"])
    assert all("“心急如焚”私聊机器人说的" in one.text and "在群里找到" not in one.text for one in told)


def test_one_told_in_a_group_is_found_there(night: Night) -> None:
    night.say("心急如焚", "我阳了", B3, at="12:00")
    told = [one for one in night.new(3) if "门牌不明" in one.text]
    assert sorted(one.room or one.to or "" for one in told) == sorted([STAFF, "wx-he"])
    assert all("在群里找到" in one.text and "心急如焚" not in one.text for one in told)


def test_who_told_it_in_private_is_named_where_it_goes_on_down_the_line_too(night: Night) -> None:
    night.replay.transport.fault(SendFailed("network"), target=STAFF, times=50)
    night.tell("心急如焚", "我阳了", at="12:00")
    night.later(10)
    assert any("“心急如焚”私聊机器人说的" in text for text in night.to(SONG))


# Who hears it where the relay cannot be reached.


def test_without_a_friendly_relay_the_head_hears(sweep: Night) -> None:
    sweep.say("1-101 孙七", "1-101 阳", B5)
    heard = sweep.new(3)
    assert sorted((one.room or one.to or "") for one in heard) == sorted([STAFF, "wx-qin"])
    assert sweep.to(ZHOU) == []


def test_without_a_head_the_zone_lead_hears(sweep: Night) -> None:
    sweep.say("801-周八", "801 阳", B8)
    sweep.later(3)
    assert len(sweep.to(SHEN)) == 1
    assert sweep.to(LAN) == []


def test_a_send_that_fails_goes_on_down_the_line(sweep: Night) -> None:
    """Head and staff of 5 turn out to be no friends: the network says so when the bot tries."""
    sweep.replay.transport.strangers |= {"wx-qin", "wx-li"}
    sweep.say("1-101 孙七", "1-101 阳", B5, "06:10:00")
    sweep.new(10)
    assert sweep.to(QIN) == sweep.to(LI) == []
    (told,) = sweep.to(WANG)
    assert "5号楼 1-101：报告阳性" in told
    assert all(one.clock <= "06:20:00" for one in sweep.said("报告阳性"))
    assert {one.room for one in sweep.said("1-101")} == {None, STAFF}, "nothing falls back to a room"


def test_the_secretary_is_the_last(sweep: Night) -> None:
    sweep.replay.transport.strangers |= {"wx-he", "wx-wang"}
    sweep.say("502-张三", "502 阳", at="06:10:00")
    sweep.new(10)
    assert len(sweep.to(SONG)) == 1


@pytest.mark.parametrize("error", [SendFailed("network"), SendUnknown("no answer")])
def test_within_ten_minutes_also_where_every_try_fails(sweep: Night, error: SendError) -> None:
    for contact in ("wx-he", "wx-wang"):
        sweep.replay.transport.fault(error, target=contact, times=50)
    sweep.say("502-张三", "502 阳", at="06:10:00")
    sweep.until("06:20:00")
    assert len(sweep.to(SONG)) == 1


def test_where_nobody_is_reached_staff_hear_that(sweep: Night) -> None:
    sweep.replay.transport.strangers |= {"wx-he", "wx-wang", "wx-song"}
    sweep.say("502-张三", "502 阳", at="06:10:00")
    sweep.new(10)
    told = sweep.in_room(STAFF)
    assert any("3号楼 502：报告阳性" in text for text in told)
    assert any("联系不上" in text for text in told)
    assert sweep.in_room(B3) == sweep.in_room(B3)[:1], "only the notice of the collection"
