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


def ordered(meaning: Meaning) -> list[tuple[str | None, object, object]]:
    return [
        (one.room, one.values.get("item") or one.values.get("drug"), one.values["quantity"]) for one in meaning.entries
    ]


def test_behind_a_label_every_door_has_its_own(reader: Reader) -> None:
    said = read(reader, "代购：204 鸡蛋一盒，305 豆腐两块", "supplies")
    assert ordered(said) == [("204", "鸡蛋", 1), ("305", "豆腐", 2)]


def test_what_two_households_share_waits_for_a_person(reader: Reader) -> None:
    assert all(one.review for one in read(reader, "501跟502合买一箱可乐", "supplies").entries)


def test_what_a_pharmacy_has_besides_drugs_is_on_the_list(reader: Reader) -> None:
    said = read(reader, "碘伏1瓶 纱布2卷 创可贴1盒", "medicine")
    assert ordered(said) == [("1203", "碘伏", 1), ("1203", "纱布", 2), ("1203", "创可贴", 1)]
    assert ordered(read(reader, "红霉素眼膏1支", "medicine")) == [("1203", "红霉素眼膏", 1)]


def test_a_line_of_an_order_that_names_no_thing_is_not_lost(reader: Reader) -> None:
    said = read(reader, "#接龙\n老年爱心餐\n1. 1702 2份\n2. 301 1份（要软一点）\n3. 902 2份", "supplies")
    assert [(one.room, bool(one.review)) for one in said.entries] == [("1702", True), ("301", True), ("902", True)]


def test_gifts_count_nobody_and_odd_nicknames_do_not_hide_a_number(reader: Reader) -> None:
    assert read(reader, "#接龙\n满月回礼，来拿红蛋\n1. 603 2个\n2. 704 4个", "headcount").entries == []
    listed = read(reader, "#接龙\n核酸\n1. 601-高二狗-3\n2. 302 Tom 2", "headcount").entries
    assert [(one.room, one.values["count"], one.review) for one in listed] == [("601", 3, None), ("302", 2, None)]


@pytest.mark.parametrize("form", ["headcount", None])
def test_two_lines_of_a_test_behind_a_comma_are_heard_whatever_is_asked(reader: Reader, form: str | None) -> None:
    text = "下楼前测了个抗原，两道，1203，不敢下去了"
    (entry,) = reader.read(Message(text, "1203-陈", "official", "5", form)).entries
    assert (entry.form, entry.result) == ("antigen", "positive")


def test_garlic_stems_keep_their_name_and_a_bracket_its_numeral(reader: Reader) -> None:
    assert ordered(read(reader, "蒜薹一把", "supplies")) == [("1203", "蒜薹", 1)]
    (entry,) = read(reader, "704:已采（二）", "headcount").entries
    assert (entry.room, entry.values["count"], entry.review) == ("704", 2, None)
