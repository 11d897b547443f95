"""An identity or insurance number in a group: its sender is asked to recall it, and the bot keeps nothing of it."""

from __future__ import annotations

import pytest

from bot.contract import MessageType
from data.tables import AliasRow, InboxRow
from data.work import Work
from tests.support.night import B3, HE, SONG, STAFF, WANG, Night

ID_CARD = "11010519491231002X"


def kept(night: Night) -> str:
    """All texts of the inbox, opened."""

    def opened(work: Work) -> list[object]:
        store = work.store
        return [store.seal.open_data(row.body) for row in store.rows(store.select(InboxRow)) if row.body]

    return str(night.look(opened))


@pytest.mark.parametrize(
    "text",
    [
        f"外婆要配药，身份证{ID_CARD}", "５０２ 医保卡号 A12345678 帮忙配药", "110105 19491231 002X 老人的",
        f"/我的 {ID_CARD}", f"代报 502 3人阴 {ID_CARD}",
    ],
)  # fmt: skip
def test_who_writes_it_is_told_in_private_and_nothing_is_kept(sweep: Night, text: str) -> None:
    sweep.say("502-张三", text)
    told = [one for one in sweep.new(1) if "撤回" in one.text]
    assert [one.to for one in told] == ["wx-502-张三"]
    assert ID_CARD not in told[0].text
    assert "外婆" not in kept(sweep)
    assert ID_CARD not in kept(sweep)
    assert "A12345678" not in kept(sweep)
    assert sweep.in_room(B3)[1:] == []


@pytest.mark.parametrize("number", [f"身份证{ID_CARD}", "医保卡号 A12345678"])
def test_the_need_is_an_item_without_words(sweep: Night, number: str) -> None:
    sweep.say("502-张三", f"外婆的药快没了，能不能帮忙去医院配一下？{number}")
    sweep.later(1)
    sweep.say(WANG, "/汇总", STAFF)
    sweep.later(1)
    item = sweep.state()["demands"][0]["id"]
    assert f"{item} 配药·" in sweep.in_room(STAFF)[-1]
    assert sweep.look(lambda work: [voice.text for voice in work.demands.voices()]) == [""]
    sweep.say(WANG, f"/汇总 {item}", STAFF)
    sweep.tell("502-张三", "/我的")
    sweep.later(1)
    assert "原话没有留下" in sweep.in_room(STAFF)[-1]
    assert "原话没有留下" in sweep.to("502-张三")[-1]


def test_a_cry_beside_a_number_keeps_its_words_and_not_the_number(sweep: Night) -> None:
    sweep.say("502-张三", f"救命，老人摔倒流血了，快来人！医保卡号 A12345678，身份证{ID_CARD}")
    sweep.later(1)
    (cry,) = [text for text in sweep.to(HE) if "紧急求助" in text]
    assert "老人摔倒流血" in cry
    assert "A1234567" not in cry
    assert ID_CARD not in cry


def test_an_insurance_number_in_private_is_shown_and_kept_nowhere(sweep: Night) -> None:
    sweep.tell("502-张三", "外婆的药快没了，能不能帮忙去医院配一下？医保卡号：A12345678")
    sweep.later(1)
    assert "A1234567" not in kept(sweep)
    sweep.say(WANG, "/汇总 2", STAFF)
    sweep.later(1)
    assert "外婆的药快没了" in sweep.in_room(STAFF)[-1]
    assert "A1234567" not in "".join(one.text for one in sweep.heard)
    sweep.say(SONG, "/广播 3号楼\n外婆的医保卡号 A12345678 请来领", STAFF)
    assert sweep.said("没有发送", sweep.new(1))


def test_without_a_private_line_a_mention_says_no_more_than_that(sweep: Night) -> None:
    sweep.say("502-张三", "大家好")
    sweep.look(lambda work: work.store.change(AliasRow, friend=False))
    sweep.say("502-张三", f"外婆高血压要配药，身份证{ID_CARD}")
    (told,) = sweep.new(1)
    assert (told.room, told.mentions) == (B3, ("wx-502-张三",))
    assert "撤回" in told.text
    for word in ("身份证", "医保", "药", "高血压", "号码"):
        assert word not in told.text


def test_at_night_the_group_is_not_woken_for_what_can_be_recalled_no_more(night: Night) -> None:
    night.say("502-张三", "大家好")
    night.look(lambda work: work.store.change(AliasRow, friend=False))
    night.say("502-张三", f"身份证{ID_CARD}")
    night.until("06:30")
    assert night.in_room(B3) == []


def test_a_telephone_number_alone_is_masked_and_nobody_is_told(sweep: Night) -> None:
    sweep.say("502-张三", "快递请打13812345678")
    assert sweep.new(1) == []
    assert "快递请打▇" in kept(sweep)


def test_in_a_group_that_means_nothing_the_bot_says_nothing_and_keeps_nothing(sweep: Night) -> None:
    sweep.say("502-张三", f"团购实名 {ID_CARD}", "团购群")
    assert sweep.new(1) == []
    assert "团购实名" not in kept(sweep)


@pytest.mark.parametrize("text", ["有困难请打13812345678", f"请 {ID_CARD} 的邻居来", "502 有糖尿病人，请让一让"])
def test_a_notice_with_somebodys_number_or_illness_is_refused(night: Night, text: str) -> None:
    night.say(SONG, f"/广播 3号楼\n{text}", STAFF)
    assert night.said("没有发送", night.new(1))
    assert night.state()["notices"] == []


@pytest.mark.parametrize("text", ["咨询电话 021-62345678，或12345", "糖尿病、高血压的邻居要配药，请私聊登记"])
def test_a_hotline_and_a_general_word_pass(night: Night, text: str) -> None:
    night.say(SONG, f"/广播 3号楼\n{text}", STAFF)
    assert text in night.answer()


def test_what_a_relay_sends_up_names_no_illness(sweep: Night) -> None:
    sweep.say("502-张三", "楼上大爷糖尿病，电话13812345678，没人管")
    sweep.say(HE, "/转发", B3, quote="楼上大爷糖尿病，电话13812345678，没人管")
    sweep.later(1)
    up = [text for text in sweep.in_room(STAFF) if "信息员转" in text]
    assert len(up) == 1
    assert "糖尿病" not in up[0]
    assert "13812345678" not in up[0]


@pytest.mark.parametrize("kind", [MessageType.IMAGE, MessageType.FILE])
def test_a_number_in_the_name_of_a_picture_or_file_is_not_kept(sweep: Night, kind: MessageType) -> None:
    sweep.say("502-张三", f"外婆身份证{ID_CARD}.jpg", kind=kind)
    assert [one.to for one in sweep.new(1) if "撤回" in one.text] == ["wx-502-张三"]
    sweep.say("502-张三13812345678", f"{ID_CARD}.jpg", None, kind=kind, contact="wx-502-张三")
    sweep.later(1)
    for number in (ID_CARD, "13812345678"):
        assert number not in kept(sweep)
