"""Who hears a cry for help, wherever it is cried, and how it is answered."""

from __future__ import annotations

import pytest

from bot.errors import SendFailed
from tests.support.items import PROPERTY, RUBBISH, items, status
from tests.support.night import B3, B5, HE, LI, QIN, RELAYS, SHEN, SONG, STAFF, VOLUNTEERS, WANG, WUYE, ZHOU, Night

FALL = "救命！我爸摔倒了满头是血叫不醒"
GAS = "我闻到好大的煤气味，快来人"
INSULIN = "我的胰岛素没有了，需要配药：胰岛素 2盒，瑞金医院"


def hearers(night: Night, words: str = "紧急") -> set[str]:
    """Rooms and contacts that heard of it since the last time."""
    return {one.room or one.to or "" for one in night.new(1) if words in one.text}


@pytest.mark.parametrize("room", [VOLUNTEERS, RELAYS])
def test_it_is_heard_in_every_group(night: Night, room: str) -> None:
    night.say("502-张三", "大家好", B3)
    night.say("502-张三", FALL, room, "02:00")
    heard = night.new(1)
    assert {one.room or one.to for one in heard if "【紧急求助" in one.text} == {STAFF, night.contact(HE)}
    assert [one.room for one in heard if "已转告" in one.text] == [room]


def test_what_staff_say_of_one_is_none(night: Night) -> None:
    night.say(WANG, "3号楼有老人摔倒流血，已经送医院了", STAFF, "10:00")
    night.say(WANG, "3号楼有老人摔倒流血，已经送医院了", B3, "10:01")
    night.say(WUYE, "有人被困在电梯里了，快去", STAFF, "10:02")
    assert hearers(night) == set()


def test_a_neighbour_may_cry_for_somebody_in_another_building(night: Night) -> None:
    night.say("502-张三", "5号楼门口有老人摔倒流血了，快来人！", B3, "10:00")
    assert hearers(night) == {STAFF, night.contact(HE), night.contact(QIN)}
    night.tell(QIN, "领取 1")
    assert night.said("由您处理", night.new())


def test_from_a_stranger_in_private_the_building_that_is_named_counts(night: Night) -> None:
    night.tell("路人甲", "5号楼门口有老人摔倒流血了，快来人！", "10:00")
    assert hearers(night) == {STAFF, night.contact(QIN)}
    assert items(night)[0]["buildings"] == ["5"]


def test_the_relay_who_cries_is_not_told_of_it_the_next_is(night: Night) -> None:
    night.say(HE, FALL, B3, "10:00")
    assert hearers(night) == {STAFF, night.contact(WANG)}
    night.say(QIN, FALL, B5, "10:10")
    assert night.contact(QIN) not in hearers(night, "5号楼 ")


def test_where_the_second_cannot_be_reached_the_third_hears_it(night: Night) -> None:
    night.replay.transport.fault(SendFailed("gone", retryable=False), target=night.contact(QIN))
    night.say("1-101 孙七", FALL, B5, "10:00")
    night.later(2)
    assert any("紧急求助" in text for text in night.to(LI) + night.to(WANG))
    assert not any("紧急求助" in text for name in (ZHOU, SHEN) for text in night.to(name))


def test_property_without_a_group_hears_it_in_person(night: Night) -> None:
    night.say("502-张三", f"{GAS}，我妈有高血压", B3, "10:00")
    assert hearers(night) == {STAFF, night.contact(HE), night.contact(WUYE)}
    assert not any("高血压" in text for text in night.to(WUYE))
    night.tell(WUYE, "领取 1")
    assert night.said("由您处理", night.new())


def test_property_with_a_group_hears_it_there(workday: Night) -> None:
    workday.say("502-张三", GAS, B3, "10:00")
    assert hearers(workday) == {STAFF, workday.contact(HE), PROPERTY}


def test_who_fetches_drugs_hears_that_one_is_out_and_may_take_it(workday: Night) -> None:
    workday.say("502-张三", INSULIN, B3, "10:00")
    assert hearers(workday) == {STAFF, workday.contact(HE), workday.contact("小跑")}
    workday.tell("小跑", f"领取 {items(workday)[0]['id']}")
    workday.later(1)
    assert status(workday) == "taken"


def test_an_answer_to_a_cry_waits_for_nothing_not_even_for_the_morning(night: Night) -> None:
    night.say("502-张三", FALL, B3, "02:00")
    night.say(WANG, "/答复 1 将办 120 已经在路上，三分钟到", STAFF, "02:02:00")
    night.until("02:02:20")
    assert any("马上收到" in text for text in night.in_room(STAFF))
    assert any("三分钟到" in text for text in night.to("502-张三"))
    assert "已私下答复" in night.in_room(B3)[-1], "who else heard the cry learns that somebody answered"


def test_after_an_hour_the_secretary_hears_it_once_an_hour_and_after_a_day_it_is_in_the_digest(night: Night) -> None:
    night.say("502-张三", FALL, B3, "02:00")
    night.later(3 * 60)
    assert len(night.said("紧急求助", [one for one in night.heard if one.to == night.contact(SONG)])) == 6 + 2
    night.later(3 * 24 * 60)
    heard = night.said("紧急求助")
    night.later(24 * 60)
    assert night.said("紧急求助") == heard
    assert "‼️" in night.said("【诉求汇总】")[-1].text


def test_who_cried_says_that_it_is_over_and_all_who_heard_it_learn_that(night: Night) -> None:
    night.say("502-张三", FALL, B3, "10:00")
    heard = hearers(night)
    night.tell("502-张三", "解决了，谢谢", "10:02")
    assert hearers(night, "求助的人自己说：已经解决了") == heard
    assert status(night) == "new", "a person who acts ends it"
    night.say(WANG, "领取 1", STAFF)
    night.later(20)
    assert not night.said("次提醒")


def test_the_only_cry_is_taken_without_its_number_and_of_two_one_is_named(night: Night) -> None:
    night.say("502-张三", FALL, B3, "10:00")
    night.say("1-101 孙七", FALL, B5, "10:01")
    night.new(1)
    night.tell(HE, "领取")
    assert night.said("由您处理", night.new())
    assert [item["status"] for item in items(night)] == ["taken", "new"]
    night.say("602-周", GAS, B3, "10:02")
    night.say("1-101 孙七", GAS, B5, "10:02")
    night.new(1)
    night.say(WANG, "领取", STAFF)
    assert "请写明编号" in night.answer()


def test_who_quotes_a_cry_and_goes_there_has_taken_it(night: Night) -> None:
    night.say("502-张三", FALL, B3, "10:00")
    night.new(1)
    cry = next(text for text in night.to(HE) if "紧急求助" in text)
    night.tell("502-张三", "我去", quote=cry)
    night.tell(HE, "我去")
    assert night.new() == [], "nothing is quoted, or it is not his to take"
    night.tell(HE, "我马上去！", quote=cry)
    assert any("小荷已接手" in one.text for one in night.new())
    assert status(night) == "taken"


# In an answer, in a list.


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("502 两人阴，我爸刚才摔倒流血了快来人", "我爸刚才摔倒流血了快来人"),
        ("我爸刚才摔倒流血了快来人，502 3人阴", "我爸刚才摔倒流血了快来人"),
        ("502 3人阴 不想活了", "不想活了"),
        ("更正 502 阴，我老婆要生了羊水破了", "羊水破了"),
    ],
)
def test_in_an_answer_it_is_heard_and_the_answer_counts(sweep: Night, text: str, told: str) -> None:
    sweep.say("502-张三", text, B3)
    heard = sweep.new(1)
    assert {one.room or one.to for one in heard if "紧急求助" in one.text} == {STAFF, sweep.contact(HE)}
    (cry,) = [text for text in sweep.to(HE) if "紧急求助" in text]
    assert told in cry
    assert "人阴" not in cry
    assert sweep.answers().keys() == {"502"}, "what the answer is, the reader says"


def test_who_can_act_hears_it_without_the_result(sweep: Night) -> None:
    sweep.say("502-张三", "502 1人阳2人阴 另外家里煤气泄漏了，快来人", B3)
    sweep.later(1)
    (told,) = [text for text in sweep.to(WUYE) if "紧急" in text]
    assert "煤气泄漏" in told
    assert "阳" not in told


def test_a_line_of_a_list_is_heard_once_however_often_the_list_is_posted(sweep: Night) -> None:
    first = "#接龙\n1. 502 阴\n2. 401 我妈晕倒了快叫救护车"
    sweep.say("401-李四", first, B3)
    sweep.say("301-赵六", f"{first}\n3. 301 2人阴", B3)
    assert len([one for one in sweep.new(1) if "【紧急求助" in one.text and one.room == STAFF]) == 1
    assert "502 阴" not in sweep.to(HE)[-1]
    sweep.say("302-钱七", f"{first}\n3. 301 2人阴\n4. 302 我爸摔倒流血了", B3)
    assert len([one for one in sweep.new(1) if "【紧急求助" in one.text and one.room == STAFF]) == 1


@pytest.mark.parametrize("text", ["502 3人阴，老人没发烧，谢谢", "502 2人阴 1人在上班", "502 3人阴，昨天的菜很好吃"])
def test_what_else_stands_beside_an_answer_is_none(sweep: Night, text: str) -> None:
    sweep.say("502-张三", text, B3)
    assert sweep.new(1) == []


def test_who_orders_drugs_does_not_cry(workday: Night) -> None:
    workday.say("502-张三", "#接龙 配药登记\n1. 502 胰岛素 2盒\n2. 301 优甲乐 1盒", B3)
    assert hearers(workday) == set()


@pytest.mark.parametrize(
    "text", ["小孩一个人在家哭", "孩子被反锁在家里了，大人不在", "快看，楼道满地是血", "我闻到煤气味了"]
)
@pytest.mark.parametrize("fixture", ["night", "sweep"])
def test_a_child_alone_blood_and_gas_are_heard_whatever_is_collected(
    request: pytest.FixtureRequest, fixture: str, text: str
) -> None:
    night: Night = request.getfixturevalue(fixture)
    night.say("502-张三", text, B3)
    assert {STAFF, night.contact(HE)} <= hearers(night)


# What is over, and is not over after all.


def test_what_the_bot_said_of_a_cry_stands_for_its_number(workday: Night) -> None:
    workday.say("502-张三", FALL, B3, "10:00")
    workday.new(1)
    workday.tell(HE, "领取", quote=workday.to(HE)[-1])
    workday.later(1)
    assert status(workday) == "taken"
    workday.say(WANG, "答复 办结 已送医", STAFF, quote=workday.in_room(STAFF)[-1])
    workday.later(1)
    assert status(workday) == "done"


def test_so_does_what_it_tells_those_who_can_act_and_what_a_relay_sent_up(workday: Night) -> None:
    workday.say("502-张三", GAS, B3, "10:00")
    workday.new(1)
    workday.say(WUYE, "领取", PROPERTY, quote=workday.in_room(PROPERTY)[-1])
    workday.later(1)
    assert status(workday) == "taken"
    workday.say("401-李四", RUBBISH, B3)
    workday.tell(HE, "分拣 2 上报")
    workday.new(1)
    workday.say(WANG, "答复 将办 明天清运。", STAFF, quote=workday.in_room(STAFF)[-1])
    workday.later(1)
    assert items(workday)[1]["status"] == "will_do"


def test_in_a_group_a_word_stands_for_the_illness_and_who_goes_there_reads_it_all(night: Night) -> None:
    night.say("502-张三", "救命，我爸心脏病犯了", B3, "10:00")
    night.later(1)
    (staff,) = [text for text in night.in_room(STAFF) if "紧急求助" in text]
    assert "我爸急病犯了" in staff
    assert "汇总 1" in staff
    assert "心脏病" not in staff
    (relay,) = [text for text in night.to(HE) if "紧急求助" in text]
    assert "心脏病犯了" in relay
    night.tell(SONG, "汇总 1")
    night.later(1)
    assert "心脏病" in night.to(SONG)[-1]
    night.say(SONG, "汇总", STAFF)
    night.later(1)
    assert "我爸急病犯了" in night.in_room(STAFF)[-1]


@pytest.mark.parametrize("text", ["家里冒烟了", "水管爆了，家里全是水"])
def test_smoke_and_a_burst_pipe_are_cries_that_the_property_hears(night: Night, text: str) -> None:
    night.say("502-张三", text, B3, "10:00")
    assert night.contact(WUYE) in hearers(night)
    assert items(night)[0]["category"] == "property"
