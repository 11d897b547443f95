"""Answers: own, a neighbour's, a relay's; corrections, withdrawals, recalls; what waits for a person."""

from __future__ import annotations

from bot.contract import MessageType
from tests.support.night import B3, B5, HE, RELAYS, SONG, STAFF, WANG, Night


def test_an_answer_counts_and_nobody_is_told_in_the_group(sweep: Night) -> None:
    sweep.say("502-张三", "502 3人阴")
    assert sweep.new() == [], "silence by default"
    building = sweep.building()
    assert building["answers"] == {"502": "negative"}
    assert building["households"] == 7, "the vacant flat is not expected"
    assert building["reported"] == 1
    assert "502" not in building["missing"]
    assert building["totals"]["households"] == {"negative": 1}
    assert sweep.people() == {"negative": 3}


def test_the_nickname_says_which_home(sweep: Night) -> None:
    sweep.say("3-502 张三", "两个人都阴")
    sweep.say("402王阿姨", "阴性")
    sweep.say("5o1", "一条杠")
    assert sweep.answers() == {"402": "negative", "501": "negative", "502": "negative"}


def test_the_latest_answer_of_one_voice_wins_and_history_is_kept(sweep: Night) -> None:
    sweep.say("502-张三", "502 2人阴")
    sweep.say("502-张三", "更正 502 三人都阴")
    building = sweep.building()
    assert sweep.people() == {"negative": 3}
    assert building["review"] == []
    home = sweep.look(lambda work: work.directory.find("3", None, "502")[0])
    history = sweep.look(lambda work: work.collections.history(work.collections.all()[-1], home))
    assert [(row.way, row.counts) for row in history] == [
        ("own", '{"people": 2, "negative": 2, "positive": 0, "invalid": 0, "untested": 0}'),
        ("own", '{"people": 3, "negative": 3, "positive": 0, "invalid": 0, "untested": 0}'),
    ]
    assert history[1].supersedes == history[0].id
    assert history[1].source is not None


def test_a_neighbour_may_answer_for_another(sweep: Night) -> None:
    sweep.say("502-张三", "代报 401 4人阴")
    assert sweep.answers() == {"401": "negative"}
    home = sweep.look(lambda work: work.directory.find("3", None, "401")[0])
    (row,) = sweep.look(lambda work: work.collections.history(work.collections.all()[-1], home))
    assert row.way == "neighbour"
    assert row.reporter == sweep.look(lambda work: work.people.person("wx-502-张三"))


def test_the_households_own_word_overrules_the_neighbours(sweep: Night) -> None:
    sweep.say("502-张三", "代报 401 4人阴")
    sweep.say("401-李四", "401 3人阴")
    building = sweep.building()
    assert building["review"] == []
    assert sweep.people() == {"negative": 3}


def test_a_relay_answers_for_several_in_private(sweep: Night) -> None:
    sweep.tell(HE, "/代报 301 3人阴\n302 2人阴")
    heard = sweep.new()
    assert [(one.to, one.room) for one in heard] == [("wx-he", None)]
    assert "2 户" in heard[0].text
    assert sweep.answers() == {"301": "negative", "302": "negative"}
    home = sweep.look(lambda work: work.directory.find("3", None, "301")[0])
    (row,) = sweep.look(lambda work: work.collections.history(work.collections.all()[-1], home))
    assert row.way == "relay"


def test_a_relays_report_in_a_group_is_acknowledged_in_private_only(sweep: Night) -> None:
    sweep.say(HE, "代报 301 3人阴", B3)
    sweep.say(HE, "代报 302 2人阴", RELAYS)
    assert {one.room for one in sweep.new()} == {None}
    assert sweep.answers() == {"301": "negative", "302": "negative"}


def test_a_head_may_do_what_a_relay_may_and_staff_too(sweep: Night) -> None:
    sweep.say("秦楼长", "代报 1-101 2人阴", B5)
    sweep.tell(WANG, "/代报 3-301 3人阴")
    assert sweep.answers("5") == {"1-101": "negative"}
    assert sweep.answers("3") == {"301": "negative"}


def test_a_relay_answers_for_no_other_building(sweep: Night) -> None:
    sweep.tell(HE, "/代报 5-1-101 2人阴")
    assert "5号楼不归您管" in sweep.answer()
    assert sweep.answers("5") == {}


def test_a_bare_room_of_one_with_several_buildings_is_asked_back(sweep: Night) -> None:
    sweep.say(SONG, f"/任命 @{HE} 信息员 3,8号楼", STAFF)
    sweep.new()
    sweep.tell(HE, "/代报 801 2人阴")
    assert "801 是哪一栋" in sweep.answer()
    sweep.tell(HE, "/代报 8-801 2人阴")
    sweep.answer()
    assert sweep.answers("8") == {"801": "negative"}


def test_a_room_that_does_not_exist_is_refused_to_a_relay(sweep: Night) -> None:
    sweep.tell(HE, "/代报 909 2人阴")
    assert "3号楼没有 909" in sweep.answer()


def test_withdrawing_takes_the_last_answer_back(sweep: Night) -> None:
    sweep.say("502-张三", "502 3人阴")
    sweep.say("502-张三", "撤销")
    heard = sweep.new()
    assert [(one.room, one.to) for one in heard] == [(None, "wx-502-张三")]
    assert "收回" in heard[0].text
    building = sweep.building()
    assert building["answers"] == {}
    assert building["reported"] == 0
    assert "502" in building["missing"]


def test_withdrawing_leaves_what_somebody_else_had_answered(sweep: Night) -> None:
    sweep.say("401-李四", "代报 502 3人阴")
    sweep.say("502-张三", "502 2人阴")
    sweep.say("502-张三", "撤回")
    assert sweep.people() == {"negative": 3}


def test_there_may_be_nothing_to_withdraw(sweep: Night) -> None:
    sweep.say("502-张三", "/撤销")
    assert "没有找到" in sweep.answer()


def test_the_same_words_after_a_withdrawal_are_an_answer_again(sweep: Night) -> None:
    sweep.say("502-张三", "502 3人阴")
    sweep.say("502-张三", "撤销")
    sweep.say("502-张三", "502 3人阴")
    assert sweep.answers() == {"502": "negative"}


def test_a_recalled_message_takes_its_answers_back(sweep: Night) -> None:
    message = sweep.say("502-张三", "502 3人阴")
    sweep.say("502-张三", message, kind=MessageType.RECALL)
    assert sweep.answers() == {}
    assert sweep.new() == []


def test_nobody_recalls_anothers_message(sweep: Night) -> None:
    message = sweep.say("502-张三", "502 3人阴")
    sweep.say("401-李四", message, kind=MessageType.RECALL)
    assert sweep.answers() == {"502": "negative"}


def test_the_same_message_twice_is_one(sweep: Night) -> None:
    sweep.say("502-张三", "502 3人阴", message="same")
    sweep.say("402-王五", "502 1人阴", message="same")
    assert sweep.people() == {"negative": 3}


def test_the_same_words_twice_are_one_answer(sweep: Night) -> None:
    sweep.say("502-张三", "502 3人阴")
    sweep.say("502-张三", "502 3人阴")
    home = sweep.look(lambda work: work.directory.find("3", None, "502")[0])
    assert len(sweep.look(lambda work: work.collections.history(work.collections.all()[-1], home))) == 1


def test_same_as_yesterday_over_two_rounds(night: Night) -> None:
    night.collect("抗原 3号楼 截止 7:30")
    night.say("502-张三", "502 3人阴", at="07:00")
    night.say("401-李四", "401 无效", at="07:01")
    night.until("23:59")
    night.collect("抗原 3号楼 截止 7:30", "01:00")
    night.say("502-张三", "同昨天", at="07:00")
    building = night.building()
    assert building["answers"]["502"] == "negative"
    assert night.people() == {"negative": 3}
    assert night.answers("3", 0)["502"] == "negative", "yesterday's round stays as it was"


def test_same_as_yesterday_of_who_said_nothing_waits_for_a_person(night: Night) -> None:
    night.collect("抗原 3号楼 截止 7:30")
    night.until("23:59")
    night.collect("抗原 3号楼 截止 7:30", "01:00")
    night.say("502-张三", "502 同昨天", at="07:00")
    building = night.building()
    assert building["answers"] == {"502": "unclear"}
    assert building["review"] == ["502"]


def test_members_of_one_household_who_disagree_are_a_conflict(sweep: Night) -> None:
    sweep.say("502-张三", "502 3人阴")
    sweep.say("502-张太太", "502 两人阴")
    building = sweep.building()
    assert building["review"] == ["502"]
    assert building["answers"] == {"502": "unclear"}
    assert building["reported"] == 1

    sweep.say("502-张三", "502 3人阴")
    assert sweep.building()["review"] == ["502"], "only a relay ends it"
    sweep.tell(HE, "更正 502 3人阴")
    sweep.answer()
    building = sweep.building()
    assert building["review"] == []
    assert building["answers"] == {"502": "negative"}
    assert sweep.people() == {"negative": 3}


def test_members_who_agree_are_no_conflict(sweep: Night) -> None:
    sweep.say("502-张三", "502 3人阴")
    sweep.say("502-张太太", "我们家都阴")
    building = sweep.building()
    assert building["review"] == []
    assert sweep.people() == {"negative": 3}


def test_one_not_tested_yet_and_then_done_is_progress(sweep: Night) -> None:
    sweep.say("502-张三", "502 还没测")
    sweep.say("502-张太太", "502 3人阴")
    assert sweep.building()["review"] == []
    assert sweep.answers() == {"502": "negative"}


def test_an_unclear_result_waits_for_a_person(sweep: Night) -> None:
    sweep.say("502-张三", "502 一条杠很深一条若隐若现")
    building = sweep.building()
    assert building["review"] == ["502"]
    assert building["answers"] == {"502": "unclear"}


def test_a_vacant_flat_that_answers_waits_for_a_person(sweep: Night) -> None:
    sweep.say("601-赵六", "601 2人阴")
    building = sweep.building()
    assert building["review"] == ["601"]
    assert building["answers"] == {"601": "unclear"}
    assert building["households"] == 7, "nobody is expected there all the same"
    assert building["reported"] == 1


def test_a_photograph_of_a_known_household_waits_for_a_person(sweep: Night) -> None:
    sweep.say("502-张三", "", kind=MessageType.IMAGE)
    sweep.say("401-李四", "", kind=MessageType.AUDIO)
    sweep.say("402-王五", "", kind=MessageType.STICKER)
    sweep.say("看热闹的", "", kind=MessageType.IMAGE)
    assert sweep.building()["review"] == ["401", "402", "502"]
    assert sweep.new() == []


def test_a_photograph_after_an_answer_changes_nothing(sweep: Night) -> None:
    sweep.say("502-张三", "502 3人阴")
    sweep.say("502-张三", "", kind=MessageType.IMAGE)
    assert sweep.building()["review"] == []


def test_words_after_a_photograph_are_the_answer(sweep: Night) -> None:
    sweep.say("502-张三", "", kind=MessageType.IMAGE)
    sweep.say("502-张三", "502 3人阴")
    building = sweep.building()
    assert building["review"] == []
    assert building["answers"] == {"502": "negative"}


def test_a_photograph_while_nothing_is_collected_is_nothing(night: Night) -> None:
    night.say("502-张三", "", kind=MessageType.IMAGE, at="06:00")
    assert night.new() == []
    assert night.state()["collections"] == []


def test_an_answer_to_another_test_is_no_head_count(night: Night) -> None:
    night.collect("核酸 3号楼 截止 9:00")
    night.say("302-王五", "302 抗原2人阴性", at="06:30")
    night.later(1)
    assert night.answers() == {"302": "unclear"}
    assert night.building()["review"] == ["302"]
    assert night.people() == {}
    night.tell(HE, "更正 302 2人")
    night.later(1)
    assert (night.answers(), night.people()) == ({"302": "done"}, {"count": 2})
