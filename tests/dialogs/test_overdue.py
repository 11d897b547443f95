"""What nobody answered in its time comes up again: once, by day, and what came due together in one message."""

from __future__ import annotations

from tests.support.items import FOOD, LIFT, RUBBISH
from tests.support.night import B3, B5, SONG, STAFF, WANG, Heard, Night


def due(night: Night) -> list[Heard]:
    return night.said("已过答复时间")


def test_what_comes_due_at_night_is_told_in_the_morning_in_one_message(night: Night) -> None:
    for minute, text in enumerate((LIFT, RUBBISH, FOOD)):
        night.say("502-张三", text, B3, f"01:0{minute}")
    night.later(23 * 60 + 30)
    assert not due(night)
    night.until("05:59")
    assert not due(night), "no staff group is rung at night for what is not urgent"
    night.until("12:00")
    (told,) = due(night)
    assert told.room == STAFF
    assert told.clock.startswith("06:0")
    assert [f"编号{number} 已过答复时间，还没有答复" in told.text for number in (1, 2, 3)] == [True] * 3


def test_by_day_it_is_told_at_once(night: Night) -> None:
    night.say("502-张三", LIFT, B3, "10:00")
    night.later(24 * 60 + 1)
    assert [one.clock[:5] for one in due(night)] == ["10:00"]
    assert "答复请发：答复 1 将办" in due(night)[0].text


def test_what_is_answered_before_the_morning_is_not_told(night: Night) -> None:
    night.say("502-张三", LIFT, B3, "01:00")
    night.say("401-李四", RUBBISH, B3, "01:01")
    night.later(24 * 60 + 60)
    night.say(WANG, "/答复 1 将办 上午修", STAFF)
    night.until("12:00")
    (told,) = due(night)
    assert "编号1 " not in told.text
    assert "编号2 " in told.text


def test_an_item_that_was_opened_again_comes_up_once_and_not_as_if_nobody_had_answered(night: Night) -> None:
    night.say("502-张三", LIFT, B3, "10:00")
    night.say(WANG, "/答复 1 将办 物业会来", STAFF, "11:00")
    night.say("502-张三", "还没解决", B3, "15:00")
    night.later(19 * 60 + 30)
    assert not due(night), "it waits for its second answer since 15:00"
    night.later(5 * 60)
    (told,) = due(night)
    assert "编号1 已过答复时间，答复过，又重新打开了" in told.text
    assert told.clock.startswith("15:0")


def test_the_secretary_hears_the_second_time_alone_and_by_day(night: Night) -> None:
    night.say("1-101 孙七", LIFT, B5, "23:00")
    night.later(60 * 60)
    first, second = due(night)
    assert (first.room, first.clock[:4]) == (STAFF, "06:0")
    assert (second.to, second.clock[:4]) == (night.contact(SONG), "06:0")


def test_who_took_it_is_named(night: Night) -> None:
    night.say("502-张三", LIFT, B3, "10:00")
    night.say(WANG, "领取 1", STAFF, "11:00")
    night.later(24 * 60)
    assert "（王干事 4月10日 11:00 接手）" in due(night)[0].text


def test_a_restart_in_the_night_loses_nothing_and_tells_nothing_twice(night: Night) -> None:
    night.say("502-张三", LIFT, B3, "01:00")
    night.later(24 * 60 + 30)
    night.restart()
    night.until("12:00")
    night.restart()
    night.later(60)
    assert len(due(night)) == 1
