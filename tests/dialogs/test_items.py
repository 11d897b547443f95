"""Who may do what with an item; what property and owners see of theirs; what the runner and residents change."""

from __future__ import annotations

import pytest

from bot.errors import SendFailed
from tests.support.items import FOOD, LIFT, PROPERTY, RUBBISH, YE, items, status
from tests.support.night import B3, B5, B8, HE, QIN, STAFF, WANG, WUYE, Night

# Property and owners' committee: what is theirs, and nothing else.


def test_property_reads_sorts_takes_and_answers_what_is_theirs(workday: Night) -> None:
    workday.say("502-张三", LIFT, B3, "10:00")
    workday.say("401-李四", FOOD, B3, "10:01")
    workday.say(WUYE, "/分拣", PROPERTY, "10:05")
    listed = workday.answer()
    assert "电梯" in listed
    assert "蔬菜" not in listed
    workday.say(WUYE, "/领取 1", PROPERTY)
    workday.say(WUYE, "/答复 1 将办 下午来修", PROPERTY)
    workday.later(15)
    assert items(workday)[0]["status"] == "will_do"
    assert any("下午来修" in text for text in workday.in_room(B3))


@pytest.mark.parametrize("command", ["/领取 1", "/答复 1 将办 好的", "/分拣 1 删 不归我管"])
@pytest.mark.parametrize("who", [WUYE, YE])
def test_what_is_not_theirs_they_cannot_touch(workday: Night, who: str, command: str) -> None:
    workday.say("401-李四", FOOD, B3, "10:01")
    workday.tell(who, command, "10:05")
    assert "不归您处理" in workday.answer()
    assert status(workday) == "new"


def test_the_days_digest_tells_property_what_is_theirs(workday: Night) -> None:
    workday.say("502-张三", "我家502漏水，物业赶紧来修，我妈有高血压受不了", B3, "10:00")
    workday.say("401-李四", FOOD, B3, "10:01")
    workday.until("18:05")
    (told,) = [one for one in workday.heard if one.room == PROPERTY]
    assert "请您处理" in told.text
    assert "蔬菜" not in told.text
    assert "502" not in told.text
    assert "高血压" not in told.text
    assert workday.in_room("业委会群") == []


# Sorting.


def test_a_line_that_is_refused_stops_the_others_too(workday: Night) -> None:
    workday.say("502-张三", LIFT, B3, "10:00")
    workday.say("1-101 孙七", "门口的路灯不亮了，麻烦修一下", B5, "10:02")
    workday.tell(HE, "/分拣\n1 删 已经修好\n2 删 不归我管", "10:30")
    assert "5号楼不归您管" in workday.answer()
    assert [one["status"] for one in items(workday)] == ["new", "new"]


def test_one_of_several_buildings_is_named(workday: Night) -> None:
    workday.say("502-张三", LIFT, B3, "10:00")
    workday.say("1-101 孙七", "门口的路灯不亮了，麻烦修一下", B5, "10:02")
    workday.say(WANG, "/分拣 5号楼", STAFF, "10:30")
    listed = workday.answer()
    assert "路灯" in listed
    assert "电梯" not in listed


def test_what_is_sent_up_is_heard_at_once_by_staff_and_by_who_can_act(workday: Night) -> None:
    workday.say("502-张三", "我家502漏水，物业赶紧来修，我妈有高血压受不了", B3, "10:00")
    workday.say("401-李四", FOOD, B3, "10:01")
    workday.tell(HE, "/分拣\n1 上报\n2 上报", "10:30")
    told = {one.room or one.to: one.text for one in workday.new(1)}
    assert told.keys() == {workday.contact(HE), STAFF, PROPERTY}
    assert "【上报】2件" in told[STAFF]
    assert "蔬菜" not in told[PROPERTY]
    assert not any(word in told[PROPERTY] + told[STAFF] for word in ("502", "高血压"))
    workday.tell(HE, "/分拣 1 上报")
    assert "之前已上报" in workday.answer(), "once is enough"


def test_property_without_a_group_is_told_in_private(night: Night) -> None:
    night.say("502-张三", f"{LIFT}，我妈有高血压走不动", B3, "10:00")
    night.tell(HE, "/分拣 1 上报", "10:30")
    night.until("18:05")
    told = [text for text in night.to(WUYE) if "请您处理" in text]
    assert len(told) == 2
    assert all("电梯" in text and "高血压" not in text for text in told)


def test_three_become_one_in_two_lines(workday: Night) -> None:
    for minute, text in enumerate((LIFT, RUBBISH, "楼道的灯不亮了，麻烦修一下")):
        workday.say("502-张三", text, B3, f"10:0{minute}")
    workday.tell(HE, "/分拣\n2 并 1\n3 并 2", "10:30")
    workday.later(1)
    (item,) = items(workday)
    assert len(item["sources"]) == 3


def test_what_was_put_together_wrongly_is_taken_apart_again(workday: Night) -> None:
    workday.say("502-张三", LIFT, B3, "10:00")
    workday.say("401-李四", RUBBISH, B3, "10:01")
    workday.say("1-101 孙七", "门口的路灯不亮了，麻烦修一下", B5, "10:02")
    workday.tell(WANG, "/分拣\n2 并 1\n3 并 1", "10:30")
    workday.new(1)
    workday.say(WANG, "/汇总 1", STAFF)
    assert "2. " in workday.answer()
    workday.tell(WANG, "/分拣 1 拆 2,3")
    assert "拆出 2 条，另立 4" in workday.answer()
    first, apart = items(workday)
    assert (first["id"], len(first["sources"])) == (1, 1)
    assert (apart["id"], len(apart["sources"]), apart["status"], apart["buildings"]) == (4, 2, "new", ["3", "5"])


def test_who_was_taken_out_of_an_item_does_not_hear_its_answer(workday: Night) -> None:
    workday.say("502-张三", LIFT, B3, "10:00")
    workday.say("1-101 孙七", "门口的路灯不亮了，麻烦修一下", B5, "10:02")
    workday.tell(WANG, "/分拣 2 并 1", "10:30")
    workday.say(WANG, "/答复 1 将办 明天来修电梯。", STAFF)
    workday.tell(WANG, "/分拣 1 拆 2")
    workday.later(15)
    assert len(workday.in_room(B3)) == 1
    assert workday.in_room(B5) == []
    workday.say(WANG, "/答复 3 办结 灯泡已换好。", STAFF)
    workday.later(15)
    assert "灯泡" in workday.in_room(B5)[0]
    assert len(workday.in_room(B3)) == 1


@pytest.mark.parametrize("said", ["1,2", "3", "0", "", "二楼"])
def test_not_every_voice_and_none_that_is_not_there_can_be_taken_out(workday: Night, said: str) -> None:
    workday.say("502-张三", LIFT, B3, "10:00")
    workday.say("401-李四", RUBBISH, B3, "10:01")
    workday.tell(WANG, "/分拣 2 并 1", "10:30")
    workday.new(1)
    workday.tell(WANG, f"/分拣 1 拆 {said}")
    told = workday.answer()
    assert "拆出第几条" in told or "没看懂" in told
    assert len(items(workday)) == 1


# Who offers something waits for no answer.


def test_an_offer_is_listed_and_is_nobodys_debt(workday: Night) -> None:
    workday.say("101-周八", "我有多余的尿不湿，需要的邻居可以来拿", B8, "10:00")
    workday.until("19:05")
    assert not [one for one in workday.said("还没有答复") if "尿不湿" in one.text]
    workday.later(5 * 24 * 60)
    assert not workday.said("已过答复时间")


def test_a_cry_goes_on_to_the_next_where_the_relay_cannot_be_reached(workday: Night) -> None:
    workday.replay.transport.fault(SendFailed("gone", retryable=False), target=workday.contact(HE), times=1)
    workday.say("502-张三", "救命！我爸摔倒了满头是血叫不醒", B3, "10:00")
    workday.later(2)
    assert any("紧急求助" in text for text in workday.to(WANG))
    assert not any("紧急求助" in text for text in workday.to(QIN)), "of another building"


# What the runner does, and what a resident takes back.

INSULIN = "我的胰岛素没有了，需要配药：胰岛素 2盒，瑞金医院"


def medicine_number(workday: Night) -> int:
    return int(workday.look(lambda work: work.medicine.open()[0].number))


def test_a_cry_for_a_drug_is_taken_once_the_runner_has_the_card(workday: Night) -> None:
    workday.say("502-张三", INSULIN, B3, "10:00")
    assert items(workday)[0]["urgency"] == "high"
    workday.later(6)
    assert workday.said("第1次提醒")
    number = medicine_number(workday)
    workday.tell("小跑", f"{number} 已收卡")
    workday.later(30)
    assert not workday.said("第3次提醒")
    assert status(workday) == "taken"
    workday.tell("小跑", f"{number} 已送到")
    workday.later(1)
    assert status(workday) == "taken", "the card is still out"
    workday.tell("小跑", f"{number} 已还卡")
    workday.later(1)
    assert status(workday) == "done"


def test_what_is_not_to_be_had_waits_for_a_person(workday: Night) -> None:
    workday.say("502-张三", "需要配药：缬沙坦 80mg 2盒，瑞金医院", B3, "10:00")
    workday.tell("小跑", f"{medicine_number(workday)} 配不到", "10:30")
    workday.later(1)
    assert status(workday) == "new"


def test_my_tells_how_far_a_drug_is(workday: Night) -> None:
    workday.say("502-张三", "需要配药：缬沙坦 80mg 2盒，瑞金医院", B3, "10:00")
    workday.tell("小跑", f"{medicine_number(workday)} 排队中", "10:30")
    workday.later(1)
    workday.new()
    workday.tell("502-张三", "/我的")
    assert "缬沙坦 80mg ×2：排队中" in workday.answer()


def test_what_only_somebody_who_is_forgotten_asked_for_waits_for_nobody(workday: Night) -> None:
    workday.say("502-张三", LIFT, B3, "10:00")
    workday.say("502-张三", RUBBISH, B3, "10:01")
    workday.say("401-李四", RUBBISH, B3, "10:02")
    workday.tell("502-张三", "/我的 删除", "10:05")
    workday.later(1)
    assert [one["status"] for one in items(workday)] == ["dropped", "new"]
    workday.new()
    workday.say(WANG, "/汇总", STAFF)
    assert "遗漏0" in workday.answer()
    kept = workday.look(lambda work: [(voice.text, voice.place[2]) for voice in work.demands.voices()])
    assert kept == [("", None), ("", None), (RUBBISH, "401")]


def test_a_cry_of_somebody_who_is_forgotten_is_still_one_but_its_words_are_gone(workday: Night) -> None:
    workday.say("502-张三", "救命！我爸摔倒了满头是血叫不醒", B3, "10:00")
    workday.later(1)
    workday.tell("502-张三", "/我的 删除")
    workday.later(1)
    assert status(workday) == "new"
    staff = workday.look(
        lambda work: next(group.id for group in work.directory.groups.values() if group.topic == STAFF)
    )
    said = workday.look(lambda work: [one.text for one in work.outgoing.said_in(staff, None)])
    assert said
    assert not any("满头是血" in text for text in said)


def test_a_relay_drops_what_the_own_building_asked_and_no_other_buildings_voice(workday: Night) -> None:
    workday.say("502-张三", FOOD, B3)
    workday.say("1-101 孙七", FOOD, B5)
    assert [len(item["sources"]) for item in items(workday)] == [2]
    workday.tell(HE, "分拣 1 删 已经问过了")
    assert "别的楼也提过，还留着" in workday.answer()
    kept, dropped = items(workday)
    assert (kept["status"], kept["buildings"]) == ("new", ["5"])
    assert (dropped["status"], dropped["buildings"]) == ("dropped", ["3"])
    workday.say(WANG, "汇总", STAFF)
    assert "共2条，待答1，紧急0，已答0，删除1，遗漏0" in workday.answer()
    workday.say(WANG, "/分拣 1 删 已发", STAFF)
    assert workday.answer() == "1 已删"


def test_a_category_may_be_named_by_a_part_and_items_put_together_as_one_says_it(workday: Night) -> None:
    workday.say("502-张三", LIFT, B3)
    workday.say("601-王", RUBBISH, B3)
    workday.tell(HE, "分拣 2 是 物业")
    assert workday.answer() == "2 改为物业维修"
    workday.tell(HE, "分拣 2 和 1")
    assert workday.answer() == "2 已并入 1"
    workday.tell(HE, "分拣 1")
    assert workday.answer().startswith("【分拣】3号楼 共1件")


def test_who_says_that_it_still_does_not_work_is_not_told_that_it_is_done(workday: Night) -> None:
    workday.say("502-张三", "楼道灯不亮了，麻烦换一下", B3)
    workday.say(WANG, "答复 1 办结 换好了", STAFF)
    workday.new(12)
    workday.say("502-张三", "灯还是不亮", B3)
    assert [one.room for one in workday.new()] == [STAFF]
    assert status(workday) == "reopened"


def test_of_two_that_were_answered_the_one_that_is_not_done_yet_is_solved(workday: Night) -> None:
    workday.say("502-张三", LIFT, B3)
    workday.say("502-张三", "请问下一批蔬菜什么时候发？", B3)
    workday.say(WANG, "答复 1 将办 下午来修", STAFF)
    workday.say(WANG, "答复 2 办结 已经发了", STAFF)
    workday.new(12)
    workday.say("502-张三", "解决了", B3)
    assert workday.new() == []
    assert [item["status"] for item in items(workday)] == ["done", "done"]


@pytest.mark.parametrize("said", ["答复 1", "/答复 1 暂缓"])
def test_an_answer_without_words_is_asked_for_them(workday: Night, said: str) -> None:
    workday.say("502-张三", LIFT, B3)
    workday.say(WANG, said, STAFF)
    assert workday.answer() == "请写上答复的内容，例如：答复 1 暂缓 材料到了就办。"


def test_of_what_no_building_is_known_the_line_names_none(workday: Night) -> None:
    workday.tell("路人甲", "请问小区大门几点关")
    workday.say(WANG, "汇总", STAFF)
    line = next(one for one in workday.answer().splitlines() if one.startswith("1 "))
    assert "··" not in line
    assert "1人·4月10日" in line
