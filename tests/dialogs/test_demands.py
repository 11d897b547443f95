"""What neighbours ask for becomes items, quietly; staff decide; who asked hears the answer, once."""

from __future__ import annotations

from bot.contract import Act
from tests.support.items import items, open_number
from tests.support.night import B3, B5, B8, HE, SONG, STAFF, WANG, ZHOU, Night

LIFT = "3号楼电梯又坏了，困了两次人，能不能叫物业来修"


def test_a_complaint_is_kept_and_nobody_is_answered_for_it(night: Night) -> None:
    night.say("502-张三", LIFT, B3, "10:00")
    assert night.new(5) == []
    (item,) = items(night)
    assert item["category"] == "property"
    assert item["status"] == "new"
    assert item["buildings"] == ["3"]
    assert item["sources"]


def test_the_same_words_again_are_one_demand(night: Night) -> None:
    night.say("502-张三", LIFT, B3, "10:00")
    night.say("502-张三", LIFT, B3, "10:03")
    (item,) = items(night)
    assert len(item["sources"]) == 1


def test_who_asks_the_same_joins_the_item(night: Night) -> None:
    night.say("502-张三", LIFT, B3, "10:00")
    night.say("401-李四", "3号楼电梯又坏了，能不能叫物业来修一下", B3, "10:10")
    (item,) = items(night)
    assert len(item["sources"]) == 2


def test_staff_read_the_digest_and_the_own_words_behind_an_item(night: Night) -> None:
    night.say("502-张三", LIFT, B3, "10:00")
    night.say(WANG, "/汇总", STAFF, "10:30")
    listed = night.answer()
    number = open_number(night)
    assert any(line.startswith(f"{number} ") for line in listed.splitlines())
    assert "遗漏0" in listed
    night.say(WANG, f"/汇总 {number}", STAFF)
    assert "困了两次人" in night.answer()


def test_nobody_else_reads_the_digest(night: Night) -> None:
    night.say("502-张三", LIFT, B3, "10:00")
    night.say("502-张三", "/汇总", B3)
    night.tell(HE, "/汇总")
    assert not [one for one in night.new() if "电梯" in one.text]


def test_an_answer_reaches_every_group_that_asked_and_no_other_once(night: Night) -> None:
    night.say("502-张三", "请问什么时候发下一批蔬菜？家里没菜了", B3, "10:00")
    night.say("1-101 孙七", "请问什么时候发下一批蔬菜？家里快没菜了", B5, "10:05")
    number = open_number(night)
    night.say(WANG, f"/答复 {number} 将办 明天上午十点发，放在各楼门口。", STAFF, "10:30")
    night.later(20)
    told = [one.room for one in night.said("明天上午十点发") if one.room != STAFF]
    assert sorted(filter(None, told)) == sorted([B3, B5])
    assert B8 not in told
    assert items(night)[0]["status"] == "will_do"
    night.later(120)
    assert len([one for one in night.said("明天上午十点发") if one.room == B3]) == 1


def test_answers_of_ten_minutes_go_in_one_message(night: Night) -> None:
    night.say("502-张三", LIFT, B3, "10:00")
    night.say("401-李四", "楼道里的垃圾三天没人收了，请安排清理", B3, "10:01")
    first, second = (int(one["id"]) for one in items(night))
    night.say(WANG, f"/答复 {first} 将办 下午物业来修。", STAFF, "10:30")
    night.say(WANG, f"/答复 {second} 办结 已经清走了。", STAFF, "10:35")
    night.later(20)
    (message,) = [one for one in night.heard if one.room == B3]
    assert "下午物业来修" in message.text
    assert "已经清走了" in message.text
    assert message.clock >= "10:40:00"


def test_who_asked_in_private_hears_it_in_private(night: Night) -> None:
    night.say("502-张三", "大家早", B3)
    night.tell("502-张三", "请问什么时候发下一批蔬菜？家里没菜了", "10:00")
    number = open_number(night)
    night.say(WANG, f"/答复 {number} 暂缓 车还没到，到了马上通知。", STAFF, "10:30")
    night.later(20)
    assert any("车还没到" in text for text in night.to("502-张三"))
    assert [one for one in night.heard if one.room == B3] == []


def test_an_answer_by_quoting_is_recorded_with_a_yes(night: Night) -> None:
    night.say("502-张三", LIFT, B3, "10:00")
    night.say(SONG, "物业下午三点来修，辛苦大家等一等", B3, "10:05", quote=LIFT)
    night.later(1)
    assert any("记为第" in text for text in night.to(SONG))
    night.tell(SONG, "是")
    night.later(15)
    assert items(night)[0]["status"] == "will_do"
    assert "下午三点" in items(night)[0]["answer"]


def test_not_solved_reopens_and_staff_hear_of_it(night: Night) -> None:
    night.say("502-张三", LIFT, B3, "10:00")
    number = open_number(night)
    night.say(WANG, f"/答复 {number} 办结 已经修好。", STAFF, "10:30")
    night.later(15)
    night.say("502-张三", "还没解决", B3, "12:00")
    night.later(5)
    assert items(night)[0]["status"] == "reopened"
    assert night.said(f"编号{number} 有居民说还没解决")
    night.say("502-张三", "解决了", B3, "15:00")
    assert items(night)[0]["status"] == "done", "who opened it again closes it"


def test_solved_is_done(night: Night) -> None:
    night.say("502-张三", LIFT, B3, "10:00")
    number = open_number(night)
    night.say(WANG, f"/答复 {number} 将办 下午来修。", STAFF, "10:30")
    night.later(15)
    night.say("502-张三", "解决了", B3, "15:00")
    assert items(night)[0]["status"] == "done"


def test_a_relay_sorts_the_own_building(night: Night) -> None:
    night.say("502-张三", LIFT, B3, "10:00")
    night.say("401-李四", "楼道里的垃圾三天没人收了，请安排清理", B3, "10:01")
    night.say("1-101 孙七", "门口的路灯不亮了，麻烦修一下", B5, "10:02")
    night.tell(HE, "/分拣", "10:30")
    listed = night.answer()
    assert "2件" in listed
    first, second, other = (int(one["id"]) for one in items(night))
    night.tell(HE, f"/分拣\n{first} 上报\n{second} 删 楼长已经清了")
    night.later(1)
    assert items(night)[1]["status"] == "dropped"
    night.tell(HE, f"/分拣 {other} 删 不归我管")
    night.later(1)
    assert items(night)[2]["status"] == "new"
    night.tell(HE, f"/分拣 {first} 删")
    assert "原因" in night.new()[-1].text


def test_merged_items_keep_the_lowest_number(night: Night) -> None:
    night.say("502-张三", LIFT, B3, "10:00")
    night.say("401-李四", "楼道里的垃圾三天没人收了，请安排清理", B3, "10:01")
    first, second = (int(one["id"]) for one in items(night))
    night.tell(HE, f"/分拣 {second} 并 {first}")
    night.later(1)
    (item,) = items(night)
    assert item["id"] == first
    assert len(item["sources"]) == 2
    night.say(WANG, f"/答复 {second} 将办 两件一起办。", STAFF)
    assert items(night)[0]["answer"] == "两件一起办。"


def test_a_cry_for_help_goes_out_at_once_and_comes_again_until_it_is_taken(night: Night) -> None:
    night.say("502-张三", "救命！我爸摔倒了满头是血叫不醒", B3, "02:00")
    heard = night.new()
    assert [one for one in heard if one.room == STAFF]
    assert [one for one in heard if one.to == night.contact(HE)]
    in_group = [one for one in heard if one.room == B3]
    assert len(in_group) == 1
    assert "血" not in in_group[0].text
    number = open_number(night)
    night.later(6)
    assert "第1次提醒" in night.said("第1次提醒")[0].text
    night.tell(HE, f"领取 {number}")
    night.later(30)
    assert not night.said("第2次提醒")
    assert night.said("已接手您的求助")


def test_a_cry_that_nobody_takes_ends_with_the_secretary(night: Night) -> None:
    night.say("502-张三", "救命！我爸摔倒了满头是血叫不醒", B3, "02:00:00")
    night.later(50)
    told = [one.clock[:5] for one in night.heard if one.room == STAFF and "紧急求助" in one.text]
    assert told == ["02:00", "02:05", "02:10", "02:15", "02:20", "02:25", "02:30"]
    alone = [one for one in night.said("紧急求助") if one.clock > "02:34"]
    assert {one.to for one in alone} == {night.contact(SONG)}
    assert [one.clock[:5] for one in alone] == ["02:35", "02:40", "02:45", "02:50"]
    night.tell(SONG, f"领取 {open_number(night)}")
    night.later(60)
    assert not night.said("第11次提醒")


def test_two_take_it_and_one_has_it(night: Night) -> None:
    night.say("502-张三", "救命！我爸摔倒了满头是血叫不醒", B3, "02:00")
    number = open_number(night)
    night.tell(HE, f"领取 {number}")
    night.later(1)
    night.say(WANG, f"领取 {number}", STAFF)
    assert "已有" in night.new()[-1].text
    night.tell(ZHOU, f"/领取 {number}")
    assert not [one for one in night.new() if "由您处理" in one.text]


def test_a_cry_is_never_merged_nor_dropped(night: Night) -> None:
    night.say("502-张三", "救命！我爸摔倒了满头是血叫不醒", B3, "02:00")
    night.say("401-李四", "救命！我爸摔倒了满头是血叫不醒了", B3, "02:01")
    assert len(items(night)) == 2
    first, second = (int(one["id"]) for one in items(night))
    night.tell(HE, f"/分拣\n{first} 并 {second}")
    night.tell(HE, f"/分拣\n{first} 删 重复")
    night.later(1)
    assert [one["status"] for one in items(night)] == ["new", "new"]


def test_what_staff_say_among_themselves_is_no_demand(night: Night) -> None:
    night.say(WANG, LIFT, STAFF, "10:00")
    night.say(WANG, "请大家今天不要下楼，谢谢配合", B3, "10:05")
    assert items(night) == []


def test_what_was_said_is_still_there_after_a_restart(night: Night) -> None:
    night.say("502-张三", LIFT, B3, "10:00")
    night.restart()
    night.say("401-李四", "3号楼电梯又坏了，能不能叫物业来修一下", B3, "10:10")
    (item,) = items(night)
    assert len(item["sources"]) == 2
    assert not [one for _, one in night.replay.transport.sent if one.act is Act.ACCEPT]


def test_my_shows_what_i_asked_for_and_deletes_it(night: Night) -> None:
    night.say("502-张三", LIFT, B3, "10:00")
    night.tell("502-张三", "/我的", "10:05")
    assert "您提过的事" in night.answer()
    night.tell("502-张三", "/我的 删除")
    night.later(1)
    assert len(items(night)) == 1
    assert night.look(lambda work: [voice.text for voice in work.demands.voices()]) == [""]
