"""What becomes of an item once it was answered; who may do what with it; what property and owners see of theirs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.community import load_community
from bot.errors import SendFailed
from data.session import Database
from tests.support.databases import restore
from tests.support.night import B3, B5, B8, HE, QIN, SONG, STAFF, WANG, WUYE, Night

LIFT = "3号楼电梯坏了，麻烦物业快来修"
FOOD = "请问下一批蔬菜什么时候发？"
RUBBISH = "楼道里的垃圾三天没人收了，请安排清理"
PROPERTY, YE = "物业群", "业委老叶"


@pytest.fixture
def day(template: Path, desk: Database) -> Iterator[Night]:
    """Nine in the morning; everybody is at work."""
    community = load_community(Path(__file__).parent / "items.yaml")
    with Night(restore(desk, template), community, begin=Night.begin.replace(hour=9)) as day:
        yield day


def items(day: Night) -> list[dict[str, Any]]:
    return list(day.state()["demands"])


def status(day: Night) -> str:
    (item,) = items(day)
    return str(item["status"])


# An answer that does not hold any more.


def test_what_is_done_and_breaks_again_waits_for_an_answer_again(day: Night) -> None:
    day.say("502-张三", LIFT, B3, "10:00")
    day.say(WANG, "/答复 1 办结 电梯修好了。", STAFF, "11:00")
    day.later(15)
    day.new()
    day.say("401-李四", "电梯又坏了，麻烦快来修", B3, "15:00")
    assert day.new(5) == [], "nobody is told that it was mended"
    assert status(day) == "reopened"
    assert len(items(day)[0]["sources"]) == 2
    day.say(WANG, "/汇总", STAFF)
    assert "上次答复：电梯修好了。" in day.answer()


def test_an_answer_about_today_is_not_given_tomorrow(day: Night) -> None:
    day.say("502-张三", FOOD, B3, "09:10")
    day.say(WANG, "/答复 1 将办 今天下午三点送到各楼门口", STAFF, "09:20")
    day.say("1-101 孙七", FOOD, B5, "10:00")
    day.later(1)
    assert any("今天下午三点送到" in text for text in day.in_room(B5))
    day.until("08:00")
    day.new()
    day.say("401-李四", FOOD, B3, "09:00")
    assert not [one for one in day.new(5) if one.room == B3]
    assert status(day) == "reopened"


def test_an_answer_that_names_no_time_is_given_for_days(day: Night) -> None:
    day.say("502-张三", FOOD, B3, "09:10")
    day.say(WANG, "/答复 1 待定 还没有排到车，定了告诉大家", STAFF, "09:20")
    day.until("08:00")
    day.say("1-101 孙七", FOOD, B5, "09:00")
    day.later(1)
    assert day.in_room(B5) == ["4月10日 09:20 居委答复：还没有排到车，定了告诉大家"]
    assert status(day) == "unknown"


def test_where_no_answer_was_heard_a_mere_likeness_waits_for_a_person(day: Night) -> None:
    day.say("502-张三", FOOD, B3, "09:10")
    day.say(WANG, "/答复 1 待定 还没有排到车，定了告诉大家", STAFF, "09:20")
    day.say("401-李四", "菜怎么还不发啊，家里没菜了", B3, "10:00")
    assert len(items(day)) == 1, "here it was heard"
    day.say("101-周八", "蔬菜这么久不发，太不像话了", B8, "10:01")
    day.later(1)
    assert [one["status"] for one in items(day)] == ["unknown", "new"]
    day.say(WANG, "/分拣 2 并 1", STAFF, "10:30")
    day.later(15)
    assert status(day) == "unknown"
    assert [text.count("还没有排到车") for text in day.in_room(B8)] == [1]
    assert len([text for text in day.in_room(B3) if "还没有排到车" in text]) == 1


def test_what_was_opened_again_comes_up_again_when_nobody_answers(day: Night) -> None:
    day.say("502-张三", LIFT, B3, "10:00")
    day.say(WANG, "/答复 1 将办 物业会来", STAFF, "11:00")
    day.later(26 * 60)
    day.say("502-张三", "还没解决", B3)
    day.later(20 * 60)
    assert not day.said("已过答复时间")
    day.later(5 * 60)
    assert len(day.said("编号1 已过答复时间")) == 1


# Who says what of which item.


def test_the_group_where_staff_answered_by_quoting_does_not_hear_it_again(day: Night) -> None:
    day.say("502-张三", FOOD, B3, "10:00")
    day.say("1-101 孙七", FOOD, B5, "10:01")
    day.say(SONG, "车在路上了，下午发", B3, "10:05", quote=FOOD)
    day.tell(SONG, "是", "10:06")
    day.later(15)
    assert day.in_room(B3) == []
    assert len([text for text in day.in_room(B5) if "车在路上了" in text]) == 1


def test_of_two_questions_the_quoted_one_is_agreed_to(day: Night) -> None:
    day.say("502-张三", FOOD, B3, "10:00")
    day.say("401-李四", RUBBISH, B3, "10:01")
    day.say(SONG, "下午发", B3, "10:05", quote=FOOD)
    day.say(SONG, "已经清了", B3, "10:06", quote=RUBBISH)
    day.later(1)
    day.tell(SONG, "是", quote=next(text for text in day.to(SONG) if "第1条" in text))
    day.later(1)
    assert [one["answer"] for one in items(day)] == ["下午发", None]


def test_property_that_answers_by_quoting_asks_for_nothing(day: Night) -> None:
    day.say("502-张三", LIFT, B3, "10:00")
    day.say(WUYE, "请安排人在家，师傅下午来修", B3, "10:05", quote=LIFT)
    day.later(1)
    assert any("记为第1条" in text for text in day.to(WUYE))
    assert len(items(day)) == 1


def test_who_asked_two_things_says_which_is_solved(day: Night) -> None:
    day.say("502-张三", LIFT, B3, "10:00")
    day.say("502-张三", RUBBISH, B3, "10:01")
    day.say(WANG, "/答复 1 将办 下午修", STAFF, "10:30")
    day.say(WANG, "/答复 2 将办 马上清", STAFF, "10:31")
    day.later(15)
    day.new()
    day.say("502-张三", "解决了", B3, "15:00")
    asked = day.answer()
    assert "解决了 1" in asked
    assert [one["status"] for one in items(day)] == ["will_do", "will_do"]
    day.tell("502-张三", "解决了 1")
    day.say("502-张三", "还没解决", B3, quote=RUBBISH)
    day.later(1)
    assert [one["status"] for one in items(day)] == ["done", "reopened"]


def test_staff_see_how_often_an_answer_served(day: Night) -> None:
    day.say("502-张三", FOOD, B3, "09:10")
    day.say(WANG, "/答复 1 待定 还没有排到车，定了告诉大家", STAFF, "09:20")
    for minute, (who, room) in enumerate([("1-101 孙七", B5), ("101-周八", B8), ("401-李四", B3)]):
        day.say(who, FOOD, room, f"10:0{minute}")
    day.later(1)
    day.new()
    day.say(WANG, "/汇总 1", STAFF)
    assert "又有 3 次问起" in day.answer()


def test_what_is_spoken_of_again_after_its_answer_is_shown_to_staff(day: Night) -> None:
    day.say("502-张三", LIFT, B3, "09:10")
    day.say(WANG, "/答复 1 将办 物业会来修", STAFF, "09:20")
    day.later(15)
    day.new()
    day.say("401-李四", "电梯一直坏着，太不像话了", B3, "10:00")
    day.say(WANG, "/汇总", STAFF, "10:05")
    assert "答复之后又有人说起：编号1（1次）" in day.answer()


def test_what_staff_add_by_quoting_replaces_the_answer(day: Night) -> None:
    day.say("502-张三", LIFT, B3, "09:10")
    day.say(WANG, "/答复 1 将办 物业下午来修", STAFF, "09:20")
    day.later(15)
    day.say(SONG, "辛苦了", B3, "10:00", quote=LIFT)
    day.later(1)
    assert day.to(SONG) == []
    day.say(SONG, "配件没到，改到明天上午修", B3, "10:05", quote=LIFT)
    day.tell(SONG, "是", "10:06")
    day.later(1)
    assert items(day)[0]["answer"] == "配件没到，改到明天上午修"


def test_what_would_expose_somebody_is_not_proposed_as_an_answer(day: Night) -> None:
    day.say("502-张三", LIFT, B3, "09:10")
    day.say(SONG, "402阳性转运用了电梯，消毒后再修", B3, "10:00", quote=LIFT)
    day.later(1)
    assert day.to(SONG) == []


def test_a_cry_that_comes_again_still_says_whose_it_is(day: Night) -> None:
    day.tell("路人甲", "我不想活了，活着没意思", "10:00")
    day.later(6)
    assert all("路人甲" in one.text for one in day.said("第1次提醒"))


# Property and owners' committee: what is theirs, and nothing else.


def test_property_reads_sorts_takes_and_answers_what_is_theirs(day: Night) -> None:
    day.say("502-张三", LIFT, B3, "10:00")
    day.say("401-李四", FOOD, B3, "10:01")
    day.say(WUYE, "/分拣", PROPERTY, "10:05")
    listed = day.answer()
    assert "电梯" in listed
    assert "蔬菜" not in listed
    day.say(WUYE, "/领取 1", PROPERTY)
    day.say(WUYE, "/答复 1 将办 下午来修", PROPERTY)
    day.later(15)
    assert items(day)[0]["status"] == "will_do"
    assert any("下午来修" in text for text in day.in_room(B3))


@pytest.mark.parametrize("command", ["/领取 1", "/答复 1 将办 好的", "/分拣 1 删 不归我管"])
@pytest.mark.parametrize("who", [WUYE, YE])
def test_what_is_not_theirs_they_cannot_touch(day: Night, who: str, command: str) -> None:
    day.say("401-李四", FOOD, B3, "10:01")
    day.tell(who, command, "10:05")
    assert "不归您处理" in day.answer()
    assert status(day) == "new"


def test_the_days_digest_tells_property_what_is_theirs(day: Night) -> None:
    day.say("502-张三", "我家502漏水，物业赶紧来修，我妈有高血压受不了", B3, "10:00")
    day.say("401-李四", FOOD, B3, "10:01")
    day.until("18:05")
    (told,) = [one for one in day.heard if one.room == PROPERTY]
    assert "请您处理" in told.text
    assert "蔬菜" not in told.text
    assert "502" not in told.text
    assert "高血压" not in told.text
    assert day.in_room("业委会群") == []


# Sorting.


def test_a_line_that_is_refused_stops_the_others_too(day: Night) -> None:
    day.say("502-张三", LIFT, B3, "10:00")
    day.say("1-101 孙七", "门口的路灯不亮了，麻烦修一下", B5, "10:02")
    day.tell(HE, "/分拣\n1 删 已经修好\n2 删 不归我管", "10:30")
    assert "5号楼不归您管" in day.answer()
    assert [one["status"] for one in items(day)] == ["new", "new"]


def test_three_become_one_in_two_lines(day: Night) -> None:
    for minute, text in enumerate((LIFT, RUBBISH, "楼道的灯不亮了，麻烦修一下")):
        day.say("502-张三", text, B3, f"10:0{minute}")
    day.tell(HE, "/分拣\n2 并 1\n3 并 2", "10:30")
    day.later(1)
    (item,) = items(day)
    assert len(item["sources"]) == 3


# Who offers something waits for no answer.


def test_an_offer_is_listed_and_is_nobodys_debt(day: Night) -> None:
    day.say("101-周八", "我有多余的尿不湿，需要的邻居可以来拿", B8, "10:00")
    day.until("19:05")
    assert not [one for one in day.said("还没有答复") if "尿不湿" in one.text]
    day.later(5 * 24 * 60)
    assert not day.said("已过答复时间")


def test_a_cry_goes_on_to_the_next_where_the_relay_cannot_be_reached(day: Night) -> None:
    day.replay.transport.fault(SendFailed("gone", retryable=False), target=day.contact(HE), times=1)
    day.say("502-张三", "救命！我爸摔倒了满头是血叫不醒", B3, "10:00")
    day.later(2)
    assert any("紧急求助" in text for text in day.to(WANG))
    assert not any("紧急求助" in text for text in day.to(QIN)), "of another building"


# What the runner does, and what a resident takes back.

INSULIN = "我的胰岛素没有了，需要配药：胰岛素 2盒，瑞金医院"


def medicine_number(day: Night) -> int:
    return int(day.look(lambda work: work.medicine.open()[0].number))


def test_a_cry_for_a_drug_is_taken_once_the_runner_has_the_card(day: Night) -> None:
    day.say("502-张三", INSULIN, B3, "10:00")
    assert items(day)[0]["urgency"] == "high"
    day.later(6)
    assert day.said("第1次提醒")
    number = medicine_number(day)
    day.tell("小跑", f"{number} 已收卡")
    day.later(30)
    assert not day.said("第3次提醒")
    assert status(day) == "taken"
    day.tell("小跑", f"{number} 已送到")
    day.later(1)
    assert status(day) == "taken", "the card is still out"
    day.tell("小跑", f"{number} 已还卡")
    day.later(1)
    assert status(day) == "done"


def test_what_is_not_to_be_had_waits_for_a_person(day: Night) -> None:
    day.say("502-张三", "需要配药：缬沙坦 80mg 2盒，瑞金医院", B3, "10:00")
    day.tell("小跑", f"{medicine_number(day)} 配不到", "10:30")
    day.later(1)
    assert status(day) == "new"


def test_my_tells_how_far_a_drug_is(day: Night) -> None:
    day.say("502-张三", "需要配药：缬沙坦 80mg 2盒，瑞金医院", B3, "10:00")
    day.tell("小跑", f"{medicine_number(day)} 排队中", "10:30")
    day.later(1)
    day.new()
    day.tell("502-张三", "/我的")
    assert "缬沙坦 80mg ×2：排队中" in day.answer()


def test_what_only_somebody_who_is_forgotten_asked_for_waits_for_nobody(day: Night) -> None:
    day.say("502-张三", LIFT, B3, "10:00")
    day.say("502-张三", RUBBISH, B3, "10:01")
    day.say("401-李四", RUBBISH, B3, "10:02")
    day.tell("502-张三", "/我的 删除", "10:05")
    day.later(1)
    assert [one["status"] for one in items(day)] == ["dropped", "new"]
    day.new()
    day.say(WANG, "/汇总", STAFF)
    assert "遗漏0" in day.answer()
    kept = day.look(lambda work: [(voice.text, voice.place[2]) for voice in work.demands.voices()])
    assert kept == [("", None), ("", None), (RUBBISH, "401")]


def test_a_cry_of_somebody_who_is_forgotten_is_still_one_but_its_words_are_gone(day: Night) -> None:
    day.say("502-张三", "救命！我爸摔倒了满头是血叫不醒", B3, "10:00")
    day.later(1)
    day.tell("502-张三", "/我的 删除")
    day.later(1)
    assert status(day) == "new"
    staff = day.look(lambda work: next(group.id for group in work.directory.groups.values() if group.topic == STAFF))
    said = day.look(lambda work: [one.text for one in work.outgoing.said_in(staff, None)])
    assert said
    assert not any("满头是血" in text for text in said)
