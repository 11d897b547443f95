"""Who may do what, and is refused how: rights belong to contacts, never to nicknames."""

from __future__ import annotations

import pytest

from bot.contract import MessageType
from data.tables import AuditRow
from tests.support.night import B3, B5, HE, LI, QIN, RELAYS, SHEN, SONG, STAFF, VOLUNTEERS, WANG, WUYE, Night

NOT_YOURS = "要有相应职责"


@pytest.mark.parametrize(
    "text",
    [
        "/收集 抗原 3号楼 截止 7:30", "/broadcast 3号楼\n大家好", "/确认 1", "/取消 1", "/截止 1", "/统计", "/催报",
        "/代报 502 阴", "/更正 502 阴", "/转发", "/任命 @小荷 信息员 3号楼", "/免去 @小荷 信息员", "/绑定 官方群 3号楼",
        "/补发 1", "／统计",
    ],
)  # fmt: skip
def test_a_resident_is_refused_in_one_line(sweep: Night, text: str) -> None:
    sweep.say("502-张三", text)
    refusal = sweep.answer()
    assert NOT_YOURS in refusal
    assert "\n" not in refusal
    assert sweep.state()["collections"][0]["status"] == "open"
    assert sweep.answers() == {}


@pytest.mark.parametrize("text", ["/统计", "/催报", "/收集 抗原", "/代报 3-502 阴", "/广播 全区\n大家好"])
def test_property_is_refused_too(sweep: Night, text: str) -> None:
    sweep.tell(WUYE, text)
    assert NOT_YOURS in sweep.answer()


@pytest.mark.parametrize("who", [HE, QIN, SHEN])
@pytest.mark.parametrize("text", ["/广播 全区\n大家好", "/收集 抗原", "/截止 1", "/任命 @小荷 信息员 3号楼", "/补发 1"])
def test_relays_heads_and_zone_leads_speak_not_officially(sweep: Night, who: str, text: str) -> None:
    sweep.tell(who, text)
    assert NOT_YOURS in sweep.answer()


@pytest.mark.parametrize("text", ["/任命 @小荷 楼组长 3号楼", "/免去 @小荷 信息员"])
def test_only_the_secretary_appoints(sweep: Night, text: str) -> None:
    sweep.say(WANG, text, STAFF)
    assert NOT_YOURS in sweep.answer()


def test_sitting_in_the_staff_group_gives_no_right(night: Night) -> None:
    night.say("新来的", "/收集 抗原 全区 截止 7:30", STAFF)
    assert NOT_YOURS in night.answer()


def test_whoever_calls_himself_secretary_can_do_nothing(night: Night) -> None:
    night.say("宋书记", "/广播 全区\n大家到门口领菜", STAFF, contact="wx-impostor")
    assert NOT_YOURS in night.answer()
    night.say("宋书记", "确认 1", STAFF, contact="wx-impostor")
    night.say(SONG, "/广播 全区\n大家好", STAFF)
    night.say("宋书记", "确认 1", STAFF, contact="wx-impostor")
    night.new(3)
    assert night.state()["notices"] == []
    assert night.in_room(B3) == []


@pytest.mark.parametrize(
    ("who", "room", "text"),
    [
        (LI, STAFF, "/收集 抗原 3号楼 截止 7:30"), (LI, STAFF, "/广播 全区\n大家好"), (LI, STAFF, "/统计 3号楼"),
        (HE, RELAYS, "/统计 5号楼"), (HE, RELAYS, "/催报 5号楼"), (HE, B3, "/统计 全区"),
        (HE, None, "/代报 5-1-101 阴"),
        (QIN, None, "/统计 3号楼"),
    ],
)  # fmt: skip
def test_another_building_is_refused(sweep: Night, who: str, room: str | None, text: str) -> None:
    sweep.say(who, text, room)
    refusal = sweep.answer()
    assert "不归您管" in refusal
    assert "\n" not in refusal


def test_a_refusal_is_logged(sweep: Night) -> None:
    sweep.say("502-张三", "/统计")
    acts = sweep.look(lambda work: [row.act for row in work.store.rows(work.store.select(AuditRow))])
    assert "refused:tally" in acts


def test_a_word_without_a_slash_is_a_command_only_for_who_may_use_it(sweep: Night) -> None:
    sweep.say("502-张三", "统计")
    sweep.say("502-张三", "更正 502 两人都阴")
    sweep.say("502-张三", "代报 302 2人阴")
    assert sweep.new() == [], "read like any other message"
    assert sweep.answers() == {"302": "negative", "502": "negative"}
    sweep.say(HE, "统计", B3)
    assert len(sweep.new()) == 2


@pytest.mark.parametrize(
    "text", ["统计一下谁家还有菜", "转发给大家看看", "确认收到", "收集一下瓶子", "帮助邻居人人有责", "截止今天还没发菜"]
)
def test_nor_where_the_rest_has_not_the_commands_form(sweep: Night, text: str) -> None:
    sweep.say(SONG, text, B3)
    assert sweep.new() == []


def test_help_tells_what_this_sender_can_do_here_and_no_more(sweep: Night) -> None:
    sweep.tell("502-张三", "帮助")
    mine = sweep.answer()
    assert "撤销" in mine
    assert "我的" in mine
    for word in ("收集", "广播", "统计", "任命", "代报"):
        assert word not in mine
    sweep.tell(HE, "/help")
    relays = sweep.answer()
    assert "统计" in relays
    assert "代报" in relays
    assert "收集" not in relays
    sweep.say(SONG, "帮助", STAFF)
    assert "任命" in sweep.answer()


def test_help_of_one_command(sweep: Night) -> None:
    sweep.say(SONG, "/帮助 收集", STAFF)
    assert "/收集 抗原" in sweep.answer()
    sweep.tell("502-张三", "/帮助 收集")
    assert "没有这个命令" in sweep.answer()


def test_help_in_a_building_group_is_answered_in_private(sweep: Night) -> None:
    sweep.say("502-张三", "/帮助", B3)
    (heard,) = sweep.new()
    assert heard.to == "wx-502-张三"


# Roles that come and go.


def test_the_secretary_appoints_and_dismisses(sweep: Night) -> None:
    sweep.say("3-401 陈阿姨", "大家早", B3)
    sweep.say(SONG, "/任命 @3-401 陈阿姨 楼组长 3号楼", B3)
    assert "已任命楼组长（3号楼）" in sweep.answer()
    sweep.tell("3-401 陈阿姨", "/统计")
    assert "3号楼" in sweep.answer()
    sweep.say(SONG, "/免去 @3-401 陈阿姨 楼组长", B3)
    sweep.answer()
    sweep.tell("3-401 陈阿姨", "/统计")
    assert NOT_YOURS in sweep.answer()


def test_an_appointment_names_one_known_person_a_role_and_a_building(sweep: Night) -> None:
    sweep.say("3-401 陈阿姨", "大家早", B3)
    for text, why in (
        ("/任命 @没这个人 信息员 3号楼", "没有找到"),
        ("/任命 @3-401 陈阿姨", "请写职责"),
        ("/任命 @3-401 陈阿姨 信息员", "请写上楼号"),
        ("/任命 @3-401 陈阿姨 信息员 9号楼", "没有 9 号楼"),
        ("/免去 @3-401 陈阿姨 信息员", "没有这个职责"),
    ):
        sweep.later(2)
        sweep.say(SONG, text, B3)
        assert why in sweep.answer(), text


def test_two_of_one_name_are_not_guessed(sweep: Night) -> None:
    sweep.say("小美", "早", B3, contact="wx-a")
    sweep.say("小美", "早", B3, contact="wx-b")
    sweep.say(SONG, "/任命 @小美 信息员 3号楼", B3)
    assert "有几位都叫" in sweep.answer()


def test_who_has_no_contact_yet_proves_herself_with_a_code(sweep: Night) -> None:
    sweep.say(SONG, "/任命 @赵干事 居委", STAFF)
    sweep.new()
    (told,) = sweep.to(SONG)
    code = "".join(ch for ch in told if ch.isdigit())[:8]
    sweep.tell("赵干事", f"认证 {code}", contact="wx-new")
    sweep.later(1)
    assert "认证成功" in sweep.heard[-1].text
    sweep.tell("赵干事", "/统计", contact="wx-new")
    sweep.later(1)
    assert "8号楼：应答 2 户" in sweep.heard[-1].text


def test_a_code_works_once_in_private_and_only_the_right_one(sweep: Night) -> None:
    sweep.say(SONG, "/任命 @赵干事 居委", STAFF)
    sweep.new()
    code = "".join(ch for ch in sweep.to(SONG)[0] if ch.isdigit())[:8]
    sweep.tell("骗子", "/认证 23456789")
    assert "验证码不对" in sweep.answer()
    sweep.tell("赵干事", f"认证 {code}", contact="wx-new")
    assert "认证成功" in sweep.answer()
    sweep.tell("骗子", f"/认证 {code}")
    assert "验证码不对" in sweep.answer()
    sweep.tell("骗子", "/统计")
    assert NOT_YOURS in sweep.answer()
    sweep.say("骗子", f"/认证 {code}", VOLUNTEERS)
    assert "在这里用不了" in sweep.answer()


def test_the_secretary_cannot_leave_the_compound_without_one(sweep: Night) -> None:
    sweep.say(SONG, "/免去 @宋书记 书记", STAFF)
    assert "不能免去自己" in sweep.answer()


def test_a_dismissal_outlives_a_restart(sweep: Night) -> None:
    sweep.say(SONG, "/免去 @小荷 信息员", STAFF)
    sweep.new()
    sweep.restart()
    sweep.tell(HE, "/统计")
    assert NOT_YOURS in sweep.answer()


def test_an_appointment_outlives_a_restart(sweep: Night) -> None:
    sweep.say(SONG, "/任命 @小荷 信息员 3,8号楼", STAFF)
    sweep.new()
    sweep.restart()
    sweep.tell(HE, "/代报 8-801 2人阴")
    sweep.answer()
    assert sweep.answers("8") == {"801": "negative"}


# Groups.


def test_a_topic_only_proposes_what_a_group_is(night: Night) -> None:
    night.say("张三", "/统计", "假的居委工作群")
    night.say(SONG, "/收集 抗原 全区", "假的居委工作群")
    night.new()
    assert night.state()["collections"] == []
    night.say(SONG, "/绑定 志愿者群", "假的居委工作群")
    assert "志愿者群" in night.answer()


def test_a_group_is_bound_by_staff_to_a_kind_and_a_building(night: Night) -> None:
    night.say(SONG, "/绑定 官方群 8号楼", "8号楼新群")
    assert "8号楼官方群" in night.answer()
    night.collect("抗原 8号楼 截止 7:30")
    assert len(night.in_room("8号楼新群")) == 2, "the answer, and the notice"
    night.say("801-周八", "801 2人阴", "8号楼新群", "06:00")
    assert night.answers("8") == {"801": "negative"}


def test_an_unbound_group_is_left_in_peace(sweep: Night) -> None:
    sweep.say("502-张三", "502 3人阴", "团购群")
    sweep.say("502-张三", "统计", "团购群")
    assert sweep.new() == []
    assert sweep.answers() == {}


@pytest.mark.parametrize(
    ("who", "text", "why"),
    [
        ("502-张三", "/绑定 居委群", NOT_YOURS),
        (HE, "/绑定 居委群", NOT_YOURS),
        (SONG, "/绑定", "什么群"),
        (SONG, "/绑定 官方群", "要写一栋楼"),
        (SONG, "/绑定 官方群 9号楼", "没有 9 号楼"),
        (LI, "/绑定 官方群 3号楼", "不归您管"),
    ],
)
def test_binding_is_refused(night: Night, who: str, text: str, why: str) -> None:
    night.say(who, text, "新群")
    assert why in night.answer()


def test_a_relay_who_leaves_the_buildings_group_loses_the_role_there(sweep: Night) -> None:
    sweep.say(HE, "", B3, kind=MessageType.LEAVE)
    assert "3号楼的信息员退出了" in sweep.answer()
    sweep.tell(HE, "/代报 3-502 3人阴")
    assert NOT_YOURS in sweep.answer()
    sweep.restart()
    sweep.tell(HE, "/代报 3-502 3人阴")
    assert NOT_YOURS in sweep.answer()


def test_and_keeps_the_other_buildings(sweep: Night) -> None:
    sweep.say(SONG, "/任命 @小荷 信息员 3,8号楼", STAFF)
    sweep.say(HE, "", B3, kind=MessageType.LEAVE)
    sweep.new()
    sweep.tell(HE, "/代报 3-502 3人阴")
    assert "不归您管" in sweep.answer()
    sweep.tell(HE, "/代报 801 2人阴")
    sweep.answer()
    assert sweep.answers("8") == {"801": "negative"}


def test_leaving_another_group_changes_nothing(sweep: Night) -> None:
    sweep.say(HE, "", RELAYS, kind=MessageType.LEAVE)
    sweep.say(HE, "", B5, kind=MessageType.LEAVE)
    assert sweep.new() == []
    sweep.tell(HE, "/代报 502 3人阴")
    sweep.answer()
    assert sweep.answers() == {"502": "negative"}
