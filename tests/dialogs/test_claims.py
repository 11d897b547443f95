"""Who hears that somebody has taken a cry: everybody who was called to it, once, in one line."""

from __future__ import annotations

from tests.support.items import PROPERTY
from tests.support.night import B3, HE, SONG, STAFF, WANG, WUYE, Night

FALL = "救命！我爸摔倒了满头是血叫不醒"
GAS = "我闻到好大的煤气味，快来人"
INSULIN = "我的胰岛素没有了，需要配药：胰岛素 2盒，瑞金医院"


def told(night: Night, words: str) -> list[str]:
    """The rooms and contacts that heard these words since the last time."""
    return sorted(one.room or one.to or "" for one in night.new(1) if words in one.text)


def test_the_relay_who_was_called_hears_that_the_secretary_has_it(workday: Night) -> None:
    workday.say("502-张三", FALL, B3, "10:00")
    workday.new(6)
    workday.tell(SONG, "领取 1")
    assert told(workday, "编号1 由宋书记接手") == sorted([STAFF, workday.contact(HE)])


def test_property_that_was_asked_hears_that_the_relay_has_it_and_not_what_it_is(workday: Night) -> None:
    workday.say("502-张三", GAS, B3, "10:00")
    workday.new(1)
    workday.tell(HE, "领取 1")
    assert told(workday, "编号1 由小荷接手") == sorted([STAFF, PROPERTY])
    assert [text for text in workday.in_room(PROPERTY) if "接手" in text] == ["编号1 由小荷接手。"]


def test_the_group_in_which_it_was_taken_and_who_took_it_hear_nothing_more(workday: Night) -> None:
    workday.say("502-张三", GAS, B3, "10:00")
    workday.new(1)
    workday.say(WUYE, "领取 1", PROPERTY)
    assert told(workday, "接手。") == sorted([STAFF, workday.contact(HE)])


def test_who_heard_it_again_and_again_hears_once_who_has_it(workday: Night) -> None:
    workday.say("502-张三", FALL, B3, "10:00")
    workday.new(40)
    workday.say(WANG, "领取 1", STAFF)
    assert told(workday, "接手。") == sorted([workday.contact(HE), workday.contact(SONG)])


def test_that_the_runner_has_the_card_is_heard_by_who_was_called(workday: Night) -> None:
    workday.say("502-张三", INSULIN, B3, "10:00")
    workday.new(1)
    number = workday.look(lambda work: work.medicine.open()[0].number)
    workday.tell("小跑", f"{number} 已收卡")
    assert told(workday, "由小跑接手") == sorted([STAFF, workday.contact(HE)])


def test_the_digest_says_who_has_it_and_since_when(workday: Night) -> None:
    workday.say("502-张三", FALL, B3, "10:00")
    workday.say(WANG, "/汇总", STAFF, "10:01")
    assert "接手" not in workday.new(1)[-1].text
    workday.tell(HE, "领取 1", "10:03")
    workday.new(1)
    workday.say(WANG, "/汇总", STAFF, "10:30")
    assert "（小荷 4月10日 10:03 接手）" in workday.answer()
    workday.until("18:05")
    workday.say(WANG, "/汇总", STAFF, "18:10")
    workday.later(1)
    assert "（小荷 4月10日 10:03 接手）" in workday.in_room(STAFF)[-1], "that it went up is no other claim"


def test_who_cried_reads_the_duty_of_who_has_it_and_no_promise(workday: Night) -> None:
    workday.say("502-张三", FALL, B3, "10:00")
    workday.new(1)
    workday.tell(HE, "领取 1")
    (line,) = [one.text for one in workday.new(1) if "已接手您的求助" in one.text]
    assert line == "3号楼信息员小荷已接手您的求助。"
    workday.tell("502-张三", "我的")
    assert "还没有" not in workday.answer()
