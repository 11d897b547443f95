"""Silence by default: the night, replies to one sender, repetitions, other bots and the bot's own voice."""

from __future__ import annotations

from itertools import pairwise

import pytest

from bot.contract import MessageType
from bot.outbox import Sent
from tests.support.night import B3, B5, B8, HE, RELAYS, SONG, STAFF, WANG, Night

# Between 22:00 and 6:00.


def test_at_night_a_building_group_hears_the_secretary(night: Night) -> None:
    night.say(SONG, "/广播 3号楼\n明早六点半发抗原。", STAFF, "01:00")
    night.say(SONG, "确认", STAFF)
    night.later(1)
    assert night.in_room(B3) == ["明早六点半发抗原。"]


def test_staffs_notice_waits_for_six(night: Night) -> None:
    night.say(WANG, "/广播 3号楼\n明早六点半发抗原。", STAFF, "01:00")
    night.say(WANG, "确认", STAFF)
    night.until("05:59")
    assert night.in_room(B3) == []
    night.until("06:01")
    assert night.in_room(B3) == ["明早六点半发抗原。"]


@pytest.mark.parametrize(("at", "waits"), [("21:59:30", False), ("22:00:00", True), ("22:15:00", True)])
def test_the_evenings_edge(night: Night, at: str, waits: bool) -> None:
    night.say(WANG, "/广播 3号楼\n晚安。", STAFF, "21:50:00")
    night.say(WANG, "确认", STAFF, at)
    night.later(1)
    assert (night.in_room(B3) == []) is waits
    night.until("06:01")
    assert night.in_room(B3) == ["晚安。"]


def test_other_groups_hear_at_night(night: Night) -> None:
    night.say(WANG, "/广播 信息员群\n明早六点半集合。", STAFF, "01:00")
    night.say(WANG, "确认", STAFF)
    night.later(1)
    assert night.in_room(RELAYS) == ["明早六点半集合。"]


def test_a_reminder_in_the_night_waits_if_six_is_before_the_deadline(night: Night) -> None:
    night.collect("抗原 3号楼 截止 6:30", "01:00")
    night.say("502-张三", "收到", at="01:30")
    night.until("06:29")
    reminders = night.said("还没有收到")
    assert [one.clock[:5] for one in reminders] == ["06:00", "06:10"]


def test_what_would_come_after_the_deadline_is_dropped(night: Night) -> None:
    night.collect("抗原 3号楼 截止 5:00", "01:00")
    night.say("502-张三", "收到", at="01:30")
    night.until("07:00")
    assert night.said("还没有收到") == []
    assert len(night.said("【汇总】")) == 1, "staff hear at night"
    assert len(night.said("敲门单")) == 1, "the relay too, in private"


def test_a_relays_tally_in_the_group_at_night_answers_in_private_only(night: Night) -> None:
    night.collect("抗原 3号楼 截止 7:30", "01:00")
    night.say(HE, "/统计", B3, "02:00")
    heard = night.new(1)
    assert [one.room for one in heard] == [None]


# Replies.


def test_one_sender_gets_at_most_three_replies_in_two_minutes(sweep: Night) -> None:
    for second in range(10, 50, 5):
        sweep.tell("502-张三", "/我的", f"06:10:{second}")
    assert len(sweep.new(5)) == 3
    sweep.tell("502-张三", "/我的", "06:20")
    assert len(sweep.new(1)) == 1


def test_refusals_count_as_replies(sweep: Night) -> None:
    for second in range(10, 50, 5):
        sweep.say("502-张三", "/统计", B3, f"06:10:{second}")
    assert len(sweep.new(5)) == 3


def test_anothers_replies_do_not_count(sweep: Night) -> None:
    for second in range(10, 50, 5):
        sweep.tell("502-张三", "/我的", f"06:10:{second}")
    sweep.tell("401-李四", "/我的", "06:10:55")
    sweep.later(1)
    assert len(sweep.to("401-李四")) == 1


def test_who_has_work_to_do_gets_every_reply_later(sweep: Night) -> None:
    for second in range(10, 35, 5):
        sweep.tell(HE, "/统计", f"06:10:{second}")
    heard = sweep.new(1)
    assert len(heard) == 3
    heard += sweep.new(5)
    assert len(heard) == 5
    times = [one.at for one in heard]
    assert all((later - earlier).total_seconds() >= 110 for earlier, later in zip(times, times[3:], strict=False))


def test_the_same_words_within_ten_minutes_are_one_answer(sweep: Night) -> None:
    for minute in ("06:10", "06:12", "06:15"):
        sweep.say("向日葵", "我家3人都阴", at=minute)
    assert len(sweep.new(1)) == 1, "asked once which home it is"
    sweep.tell(HE, "统计")
    assert "看不出门牌的回答：1 条" in sweep.answer()


# Who starts nothing.


def test_the_bots_own_echo_starts_nothing(sweep: Night) -> None:
    sweep.say("分拣小助手", "/统计", B3, contact="wx-fenjian")
    sweep.say("分拣小助手", "502 3人阴", B3, contact="wx-fenjian")
    assert sweep.new() == []
    assert sweep.answers() == {}


def test_other_bots_start_nothing(sweep: Night) -> None:
    for text in ("/统计", "502 3人阴", "502 阳", "帮助"):
        sweep.say("团购助手", text, B3, contact="wx-other")
    assert sweep.new(3) == []
    assert sweep.answers() == {}


def test_system_messages_start_nothing(sweep: Night) -> None:
    sweep.say("系统", "502 3人阴", B3, kind=MessageType.SYSTEM)
    sweep.say("系统", "你撤回了一条消息", B3, kind=MessageType.SYSTEM)
    assert sweep.new() == []
    assert sweep.answers() == {}


def test_a_bot_that_echoes_everything_makes_no_loop(sweep: Night) -> None:
    """An unknown bot repeats, in the same place, whatever ours says, a second later."""
    said = len(sweep.heard)
    for round_ in range(6):
        sweep.say(HE if round_ == 0 else "复读机", "统计" if round_ == 0 else sweep.heard[-1].text, B3)
        sweep.later(1)
    sweep.say("复读机", "帮助", B3)
    sweep.later(1)
    for _ in range(6):
        sweep.say("复读机", sweep.heard[-1].text, B3)
        sweep.later(0.2)
    assert len(sweep.heard) - said <= 4
    assert sweep.answers() == {}


def test_two_bots_of_ours_that_hear_each_other_fall_silent(sweep: Night) -> None:
    """Each message of ours comes back from a stranger in the same chat at once, for an hour."""
    echoes: list[Sent] = []
    before = len(sweep.heard)
    sweep.tell("复读机", "/统计")
    for _ in range(60):
        sweep.later(1)
        for one in sweep.heard[before:]:
            sweep.tell("复读机", one.text)
        before = len(sweep.heard)
    assert echoes == []
    assert len(sweep.to("复读机")) <= 3


# Sending.


def test_three_seconds_lie_between_messages_and_one_before_what_is_urgent(sweep: Night) -> None:
    sweep.say(SONG, "/广播 全区\n大家好", STAFF, "12:00:00")
    sweep.say(SONG, "确认", STAFF, "12:00:10")
    sweep.later(1)
    times = [one.at for one in sweep.heard if one.clock >= "12:00:10"]
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(times)]
    assert len(gaps) == 3
    assert all(3.0 <= gap <= 4.0 for gap in gaps)
    assert len(set(gaps)) == 3, "with jitter"


def test_what_is_urgent_goes_first_then_replies_then_notices(sweep: Night) -> None:
    sweep.say("502-张三", "502 阳", at="12:00:00")
    sweep.say(SONG, "/广播 全区\n大家好", STAFF, "12:00:20")
    sweep.later(0.3)
    sweep.say(SONG, "确认", STAFF, "12:00:59")
    sweep.tell("401-李四", "/我的", "12:00:59")
    sweep.later(2)
    after = [one for one in sweep.heard if one.clock >= "12:00:59"]
    kinds = ["urgent" if "请立即处理" in one.text else "notice" if one.text == "大家好" else "reply" for one in after]
    assert kinds == ["reply", "urgent", "urgent", "reply", "notice", "notice", "notice"]
    assert 1.0 <= (after[2].at - after[1].at).total_seconds() <= 1.4


def test_at_most_twenty_a_minute(sweep: Night) -> None:
    for index in range(30):
        sweep.say(f"30{index}室友", f"/我的 {index}", None, "12:00:00")
    sweep.later(5)
    times = [one.at for one in sweep.heard if one.clock >= "12:00:00"]
    assert len(times) >= 25
    assert all((later - earlier).total_seconds() >= 60 for earlier, later in zip(times, times[20:], strict=False))


def test_rooms_take_turns(sweep: Night) -> None:
    """Three notices to 3 were queued before one to 8; 8 does not wait for all of them."""
    for text in ("一", "二", "三"):
        sweep.say(SONG, f"/广播 3号楼\n{text}", STAFF, "12:00:00")
    sweep.say(SONG, "/广播 8号楼\n四", STAFF, "12:00:00")
    sweep.later(8)
    for number in (2, 3, 4, 5):
        sweep.say(SONG, f"确认 {number}", STAFF, "12:10:00")
    sweep.later(8)
    order = [one.room for one in sweep.heard if one.text in ("一", "二", "三", "四")]
    assert len(order) == 4
    assert order.index(B8) <= 1


def test_a_long_text_is_split_at_sentence_ends(sweep: Night) -> None:
    sentence = "今天的物资由志愿者送到门口，请大家不要下楼，谢谢配合。"
    text = sentence * 120
    sweep.say(SONG, f"/广播 5号楼\n{text}", STAFF)
    sweep.say(SONG, "确认", STAFF)
    sweep.later(3)
    parts = [one.text for one in sweep.heard if one.room == B5][-2:]
    assert "".join(parts) == text
    assert all(part.endswith("。") and len(part) <= 1800 for part in parts)
