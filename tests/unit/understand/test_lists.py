"""接龙 as people fill them: every entry that a person can read, and no hint, remark, menu or clock time."""

from __future__ import annotations

import pytest

from bot.understand import Meaning, Message, Reader
from tests.support.examples import example_text, examples

STATUS = {
    "done": "done", "done_count_missing": "done", "not_home": "absent", "done_elsewhere": "elsewhere",
    "not_home_done_elsewhere": "elsewhere", "partial": "partial",
}  # fmt: skip


def understood(reader: Reader, text: str, collecting: str | None, building: str = "3") -> Meaning:
    return reader.read(Message(text, None, "official", building, collecting))


def orders(meaning: Meaning) -> list[tuple[object, ...]]:
    return [
        (one.building, one.room, *(one.values[key] for key in ("item", "quantity", "measure")))
        for one in meaning.entries
    ]


def test_a_group_order_by_line(reader: Reader) -> None:
    text = "#接龙\n周五到货\n例 3-101 苹果两斤\n\n1. 3-502 苹果三斤，梨2斤\n2. 3-603 张三 梨一斤\n\n五点截单，谢谢大家"
    meaning = understood(reader, text, "supplies")
    assert meaning.chain
    assert orders(meaning) == [("3", "502", "苹果", 3, "斤"), ("3", "502", "梨", 2, "斤"), ("3", "603", "梨", 1, "斤")]
    assert [one.name for one in meaning.entries] == [None, None, "张三"]
    assert meaning.review is None


def test_the_one_thing_of_the_title(reader: Reader) -> None:
    meaning = understood(reader, "#接龙\n鸡蛋团购 30元一板\n1. 502 2板\n2. 603 +1", "supplies")
    assert orders(meaning) == [("3", "502", "鸡蛋", 2, "板"), ("3", "603", "鸡蛋", 1, None)]


def test_a_line_in_brackets_orders_by_the_menu(reader: Reader) -> None:
    text = "[楼][室][名](豆浆:5)(油条:3)(粽子:8)\n[3][502][阿明](1*2)(3*1)\n【3】【603】【小雨】（2*4）"
    meaning = understood(reader, text, "supplies")
    assert meaning.chain
    assert orders(meaning) == [
        ("3", "502", "豆浆", 2, None), ("3", "502", "粽子", 1, None), ("3", "603", "油条", 4, None)
    ]  # fmt: skip


@pytest.mark.parametrize("collecting", ["antigen", "headcount", "supplies", "medicine", None])
@pytest.mark.parametrize(
    "text",
    [
        "#接龙\n今日打卡\n1. 小林 6:40-7:15 跑步\n2. 大壮 9:00-10:30 看书，做饭\n3. 阿秋 早饭",
        "#接龙🍱明日午餐\nA：咖喱饭🐔\nB：牛肉面🐮\nC：50元内任选",
        "1. 甲乙+1\n2. 甲乙+2新手\n3. 丙丁+3",
        "#接龙\n读书会报名\n1. 7班王一\n2. 12班李二\n3. 7班赵三",
    ],
)
def test_times_menus_and_guests_are_booked_nowhere(reader: Reader, text: str, collecting: str | None) -> None:
    assert understood(reader, text, collecting).entries == []


def test_one_room_number_among_other_lines_waits_for_a_person(reader: Reader) -> None:
    meaning = understood(reader, "1. 2. 阿雅 gt5 3. 豆豆 4. 老周 512 黑色", "headcount")
    assert [(one.room, one.review) for one in meaning.entries] == [("512", "two_meanings")]


def test_names_without_doors_are_counted_by_a_person(reader: Reader) -> None:
    meaning = understood(reader, "1. 张三家 3人\n2. 王阿姨【2】\n3. 李四 4人", "headcount")
    assert [(one.room, one.values["count"]) for one in meaning.entries] == [(None, 3), (None, 2), (None, 4)]
    assert all(one.review for one in meaning.entries)


def test_a_list_of_drugs_is_for_each_door(reader: Reader) -> None:
    meaning = understood(reader, "#接龙\n配药登记\n1. 502 胰岛素2支\n2. 603 王阿姨 阿司匹林肠溶片 1盒 冠心病", None)
    assert (meaning.kind, meaning.form, meaning.category) == ("request", "medicine", "medicine")
    assert [(one.room, one.name, one.values["quantity"]) for one in meaning.entries] == [
        ("502", None, 2),
        ("603", "王阿姨", 1),
    ]


@pytest.mark.accuracy
def test_the_list_of_a_whole_building(reader: Reader) -> None:
    gold = {row["room"]: row for row in examples("chain_nucleic_gold") if row["room"]}
    entries = understood(reader, example_text("chain_nucleic.txt"), "headcount").entries
    right = [
        one
        for one in entries
        if one.room in gold
        and (one.values["count"], one.result) == (gold[one.room]["count"], STATUS[gold[one.room]["status"]])
    ]
    print(f"\nhead count of a building: {len(gold)} entries, {len(entries)} read, {len(right)} right")
    assert len(right) == len(entries) == len(gold)
    assert {one.room for one in entries} == set(gold)


@pytest.mark.accuracy
def test_other_lists_are_seen_and_nothing_in_them_is_booked_for_sure_that_is_none(reader: Reader) -> None:
    rows = examples("chains_misc")
    for row in rows:
        booked = {}
        for collecting in ("antigen", "headcount", "supplies", None):
            meaning = understood(reader, row["text"], collecting)
            assert meaning.chain, row["id"]
            booked[collecting] = len(meaning.entries)
            if collecting != "supplies":
                assert all(one.review for one in meaning.entries), row["id"]
        print(f"list {row['id']:3} {row['kind']:34} entries by what is collected: {booked}")
