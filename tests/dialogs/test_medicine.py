"""The medicine list: what neighbours need, who fetches it, and who hears of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.tables import AliasRow, AuditRow, InboxRow
from tests.support.medicine import ASKED, ID_CARD, MEDICINE, PHONE, RUNNER, VOLUNTEER, needed, sheet
from tests.support.night import B3, B5, HE, QIN, SONG, STAFF, WANG, Night


def test_what_is_asked_for_in_a_building_becomes_rows_and_the_group_hears_nothing(day: Night) -> None:
    day.say("502-张三", "求配药：拜新同 1盒、二甲双胍 2盒")
    day.later(3)
    assert day.in_room(B3) == []
    assert needed(day) == [("3-502", "拜新同", 1, "asked"), ("3-502", "二甲双胍", 2, "asked")]


def test_the_bot_asks_once_and_in_private_for_what_is_missing(day: Night) -> None:
    day.say("502-张三", ASKED)
    asked = day.answer()
    assert day.heard[-1].to == "wx-502-张三"
    assert "身份证号" in asked
    assert "医保卡" in asked
    for word in ("高血压", "络活喜"):
        assert word not in asked
    day.say("502-张三", "还求配倍他乐克 1盒")
    assert [one for one in day.new(3) if "身份证" in one.text] == []


def test_numbers_come_in_private_and_are_shown_only_to_who_may_see_them(day: Night) -> None:
    day.say("502-张三", ASKED)
    day.new()
    day.tell("502-张三", f"身份证{ID_CARD}，用医保卡，电话{PHONE}")
    assert "都齐了" in day.answer()
    told = sheet(day)
    assert "■ 华山医院\n络活喜\n" in told
    assert "3-502 5mg ×2　用医保卡　证件已收　待配" in told
    for secret in (ID_CARD, PHONE, "高血压"):
        assert secret not in told
    number = day.look(lambda work: work.medicine.open()[0].number)
    day.tell(RUNNER, f"{number} 查看")
    shown = day.answer()
    assert ID_CARD in shown
    assert PHONE in shown
    assert "高血压" in shown
    looks = day.look(
        lambda work: [row for row in work.store.rows(work.store.select(AuditRow)) if row.act == "revealed"]
    )
    assert [row.refer for row in looks] == [str(number)]


@pytest.mark.parametrize("who", [HE, QIN, VOLUNTEER, "301-赵六"])
def test_nobody_else_sees_a_number(day: Night, who: str) -> None:
    day.tell("502-张三", f"{ASKED}，身份证{ID_CARD}")
    day.new()
    number = day.look(lambda work: work.medicine.open()[0].number)
    for text in (f"{number} 查看", f"/配药表 {number} 查看"):
        day.tell(who, text)
    assert not any(ID_CARD in one.text for one in day.new(3))


def test_what_was_shown_in_full_is_not_kept(day: Night) -> None:
    day.tell("502-张三", f"{ASKED}，身份证{ID_CARD}")
    day.new()
    number = day.look(lambda work: work.medicine.open()[0].number)
    day.tell(RUNNER, f"{number} 查看")
    day.new()
    day.later(26 * 60)
    assert (
        day.look(lambda work: [one.text for one in work.outgoing.said_in(None, work.people.person("wx-pao"))])[0] == ""
    )


@pytest.mark.parametrize("number", ["110105194912310021", "11010519491231002", "1101051949123100211"])
def test_a_number_with_a_slip_in_it_is_not_taken(day: Night, number: str) -> None:
    day.say("502-张三", ASKED)
    day.new()
    day.tell("502-张三", f"身份证{number}，用医保卡")
    told = day.answer()
    assert "像是打错了" in told
    assert "没有保存" in told
    assert "已加密保存" not in told
    assert day.look(lambda work: work.medicine.open()[0].identity) is None
    seal = day.look(lambda work: work.store.seal)
    rows = day.look(lambda work: work.store.rows(work.store.select(InboxRow)))
    assert not [row for row in rows if row.body and number in str(seal.open_data(row.body))]


def test_of_two_persons_the_number_goes_to_the_one_that_is_named(day: Night) -> None:
    day.tell("502-张三", "外婆求配络活喜 2盒")
    day.tell("502-张三", "爷爷求配二甲双胍 1盒")
    day.new(3)
    day.tell("502-张三", f"身份证{ID_CARD}")
    assert "一人一条" in day.answer()
    day.tell("502-张三", f"爷爷 身份证{ID_CARD}")
    day.new()
    held = {row.whom: row.identity for row in day.look(lambda work: work.medicine.open())}
    assert held == {"外婆": None, "爷爷": ID_CARD}


def test_a_number_in_the_group_is_not_kept_and_the_need_is(day: Night) -> None:
    day.say("502-张三", f"{ASKED}，身份证{ID_CARD}")
    assert any("撤回" in one.text for one in day.new(3))
    assert needed(day) == [("3-502", "络活喜", 2, "asked")]
    assert day.look(lambda work: work.medicine.open()[0].identity) is None


def test_the_resident_hears_of_each_step_in_private(day: Night) -> None:
    day.say("502-张三", ASKED)
    day.new()
    for words in ("已收卡", "排队中", "已买到", "已送到", "已还卡"):
        day.later(3)
        day.new()
        day.say(RUNNER, f"1 {words}", MEDICINE)
        told = {one.to or one.room: one.text for one in day.new(2)}
        assert told.keys() == {"wx-502-张三", "wx-pao"}
        assert f"络活喜 5mg ×2：{words}" in told["wx-502-张三"]
    assert needed(day) == []


def test_what_is_handed_over_stays_open_while_the_card_is_out(day: Night) -> None:
    day.say("502-张三", ASKED)
    day.say(RUNNER, "1 已收卡", MEDICINE)
    day.say(RUNNER, "1 已送到", MEDICINE)
    assert needed(day) == [("3-502", "络活喜", 2, "handed_over")]
    assert "卡在外" in sheet(day)
    day.say(RUNNER, "1 已还卡", MEDICINE)
    assert needed(day) == []


def test_several_at_once_are_one_message_to_each(day: Night) -> None:
    day.say("502-张三", "求配药：拜新同 1盒、二甲双胍 2盒")
    day.new(3)
    day.tell(RUNNER, "1 2 已买到")
    told = [one for one in day.new(2) if one.to == "wx-502-张三"]
    assert len(told) == 1
    assert "拜新同" in told[0].text
    assert "二甲双胍" in told[0].text


def test_who_has_no_private_line_hears_it_from_the_relay(day: Night) -> None:
    day.say("502-张三", ASKED)
    day.look(lambda work: work.store.change(AliasRow, AliasRow.contact == "wx-502-张三", friend=False))
    day.new()
    day.tell(RUNNER, "1 配不到")
    told = [one for one in day.new(2) if "络活喜" in one.text]
    assert [one.to for one in told] == ["wx-he"]


def test_a_relay_sees_and_moves_only_the_own_building(day: Night) -> None:
    day.say("502-张三", ASKED)
    day.say("1-101-李四", "求配优甲乐 1盒", B5)
    day.new(3)
    own = sheet(day, HE)
    assert "络活喜" in own
    assert "优甲乐" not in own
    day.tell(HE, "/配药表 3 已买到")
    assert "没有找到编号 3" in day.answer()
    day.tell(HE, "/配药表 5号楼")
    assert "不归您管" in day.answer()


@pytest.mark.parametrize("who", [VOLUNTEER, "301-赵六"])
def test_nobody_else_reads_the_list(day: Night, who: str) -> None:
    day.say("502-张三", ASKED)
    day.new()
    day.tell(who, "/配药表")
    assert "要有相应职责" in day.answer()
    day.tell(who, "1 已买到")
    day.new()
    assert needed(day) == [("3-502", "络活喜", 2, "asked")]


@pytest.mark.parametrize("room", [MEDICINE, STAFF, B3])
def test_the_list_is_read_in_private_wherever_it_is_asked_for(day: Night, room: str) -> None:
    day.say("502-张三", ASKED)
    day.new()
    day.say(WANG, "/配药表", room)
    heard = day.new()
    assert [one.to for one in heard] == ["wx-wang"]


def test_the_same_again_is_one_row_with_what_was_said_last(day: Night) -> None:
    day.say("502-张三", ASKED)
    day.say("502-张三", "络活喜再求配，改成3盒")
    day.say("502-李四", "求配络活喜 3盒")
    assert needed(day) == [("3-502", "络活喜", 3, "asked")]


def test_an_item_follows_though_its_asker_wrote_twice(day: Night) -> None:
    day.say("502-张三", ASKED)
    day.say("502-张三", "络活喜再求配，改成3盒")
    for words in ("已收卡", "已买到", "已送到", "已还卡"):
        day.tell(RUNNER, f"1 {words}")
    day.later(1)
    assert [one["status"] for one in day.state()["demands"]] == ["done"]


def test_a_list_posted_again_adds_only_what_is_new(day: Night) -> None:
    day.say("502-张三", "#接龙 配药登记\n1. 502 络活喜 2盒")
    day.say("301-赵六", "#接龙 配药登记\n1. 502 络活喜 2盒\n2. 301 二甲双胍 1盒")
    assert needed(day) == [("3-502", "络活喜", 2, "asked"), ("3-301", "二甲双胍", 1, "asked")]
    for words in ("已买到", "已送到"):
        day.tell(RUNNER, f"1 {words}")
    day.say("302-钱七", "#接龙 配药登记\n1. 502 络活喜 2盒\n2. 301 二甲双胍 1盒\n3. 302 优甲乐 1盒")
    assert [row[:2] for row in needed(day)] == [("3-301", "二甲双胍"), ("3-302", "优甲乐")]


def test_nothing_of_it_lies_readable_in_the_database(day: Night) -> None:
    day.tell("502-张三", f"{ASKED}，身份证{ID_CARD}，电话{PHONE}")
    day.tell(RUNNER, "1 查看")
    day.new()
    with day.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    found = Path(str(day.database.engine.url.database)).read_bytes()
    for secret in (ID_CARD, PHONE, "高血压", "络活喜", "华山"):
        assert secret.encode() not in found


def test_the_secretary_gives_the_role(day: Night) -> None:
    day.say(VOLUNTEER, "大家好", "志愿者群")
    day.say(SONG, "/任命 @小志 配药员 3号楼", STAFF)
    day.say("502-张三", ASKED)
    day.say("1-101-李四", "求配优甲乐 1盒", B5)
    day.new(3)
    told = sheet(day, VOLUNTEER)
    assert "络活喜" in told
    assert "优甲乐" not in told


def test_a_runner_learns_no_test_result(day: Night) -> None:
    day.tell(RUNNER, "/统计")
    assert "要有相应职责" in day.answer()


def test_who_asks_in_private_how_far_his_drugs_are_is_told(day: Night) -> None:
    day.say("502-张三", "求配药：拜新同 1盒、二甲双胍 2盒，华山医院")
    day.new()
    day.tell(RUNNER, "2 已买到")
    day.new()
    day.tell("502-张三", "我的药买到了吗")
    assert day.answer() == "您登记的药：\n编号 1 拜新同 ×1：待配\n编号 2 二甲双胍 ×2：已买到"
    day.tell("301-赵六", "我的药买到了吗")
    assert day.new() == []


def test_of_several_numbers_the_one_that_is_none_is_named(day: Night) -> None:
    day.say("502-张三", "求配拜新同 1盒")
    day.new()
    day.tell(RUNNER, "配药表 1 8 已买到")
    assert day.answer() == "没有找到编号 8。"
