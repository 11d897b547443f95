"""Lists and orders as strangers wrote them: odd names, amounts that say how often, lists that call, vote or fetch."""

from __future__ import annotations

import pytest

from bot.understand import Meaning, Message, Reader

JOINED = "#接龙\n"


def said(reader: Reader, text: str, collecting: str, building: str = "3") -> Meaning:
    return reader.read(Message(text, "502-张三", "official", building, collecting))


def goods(meaning: Meaning) -> list[tuple[str | None, object, object, str | None]]:
    return [
        (one.room, one.values.get("item") or one.values.get("drug"), one.values["quantity"], one.review)
        for one in meaning.entries
    ]


@pytest.mark.parametrize(
    ("text", "booked"),
    [
        ("订5瓶酸奶，每天一瓶那种", [("酸奶", 5)]),
        ("给我记两箱橙子", [("橙子", 2)]),
        ("要点排骨，三斤吧", [("排骨", 3)]),
        ("馄饨皮俩斤半", [("馄饨皮", 2.5)]),
        ("三箱王老吉", [("王老吉", 3)]),
        ("鸡蛋2盒66，牛奶一箱", [("鸡蛋", 2), ("牛奶", 1)]),
        ("侯老师家，鸡胸肉3包，西兰花2颗，谢谢志愿者", [("鸡胸肉", 3), ("西兰花", 2)]),
        ("拜托拜托给我2盒鸡蛋就好", [("鸡蛋", 2)]),
        ("苹果5斤要甜的，梨3斤不要太小的", [("苹果", 5), ("梨", 3)]),
        ("我们小夫妻俩要两箱牛奶", [("牛奶", 2)]),
        ("二锅头一瓶 花生二两", [("二锅头", 1), ("花生", 2)]),
    ],
)
def test_what_is_ordered_is_named_as_it_is(reader: Reader, text: str, booked: list[tuple[str, float]]) -> None:
    wanted = [("502", item, quantity, None) for item, quantity in booked]
    assert goods(said(reader, text, "supplies")) == wanted


@pytest.mark.parametrize(
    ("text", "drug", "quantity"),
    [
        ("诺和灵30R 4支，医保", "诺和灵30R", 4),
        ("诺和锐笔芯 5支", "诺和锐笔芯", 5),
        ("马来酸依那普利 2盒", "马来酸依那普利", 2),
        ("頭孢克洛一盒", "头孢克洛", 1),
        ("降压0号两盒，吃惯了", "降压0号", 2),
        ("风油精一瓶", "风油精", 1),
        ("999皮炎平1支", "皮炎平", 1),
        ("诺和锐特充3支", "诺和锐特充", 3),
        ("优泌林70/30 2支", "优泌林70/30", 2),
        ("要降糖药格列美脲2盒", "格列美脲", 2),
    ],
)
def test_the_whole_name_of_a_drug_is_kept(reader: Reader, text: str, drug: str, quantity: int) -> None:
    assert goods(said(reader, text, "medicine")) == [("502", drug, quantity, None)]


def test_a_nickname_in_brackets_is_no_fruit(reader: Reader) -> None:
    text = "[楼号][房间][昵称](鲜奶:18)(酸奶:22)\n[3][1203][橘子](鲜奶*2)\n[3][804][老周](酸奶*3)"
    assert goods(said(reader, text, "supplies")) == [("1203", "鲜奶", 2, None), ("804", "酸奶", 3, None)]


def test_units_before_rooms_are_read_where_the_title_says_so(reader: Reader) -> None:
    meaning = said(reader, JOINED + "慢病药（单元-室，写全）\n1. 1-301 氯沙坦钾片 3盒\n2. 2-902 拜新同 2盒", "medicine")
    assert [(one.unit, one.room, one.review) for one in meaning.entries] == [("1", "301", None), ("2", "902", None)]


@pytest.mark.parametrize(
    ("text", "collecting"),
    [
        ("请以下住户到东门拿快递：\n1. 501 两件\n2. 803 一件", "supplies"),
        ("请以下住户尽快下楼做核酸：\n1. 501\n2. 803", "headcount"),
        (JOINED + "土豆团 5斤12块\n1. 1105 2份\n2. 603 1份", "headcount"),
        (JOINED + "羽毛球 周日下午\n1. 502 1人\n2. 603 带2个拍子", "supplies"),
        (JOINED + "番茄炒蛋做法\n1. 鸡蛋3个打散\n2. 番茄2个切块", "supplies"),
        (JOINED + "同意加装快递柜的接\n1. 1201 同意\n2. 803 同意", "headcount"),
        (JOINED + "充电桩车位登记\n1. 701 沪AD20317\n2. 1106 沪A8C502", "headcount"),
    ],
)
def test_a_list_that_calls_votes_or_orders_answers_nothing_else(reader: Reader, text: str, collecting: str) -> None:
    assert said(reader, text, collecting).entries == []


def test_who_wants_what_he_had_waits_for_a_person(reader: Reader) -> None:
    for collecting in ("supplies", "medicine"):
        assert said(reader, "跟上个月一样，照旧", collecting).review == "no_item"


def test_as_in_another_flat_waits_for_a_person(reader: Reader) -> None:
    meaning = said(reader, JOINED + "核酸，做好了报\n1. 1201 2\n2. 1203 同1201\n3. 1405 4", "headcount")
    assert [(one.room, one.values["count"], bool(one.review)) for one in meaning.entries] == [
        ("1201", 2, False), ("1203", None, True), ("1405", 4, False),
    ]  # fmt: skip


@pytest.mark.parametrize("title", ["还没做核酸的接一下", "需要上门采样的老人", "疫苗第三针已打"])
def test_a_list_of_others_than_those_who_did_it_waits_for_a_person(reader: Reader, title: str) -> None:
    meaning = said(reader, JOINED + title + "\n1. 502 1人\n2. 603 2人", "headcount")
    assert [bool(one.review) for one in meaning.entries] == [True, True]


def test_an_example_behind_the_last_line_takes_nothing_from_it(reader: Reader) -> None:
    meaning = said(reader, JOINED + "1. 502 3人\n2. 603 2人\n例：101 2人", "headcount")
    assert [(one.room, one.values["count"], one.review) for one in meaning.entries] == [
        ("502", 3, None), ("603", 2, None),
    ]  # fmt: skip


def test_a_line_for_two_flats_and_a_foreign_name_wait_for_a_person(reader: Reader) -> None:
    meaning = said(reader, JOINED + "鸡蛋 35一板\n1. 502 2板\n2. 703 2份 一份给楼下603", "supplies")
    assert [bool(one.review) for one in meaning.entries] == [False, True]
    meaning = said(reader, "#Group Note\nEggs 30pcs 35rmb\n1. 502 Tom 2", "supplies")
    assert [bool(one.review) for one in meaning.entries] == [True]


def test_what_is_shared_without_a_measure_is_one_of_each(reader: Reader) -> None:
    assert goods(said(reader, "牛奶、酸奶、面包，各一", "supplies")) == [
        ("502", "牛奶", 1, None), ("502", "酸奶", 1, None), ("502", "面包", 1, None),
    ]  # fmt: skip


def test_the_size_of_a_bag_is_not_how_many_are_ordered(reader: Reader) -> None:
    assert goods(said(reader, "一袋20斤的米", "supplies")) == [("502", "米", 1, None)]


def test_each_flat_of_one_line_has_its_own_amount(reader: Reader) -> None:
    assert goods(said(reader, "502一箱水，503两箱，504一箱", "supplies")) == [
        ("502", "水", 1, None), ("503", "水", 2, None), ("504", "水", 1, None),
    ]  # fmt: skip


def test_what_is_named_together_and_then_counted_is_ordered_once(reader: Reader) -> None:
    booked = goods(said(reader, "来点葱姜蒜，葱两根姜一块蒜一头", "supplies"))
    assert [(item, quantity) for _, item, quantity, _ in booked] == [("葱", 2), ("姜", 1), ("蒜", 1)]


def test_a_drug_that_is_not_meant_is_looked_at(reader: Reader) -> None:
    assert said(reader, "要吃的是奥美拉唑，不是兰索拉唑，2盒", "medicine").review


@pytest.mark.parametrize(
    ("text", "thing", "reason"),
    [("上回的番茄不错，再来三斤", "番茄", "two_meanings"), ("朋友推荐的，来一盒尝尝", None, "no_item")],
)
def test_an_order_that_no_rule_reads_waits_for_a_person(
    reader: Reader, text: str, thing: str | None, reason: str
) -> None:
    ((room, item, _, review),) = goods(said(reader, text, "supplies"))
    assert (room, item, review) == ("502", thing, reason)


def test_traditional_characters_take_back_too(reader: Reader) -> None:
    assert said(reader, "撤銷剛才那條", "supplies").kind == "withdraw"
