"""Answers that name another building, a room nobody has, or fit more than one form; and chat, which is none."""

from __future__ import annotations

from tests.support.night import B3, B5, HE, Night


def test_another_building_is_reviewed_never_booked_by_itself(sweep: Night) -> None:
    sweep.say("502-张三", "5号楼1单元101 2人阴", B3)
    assert sweep.answers("3") == {}
    building = sweep.building("5")
    assert building["review"] == ["1-101"]
    assert building["answers"] == {"1-101": "unclear"}


def test_another_building_that_has_answered_is_not_disturbed(sweep: Night) -> None:
    sweep.say("1-101 孙七", "1-101 2人阴", B5)
    sweep.say("502-张三", "5号楼1单元101 1人阴", B3)
    building = sweep.building("5")
    assert building["answers"] == {"1-101": "negative"}
    assert building["review"] == []


def test_a_room_nobody_has_is_kept_for_the_relay(sweep: Night) -> None:
    sweep.say("邻居", "909 3人阴")
    assert sweep.answers() == {}
    sweep.tell(HE, "/统计")
    assert "看不出门牌的回答：1 条" in sweep.answer()


def test_two_forms_at_once_are_told_apart(sweep: Night) -> None:
    sweep.collect("核酸 3号楼 截止 9:00")
    sweep.say("502-张三", "502 3人阴", at="06:30")
    sweep.say("401-李四", "401 已做核酸4人", at="06:31")
    assert sweep.answers("3", 0) == {"502": "negative"}
    assert sweep.answers("3", 1) == {"401": "done"}


def test_a_relay_reports_to_the_form_that_fits(sweep: Night) -> None:
    sweep.collect("核酸 3号楼 截止 9:00")
    sweep.tell(HE, "/代报 502 3人阴", at="06:30")
    sweep.answer()
    assert sweep.answers("3", 0) == {"502": "negative"}
    assert sweep.answers("3", 1) == {}


def test_chat_is_no_answer(sweep: Night) -> None:
    for text in ("大家早上好", "今天阴天", "502的快递到了", "谁家有阳台的花盆", "3人一组下楼", "收到"):
        sweep.say("401-李四", text)
    assert sweep.answers() == {}
    assert sweep.new() == []
