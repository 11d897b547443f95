"""Lists that order nothing, and lines of orders that lean on the one before them or on last month."""

from __future__ import annotations

import pytest

from bot.understand import Meaning, Message, Reader


def read(reader: Reader, text: str, collecting: str) -> Meaning:
    return reader.read(Message(text, "1203-陈", "official", "5", collecting))


@pytest.mark.parametrize(
    "text",
    [
        "中奖名单\n1. 502 洗衣液1瓶\n2. 801 抽纸1提",
        "到货啦，请到一楼自取：\n702 鸡蛋2盒\n903 鸡蛋1盒",
        "番茄牛腩\n1. 牛腩2斤切块冷水下锅\n2. 番茄4个去皮",
        "搬家出闲置：\n1. 电饭煲 1个 50\n2. 小书架 2个 30",
        "#接龙\n闲置交换，拿什么出来写什么\n1. 1203 咖啡2盒，想换酱油",
    ],
)
def test_who_won_what_is_cooked_or_given_away_orders_nothing(reader: Reader, text: str) -> None:
    meaning = read(reader, text, "supplies")
    assert (meaning.form, meaning.entries) == (None, [])


def test_a_cry_for_drugs_is_heard_beside_words_of_such_lists(reader: Reader) -> None:
    assert read(reader, "求助！我妈胰岛素没了\n药房只能自取，谁能帮忙？", "medicine").kind == "request"


def test_a_line_that_names_no_drug_is_not_lost(reader: Reader) -> None:
    text = "#接龙\n1. 904 二甲双胍 2盒，1205也要3盒\n2. 301 络活喜1盒\n3. 1001 照上个月的"
    entries = read(reader, text, "medicine").entries
    assert [(one.room, one.values["drug"], one.values["quantity"], one.review) for one in entries] == [
        ("904", "二甲双胍", 2, None),
        ("1205", "二甲双胍", 3, None),
        ("301", "络活喜", 1, None),
        ("1001", None, None, "no_item"),
    ]


def test_a_nickname_of_a_line_is_no_talk(reader: Reader) -> None:
    entries = read(reader, "#接龙\n1. 702 鸡蛋1板\n2. 爱吃菜的小羊 鸡蛋1板", "supplies").entries
    assert [(one.room, one.values["item"], one.review) for one in entries] == [
        ("702", "鸡蛋", None),
        (None, "鸡蛋", "no_room"),
    ]


@pytest.mark.parametrize("form", ["antigen", "headcount"])
def test_a_line_with_a_door_that_nobody_can_read_waits_beside_those_that_are_read(reader: Reader, form: str) -> None:
    told = "阴" if form == "antigen" else "2人"
    text = f"#接龙\n今日核酸抗原\n1. 501 {told}\n2. 601 睡过头了\n3. 701 {told}\n4. 806 明天再说"
    found = reader.read(Message(text, "502-张三", "official", "3", form)).entries
    assert [(one.room, bool(one.review)) for one in found] == [
        ("501", False), ("601", True), ("701", False), ("806", True),
    ]  # fmt: skip


def test_a_line_that_only_asks_is_nobodys_answer(reader: Reader) -> None:
    text = "#接龙\n今日抗原\n1. 501 阴\n2. 601 几点截止？\n3. 701 阴"
    found = reader.read(Message(text, "502-张三", "official", "3", "antigen")).entries
    assert [one.room for one in found] == ["501", "701"]


def test_the_lines_of_a_block_are_all_kept(reader: Reader) -> None:
    text = "4-301 2\n4-302 3\n4-303 -1\n4-304 敲门不开"
    found = reader.read(Message(text, "四号楼楼长", "official", "4", "headcount")).entries
    assert [(one.room, one.values["count"]) for one in found][:3] == [("301", 2), ("302", 3), ("303", 1)]
    assert found[3].room == "304"
    assert found[3].review or found[3].result == "absent"
