"""Is there a doctor among us? The call goes to all groups at once, and the first who can help meets who asked."""

from __future__ import annotations

import pytest

from bot.helping import Answers, answers
from tests.support.night import B3, B5, B8, HE, LAN, LI, RELAYS, SONG, STAFF, ZHOU, Night

DOCTOR = "2号楼有老人摔倒，有没有医生或护士？"


def call(night: Night, who: str = SONG, room: str | None = STAFF, head: str = "", at: str = "12:00") -> None:
    night.say(who, f"/求援 {head}\n{DOCTOR}", room, at)
    night.new(0.3)


def test_it_goes_to_all_groups_at_once_without_a_preview_at_night_too(night: Night) -> None:
    night.say(SONG, f"/求援\n{DOCTOR}", STAFF, "02:00:00")
    night.until("02:00:20")
    for room in (B3, B5, B8):
        (heard,) = night.in_room(room)
        assert DOCTOR in heard
    assert "求援 1 正在发往 3 个群" in night.in_room(STAFF)[-1]


def test_in_one_line_it_works_as_well(night: Night) -> None:
    night.say(SONG, f"/ask 3号楼 {DOCTOR}", STAFF, "12:00")
    night.later(1)
    assert DOCTOR in night.in_room(B3)[0]
    assert night.in_room(B5) == []


def test_a_relay_asks_his_own_building_only(night: Night) -> None:
    call(night, HE, RELAYS)
    assert len(night.in_room(B3)) == 1
    assert night.in_room(B5) == []
    night.say(HE, f"/求援 全区\n有梯子吗，{DOCTOR}", RELAYS)
    assert "不归您管" in night.answer()
    night.say("501-李", f"/求援\n{DOCTOR}", B3)
    assert "要有相应职责" in night.answer()


def test_the_first_who_quotes_it_meets_the_asker_in_private(night: Night) -> None:
    call(night)
    night.say("502-张医生", "我是医生，马上过去", B3, quote=night.in_room(B3)[0])
    heard = night.new(1)
    assert {one.to for one in heard} == {"wx-song", "wx-502-张医生"}
    assert "502-张医生" in night.to(SONG)[-1]
    assert "我是医生，马上过去" in night.to(SONG)[-1]
    assert "谢谢您" in night.to("502-张医生")[-1]


def test_the_two_talk_through_the_bot(night: Night) -> None:
    call(night)
    night.say("502-张医生", "我是医生", B3, quote=night.in_room(B3)[0])
    night.new(1)
    night.tell("502-张医生", "我在3号楼门口等", quote=night.to("502-张医生")[-1])
    (heard,) = night.new(1)
    assert (heard.to, "我在3号楼门口等" in heard.text) == ("wx-song", True)
    night.tell(SONG, "2号楼201，快", quote=heard.text)
    (heard,) = night.new(1)
    assert (heard.to, "2号楼201，快" in heard.text) == ("wx-502-张医生", True)


def test_words_alone_are_enough_where_they_fit_in_the_group_or_in_private(night: Night) -> None:
    call(night)
    night.say("502-张三", "我老婆是护士，让她去", B3)
    night.later(1)
    assert "我老婆是护士" in night.to(SONG)[-1]
    call(night, LI, STAFF, "5号楼", "13:00")
    night.say("1-101 王", "大家好", B5)
    night.tell("1-101 王", "我来")
    night.later(1)
    assert "有人应了" in night.to(LI)[-1]


def test_who_offers_with_a_polite_question_is_heard(night: Night) -> None:
    call(night)
    night.say("502-李医生", "我是医生，需要吗？", B3)
    night.later(1)
    assert any("有人应了" in text for text in night.to(SONG))


def test_later_ones_are_thanked_and_their_group_hears_once(night: Night) -> None:
    call(night)
    text = night.in_room(B3)[0]
    night.say("502-张医生", "我是医生", B3, quote=text)
    night.say("501-李护士", "我是护士", B3, quote=text)
    night.say("401-王护士", "我也是护士，我来", B3, quote=text)
    night.say("402-赵护士", "我是护士", B3, quote=text)
    night.later(2)
    assert len([one for one in night.heard if one.to == "wx-song"]) == 1
    for who in ("501-李护士", "401-王护士", "402-赵护士"):
        assert "已经有人帮上了" in night.to(who)[-1]
    assert len([one for one in night.in_room(B3) if "已经有人帮上了" in one]) == 1
    assert len(night.in_room(B5)) == 1


def test_who_has_no_private_line_is_thanked_where_he_answered(night: Night) -> None:
    call(night)
    night.say(ZHOU, "我是医生", B5, quote=night.in_room(B5)[0])
    night.later(1)
    assert "小舟" in night.to(SONG)[-1]
    assert "谢谢您" in night.in_room(B5)[-1]


def test_an_asker_without_one_is_told_that_somebody_answers_not_who(night: Night) -> None:
    call(night, LAN, B8)
    night.say("101-张医生", "我是医生", B8, quote=night.in_room(B8)[0])
    night.later(1)
    (told,) = [text for text in night.in_room(B8) if "有人应了" in text]
    assert "张医生" not in told


def test_a_doubtful_answer_is_told_and_ends_nothing(night: Night) -> None:
    call(night)
    night.say("502-张三", "我在部队待过，可以来帮忙", B3)
    night.later(1)
    assert "可能有人能帮上" in night.to(SONG)[-1]
    night.say("501-李护士", "我是护士", B3, quote=night.in_room(B3)[0])
    night.later(1)
    assert "有人应了" in night.to(SONG)[-1]


@pytest.mark.parametrize("text", ["我不是医生", "怎么回事？", "已转发到志愿者群", "502 3人阴性", "今天菜什么时候到"])
def test_who_does_not_offer_help_is_not_taken_for_a_helper(night: Night, text: str) -> None:
    call(night)
    before = len(night.to(SONG))
    night.say("502-张三", text, B3, quote=night.in_room(B3)[0] if "转发" in text else None)
    night.later(1)
    assert len(night.to(SONG)) == before


def test_the_same_call_twice_goes_out_once(night: Night) -> None:
    call(night)
    call(night, at="12:05")
    night.later(2)
    assert len(night.in_room(B3)) == 1


def test_a_restart_between_call_and_answer_loses_nothing(night: Night) -> None:
    call(night)
    night.restart()
    night.say("502-张医生", "我是医生", B3, quote=night.in_room(B3)[0])
    night.say("502-张医生", "我是医生", B3, quote=night.in_room(B3)[0])
    night.later(1)
    assert len([text for text in night.to(SONG) if "有人应了" in text]) == 1


@pytest.mark.parametrize(
    ("asked", "said", "expected"),
    [
        ("谁家有梯子？", "我家有梯子", Answers.SURELY), ("谁家有梯子？", "我有点累", Answers.NOT),
        ("谁家有梯子？", "我可以下楼吗", Answers.NOT), ("哪位会日语翻译？", "我女儿会日语", Answers.SURELY),
        ("哪位会日语翻译？", "我来", Answers.SURELY), ("哪位会日语翻译？", "谁会啊", Answers.NOT),
        ("哪位会日语翻译？", "我是东北人", Answers.PERHAPS), ("谁家有梯子？", "梯子上次坏了", Answers.NOT),
        (DOCTOR, "我是急诊护士，马上来", Answers.SURELY), (DOCTOR, "我是医生，需要吗？", Answers.SURELY),
        ("谁家有梯子？", "我家有梯子，要不要我过去", Answers.SURELY), (DOCTOR, "医生到了吗", Answers.NOT),
        ("哪位会日语翻译？", "我会英语", Answers.PERHAPS),
    ],
)  # fmt: skip
def test_how_surely_words_answer(asked: str, said: str, expected: Answers) -> None:
    assert answers(asked, said, quoted=False) is expected


def test_what_the_two_say_to_each_other_is_not_carried_into_a_group(night: Night) -> None:
    call(night, HE, RELAYS)
    night.say("502-张医生", "我是医生", B3, quote=night.in_room(B3)[0])
    night.new(1)
    night.tell(HE, "转发", quote=night.to(HE)[-1])
    assert "会把邻居的情况公开" in night.answer()


def test_a_folding_ladder_is_a_ladder(night: Night) -> None:
    night.tell(HE, "求援\n哪家有梯子借一下，老人要换灯泡", "10:00")
    night.new()
    night.say("701-周", "我有一个人字梯", B3)
    assert any("有人应了：701-周" in one.text for one in night.new() if one.to == night.contact(HE))


def test_the_name_of_an_illness_stays_out_of_the_groups_and_the_asker_is_told(night: Night) -> None:
    night.say(SONG, "/求援 全区\n9号楼有老人发烧40度，有没有医生？", STAFF, "12:00")
    night.later(1)
    assert "老人急病40度" in night.in_room(B3)[-1]
    assert "急病" in night.in_room(STAFF)[-1]
    call(night, at="12:10")
    assert "急病" not in night.in_room(STAFF)[-1]
