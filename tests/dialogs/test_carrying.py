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


FALL = "救命！我爸摔倒了满头是血叫不醒"
THIEF = "楼上701的人真不要脸，天天偷我快递，是小偷"
MINOR = "我今年15岁，想报名当志愿者"
DRUG = "需要配药：缬沙坦 80mg 2盒，瑞金医院"


@pytest.mark.parametrize(
    ("said", "asked", "words"),
    [(FALL, "", "紧急求助"), (THIEF, "", "争了起来"), (MINOR, "", "像是未成年人"), (DRUG, "/medicine", "【配药表】")],
)
def test_what_a_relay_alone_was_told_of_a_neighbour_is_not_carried(
    workday: Night, said: str, asked: str, words: str
) -> None:
    workday.say("502-张三", said, B3, "10:00")
    workday.later(1)
    if asked:
        workday.tell(HE, asked)
        workday.later(1)
    told = next(text for text in workday.to(HE) if words in text)
    workday.tell(HE, "转发", quote=told)
    workday.later(1)
    assert not [text for text in workday.in_room(B3) if words in text]
    assert workday.to(HE)[-1] != told


@pytest.mark.parametrize("quote", ["我", "我老公天天打我，不敢说"])
def test_what_somebody_else_told_the_bot_alone_cannot_be_quoted(workday: Night, quote: str) -> None:
    workday.tell("1-101 孙七", "我老公天天打我，不敢说，请帮我找居委")
    workday.new(1)
    workday.tell(HE, "转发", quote=quote)
    workday.later(1)
    assert not [text for text in workday.in_room(B3) if "找居委" in text]
    workday.tell(WANG, "答复 将办 马上联系", quote=quote)
    workday.later(1)
    assert "请写明编号" in workday.to(WANG)[-1]
