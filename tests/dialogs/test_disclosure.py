"""What may be said where: no neighbour is exposed in front of a group."""

from __future__ import annotations

import pytest

from tests.support.night import B3, B5, HE, LAN, QIN, RELAYS, SONG, STAFF, VOLUNTEERS, WANG, Night

RESULTS = ("阳", "阴性", "待核实", "疑似", "看不清", "无效")


@pytest.fixture
def morning(sweep: Night) -> Night:
    """One positive, one doubtful, one negative, one 接龙, one missing who is in the group."""
    sweep.say("502-张三", "502 1人阳2人阴")
    sweep.say("401-李四", "401 看不清")
    sweep.say("402-王五", "402 1人阴")
    sweep.say("301-赵六", "大家早")
    sweep.new(3)
    return sweep


def test_a_tally_in_a_building_group_shows_counts_and_missing_rooms(morning: Night) -> None:
    morning.say(HE, "/统计", B3)
    public, private = sorted(morning.new(1), key=lambda one: one.room is None)
    assert public.room == B3
    assert "应答 7 户，已答 3 户，还差 4 户：301、302、501、602" in public.text
    assert not any(word in public.text for word in RESULTS)
    assert not any(room in public.text for room in ("502", "401", "402"))
    assert private.to == "wx-he"
    assert "阳性或疑似：502" in private.text
    assert "待核实：401" in private.text


def test_the_relay_learns_how_the_missing_can_be_reached(morning: Night) -> None:
    morning.tell(HE, "统计")
    told = morning.answer()
    assert "未答，家里有人在群里：301" in told
    assert "未答，家里没人在群里：302、501" in told
    assert "未答，无微信：602" in told


def test_staff_see_totals_by_building(morning: Night) -> None:
    morning.say(WANG, "/统计", STAFF)
    told = morning.answer()
    assert "应答 13 户，已答 3 户，未答 10 户，待核实 1 户，阳性或疑似 1 户" in told
    assert "3号楼：已答3/7，阳性或疑似1户（502），待核实1户，未答4户" in told
    assert "5号楼：已答0/4" in told


def test_a_relay_with_no_private_line_gets_no_details_anywhere(morning: Night) -> None:
    morning.say(SONG, "/任命 @小兰 信息员 3号楼", STAFF)
    morning.new(1)
    morning.say(LAN, "/统计", B3)
    heard = morning.new(1)
    assert [one.room for one in heard] == [B3]
    assert "502" not in heard[0].text


@pytest.mark.parametrize("room", [RELAYS, VOLUNTEERS])
def test_in_another_group_a_tally_tells_no_result(morning: Night, room: str) -> None:
    morning.say(HE, "/统计", room)
    public = [one for one in morning.new(1) if one.room]
    assert not any(word in one.text for one in public for word in RESULTS)
    assert not any("502" in one.text for one in public)


def test_through_the_whole_morning_no_building_group_hears_a_result(morning: Night) -> None:
    morning.say(HE, "/统计", B3)
    morning.say(HE, "/催报", B3)
    morning.tell(HE, "更正 502 阳 401 无效")
    morning.say("502-张三", "502 3人阴", at="07:40")
    morning.say(HE, "统计", B3, "08:10")
    morning.until("09:30")
    public = [one for one in morning.heard if one.room not in (None, STAFF)]
    assert len(public) >= 6
    for one in public:
        if "收集" in one.text:
            continue
        assert not any(word in one.text for word in RESULTS), one.text
        assert "502" not in one.text
    assert "401" not in "".join(one.text for one in public)


def test_private_details_go_only_to_who_may_know_the_building(morning: Night) -> None:
    morning.until("09:30")
    knowing = {"wx-he", "wx-song", "wx-wang"}
    assert all(one.to in knowing for one in morning.heard if one.room is None and "502" in one.text)


@pytest.mark.parametrize(
    "text",
    [
        "3号楼502确诊阳性，大家注意", "502室两条杠，请勿靠近", "请 502 的密接到门口集合，", "５０２ 阳性",
        "401、502：阳性\n其他人阴性",
        "502：阳性", "门牌：502，阳性", "3-502阳了", "3号楼:502:阳性", "(502)确诊",
        "502户阳性", "502户两人阳性", "五零二阳性", "五〇二阳了", "5 0 2 阳性", "⑤⓪② 阳性", "502 +", "502T线有颜色",
        "502，阳。", "张三家（502）阳", "502—阳", "502核酸异常", "502抗原异常", "502 陽性", "502是羊",
        "0502阳性", "502\u200b阳\u200b性", "阳 502", "阳性家庭 五楼02", "5楼02室阳性", "请301和502的邻居去做复核",
        "请301、502两户核实抗原，带好证件下楼",
    ],
)  # fmt: skip
def test_a_notice_that_would_expose_somebody_is_refused(night: Night, text: str) -> None:
    night.say(SONG, f"/广播 3号楼\n{text}", STAFF)
    assert "会把邻居的情况公开" in night.answer()
    assert night.state()["notices"] == []


@pytest.mark.parametrize(
    "text",
    [
        "今天全区 3 人阳性，请大家不要恐慌。",
        "5号楼欧阳先生请到门口拿快递 502 室也一样",
        "12:30 前阴性报告截图发群里，共 300 份",
        "4月10日全区1200人检测，阳性3例",
        "朝阳路502弄今天消毒",
        "502 阳台漏水，请楼上看看",
        "502 羊肉到了",
        "共502户，3人阳性",
        "全区共301户阴性",
        "请 502、503 到门口拿菜",
        "502+503 拿快递",
    ],
)
def test_a_notice_that_names_nobody_passes(night: Night, text: str) -> None:
    night.say(SONG, f"/广播 3号楼\n{text}", STAFF)
    assert "【预览 1】" in night.answer()


def test_the_same_in_the_staff_group_is_their_business(night: Night) -> None:
    night.say(SONG, "/广播 居委群\n3号楼502 阳性，已联系本人", STAFF)
    assert "【预览 1】" in night.answer()


def test_a_collections_own_words_are_checked_too(night: Night) -> None:
    night.say(SONG, "/收集 抗原 3号楼 截止 7:30\n昨天 502 阳性，请大家自测", STAFF)
    assert "会把邻居的情况公开" in night.answer()


def test_a_forwarded_alert_does_not_reach_a_building(morning: Night) -> None:
    alert = next(text for text in morning.to(HE) if "报告阳性" in text)
    morning.tell(HE, "转发", quote=alert)
    assert "会把邻居的情况公开" in morning.answer()
    assert not any("502" in text for text in morning.in_room(B3))


def test_nor_do_the_rooms_that_need_a_look(sweep: Night) -> None:
    """No result word stands in it, and it would single out a neighbour all the same."""
    sweep.say("401-李四", "401 看不清")
    sweep.new(3)
    sweep.tell(HE, "统计")
    details = sweep.answer()
    assert "待核实：401" in details
    sweep.tell(HE, "转发", quote=details)
    assert "会把邻居的情况公开" in sweep.answer()
    assert not any("401" in text for text in sweep.in_room(B3))


def test_a_name_is_no_result(sweep: Night) -> None:
    """欧阳 in 502 is missing: the reminder mentions him by his name."""
    sweep.say("502-欧阳阳性子", "大家早")
    sweep.until("06:31")
    (reminder,) = sweep.said("还没有收到")
    assert reminder.mentions == ("wx-502-欧阳阳性子",)


@pytest.mark.parametrize(
    "name",
    ["502-张三阳性", "x\n【通知】502阳性", "502-@所有人", "502-notify@ALL", "502 " + "长" * 40],
)
def test_a_nickname_cannot_make_the_bot_say_things(sweep: Night, name: str) -> None:
    sweep.say(name, "大家早", contact="wx-joker")
    sweep.until("06:31")
    (reminder,) = sweep.said("还没有收到")
    assert reminder.mentions == ("wx-joker",)
    assert reminder.text.splitlines()[0].strip() == "@502"


def test_what_cannot_be_seen_in_a_nickname_is_left_out(sweep: Night) -> None:
    sweep.say("501\u202e李\n 四", "大家早", contact="wx-joker")
    sweep.until("06:31")
    (reminder,) = sweep.said("还没有收到")
    assert reminder.text.splitlines()[0].strip() == "@501李 四"


def test_answers_asked_back_do_not_tell_the_result(sweep: Night) -> None:
    sweep.say("甲", "我家3人都阴")
    sweep.say("乙", "我家1人阳2人阴")
    sweep.later(2)
    assert sweep.to("甲") == sweep.to("乙")
    assert len(sweep.to("甲")) == 1


# /forward


def test_a_relay_carries_a_notice_down_to_the_own_building(night: Night) -> None:
    night.say(SONG, "明天八点在中心花园做核酸，带好身份证。", RELAYS)
    night.say(HE, "转发", RELAYS, quote="明天八点在中心花园做核酸，带好身份证。")
    night.until("06:05")
    assert night.in_room(B3) == ["明天八点在中心花园做核酸，带好身份证。"]
    assert night.in_room(B5) == []
    assert any("正在转到：3号楼官方群" in text for text in night.in_room(RELAYS))


def test_a_quotation_cut_short_is_carried_whole(sweep: Night) -> None:
    long = "明天八点在中心花园做核酸，带好身份证，按楼号排队，老人先做，请互相照应。" * 5
    sweep.say(SONG, long, RELAYS)
    sweep.say(HE, "/转发", RELAYS, quote=long[:60] + "…")
    sweep.later(1)
    assert sweep.in_room(B3)[-1] == long


def test_more_than_one_group_is_previewed(sweep: Night) -> None:
    sweep.say(SONG, "明天八点做核酸。", RELAYS)
    sweep.say(WANG, "/转发 3,5号楼", RELAYS, quote="明天八点做核酸。")
    preview = sweep.answer()
    assert "【预览 2】" in preview
    assert "2 个群" in preview
    assert "25 人" in preview
    sweep.say(WANG, "确认 2", RELAYS)
    sweep.new(1)
    assert sweep.in_room(B3)[-1] == sweep.in_room(B5)[-1] == "明天八点做核酸。"


def test_a_notice_is_carried_on_by_its_number(sweep: Night) -> None:
    sweep.say(SONG, "/广播 信息员群\n请提醒邻居开窗。", STAFF)
    sweep.say(SONG, "确认", STAFF)
    sweep.new(1)
    sweep.tell(HE, "转发 2")
    sweep.new(1)
    assert sweep.in_room(B3)[-1] == "请提醒邻居开窗。"


def test_from_a_building_group_it_goes_up_to_staff(sweep: Night) -> None:
    sweep.say("502-张三", "楼道灯坏了好几天，麻烦修一下。")
    sweep.say(HE, "/转发", B3, quote="楼道灯坏了好几天，麻烦修一下。")
    sweep.later(1)
    (up,) = sweep.said("楼道灯坏了")
    assert up.room == STAFF
    assert "3号楼" in up.text
    number = sweep.state()["demands"][0]["id"]
    assert f"编号{number}" in up.text, "the number by which staff answer it"


def test_nothing_quoted_nothing_forwarded(sweep: Night) -> None:
    sweep.say(HE, "/转发", RELAYS)
    assert "请引用" in sweep.answer()
    sweep.say(HE, "/转发 99", RELAYS)
    assert "没有找到编号 99" in sweep.answer()


def test_a_head_sees_and_carries_for_the_own_building(sweep: Night) -> None:
    sweep.say(SONG, "请开窗。", RELAYS)
    sweep.say(QIN, "转发", RELAYS, quote="请开窗。")
    sweep.later(1)
    assert sweep.in_room(B5)[-1] == "请开窗。"
    assert sweep.in_room(B3)[-1] != "请开窗。"
