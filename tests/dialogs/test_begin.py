"""How a collection begins: preview, confirm, cancel, lapse; and the running number that names it."""

from __future__ import annotations

import pytest

from tests.support.night import B3, B5, B8, HE, LI, SONG, STAFF, WANG, Night

COLLECT = "/收集 抗原 3号楼 截止 7:30\n各位邻居早，请大家自测。"


def test_a_collection_is_previewed_and_confirmed(night: Night) -> None:
    night.say(SONG, COLLECT, STAFF)
    preview = night.answer()
    assert "【预览 1】" in preview
    assert "3号楼官方群" in preview
    assert "1 个群" in preview
    assert "17 人" in preview
    assert "截止 4月10日 07:30" in preview
    assert "各位邻居早" in preview
    assert "确认 1" in preview
    assert night.state()["collections"] == []
    assert night.in_room(B3) == []

    night.say(SONG, "确认 1", STAFF)
    heard = night.new()
    assert [one.room for one in heard] == [STAFF, B3]
    assert "各位邻居早" in heard[1].text
    (collection,) = night.state()["collections"]
    assert collection["id"] == 1, "what was previewed keeps its number"
    assert collection["status"] == "open"
    assert collection["form"] == "antigen"


def test_the_notice_tells_how_to_answer_and_until_when(night: Night) -> None:
    night.collect("抗原 3号楼 截止 7:30")
    (notice,) = night.in_room(B3)
    assert "3人阴" in notice
    assert "07:30" in notice


def test_the_preview_says_what_a_good_notice_would_still_say(night: Night) -> None:
    night.say(SONG, "/广播 3号楼\n明天下楼。", STAFF)
    lacks = night.answer()
    assert all(part in lacks for part in ("原因", "截止时间", "怎么回答", "怎么统计"))
    night.say(SONG, "/广播 3号楼\n因为管道检修，请在 9:00 前回复是否在家，由信息员统计。", STAFF)
    assert "还可以写上" not in night.answer()


def test_a_cancelled_preview_does_nothing(night: Night) -> None:
    night.say(SONG, COLLECT, STAFF)
    night.say(SONG, "取消 1", STAFF)
    night.say(SONG, "确认 1", STAFF)
    heard = [one.text for one in night.new()]
    assert len(heard) == 3
    assert "已取消" in heard[1]
    assert "没有等您确认" in heard[2]
    assert night.state()["collections"] == []
    assert night.in_room(B3) == []


def test_a_preview_lapses_after_thirty_minutes(night: Night) -> None:
    night.say(SONG, COLLECT, STAFF, "01:00")
    night.say(SONG, "确认 1", STAFF, "01:30:01")
    assert "没有等您确认" in night.new()[-1].text
    assert night.state()["collections"] == []


def test_a_preview_holds_for_thirty_minutes(night: Night) -> None:
    night.say(SONG, COLLECT, STAFF, "01:00")
    night.say(SONG, "确认 1", STAFF, "01:29:55")
    night.new()
    assert len(night.state()["collections"]) == 1


def test_only_who_began_it_confirms_or_cancels(night: Night) -> None:
    night.say(SONG, COLLECT, STAFF)
    night.answer()
    for word in ("确认 1", "取消 1"):
        night.say(WANG, word, STAFF)
        assert "编号 1 不是您发起的" in night.answer()
    assert night.state()["collections"] == []
    night.say(SONG, "确认", STAFF)
    night.new()
    assert len(night.state()["collections"]) == 1


def test_confirming_twice_opens_once(night: Night) -> None:
    night.say(SONG, COLLECT, STAFF)
    night.say(SONG, "确认 1", STAFF)
    night.say(SONG, "确认 1", STAFF)
    night.new()
    assert len(night.state()["collections"]) == 1
    assert len(night.in_room(B3)) == 1


def test_of_several_previews_the_number_tells_which(night: Night) -> None:
    night.say(SONG, "/广播 3号楼\n甲", STAFF)
    night.say(SONG, "/广播 5号楼\n乙", STAFF)
    night.new()
    night.say(SONG, "确认", STAFF)
    assert "1、2" in night.answer()
    night.say(SONG, "确认 2", STAFF)
    night.new()
    assert night.in_room(B5) == ["乙"]
    assert night.in_room(B3) == []


def test_a_quoted_preview_stands_for_its_number(night: Night) -> None:
    night.say(SONG, "/广播 3号楼\n甲", STAFF)
    first = night.answer()
    night.say(SONG, "/广播 5号楼\n乙", STAFF)
    night.answer()
    night.say(SONG, "确认", STAFF, quote=first)
    night.new()
    assert night.in_room(B3) == ["甲"]
    assert night.in_room(B5) == []


def test_a_quotation_that_arrives_as_text_does_too(night: Night) -> None:
    night.say(SONG, "/广播 3号楼\n甲", STAFF)
    first = night.answer()
    night.say(SONG, "/广播 5号楼\n乙", STAFF)
    night.answer()
    night.say(SONG, f"「分拣小助手：{first}」\n- - - - - - - - - - - - - - -\n取消", STAFF)
    assert "1 已取消" in night.answer()


def test_numbers_run_on_from_one_through_everything(night: Night) -> None:
    night.say(SONG, "/广播 3号楼\n甲", STAFF)
    night.say(SONG, "取消", STAFF)
    night.collect("抗原 3号楼 截止 7:30")
    night.say(SONG, "/广播 5号楼\n乙", STAFF)
    night.say(SONG, "确认", STAFF)
    night.new()
    state = night.state()
    assert [one["id"] for one in state["collections"]] == [2]
    assert [one["id"] for one in state["notices"]] == [2, 3]


def test_the_same_form_is_not_opened_twice_over_one_building(night: Night) -> None:
    night.collect("抗原 3号楼 截止 7:30")
    night.say(WANG, "/收集 抗原 全区 截止 8:00", STAFF)
    assert "已经在收集（编号 1）" in night.answer()
    night.say(WANG, "/收集 抗原 5号楼 截止 8:00", STAFF)
    assert "【预览 2】" in night.answer(), "another building may begin its own"


def test_nor_by_two_previews_confirmed_one_after_the_other(night: Night) -> None:
    night.say(SONG, COLLECT, STAFF)
    night.say(WANG, COLLECT, STAFF)
    night.say(SONG, "确认 1", STAFF)
    night.new()
    night.say(WANG, "确认 2", STAFF)
    assert "已经在收集（编号 1）" in night.answer()
    assert len(night.state()["collections"]) == 1
    assert len(night.in_room(B3)) == 1


def test_a_deadline_that_passed_before_confirming_opens_nothing(night: Night) -> None:
    night.say(SONG, "/收集 抗原 3号楼 截止 1:10", STAFF)
    night.say(SONG, "确认 1", STAFF, "01:12")
    assert "已经过了" in night.new()[-1].text
    assert night.state()["collections"] == []
    assert night.in_room(B3) == []


def test_rounds_of_one_title_are_told_apart(night: Night) -> None:
    night.collect("抗原 3号楼 截止 7:30")
    night.until("08:00")
    night.collect("抗原 3号楼 截止 7:30", "20:00")
    first, second = night.state()["collections"]
    assert (first["title"], first["round"]) == (second["title"], 1)
    assert second["round"] == 2
    assert first["id"] != second["id"]


@pytest.mark.parametrize(
    ("head", "rooms"),
    [
        ("全区", [B3, B5, B8]),
        ("", [B3, B5, B8]),
        ("3号楼", [B3]),
        ("3,5-8号楼", None),
        ("3,5号楼", [B3, B5]),
        ("3，8号楼", [B3, B8]),
        ("3号楼 8号楼", [B3, B8]),
        ("３号楼", [B3]),
        ("西区", [B5, B8]),
        ("3号楼,西区", [B3, B5, B8]),
        ("志愿者群", ["志愿者群"]),
        ("信息员群 3号楼", [B3, "信息员群"]),
        ("志愿者群，信息员群", ["志愿者群", "信息员群"]),
    ],
)
def test_an_audience(night: Night, head: str, rooms: list[str] | None) -> None:
    night.say(SONG, f"/广播 {head}\n大家好", STAFF)
    preview = night.answer()
    if rooms is None:
        assert "没有 6 号楼" in preview
        return
    night.say(SONG, "确认", STAFF)
    night.new(2)
    assert sorted(one.room or "" for one in night.said("大家好") if one.text == "大家好") == sorted(rooms)


def test_a_span_of_buildings(night: Night) -> None:
    night.say(SONG, "/广播 3-4号楼\n大家好", STAFF)
    assert "没有 4 号楼" in night.answer()


def test_without_an_audience_all_of_ones_own(night: Night) -> None:
    night.say(LI, "/广播\n大家好", STAFF)
    night.say(LI, "确认", STAFF)
    night.until("06:05")
    assert [one.room for one in night.heard if one.text == "大家好"] == [B5]


@pytest.mark.parametrize(
    ("head", "shown"),
    [
        ("截止 7:30", "4月10日 07:30"),
        ("截止7:30", "4月10日 07:30"),
        ("截止 明天7:30", "4月11日 07:30"),
        ("截止 0:30", "4月11日 00:30"),
        ("截止 2小时后", "4月10日 03:00"),
        ("截止 2022-04-12 07:30", "4月12日 07:30"),
        ("截止 7点半", "4月10日 07:30"),
        ("截止 七点半", "没看懂时间"),
        ("截止 25:00", "没看懂时间"),
        ("截止 2022-04-09 07:30", "已经过了"),
    ],
)
def test_a_time(night: Night, head: str, shown: str) -> None:
    night.say(SONG, f"/收集 抗原 3号楼 {head}", STAFF, "01:00:00")
    assert shown in night.answer()


def test_what_cannot_be_read_is_refused(night: Night) -> None:
    for text, why in (
        ("/收集 疫苗 3号楼", "没有这种收集"),
        ("/收集 抗原 9号楼", "没有 9 号楼"),
        ("/收集 抗原 三单元门口", "没看懂"),
        ("/广播 3号楼", "正文是空的"),
        ("/没这个", "没有这个命令"),
        ("确认 77", "没有等您确认"),
    ):
        night.later(2)
        night.say(SONG, text, STAFF)
        assert why in night.answer(), text
    assert night.state()["collections"] == []


def test_a_scheduled_notice_waits_for_its_time(night: Night) -> None:
    night.say(SONG, "/广播 3号楼 定时 7:00\n早上好", STAFF)
    assert "定时 4月10日 07:00" in night.answer()
    night.say(SONG, "确认 1", STAFF)
    assert "已定时" in night.answer()
    night.until("06:59:50")
    assert night.in_room(B3) == []
    night.until("07:00:10")
    assert night.in_room(B3) == ["早上好"]


def test_a_scheduled_notice_can_be_cancelled(night: Night) -> None:
    night.say(SONG, "/广播 3号楼 定时 7:00\n早上好", STAFF)
    night.say(SONG, "确认 1", STAFF)
    night.say(SONG, "取消 1", STAFF)
    night.until("07:10")
    assert night.in_room(B3) == []


def test_cancel_stops_a_send_under_way(night: Night) -> None:
    night.say(SONG, "/广播 全区\n大家好", STAFF, "12:00:00")
    night.say(SONG, "确认 1", STAFF, "12:00:10")
    night.say(SONG, "取消 1", STAFF, "12:00:15")
    night.later(5)
    sent = [one for one in night.heard if one.text == "大家好"]
    assert 0 < len(sent) < 3, "some had gone, the rest were stopped"
    (notice,) = night.state()["notices"]
    assert notice["delivered"] == len(sent)


def test_a_relay_may_not_begin_one(night: Night) -> None:
    night.say(HE, "/收集 抗原 3号楼 截止 7:30", STAFF)
    assert "要有相应职责" in night.answer()
    assert night.state()["collections"] == []
