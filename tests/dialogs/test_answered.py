"""What becomes of an item once it was answered, and who says what of which."""

from __future__ import annotations

import pytest

from tests.support.items import FOOD, LIFT, RUBBISH, items, status
from tests.support.night import B3, B5, B8, SONG, STAFF, WANG, WUYE, Night

# An answer that does not hold any more.


def test_what_is_done_and_breaks_again_waits_for_an_answer_again(workday: Night) -> None:
    workday.say("502-张三", LIFT, B3, "10:00")
    workday.say(WANG, "/答复 1 办结 电梯修好了。", STAFF, "11:00")
    workday.later(15)
    workday.new()
    workday.say("401-李四", "电梯又坏了，麻烦快来修", B3, "15:00")
    assert workday.new(5) == [], "nobody is told that it was mended"
    assert status(workday) == "reopened"
    assert len(items(workday)[0]["sources"]) == 2
    workday.say(WANG, "/汇总", STAFF)
    assert "上次答复：电梯修好了。" in workday.answer()


def test_an_answer_about_today_is_not_given_tomorrow(workday: Night) -> None:
    workday.say("502-张三", FOOD, B3, "09:10")
    workday.say(WANG, "/答复 1 将办 今天下午三点送到各楼门口", STAFF, "09:20")
    workday.say("1-101 孙七", FOOD, B5, "10:00")
    workday.later(1)
    assert any("今天下午三点送到" in text for text in workday.in_room(B5))
    workday.until("08:00")
    workday.new()
    workday.say("401-李四", FOOD, B3, "09:00")
    assert not [one for one in workday.new(5) if one.room == B3]
    assert status(workday) == "reopened"


def test_an_answer_that_names_no_time_is_given_for_days(workday: Night) -> None:
    workday.say("502-张三", FOOD, B3, "09:10")
    workday.say(WANG, "/答复 1 待定 还没有排到车，定了告诉大家", STAFF, "09:20")
    workday.until("08:00")
    workday.say("1-101 孙七", FOOD, B5, "09:00")
    workday.later(1)
    assert workday.in_room(B5) == ["4月10日 09:20 居委答复：还没有排到车，定了告诉大家"]
    assert status(workday) == "unknown"


@pytest.mark.parametrize(
    ("who", "room", "by"), [(SONG, STAFF, "书记"), (WANG, STAFF, "居委"), (WUYE, "物业群", "物业")]
)
def test_an_answer_says_as_what_it_was_given(workday: Night, who: str, room: str, by: str) -> None:
    workday.say("502-张三", LIFT, B3, "09:10")
    workday.say(who, "/答复 1 待定 还在等配件，定了告诉大家", room, "09:20")
    workday.later(15)
    assert workday.in_room(B3)[-1].endswith(f"还在等配件，定了告诉大家（{by}）")


def test_the_secretarys_answer_is_given_again_as_his(workday: Night) -> None:
    workday.say("502-张三", FOOD, B3, "09:10")
    workday.say(SONG, "/答复 1 待定 还没有排到车，定了告诉大家", STAFF, "09:20")
    workday.say("1-101 孙七", FOOD, B5, "10:00")
    workday.later(1)
    assert workday.in_room(B5) == ["4月10日 09:20 书记答复：还没有排到车，定了告诉大家"]


def test_where_no_answer_was_heard_a_mere_likeness_waits_for_a_person(workday: Night) -> None:
    workday.say("502-张三", FOOD, B3, "09:10")
    workday.say(WANG, "/答复 1 待定 还没有排到车，定了告诉大家", STAFF, "09:20")
    workday.say("401-李四", "菜怎么还不发啊，家里没菜了", B3, "10:00")
    assert len(items(workday)) == 1, "here it was heard"
    workday.say("101-周八", "蔬菜这么久不发，太不像话了", B8, "10:01")
    workday.later(1)
    assert [one["status"] for one in items(workday)] == ["unknown", "new"]
    workday.say(WANG, "/分拣 2 并 1", STAFF, "10:30")
    workday.later(15)
    assert status(workday) == "unknown"
    assert [text.count("还没有排到车") for text in workday.in_room(B8)] == [1]
    assert len([text for text in workday.in_room(B3) if "还没有排到车" in text]) == 1


def test_what_was_opened_again_comes_up_again_when_nobody_answers(workday: Night) -> None:
    workday.say("502-张三", LIFT, B3, "10:00")
    workday.say(WANG, "/答复 1 将办 物业会来", STAFF, "11:00")
    workday.later(26 * 60)
    workday.say("502-张三", "还没解决", B3)
    workday.later(20 * 60)
    assert not workday.said("已过答复时间")
    workday.later(5 * 60)
    assert len(workday.said("编号1 已过答复时间")) == 1


# Who says what of which item.


def test_the_group_where_staff_answered_by_quoting_does_not_hear_it_again(workday: Night) -> None:
    workday.say("502-张三", FOOD, B3, "10:00")
    workday.say("1-101 孙七", FOOD, B5, "10:01")
    workday.say(SONG, "车在路上了，下午发", B3, "10:05", quote=FOOD)
    workday.tell(SONG, "是", "10:06")
    workday.later(15)
    assert workday.in_room(B3) == []
    assert len([text for text in workday.in_room(B5) if "车在路上了" in text]) == 1


def test_of_two_questions_the_quoted_one_is_agreed_to(workday: Night) -> None:
    workday.say("502-张三", FOOD, B3, "10:00")
    workday.say("401-李四", RUBBISH, B3, "10:01")
    workday.say(SONG, "下午发", B3, "10:05", quote=FOOD)
    workday.say(SONG, "已经清了", B3, "10:06", quote=RUBBISH)
    workday.later(1)
    workday.tell(SONG, "是", quote=next(text for text in workday.to(SONG) if "第1条" in text))
    workday.later(1)
    assert [one["answer"] for one in items(workday)] == ["下午发", None]


def test_property_that_answers_by_quoting_asks_for_nothing(workday: Night) -> None:
    workday.say("502-张三", LIFT, B3, "10:00")
    workday.say(WUYE, "请安排人在家，师傅下午来修", B3, "10:05", quote=LIFT)
    workday.later(1)
    assert any("记为第1条" in text for text in workday.to(WUYE))
    assert len(items(workday)) == 1


def test_who_asked_two_things_says_which_is_solved(workday: Night) -> None:
    workday.say("502-张三", LIFT, B3, "10:00")
    workday.say("502-张三", RUBBISH, B3, "10:01")
    workday.say(WANG, "/答复 1 将办 下午修", STAFF, "10:30")
    workday.say(WANG, "/答复 2 将办 马上清", STAFF, "10:31")
    workday.later(15)
    workday.new()
    workday.say("502-张三", "解决了", B3, "15:00")
    asked = workday.answer()
    assert "解决了 1" in asked
    assert [one["status"] for one in items(workday)] == ["will_do", "will_do"]
    workday.tell("502-张三", "解决了 1")
    workday.say("502-张三", "还没解决", B3, quote=RUBBISH)
    workday.later(1)
    assert [one["status"] for one in items(workday)] == ["done", "reopened"]


@pytest.mark.parametrize("text", ["解决了，谢谢大家", "谢谢物业，修好了！", "已经解决了[合十]"])
def test_thanks_may_stand_beside_it(workday: Night, text: str) -> None:
    workday.say("502-张三", LIFT, B3, "10:00")
    workday.say(WANG, "/答复 1 将办 下午修", STAFF, "10:30")
    workday.say("502-张三", text, B3, "15:00")
    assert status(workday) == "done"


def test_who_alone_asked_may_say_that_it_is_solved_before_anybody_answers(workday: Night) -> None:
    workday.say("502-张三", LIFT, B3, "10:00")
    workday.say("502-张三", "修好了", B3, "15:00")
    assert status(workday) == "done"


def test_what_others_ask_for_too_is_not_ended_by_one_of_them(workday: Night) -> None:
    workday.say("502-张三", LIFT, B3, "10:00")
    workday.say("401-李四", "电梯坏了，物业快来修", B3, "10:05")
    workday.say("502-张三", "修好了", B3, "15:00")
    assert status(workday) == "new"


def test_staff_see_how_often_an_answer_served(workday: Night) -> None:
    workday.say("502-张三", FOOD, B3, "09:10")
    workday.say(WANG, "/答复 1 待定 还没有排到车，定了告诉大家", STAFF, "09:20")
    for minute, (who, room) in enumerate([("1-101 孙七", B5), ("101-周八", B8), ("401-李四", B3)]):
        workday.say(who, FOOD, room, f"10:0{minute}")
    workday.later(1)
    workday.new()
    workday.say(WANG, "/汇总 1", STAFF)
    assert "又有 3 次问起" in workday.answer()


def test_what_is_spoken_of_again_after_its_answer_is_shown_to_staff(workday: Night) -> None:
    workday.say("502-张三", LIFT, B3, "09:10")
    workday.say(WANG, "/答复 1 将办 物业会来修", STAFF, "09:20")
    workday.later(15)
    workday.new()
    workday.say("401-李四", "电梯一直坏着，太不像话了", B3, "10:00")
    workday.say(WANG, "/汇总", STAFF, "10:05")
    assert "答复之后又有人说起：编号1（1次）" in workday.answer()


def test_what_staff_add_by_quoting_replaces_the_answer(workday: Night) -> None:
    workday.say("502-张三", LIFT, B3, "09:10")
    workday.say(WANG, "/答复 1 将办 物业下午来修", STAFF, "09:20")
    workday.later(15)
    workday.say(SONG, "辛苦了", B3, "10:00", quote=LIFT)
    workday.later(1)
    assert workday.to(SONG) == []
    workday.say(SONG, "配件没到，改到明天上午修", B3, "10:05", quote=LIFT)
    workday.tell(SONG, "是", "10:06")
    workday.later(1)
    assert items(workday)[0]["answer"] == "配件没到，改到明天上午修"


def test_what_would_expose_somebody_is_not_proposed_as_an_answer(workday: Night) -> None:
    workday.say("502-张三", LIFT, B3, "09:10")
    workday.say(SONG, "402阳性转运用了电梯，消毒后再修", B3, "10:00", quote=LIFT)
    workday.later(1)
    assert workday.to(SONG) == []


def test_a_cry_that_comes_again_still_says_whose_it_is(workday: Night) -> None:
    workday.tell("路人甲", "我不想活了，活着没意思", "10:00")
    workday.later(6)
    assert all("路人甲" in one.text for one in workday.said("第1次提醒"))


def test_the_words_behind_what_was_answered_are_erased_a_month_later(workday: Night) -> None:
    workday.say("502-张三", LIFT, B3, "10:00")
    workday.say("401-李四", RUBBISH, B3, "10:01")
    workday.say(WANG, "/答复 1 待定 等配件", STAFF, "11:00")
    workday.later(29 * 24 * 60)
    workday.say("301-陈", "电梯还没修好，太不像话了", B3)
    workday.later(2 * 24 * 60)
    texts = workday.look(lambda work: [voice.text for voice in work.demands.voices()])
    assert texts == ["", RUBBISH, "电梯还没修好，太不像话了"], "what is open still, and what was said since, stays"


# A night between the question and the answer that is known.

TONIGHT = "请问今晚几点停水？"


def test_what_is_outdated_by_the_morning_is_not_told_then(workday: Night) -> None:
    workday.say("502-张三", TONIGHT, B3, "20:00")
    workday.say(WANG, "/答复 1 将办 今晚23点停水。", STAFF, "20:05")
    workday.say("401-李四", TONIGHT, B3, "22:30")
    workday.until("06:30")
    assert len([text for text in workday.in_room(B3) if "23点" in text]) == 1, "to the first, in the evening"
    workday.say(WANG, "/汇总", STAFF)
    workday.later(1)
    assert "编号1" in workday.in_room(STAFF)[-1], "nobody answered the second: a person may look"


def test_what_was_answered_anew_in_the_night_is_told_once_in_the_morning(workday: Night) -> None:
    workday.say("502-张三", FOOD, B3, "20:00")
    workday.say(WANG, "/答复 1 待定 还没有排到车。", STAFF, "20:05")
    workday.say("401-李四", FOOD, B3, "22:30")
    workday.say(WANG, "/答复 1 将办 本周内发。", STAFF, "22:40")
    workday.until("06:30")
    evening, *morning = workday.in_room(B3)
    assert "还没有排到车" in evening
    assert ["本周内发" in text for text in morning] == [True]


def test_what_was_said_before_midnight_and_is_heard_after_it_has_its_day(workday: Night) -> None:
    workday.say("502-张三", "请问明天几点做核酸？", B3, "23:40")
    workday.say(WANG, "/答复 1 将办 明天7点下楼做核酸。", STAFF, "23:50")
    workday.until("06:10")
    assert workday.in_room(B3)[-1].endswith("明天7点下楼做核酸。（居委，4月10日 23:50）")
    workday.until("19:05")
    assert "明天7点下楼做核酸。（4月10日 23:50答复）" in workday.in_room(STAFF)[-1]


def test_what_troubles_two_people_each_alone_is_answered_to_each_alone(workday: Night) -> None:
    workday.say("301-赵六", "我妈有艾滋病，邻居说闲话，怎么办", B3, "10:00")
    workday.say("103-周", "我老公打我，不敢报警，请帮帮我", B3, "10:01")
    workday.later(1)
    assert [len(item["sources"]) for item in items(workday)] == [1, 1]
