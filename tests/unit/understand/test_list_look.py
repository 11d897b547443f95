"""Talk that names goods, drugs and numbers is no order: what was learned takes bookings back, or calls a person."""

from __future__ import annotations

import pytest

from bot.understand import Meaning, Message, Reader
from bot.understand.explain import Explainer
from bot.understand.form import load_forms


def said(reader: Reader, text: str, collecting: str) -> Meaning:
    return reader.read(Message(text, "502-张三", "official", "3", collecting))


def sure(meaning: Meaning) -> list[tuple[str | None, object, object]]:
    """What is booked and waits for nobody."""
    if meaning.kind != "report" or meaning.review:
        return []
    named = [(one, one.values.get("item") or one.values.get("drug")) for one in meaning.entries if not one.review]
    return [(one.room, thing, one.values["quantity"]) for one, thing in named]


@pytest.mark.parametrize(
    "text",
    [
        "三箱橘子送错楼了，哪家的来拿", "买菜软件说还有8份，一点就没", "已转账88，单号尾号1502", "冰箱里还剩2斤肉",
        "503的快递三件在门岗", "昨天两斤草莓一天就吃光了", "一根葱五块，抢钱呢", "小区门口两只狗打架",
    ],
)  # fmt: skip
def test_talk_of_goods_is_no_order(reader: Reader, text: str) -> None:
    assert sure(said(reader, text, "supplies")) == []


@pytest.mark.parametrize(
    "text",
    [
        "退烧药吃了两颗，好多了", "医生说布洛芬饭后吃", "昨天问络活喜的那位，药店有货了", "缬沙坦一天一片就够",
        "布洛芬断货好几天了", "我家还有半盒美林，哪个要",
    ],
)  # fmt: skip
def test_talk_of_drugs_asks_for_none(reader: Reader, text: str) -> None:
    assert sure(said(reader, text, "medicine")) == []


@pytest.mark.parametrize(
    ("text", "booked"),
    [
        ("牛奶2箱", [("502", "牛奶", 2)]),
        ("西瓜一个，最好挑甜的", [("502", "西瓜", 1)]),
        ("鸡蛋两板 谢谢团长", [("502", "鸡蛋", 2)]),
        ("充电宝1个", [("502", "充电宝", 1)]),
    ],
)
def test_an_order_stays_one_whatever_is_said_beside_it(
    reader: Reader, text: str, booked: list[tuple[str, str, int]]
) -> None:
    assert sure(said(reader, text, "supplies")) == booked


@pytest.mark.parametrize("text", ["缬沙坦两盒，吃完了", "雷贝拉唑肠溶片2盒\n老胃病了", "络活喜2盒，我妈一直吃这个"])
def test_a_request_for_drugs_stays_one_with_its_reason(reader: Reader, text: str) -> None:
    ((room, _, quantity),) = sure(said(reader, text, "medicine"))
    assert (room, quantity) == ("502", 2)


def test_nothing_becomes_an_order_by_it(reader: Reader) -> None:
    """It may call a person; what the rules did not read it books for nobody."""
    assert sure(said(reader, "这个不错的样子", "supplies")) == []


def test_who_asks_why_is_shown_what_spoke_for_talk(reader: Reader) -> None:
    message = Message("三箱橘子送错楼了，哪家的来拿", "502-张三", "official", "3", "supplies")
    steps = Explainer(load_forms()).explain(message, reader.read(message))
    assert any(step["from"] == "data/learned/lists.json" for step in steps)
