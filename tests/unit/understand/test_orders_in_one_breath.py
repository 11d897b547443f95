"""Orders that are corrected or shared out as they are written, drugs that run together, and talk of goods."""

from __future__ import annotations

import pytest

from bot.understand import Entry, Meaning, Message, Reader


def said(reader: Reader, text: str, collecting: str = "supplies") -> Meaning:
    return reader.read(Message(text, "1503-孝顺", "official", "15", collecting))


def ordered(entry: Entry) -> tuple[object, object, object]:
    return entry.values.get("item", entry.values.get("drug")), entry.values["quantity"], entry.values.get("measure")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("来一桶泡面，不对，来一箱泡面", [("泡面", 1, "箱")]),
        ("鸡蛋2盒，错了，3盒", [("鸡蛋", 3, "盒")]),
        ("要一箱苹果，哦不，要一箱梨", [("梨", 1, "箱")]),
        ("鸡蛋2盒 牛奶1箱，口误，牛奶2箱", [("鸡蛋", 2, "盒"), ("牛奶", 2, "箱")]),
        ("不对，来2盒鸡蛋", [("鸡蛋", 2, "盒")]),
    ],
)
def test_what_is_said_last_is_ordered(reader: Reader, text: str, wanted: list[tuple[str, int, str]]) -> None:
    meaning = said(reader, text)
    assert [ordered(entry) for entry in meaning.entries] == wanted
    assert not any(entry.review for entry in meaning.entries)


def test_which_of_several_is_corrected_is_for_a_person(reader: Reader) -> None:
    assert any(entry.review for entry in said(reader, "鸡蛋2盒 牛奶1箱，不对，苹果2箱").entries)


@pytest.mark.parametrize(
    "text",
    ["牛奶3箱，一箱给我妈", "牛奶3箱，两箱自家一箱爸妈", "牛奶3箱，其中一箱送到2号岗亭", "牛奶3箱，两箱是帮隔壁带的"],
)
def test_who_gets_what_of_it_orders_nothing_more(reader: Reader, text: str) -> None:
    (entry,) = said(reader, text).entries
    assert (ordered(entry), entry.review) == (("牛奶", 3, "箱"), None)


def test_another_thing_for_somebody_is_ordered(reader: Reader) -> None:
    found = said(reader, "牛奶3箱，鸡蛋一盒给我妈").entries
    assert [ordered(entry) for entry in found] == [("牛奶", 3, "箱"), ("鸡蛋", 1, "盒")]


@pytest.mark.parametrize("text", ["鸡蛋2盒，不要了", "我那份转给1203吧", "我的鸡蛋让给楼上"])
def test_what_is_given_up_waits_for_a_person(reader: Reader, text: str) -> None:
    assert all(entry.review for entry in said(reader, text).entries)
    assert said(reader, text).entries


@pytest.mark.parametrize(
    "text",
    [
        "我家冰箱：两颗蛋，半根葱，一瓶老干妈",
        "我家阳台收成：黄瓜1根，西红柿2个",
        "一颗白菜15块，抢钱",
        "家里3个人6斤肉，一顿没了",
        "一只手套 一只袜子，楼梯口捡的",
        "1503、1504的菜放门口了，一家一份",
        "到货清单：鸡蛋46板，牛奶31箱",
    ],
)
def test_goods_that_are_talked_of_are_not_ordered(reader: Reader, text: str) -> None:
    assert said(reader, text).entries == []


def test_a_remark_behind_the_amount_of_a_line_is_no_order(reader: Reader) -> None:
    found = said(reader, "#接龙 大闸蟹 八只一箱\n1. 1807 两箱\n2. 1202 一箱 蘸料多给一包").entries
    assert [ordered(entry) for entry in found] == [("大闸蟹", 2, "箱"), ("大闸蟹", 1, "箱")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("我要碘伏一瓶棉签一包", [("碘伏", 1), ("棉签", 1)]),
        ("要一瓶碘伏一包棉签", [("碘伏", 1), ("棉签", 1)]),
        ("碘伏 棉签 纱布", [("碘伏", None), ("棉签", None), ("纱布", None)]),
        ("胰岛素2盒 针头自己有", [("胰岛素", 2)]),
        ("双氯芬酸二乙胺乳胶剂一支", [("双氯芬酸二乙胺乳胶剂", 1)]),
        ("络活喜2盒，不对，3盒", [("络活喜", 3)]),
    ],
)
def test_each_drug_has_its_own_amount(reader: Reader, text: str, wanted: list[tuple[str, int | None]]) -> None:
    assert [ordered(entry)[:2] for entry in said(reader, text, "medicine").entries] == wanted


@pytest.mark.parametrize("text", ["降压的来两盒，哪种都行", "老药再配一盒", "上次那个药再加一盒"])
def test_which_drug_is_meant_is_for_a_person(reader: Reader, text: str) -> None:
    meaning = said(reader, text, "medicine")
    assert (meaning.form, meaning.review) == ("medicine", "no_item")


@pytest.mark.parametrize("collecting", ["supplies", "medicine"])
def test_all_of_it_is_taken_back(reader: Reader, collecting: str) -> None:
    assert said(reader, "我报的那个不用了，撤掉", collecting).kind == "withdraw"
