"""Answers and orders that people wrap in talk: what stands in clauses of its own is sure, the rest is talk."""

from __future__ import annotations

from typing import Any

import pytest

from bot.understand import Message, Reader, to_json


def _read(reader: Reader, text: str, collecting: str, sender: str = "502-张三", building: str = "3") -> dict[str, Any]:
    return to_json(reader.read(Message(text, sender, "official", building, collecting)), 1)


@pytest.mark.parametrize("collecting", ["antigen", "headcount"])
def test_the_own_unit_and_room_is_no_other_building(reader: Reader, collecting: str) -> None:
    read = _read(reader, "2-801 3人" + ("阴" if collecting == "antigen" else ""), collecting, "27-2-801 小林", "27")
    (entry,) = read["entries"]
    assert (entry["building"], entry["unit"], entry["room"], read["review"]) == ("27", "2", "801", None)


def test_another_unit_is_still_looked_at(reader: Reader) -> None:
    assert _read(reader, "1-801 3人阴", "antigen", "27-2-801 小林", "27")["review"] == "other_building"


@pytest.mark.parametrize(
    ("text", "collecting", "things"),
    [
        ("聊归聊，别把大事忘了，502，牛奶2箱，挂面3把", "supplies", [("牛奶", 2), ("挂面", 3)]),
        ("追剧追到忘了时间，502，登鸡蛋2盒", "supplies", [("鸡蛋", 2)]),
        ("今天只买米，502，大米一袋", "supplies", [("大米", 1)]),
        ("膝盖又不争气了，502，硫酸氨基葡萄糖胶囊2盒", "medicine", [("硫酸氨基葡萄糖胶囊", 2)]),
        ("络活喜不是我家的，我要缬沙坦胶囊两盒，502", "medicine", [("缬沙坦胶囊", 2)]),
    ],
)
def test_an_order_beside_the_own_door_is_sure_whatever_is_told(
    reader: Reader, text: str, collecting: str, things: list[tuple[str, int]]
) -> None:
    read = _read(reader, text, collecting)
    name = "item" if collecting == "supplies" else "drug"
    assert [(one[name], one["quantity"]) for one in read["entries"]] == things
    assert [read["review"], *(one.get("review") for one in read["entries"])] == [None] * (len(things) + 1)


@pytest.mark.parametrize(
    ("text", "collecting"),
    [
        ("和陈阿姨家一样来一份", "supplies"),
        ("上次那几样再来一遍", "supplies"),
        ("照隔壁的单子抄一份", "supplies"),
        ("那个牛奶改成一箱", "supplies"),
        ("跟上个月开的那几种一样", "medicine"),
        ("代隔壁说声，他们做过了", "headcount"),
        ("502三个，有一个算不算都行", "headcount"),
    ],
)
def test_what_only_a_person_can_know_waits_for_one(reader: Reader, text: str, collecting: str) -> None:
    read = _read(reader, text, collecting)
    assert read["review"] or any(one.get("review") for one in read["entries"])


@pytest.mark.parametrize("text", ["泡腾片3管25块，谁拼单", "络活喜药房价32，网上便宜点"])
def test_what_a_drug_costs_orders_none(reader: Reader, text: str) -> None:
    assert _read(reader, text, "medicine")["entries"] == []


@pytest.mark.parametrize(
    ("text", "status", "count"),
    [
        ("冻得直跺脚，总算轮到，我家三个都捅了，502", "done", 3),
        ("唠够了没，占个楼：502，两位已采，闪", "done", 2),
        ("我在派出所值班，所里给做的，1人，502", "elsewhere", 1),
        ("我在朋友她们单位那个点采的，502，就我1人", "elsewhere", 1),
        ("502x2", "done", 2),
    ],
)
def test_a_head_count_in_clauses_of_its_own_is_sure(reader: Reader, text: str, status: str, count: int) -> None:
    read = _read(reader, text, "headcount")
    (entry,) = read["entries"]
    assert (entry["room"], entry["status"], entry["count"], read["review"]) == ("502", status, count, None)


def test_whoever_of_them_is_told_of_keeps_it_in_doubt(reader: Reader) -> None:
    read = _read(reader, "我家三个都捅了，502，老公在楼下跟人吵架吵得脸红脖子粗", "headcount")
    assert read["kind"] != "report" or read["review"] or read["entries"][0].get("review")


@pytest.mark.parametrize(
    ("text", "result", "negative"),
    [
        ("前头那幢阳了一个跟我们没关系，502这边四个都阴", "negative", 4),
        ("后面那栋阳了两个，502三人阴", "negative", 3),
        ("出门前测的，3人阴，502", "negative", 3),
        ("我还在江阴的工地上，502没人", "absent", None),
        ("对面那栋阳了，502我也阳了", "positive", None),
    ],
)
def test_other_houses_and_towns_are_no_answer_of_the_own(
    reader: Reader, text: str, result: str, negative: int | None
) -> None:
    (entry,) = _read(reader, text, "antigen")["entries"]
    assert (entry["room"], entry["result"], entry["negative"]) == ("502", result, negative)


@pytest.mark.parametrize("text", ["写3人阴还是写阴3人，机器人认哪种啊", "我姓单，从小被叫单杠", "阳失阴得，背了一辈子"])
def test_how_it_is_written_and_what_sounds_like_it_books_nothing(reader: Reader, text: str) -> None:
    assert all(one.get("review") for one in _read(reader, text, "antigen")["entries"])
