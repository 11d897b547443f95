"""What may be carried on, shown and confirmed: only what the sender may read, and still may say."""

from __future__ import annotations

import pytest

from tests.support.night import B3, B5, HE, LI, SONG, STAFF, VOLUNTEERS, WANG, Night

ZHOU = "wx-zhou"


def notice(night: Night, head: str, text: str) -> None:
    night.say(SONG, f"/广播 {head}\n{text}", STAFF)
    night.say(SONG, "/确认", STAFF)
    night.new(2)


def test_the_staff_groups_own_notice_is_not_carried_out_of_it(sweep: Night) -> None:
    notice(sweep, "居委群", "内部：下周换届，先不外传")
    for who in (HE, WANG):
        sweep.tell(who, "/转发 2")
        assert "没有找到编号 2" in sweep.answer()


def test_a_notice_that_waits_for_its_time_is_not_carried(sweep: Night) -> None:
    notice(sweep, "3号楼 定时 12:00", "物资明天到")
    sweep.tell(HE, "/转发 2")
    assert "没有找到编号 2" in sweep.answer()


def test_nor_one_of_another_building(sweep: Night) -> None:
    notice(sweep, "3号楼", "物资明天到")
    sweep.say("小舟", "/转发 2", B5, contact=ZHOU)
    assert "没有找到编号 2" in sweep.answer()
    sweep.tell(HE, "/转发 2")
    sweep.new(1)
    assert sweep.in_room(B3)[-2:] == ["物资明天到", "物资明天到"]


def test_from_another_buildings_group_nothing_goes_up(sweep: Night) -> None:
    sweep.say(HE, "/转发", B5, quote="楼道灯坏了")
    assert "5号楼不归您管" in sweep.answer()
    assert not sweep.said("楼道灯坏了")


@pytest.mark.parametrize("line", ["401", "待核实：401", "未答，家里没人在群里：301"])
def test_a_part_of_my_own_table_is_not_carried(sweep: Night, line: str) -> None:
    sweep.say("401-李四", "401 看不清")
    sweep.tell(HE, "统计")
    sweep.new(2)
    sweep.tell(HE, "转发", quote=line)
    assert "会把邻居的情况公开" in sweep.answer()
    assert not any("401" in text for text in sweep.in_room(B3))


def test_in_another_buildings_group_a_tally_is_refused(sweep: Night) -> None:
    for who, room in ((HE, B5), (LI, B3)):
        sweep.say(who, "/统计", room)
        assert "不归您管" in sweep.answer()


def test_among_volunteers_a_tally_is_told_in_private(sweep: Night) -> None:
    for who in (HE, WANG):
        sweep.say(who, "/统计", VOLUNTEERS)
        heard = sweep.new(1)
        assert [one.to for one in heard] == [sweep.contact(who)]


def test_all_my_buildings_are_not_shown_in_one_of_their_groups(sweep: Night) -> None:
    sweep.say(WANG, "/统计 全区", B3)
    assert [one.to for one in sweep.new(1)] == ["wx-wang"]


@pytest.mark.parametrize("command", ["/广播 全区\n请开窗", "/收集 做核酸 全区"])
def test_who_lost_the_role_cannot_confirm(sweep: Night, command: str) -> None:
    sweep.say(SONG, "/任命 @王干事 信息员 3号楼", STAFF)
    sweep.say(WANG, command, STAFF)
    sweep.say(SONG, "/免去 @王干事 居委", STAFF)
    sweep.new(2)
    sweep.say(WANG, "/确认", STAFF)
    assert "要有相应职责" in sweep.answer()
    sweep.later(3)
    assert not any("请开窗" in text for text in sweep.in_room(B5))
    assert len(sweep.state()["collections"]) == 1
