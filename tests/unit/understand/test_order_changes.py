"""Orders of an open list that are taken back, or changed, in free words."""

from __future__ import annotations

import pytest

from bot.understand import Meaning, Message, Reader


def read(reader: Reader, text: str, collecting: str = "supplies") -> Meaning:
    return reader.read(Message(text, "1203-陈", "official", "5", collecting))


@pytest.mark.parametrize(
    "text", ["我的订单取消吧", "刚才登记的全删掉", "退单", "1203退订", "算了不买了", "上面的不作数，我重新写"]
)
def test_an_order_is_taken_back(reader: Reader, text: str) -> None:
    meaning = read(reader, text)
    assert (meaning.kind, meaning.entries, meaning.review) == ("withdraw", [], None)


@pytest.mark.parametrize(
    "text",
    [
        "海带结不要了",
        "不要了，谢谢",
        "面粉换成挂面",
        "面粉减掉一袋",
        "刚才多写了一箱牛奶",
        "黄酒不要了，啤酒改成六罐",
        "1204退订",
        "我写错房号了",
    ],
)
def test_what_is_changed_a_person_looks_at(reader: Reader, text: str) -> None:
    meaning = read(reader, text)
    assert (meaning.kind, meaning.review) == ("report", "two_meanings")


@pytest.mark.parametrize("text", ["络活喜多报了一盒", "我妈的药取消", "非布司他换成别嘌醇"])
def test_so_it_is_of_drugs(reader: Reader, text: str) -> None:
    assert read(reader, text, "medicine").review == "two_meanings"


@pytest.mark.parametrize("text", ["订单取消了怎么办", "团长把订单取消了", "脸都不要了", "核酸取消了"])
def test_talk_of_cancelling_changes_no_order(reader: Reader, text: str) -> None:
    meaning = read(reader, text)
    assert meaning.kind != "withdraw"
    assert (meaning.entries, meaning.review) == ([], None)


def test_more_than_was_written_is_ordered(reader: Reader) -> None:
    meaning = read(reader, "前面漏写了，还要葱一把")
    assert [(one.values["item"], one.values["quantity"], one.review) for one in meaning.entries] == [("葱", 1, None)]


@pytest.mark.parametrize(
    "text",
    [
        "柠檬茶两箱89，比便利店便宜",
        "苹果8块一斤，香蕉5块一斤",
        "螃蟹6只死了4只，退钱",
        "啤酒是12罐一箱还是24罐一箱",
        "多了两斤青菜，谁要",
    ],
)
def test_talk_of_prices_and_of_what_came_orders_nothing(reader: Reader, text: str) -> None:
    meaning = read(reader, text)
    assert (meaning.form, meaning.entries, meaning.review) == (None, [], None)
