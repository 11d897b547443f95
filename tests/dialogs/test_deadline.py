"""Before, at and after the deadline: reminders, the doorbell list, the summary, the tables, late answers."""

from __future__ import annotations

import pytest

from tests.support.night import B3, B5, B8, HE, LAN, LI, QIN, SHEN, SONG, STAFF, WANG, ZHOU, Night


def test_sixty_and_twenty_minutes_before_the_missing_are_mentioned(sweep: Night) -> None:
    sweep.say("502-张三", "大家早")
    sweep.say("401-李四", "早")
    sweep.say("402-王五", "402 1人阴")
    sweep.until("06:29")
    assert sweep.in_room(B3)[1:] == []
    sweep.say("502-张三", "502 3人阴", at="06:29:59")
    sweep.until("06:31")
    (first,) = [one for one in sweep.heard if one.room == B3][1:]
    assert first.clock[:5] == "06:30"
    assert first.mentions == ("wx-401-李四",), "as things are when it is sent"
    assert "@401-李四" in first.text
    assert "07:30" in first.text

    sweep.until("07:12")
    second = [one for one in sweep.heard if one.room == B3][-1]
    assert second.clock[:5] == "07:10"
    assert second.mentions == ("wx-401-李四",)
    sweep.until("07:29")
    assert len([one for one in sweep.heard if one.room == B3]) == 3, "the notice and two reminders"


def test_a_reminder_names_nobody_who_answered_between_queueing_and_sending(sweep: Night) -> None:
    """Other messages stand before it in the queue; whoever answers meanwhile is not mentioned."""
    sweep.say("502-张三", "大家早")
    sweep.say("801-周八", "大家早", B8)
    sweep.until("06:29:59")
    sweep.say("801-周八", "801 2人阴", B8, "06:30:01")
    sweep.say("502-张三", "502 3人阴", B3, "06:30:01")
    sweep.until("06:35")
    assert len(sweep.said("还没有收到")) == 1, "the first had gone, the second had nobody left to mention"


def test_where_nobody_can_be_mentioned_nothing_is_said(sweep: Night) -> None:
    sweep.until("07:29")
    assert sweep.said("还没有收到") == []


def test_the_doorbell_list_thirty_minutes_before(sweep: Night) -> None:
    sweep.say("401-李四", "401 4人阴")
    sweep.until("07:01")
    (bell,) = [one for one in sweep.heard if one.to == "wx-he"]
    assert bell.clock[:5] == "07:00"
    lines = bell.text.splitlines()
    assert lines[1] == "先敲（无微信）：602", "without WeChat first"
    assert lines[2:5] == ["5楼：501、502", "4楼：402", "3楼：301、302"]
    assert "601" not in bell.text, "nobody lives there"
    assert "401" not in bell.text


def test_with_units_the_list_goes_unit_by_unit(sweep: Night) -> None:
    sweep.until("07:01")
    (bell,) = [one for one in sweep.heard if one.to == "wx-qin"]
    assert "1-101" in bell.text
    assert bell.text.index("1-102") < bell.text.index("2-101")


def test_nobody_missing_no_doorbell(night: Night) -> None:
    night.collect("抗原 8号楼 截止 7:30")
    night.say("801-周八", "801 2人阴，802 3人阴", B8, "06:00")
    night.until("07:29")
    assert night.to(SHEN) == []


def test_at_the_deadline_staff_have_the_summary_within_a_minute(sweep: Night) -> None:
    sweep.say("502-张三", "502 3人阴")
    sweep.say("401-李四", "401 阳")
    sweep.until("07:36")
    (summary,) = [one for one in sweep.heard if one.room == STAFF and "【汇总】" in one.text]
    assert "07:30:00" <= summary.clock <= "07:31:00"
    assert "应答 13 户，已答 2 户，未答 11 户" in summary.text
    assert "3号楼：已答2/7，阳性或疑似1户（401），未答5户" in summary.text
    assert sweep.state()["collections"][0]["status"] == "closed"


def test_and_every_relay_the_table_in_private_within_three(sweep: Night) -> None:
    sweep.say("502-张三", "502 3人阴")
    sweep.say("401-李四", "401 阳")
    sweep.say("402-王五", "402 看不清")
    sweep.until("07:36")
    tables = [one for one in sweep.heard if "已截止" in one.text]
    assert sorted(one.to or "" for one in tables) == ["wx-he", "wx-qin", "wx-shen"]
    assert all("07:30:00" <= one.clock <= "07:33:00" for one in tables)
    mine = next(one.text for one in tables if one.to == "wx-he")
    assert "应答 7 户，已答 3 户" in mine
    assert "阳性或疑似（1）：401" in mine
    assert "待核实（1）：402" in mine
    assert "未答（4）：301、302、501、602" in mine
    assert sweep.to(ZHOU) == sweep.to(LAN) == []


def test_a_table_that_cannot_be_delivered_is_told_without_its_contents(sweep: Night) -> None:
    sweep.replay.transport.strangers.add("wx-he")
    sweep.say("502-张三", "502 2人阴")
    sweep.until("07:36")
    (told,) = [one for one in sweep.heard if "没能私聊送到" in one.text and one.clock > "07:29"]
    assert told.room == STAFF
    assert "3号楼" in told.text


def test_closing_by_hand_is_the_deadline(sweep: Night) -> None:
    sweep.say("502-张三", "502 3人阴")
    sweep.say(SONG, "截止 1", STAFF, "06:20")
    sweep.until("06:25")
    assert len(sweep.said("【汇总】")) == 1
    assert len([one for one in sweep.heard if "已截止" in one.text and one.to]) == 3
    sweep.until("07:40")
    assert len(sweep.said("【汇总】")) == 1, "the deadline that was planned is forgotten"
    assert sweep.said("还没有收到") == []
    assert sweep.said("敲门单") == []


def test_only_staff_close_and_only_their_own(sweep: Night) -> None:
    sweep.say(HE, "/截止 1", STAFF)
    assert "要有相应职责" in sweep.answer()
    sweep.say(LI, "/截止 1", STAFF)
    assert "不归您管" in sweep.answer()
    assert sweep.state()["collections"][0]["status"] == "open"


def test_an_answer_at_the_very_deadline_counts_as_in_time(sweep: Night) -> None:
    sweep.say("502-张三", "502 3人阴", at="07:30:00")
    assert sweep.building()["late"] == []
    assert sweep.answers() == {"502": "negative"}


def test_late_answers_count_and_stand_under_late(sweep: Night) -> None:
    sweep.until("07:36")
    sweep.new(0)
    sweep.say("502-张三", "502 3人阴", at="07:40")
    building = sweep.building()
    assert building["answers"] == {"502": "negative"}
    assert building["late"] == ["502"]
    assert building["reported"] == 1
    assert "502" not in building["missing"]


def test_the_relay_hears_of_late_answers_and_staff_at_most_once_an_hour(sweep: Night) -> None:
    sweep.until("07:36")
    sweep.new(0)
    for minute, room in (("07:40", "502"), ("07:41", "401"), ("08:10", "402"), ("08:20", "301"), ("08:55", "302")):
        sweep.say(f"{room}-某", f"{room} 1人阴", at=minute)
    sweep.until("10:30")
    restated = [one for one in sweep.said("【汇总更新】") if one.room == STAFF]
    assert len(restated) == 2
    assert (restated[1].at - restated[0].at).total_seconds() >= 3590
    assert "已答 5 户" in restated[-1].text
    assert "迟答 5 户" in restated[-1].text
    late = [one for one in sweep.said("截止后又有人回答") if one.to == "wx-he"]
    assert "502" in late[0].text
    assert "401" in late[0].text
    assert len(late) == 4, "those of five minutes together"


def test_two_late_answers_around_a_full_hour_are_restated_once(sweep: Night) -> None:
    sweep.until("07:36")
    sweep.say("502-张三", "502 3人阴", at="07:59")
    sweep.say("401-李四", "401 4人阴", at="08:01")
    sweep.until("08:30")
    assert len(sweep.said("【汇总更新】")) == 1
    sweep.until("09:30")
    assert len(sweep.said("【汇总更新】")) == 2


def test_after_twelve_hours_nothing_counts_any_more(sweep: Night) -> None:
    sweep.say("502-张三", "502 3人阴", at="19:29")
    sweep.say("401-李四", "401 4人阴", at="19:31")
    assert sorted(sweep.answers()) == ["502"]


def test_the_next_round_ends_the_late_window(sweep: Night) -> None:
    sweep.until("08:00")
    sweep.collect("抗原 全区 截止 12:00")
    sweep.say("502-张三", "502 3人阴", at="09:00")
    assert sweep.answers("3", 0) == {}
    assert sweep.answers("3", 1) == {"502": "negative"}
    assert sweep.building("3", 1)["late"] == []


def test_after_closing_by_hand_an_answer_is_late_before_the_planned_deadline_too(sweep: Night) -> None:
    sweep.say(SONG, "截止 1", STAFF, "06:20")
    sweep.say("502-张三", "502 3人阴", at="06:40")
    assert sweep.building()["late"] == ["502"]


def test_a_late_positive_alerts(sweep: Night) -> None:
    sweep.until("07:36")
    sweep.new(0)
    sweep.say("502-张三", "502 阳", at="08:00")
    heard = sweep.new(3)
    assert {one.room for one in heard if "报告阳性" in one.text} == {None, STAFF}


def test_a_collection_without_a_deadline_stays_open(night: Night) -> None:
    night.collect("抗原 3号楼")
    night.say("502-张三", "502 3人阴", at="23:00")
    assert night.answers() == {"502": "negative"}
    assert night.state()["collections"][0]["status"] == "open"
    assert night.said("【汇总】") == []


@pytest.mark.parametrize("who", [HE, WANG, SONG])
def test_reminding_by_hand(sweep: Night, who: str) -> None:
    sweep.say("502-张三", "大家早")
    sweep.new(0)
    sweep.say(who, "/催报", B3 if who == HE else STAFF)
    sweep.later(1)
    (reminder,) = sweep.said("还没有收到")
    assert reminder.room == B3
    assert reminder.mentions == ("wx-502-张三",)


def test_a_resident_cannot_remind(sweep: Night) -> None:
    sweep.say("502-张三", "/催报")
    assert "要有相应职责" in sweep.answer()


def test_a_relay_reminds_only_the_own_building(sweep: Night) -> None:
    sweep.say("1-101 孙七", "早", B5)
    sweep.say("502-张三", "早", B3)
    sweep.tell(HE, "催报 1")
    sweep.later(1)
    assert [one.room for one in sweep.said("还没有收到")] == [B3]


def test_head_and_zone_lead_hear_for_buildings_whose_relay_has_no_line(sweep: Night) -> None:
    sweep.until("07:01")
    assert len(sweep.to(QIN)) == 1
    assert len(sweep.to(SHEN)) == 1


def test_where_nobody_can_be_mentioned_who_reminds_is_told(sweep: Night) -> None:
    sweep.tell(HE, "催报 1")
    assert "没有可以在群里提醒的人" in sweep.answer()
    assert sweep.said("还没有收到") == []
