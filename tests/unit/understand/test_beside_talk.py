"""Answers wrapped in talk, and talk that only looks like an answer, while results are collected."""

from __future__ import annotations

from typing import Any

import pytest

from bot.understand import Message, Reader, to_json


def _read(reader: Reader, text: str, sender: str = "502-张三") -> dict[str, Any]:
    return to_json(reader.read(Message(text, sender, "official", "3", "antigen")), 1)


def _entries(reader: Reader, text: str, sender: str = "502-张三") -> list[tuple[object, ...]]:
    read = _read(reader, text, sender)
    return [(one["room"], one["result"], one["negative"], one.get("review")) for one in read["entries"]]


@pytest.mark.parametrize(
    "text",
    [
        "我家小子双杠能撑五十个",
        "公园里练单杠的老伯又来了",
        "我抢到两条鲳鱼一条黄鱼",
        "刮刮乐没中，又白花二十",
        "现在家里饭都没人做了",
        "502好好的，别瞎传",
    ],
)
def test_talk_that_only_looks_like_an_answer_books_nothing(reader: Reader, text: str) -> None:
    assert all(review for *_, review in _entries(reader, text))


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("总算弄完，三个人都是一道", ("502", "negative", 3, None)),
        ("怕群里刷屏，私下跟你讲一声，我家四个人都是阴", ("502", "negative", 4, None)),
        ("喂，哦这样按着讲话就行是吧，我们家两个都是阴性", ("502", "negative", 2, None)),
        ("我家三口：阴，阴，阴。菜来了叫我", ("502", "negative", 3, None)),
        ("三个测了三个阴，还剩一个姥爷没测", ("502", "partial", 3, None)),
        ("我跟我媳妇俩都没事，都是一条", ("502", "negative", 2, None)),
        ("502老两口，孙子帮打的字：外公阴性，外婆阴性", ("502", "negative", 2, None)),
        ("刚才写的两人，是三人，婆婆也在，都阴", ("502", "negative", 3, None)),
        ("我爸还在楼下搬菜没测呢", ("502", "untested", None, None)),
        ("手上活做完才能弄，还没测", ("502", "untested", None, None)),
        ("等哈儿测 娃儿在洗澡", ("502", "untested", None, None)),
        ("这房子挂在中介，还没租出去", ("502", "absent", None, None)),
    ],
)
def test_an_answer_is_read_out_of_the_talk_around_it(reader: Reader, text: str, entry: tuple[object, ...]) -> None:
    assert _entries(reader, text) == [entry]


def test_whom_the_writer_answers_is_nobody_who_reports(reader: Reader) -> None:
    assert _entries(reader, "回1303，挂好了。另外报一下，502两个都是阴") == [("502", "negative", 2, None)]


def test_the_cat_is_nobody_of_the_household(reader: Reader) -> None:
    assert _entries(reader, "人测了是阴，猫没测") == [("502", "negative", None, None)]


def test_two_numbers_with_marks_of_their_own_are_for_a_person(reader: Reader) -> None:
    assert all(review for *_, review in _entries(reader, "1+1- ，502"))


def test_who_will_not_say_it_in_the_group_is_looked_after(reader: Reader) -> None:
    assert _entries(reader, "我不想在群里说，我这边出了两条杠") == [("502", "positive", None, None)]
    assert _read(reader, "我家那位的情况我单独跟小刘说")["review"]


def test_saying_what_the_words_mean_is_no_answer(reader: Reader) -> None:
    assert _entries(reader, "阴性就是negative，positive是阳性，有事找我翻译") == []


@pytest.mark.parametrize("text", ["阳康第三天，今天测还是两条", "我儿子38度5，抗原两条杠，求退烧药"])
def test_a_positive_told_in_a_story_is_one_of_one_household(reader: Reader, text: str) -> None:
    (entry,) = _read(reader, text)["entries"]
    assert (entry["result"], entry["people"]) == ("positive", None)


@pytest.mark.parametrize("text", ["我爸单位门卫大爷阳了还上班", "我大舅子一家四口都中招了，在江西", "我女儿班主任阳了"])
def test_kin_who_live_elsewhere_and_colleagues_are_not_the_household(reader: Reader, text: str) -> None:
    assert _entries(reader, text) == []


def test_who_offers_help_reports_nothing(reader: Reader) -> None:
    assert _entries(reader, "我没问题，随时可以帮忙搬") == []
    assert _entries(reader, "我没事，一条") == [("502", "negative", 1, None)]


def test_nobody_to_do_it_is_not_nobody_at_home(reader: Reader) -> None:
    assert _entries(reader, "家里没人会修马桶") == []
    assert _entries(reader, "家里没人") == [("502", "absent", None, None)]


def test_a_strange_colour_at_home_is_for_a_person(reader: Reader) -> None:
    assert _read(reader, "我家今天那个东西颜色怪怪的，你们谁懂")["review"]


def test_a_control_line_that_did_not_come_is_no_negative(reader: Reader) -> None:
    assert _entries(reader, "女儿测了三次都没出C线") == [("502", "invalid", None, None)]


def test_two_who_are_named_side_by_side_are_two(reader: Reader) -> None:
    assert _entries(reader, "我爸我妈都阴") == [("502", "negative", 2, None)]
    assert _entries(reader, "两口子加两个娃，阴") == [("502", "negative", 4, None)]
