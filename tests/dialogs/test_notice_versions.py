"""A notice that was wrong: corrected by a further version, withdrawn, carried on by hand although it holds no more."""

from __future__ import annotations

from bot.errors import SendFailed, SendUnknown
from tests.support.night import B3, B5, B8, HE, LI, RELAYS, SONG, STAFF, WANG, Night

WATER = "因水管抢修，明天上午9点起3、5、8号楼停水，请提前储水。"
LATER = "因水管抢修，明天下午2点起3、5、8号楼停水，请提前储水。"


def notice(night: Night, head: str, text: str, at: str = "12:00", *, minutes: float = 2) -> None:
    night.say(SONG, f"/广播 {head}\n{text}", STAFF, at)
    night.say(SONG, "/确认", STAFF)
    night.new(minutes)


def correct(night: Night, text: str, who: str = SONG) -> None:
    night.say(who, f"/广播 更正 1\n{text}", STAFF)
    night.say(who, "/确认 1", STAFF)
    night.later(2)


def test_a_correction_goes_to_the_same_groups_once_it_is_confirmed(night: Night) -> None:
    notice(night, "3,5号楼", WATER)
    night.say(SONG, f"/广播 更正 1\n{LATER}", STAFF)
    preview = night.answer()
    assert "确认 1" in preview
    assert LATER in preview
    night.say(SONG, "/确认 1", STAFF)
    heard = night.new(2)
    assert {one.room for one in heard if LATER in one.text} == {B3, B5}
    assert all("更正" in one.text for one in heard if one.room != STAFF)
    assert night.in_room(B8) == []
    (kept,) = night.state()["notices"]
    assert (kept["id"], kept["version"], kept["rooms"], kept["delivered"]) == (1, 2, [B3, B5], 2)


def test_what_of_the_old_version_is_still_queued_is_dropped(night: Night) -> None:
    night.say(SONG, f"/广播 全区\n{WATER}", STAFF, "12:00:00")
    night.say(SONG, "/确认 1", STAFF, "12:00:10")
    night.say(SONG, f"/广播 更正 1\n{LATER}", STAFF, "12:00:11")
    night.say(SONG, "/确认 1", STAFF, "12:00:13")
    night.later(3)
    for room in (B3, B5, B8):
        said = night.in_room(room)
        assert [LATER in text for text in said][-1:] == [True]
        assert ("更正" in said[-1]) == (WATER in said[0]), "who never had the old one reads a plain notice"
    assert sum(WATER in one.text for one in night.heard if one.room in (B3, B5, B8)) < 3


def test_a_send_under_way_that_fails_is_not_tried_again_with_old_words(night: Night) -> None:
    night.replay.transport.fault(SendFailed("busy"), target=B3, times=2)
    night.replay.transport.fault(SendUnknown("no answer"), target=B5)
    notice(night, "3,5号楼", WATER, minutes=0)
    night.later(0.2)
    correct(night, LATER)
    night.later(10)
    assert [text for text in night.in_room(B3) + night.in_room(B5) if WATER in text] == []
    assert all(any(LATER in text for text in night.in_room(room)) for room in (B3, B5))


def test_one_that_waits_for_its_time_says_what_holds_by_then(night: Night) -> None:
    notice(night, "3号楼 定时 12:30", WATER)
    correct(night, LATER)
    assert night.in_room(B3) == []
    night.until("12:35")
    assert night.in_room(B3) == [LATER]


def test_of_two_corrections_on_one_desk_the_second_must_look_again(night: Night) -> None:
    notice(night, "3号楼", WATER)
    night.say(SONG, f"/广播 更正 1\n{LATER}", STAFF)
    night.say(WANG, "/广播 更正 1\n停水取消了，请放心用水。", STAFF)
    night.say(SONG, "/确认 1", STAFF)
    night.say(WANG, "/确认 1", STAFF)
    night.later(2)
    assert night.said("刚刚有人更正过")
    assert not night.said("停水取消了", [one for one in night.heard if one.room == B3])


def test_whose_building_it_is_not_may_not_correct(night: Night) -> None:
    notice(night, "3,5号楼", WATER)
    for command in (f"/广播 更正 1\n{LATER}", "/撤回通知 1"):
        night.say(LI, command, STAFF)
        assert "不归您管" in night.answer()
    night.say(HE, "/撤回通知 1", B3)
    assert "要有相应职责" in night.answer()


def test_a_collections_corrected_notice_still_says_how_to_answer(night: Night) -> None:
    night.collect("抗原 3号楼 截止 7:30")
    correct(night, "试剂盒在门把手上")
    assert "试剂盒在门把手上" in night.in_room(B3)[-1]
    assert "07:30" in night.in_room(B3)[-1]


# Withdrawn.


def test_within_two_minutes_it_is_taken_back(night: Night) -> None:
    notice(night, "3,5号楼", WATER, minutes=0.5)
    night.say(SONG, "/撤回通知 1", STAFF)
    night.later(1)
    taken = [sent.text for _, sent in night.replay.transport.sent if sent.act == "recall"]
    assert len(taken) == 2
    assert not night.said("请不要再照着做")
    assert night.state()["notices"][0]["status"] == "recalled"


def test_later_a_line_says_so_in_each_group_that_had_it(night: Night) -> None:
    notice(night, "3,5号楼", WATER, "12:00", minutes=10)
    night.say(SONG, "/recall 1", STAFF)
    heard = night.new(1)
    assert sorted(one.room or "" for one in heard if "请不要再照着做" in one.text) == [B3, B5]
    assert not any(WATER in one.text for one in heard)


def test_where_the_network_refuses_there_is_a_line_too(night: Night) -> None:
    notice(night, "3,5号楼", WATER, "12:00", minutes=0.5)
    night.replay.transport.fault(SendFailed("no", retryable=False), target=B3)
    night.say(SONG, "撤回通知 1", STAFF)
    night.later(1)
    assert ["请不要再照着做" in text for text in night.in_room(B3)] == [False, True]
    assert len(night.in_room(B5)) == 2, "the notice, and its recall"


def test_what_was_queued_is_dropped_and_nothing_can_be_done_with_it_any_more(night: Night) -> None:
    notice(night, "3号楼 定时 12:30", WATER)
    night.say(SONG, "/撤回通知 1", STAFF)
    night.until("12:35")
    assert night.in_room(B3) == []
    night.new()
    for command in ("/撤回通知 1", "/补发 1", f"/广播 更正 1\n{LATER}"):
        night.later(3)
        night.say(SONG, command, STAFF)
        assert "已撤回" in night.answer()


def test_what_a_relay_carried_on_is_withdrawn_and_corrected_too(night: Night) -> None:
    notice(night, "信息员群", WATER, "12:00")
    night.say(HE, "转发", RELAYS, quote=WATER)
    night.new(1)
    assert night.in_room(B3) == [WATER]
    correct(night, LATER)
    assert "更正" in night.in_room(B3)[-1]
    night.later(10)
    night.say(SONG, "/撤回通知 1", STAFF)
    night.later(1)
    assert "请不要再照着做" in night.in_room(B3)[-1]


def test_an_old_notice_that_is_out_cannot_be_cancelled_by_mistake(night: Night) -> None:
    notice(night, "3号楼", WATER)
    night.say(SONG, "/取消 1", STAFF)
    night.later(1)
    assert night.state()["notices"][0]["status"] == "sent"


# Carried on by hand.


def test_an_old_version_that_is_forwarded_goes_as_the_new_one_and_says_so(night: Night) -> None:
    notice(night, "信息员群", WATER)
    correct(night, LATER)
    night.say(HE, "转发", RELAYS, quote=WATER[:30])
    night.new(1)
    assert len(night.in_room(B3)) == 1
    assert night.in_room(B3)[0].startswith("此通知已有更正")
    assert LATER in night.in_room(B3)[0]


def test_a_withdrawn_one_is_not_forwarded(night: Night) -> None:
    notice(night, "信息员群", WATER)
    night.say(SONG, "/撤回通知 1", STAFF)
    night.new(2)
    night.say(HE, "转发", RELAYS, quote=WATER)
    assert "已撤回" in night.answer()


def test_one_pasted_into_a_group_is_marked_once_with_the_newer_text(night: Night) -> None:
    notice(night, "3号楼", WATER)
    correct(night, LATER)
    night.new(1)
    night.say("501-李", f"转：{WATER.replace('，', ', ')}", B3)
    night.say("301-王", WATER, B3)
    (mark,) = night.new(1)
    assert (mark.room, LATER in mark.text) == (B3, True)
    night.say("501-李", LATER, B3)
    assert night.new(1) == []


def test_one_that_was_marked_as_corrected_is_marked_anew_once_it_is_withdrawn(night: Night) -> None:
    notice(night, "3号楼", WATER)
    correct(night, LATER)
    night.new(1)
    night.say("501-李", WATER, B3)
    assert "已有更正" in night.answer()
    night.later(5)
    night.say(SONG, "/撤回通知 1", STAFF)
    night.new(2)
    night.say("501-李", LATER, B3)
    assert "已撤回" in night.answer()
    night.say("301-王", WATER, B3)
    assert night.new(1) == [], "once a day"


def test_elsewhere_the_mark_does_not_tell_what_went_to_others(night: Night) -> None:
    notice(night, "信息员群", WATER)
    correct(night, LATER)
    night.new(1)
    night.say("501-李", WATER, B5)
    (mark,) = night.new(1)
    assert "已有更正" in mark.text
    assert LATER not in mark.text


def test_words_that_merely_resemble_a_short_notice_are_left_alone(night: Night) -> None:
    notice(night, "3号楼", "大家早上好")
    correct(night, "大家晚上好")
    night.new(1)
    night.say("501-李", "大家早上好", B3)
    assert night.new(1) == []


def test_a_notice_is_withdrawn_by_its_number_and_who_leaves_it_out_is_told(night: Night) -> None:
    night.say(SONG, "/撤回通知", STAFF, "10:00")
    assert night.answer() == "请写明编号，或引用那条消息。"


def test_withdrawn_after_a_correction_every_version_goes(night: Night) -> None:
    notice(night, "3,5号楼", WATER, minutes=0.3)
    night.say(SONG, f"/广播 更正 1\n{LATER}", STAFF)
    night.say(SONG, "/确认 1", STAFF)
    night.later(0.3)
    night.say(SONG, "/撤回通知 1", STAFF)
    night.later(2)
    taken = [sent.group or "" for _, sent in night.replay.transport.sent if sent.act == "recall"]
    assert sorted(taken) == sorted([B3, B3, B5, B5])
    assert not night.said("请不要再照着做")


def test_what_the_network_cannot_take_back_any_more_is_named_though_the_correction_is_gone(night: Night) -> None:
    notice(night, "3,5号楼", WATER, minutes=10)
    night.say(SONG, f"/广播 更正 1\n{LATER}", STAFF)
    night.say(SONG, "/确认 1", STAFF)
    night.later(0.3)
    night.say(SONG, "/撤回通知 1", STAFF)
    night.later(2)
    assert len([sent for _, sent in night.replay.transport.sent if sent.act == "recall"]) == 2
    (line,) = [text for text in night.in_room(B3) if "请不要再照着做" in text]
    assert "因水管抢修，明天" in line
    assert "连同更正" in line


def test_the_line_names_every_version_by_its_first_words_and_no_flat(night: Night) -> None:
    notice(night, "3,5号楼", WATER, minutes=10)
    correct(night, "停水改到下周，请大家放心用水。")
    night.later(10)
    night.say(SONG, "/撤回通知 1", STAFF)
    night.later(2)
    (line,) = [text for text in night.in_room(B3) if "请不要再照着做" in text]
    assert "因水管抢修" in line
    assert "停水改到下周" in line
    notice(night, "3号楼", "502王大爷请到大门口拿包裹，谢谢。", "13:00", minutes=10)
    night.say(SONG, "/撤回通知 2", STAFF)
    night.later(2)
    assert "13:00" in night.in_room(B3)[-1]
    assert "502" not in night.in_room(B3)[-1]
