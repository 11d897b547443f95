"""That nobody is positive is no positive; and who says that one is, is heard though the others go unspoken."""

from __future__ import annotations

import pytest

from bot.understand import Entry, Message, Reader


def answer(reader: Reader, text: str) -> Entry:
    (entry,) = reader.read(Message(text, "路人", "official", "3", "antigen")).entries
    return entry


@pytest.mark.parametrize(
    "text",
    [
        "401 4人 阳0阴4",
        "401 4人 阳性0 阴性4",
        "401 4人，阳性0人，阴性4人",
        "401 阳性0人，阴性4人",
        "401 0阳4阴",
        "401 阴4阳0",
        "401 共4人，阳性：0，阴性：4",
        "401 4人 阴4 阳0 未测0",
    ],
)
def test_zero_positives_are_none(reader: Reader, text: str) -> None:
    entry = answer(reader, text)
    assert (entry.result, entry.review) == ("negative", None)
    assert [entry.values[name] for name in ("people", "negative", "positive")] == [4, 4, 0]


def test_zero_negatives_are_none_either(reader: Reader) -> None:
    assert answer(reader, "401 0阴4阳").result == "positive"
    assert answer(reader, "401 4人 阴0阳4").values["positive"] == 4


@pytest.mark.parametrize("text", ["401 0阳", "401 阳0", "401 0阴0阳", "401 4人，0人阳"])
def test_who_says_nothing_of_the_others_is_asked(reader: Reader, text: str) -> None:
    assert (answer(reader, text).result, answer(reader, text).review) == ("unclear", "unclear_result")


@pytest.mark.parametrize("text", ["401 4人阳0阴4", "401 阳 0阴", "401 2人阴0人阳2人"])
def test_a_zero_that_stands_between_two_answers_waits_for_a_person(reader: Reader, text: str) -> None:
    entry = answer(reader, text)
    assert entry.review is not None
    assert entry.result == "positive" or entry.values["suspect"] is True


@pytest.mark.parametrize("text", ["401 3人，1人阳", "401 3人 1阳 1阴", "401 三口人，一个阳性"])
def test_one_positive_is_one_though_the_others_are_unspoken(reader: Reader, text: str) -> None:
    entry = answer(reader, text)
    assert (entry.result, entry.values["positive"]) == ("positive", 1)


def test_a_dash_is_never_a_minus(reader: Reader) -> None:
    entry = answer(reader, "502 -3阴")
    assert (entry.result, entry.values["negative"], entry.review) == ("negative", 3, None)


@pytest.mark.parametrize(
    "text",
    ["爸+，我阴", "老公+ 我和娃阴", "爸+妈-我-", "我+ 他- 娃-", "502 2阴 1+", "➕➖➖", "+--", "只剩我没阳", "C有伴了"],
)
def test_a_plus_that_is_not_read_is_never_counted_as_a_negative(reader: Reader, text: str) -> None:
    (entry,) = reader.read(Message(text, "502-张三", "official", "3", "antigen")).entries
    assert entry.values["suspect"] is True
    assert entry.review is not None


@pytest.mark.parametrize("text", ["502 我+老公+娃 三人阴", "502阴，团购+1", "老人2+大人2 阴", "502 阴➖"])
def test_a_plus_that_adds_is_none(reader: Reader, text: str) -> None:
    (entry,) = reader.read(Message(text, "502-张三", "official", "3", "antigen")).entries
    assert (entry.result, entry.review) == ("negative", None)


@pytest.mark.parametrize(
    "text",
    [
        "他俩两条，我和娃一条", "我是一条，老婆不是", "阴，但是老公不是", "我阴，老公没躲过", "大的没事，小的有事",
        "我没问题，我妈有问题", "我安全，室友倒了", "娃一条，大人就不一样了", "娃阴我不阴",
    ],
)  # fmt: skip
def test_a_negative_of_some_of_them_says_nothing_of_the_others(reader: Reader, text: str) -> None:
    (entry,) = reader.read(Message(text, "502-张三", "official", "3", "antigen")).entries
    assert entry.values["suspect"] is True
    assert entry.review is not None


@pytest.mark.parametrize("text", ["我阴，老公在做饭", "全家阴，奶奶嫌捅得疼", "我们都阴，就是小孩哭得厉害"])
def test_what_else_is_told_of_them_changes_nothing(reader: Reader, text: str) -> None:
    (entry,) = reader.read(Message(text, "502-张三", "official", "3", "antigen")).entries
    assert (entry.result, entry.review) == ("negative", None)
