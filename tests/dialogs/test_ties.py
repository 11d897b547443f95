"""Whose home it is: from the text, else the nickname, else the bot asks once in private."""

from __future__ import annotations

from bot.contract import MessageType
from tests.support.night import B3, B5, HE, LAN, SONG, STAFF, Night


def test_who_names_no_room_is_asked_once_in_private(sweep: Night) -> None:
    sweep.say("向日葵", "我家3人都阴")
    (asked,) = sweep.new()
    assert (asked.room, asked.to) == (None, "wx-向日葵")
    assert "3-502" in asked.text
    assert sweep.answers() == {}
    sweep.say("向日葵", "三个人都阴性啊", at="06:30")
    assert sweep.new() == [], "asked once"


def test_the_private_answer_places_what_waited(sweep: Night) -> None:
    sweep.say("向日葵", "我家3人都阴")
    sweep.new()
    sweep.tell("向日葵", "3-502")
    assert "已登记" in sweep.answer()
    assert sweep.answers() == {"502": "negative"}
    assert sweep.people() == {"negative": 3}
    sweep.say("向日葵", "我家两人都阴")
    assert sweep.people() == {"negative": 2}, "from now on the home is known"


def test_a_bare_room_is_enough_where_the_building_is_known(sweep: Night) -> None:
    sweep.say("向日葵", "我家3人都阴")
    sweep.new()
    sweep.tell("向日葵", "502")
    sweep.new()
    assert sweep.answers() == {"502": "negative"}


def test_two_homes_and_none_named_asks(sweep: Night) -> None:
    sweep.say("502-张三", "502 3人阴", B3)
    sweep.say("1-101 张三", "1-101 2人阴", B5, contact="wx-502-张三")
    assert sweep.new() == [], "named, each in its own building"
    sweep.tell("502-张三", "都阴")
    sweep.later(1)
    assert sweep.answers("3") == {"502": "negative"}
    assert sweep.answers("5") == {"1-101": "negative"}


def test_two_homes_in_one_building_and_none_named_asks(sweep: Night) -> None:
    sweep.say("502-张三", "大家早", B3)
    sweep.say(HE, "/绑定 @502-张三 501", B3)
    sweep.answer()
    sweep.say("张三", "我家2人都阴", B3, contact="wx-502-张三")
    (asked,) = sweep.new()
    assert asked.to == "wx-502-张三"
    sweep.tell("502-张三", "501")
    sweep.new()
    assert sweep.answers() == {"501": "negative"}


def test_a_room_in_two_units_asks_which(sweep: Night) -> None:
    sweep.say("邻居", "101 2人阴", B5)
    (asked,) = sweep.new()
    assert asked.to == "wx-邻居"
    assert sweep.answers("5") == {}
    sweep.tell("邻居", "5-2-101")
    sweep.new()
    assert sweep.answers("5") == {"2-101": "negative"}


def test_units_in_the_nickname_and_in_words(sweep: Night) -> None:
    sweep.say("5-1-101 孙七", "2人阴", B5)
    sweep.say("2单元102", "2单元102 都阴", B5)
    assert sweep.answers("5") == {"1-101": "negative", "2-102": "negative"}


def test_where_there_is_no_private_line_nobody_is_asked_anywhere(sweep: Night) -> None:
    sweep.say(LAN, "我家3人都阴", B3)
    assert sweep.new() == []


def test_a_new_room_in_the_nickname_ends_the_old_tie(sweep: Night) -> None:
    sweep.say("502-张三", "大家早", contact="wx-z")
    sweep.say("401-张三", "我家4人阴", contact="wx-z")
    assert sweep.answers() == {"401": "negative"}


def test_so_it_does_where_the_old_tie_came_from_a_text(sweep: Night) -> None:
    sweep.say("向日葵", "502 3人阴", contact="wx-z")
    sweep.say("401-向日葵", "我家4人阴", contact="wx-z")
    assert sweep.answers() == {"401": "negative", "502": "negative"}


def test_leaving_ends_the_tie_and_the_history_stays(sweep: Night) -> None:
    sweep.say("502-张三", "502 3人阴")
    sweep.say("502-张三", "", kind=MessageType.LEAVE)
    assert sweep.answers() == {"502": "negative"}
    sweep.say("张三", "我家3人阴", contact="wx-502-张三")
    assert len(sweep.new()) == 1, "not known any more: asked"


def test_leaving_ends_a_tie_that_came_from_a_text_too(sweep: Night) -> None:
    sweep.say("向日葵", "502 3人阴")
    sweep.say("向日葵", "", kind=MessageType.LEAVE)
    assert sweep.look(lambda work: work.people.ties(work.people.person("wx-向日葵"))) == []


def test_who_left_is_not_mentioned(sweep: Night) -> None:
    sweep.say("502-张三", "大家早")
    sweep.say("502-张三", "", kind=MessageType.LEAVE)
    sweep.until("06:45")
    assert sweep.said("还没有收到") == []


# What is shown to whom.


def test_my_own_words_are_shown_in_private(sweep: Night) -> None:
    sweep.say("502-张三", "502 3人阴")
    sweep.say("502-张三", "/我的", B3)
    (mine,) = sweep.new()
    assert (mine.room, mine.to) == (None, "wx-502-张三")
    assert "3-502 阴性" in mine.text


def test_the_households_record_only_once_the_relay_confirmed_the_tie(sweep: Night) -> None:
    sweep.say("502-张三", "502 1人阳2人阴")
    sweep.say("502-好奇", "大家早")
    sweep.new(3)
    sweep.tell("502-好奇", "/我的")
    assert "阳" not in sweep.answer(), "a nickname ties loosely: anybody can call himself 502"
    sweep.say(HE, "/绑定 @502-好奇 502", B3)
    assert "已经确认" in sweep.answer()
    sweep.tell("502-好奇", "/我的")
    assert "3-502：阳性" in sweep.answer()


def test_only_the_buildings_relay_confirms_a_tie(sweep: Night) -> None:
    sweep.say("502-张三", "大家早")
    sweep.say(LAN, "/绑定 @502-张三 502", B3)
    sweep.later(1)
    assert sweep.said("已经确认") == []
    tie = sweep.look(lambda work: work.people.ties(work.people.person("wx-502-张三")))
    assert [one.confirmed for one in tie] == [False]


def test_deleting_removes_texts_and_ties_and_keeps_counts(sweep: Night) -> None:
    sweep.say("502-张三", "502 3人阴")
    sweep.tell("502-张三", "/我的 删除")
    assert "已删除" in sweep.answer()
    assert sweep.answers() == {"502": "negative"}
    assert sweep.look(lambda work: work.people.ties(work.people.person("wx-502-张三"))) == []
    sweep.tell("502-张三", "/我的")
    assert "502" not in sweep.answer()


def test_my_without_a_private_line_asks_neutrally_to_add_the_bot(sweep: Night) -> None:
    sweep.say(LAN, "/我的", B3)
    (asked,) = sweep.new()
    assert asked.room == B3
    assert asked.mentions == ("wx-lan",)
    assert "加我为好友" in asked.text
    sweep.say(LAN, "/我的", B3, "07:00")
    assert sweep.said("加我为好友") == [asked], "at most once a day"


def test_who_adds_the_bot_has_a_private_line(sweep: Night) -> None:
    sweep.tell(LAN, "", kind=MessageType.FRIEND)
    sweep.say(LAN, "/我的", B3)
    assert sweep.new()[-1].to == "wx-lan"


def test_appointing_says_who_has_still_to_add_the_bot(sweep: Night) -> None:
    sweep.say(SONG, "/任命 @小兰 信息员 3号楼", STAFF)
    assert "还没有加机器人为好友" in sweep.answer()
    sweep.say(SONG, "/任命 @小荷 信息员 3,8号楼", STAFF)
    assert "好友" not in sweep.answer()
