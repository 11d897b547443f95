"""Households told person by person: who has which result, who is still waited for, and what is taken back."""

from __future__ import annotations

import pytest

from bot.understand import Meaning, Message, Reader


def said(reader: Reader, text: str, sender: str = "502-张三") -> Meaning:
    return reader.read(Message(text, sender, "official", "3", "antigen"))


def results(meaning: Meaning) -> list[tuple[str | None, str, object, object, object, str | None]]:
    return [
        (one.room, one.result, one.values["positive"], one.values["negative"], one.values["untested"], one.review)
        for one in meaning.entries
    ]


@pytest.mark.parametrize(
    ("text", "positive", "negative"),
    [
        ("一家四口偏偏最壮的那个阳了，另外三个一条", 1, 3),
        ("外婆测了阴，我测了阴，孩他爸睡客厅的那个阳了", 1, 2),
        ("我跟我姐阴，姐夫阳，外甥阳", 2, 2),
        ("两个娃阳，爸阳，妈阴", 3, 1),
        ("俺娘两条杠，俺爹一条杠，俺俩一条杠", 1, 3),
        ("外婆阳，我们三口都阴", 1, 3),
        ("第一个一条，第二个一条，第三个两条", 1, 2),
        ("爸- 妈- 我+", 1, 2),
        ("👴➖👵➖👨➕", 1, 2),
        ("幺儿两根，婆娘一根，老丈人一根", 1, 2),
        ("我和老公没过关，两条，娃一条", 2, 1),
        ("娃没 我阳", 1, None),
    ],
)
def test_every_head_has_the_result_that_is_told_of_it(
    reader: Reader, text: str, positive: object, negative: object
) -> None:
    (entry,) = said(reader, text).entries
    assert (entry.result, entry.values["positive"], entry.values["negative"]) == ("positive", positive, negative)


@pytest.mark.parametrize(
    ("text", "negative", "untested"),
    [
        ("三个都是阴，就等厕所里那位了", 3, 1),
        ("差岳父一个，其他四个阴", 4, 1),
        ("两阴，还差一个", 2, 1),
        ("阿拉三个做好了，一根；还有一个没测", 3, 1),
        ("大双睡着了没舍得叫，小双和我们俩都一条", 3, 1),
        ("闺女考完了捅，我跟她妈都一道杠儿", 2, 1),
    ],
)
def test_who_is_still_waited_for_has_not_tested(reader: Reader, text: str, negative: int, untested: int) -> None:
    (entry,) = said(reader, text).entries
    assert (entry.result, entry.review) == ("partial", None)
    assert (entry.values["negative"], entry.values["untested"]) == (negative, untested)


@pytest.mark.parametrize("text", ["阴，还差一箱牛奶", "都阴，差一个试剂"])
def test_a_thing_that_is_wanting_is_nobody(reader: Reader, text: str) -> None:
    (entry,) = said(reader, text).entries
    assert entry.result == "negative"


@pytest.mark.parametrize(
    ("text", "room"),
    [
        ("十六层零四 三口阴", "1604"), ("19楼02 两阴", "1902"), ("十二零六，仨人，一道", "1206"),
        ("腰二零四，我和老伴没洋", "1204"), ("3号楼伍零贰，叁人，阴性", "502"),
    ],
)  # fmt: skip
def test_a_door_that_is_told_by_its_floor(reader: Reader, text: str, room: str) -> None:
    (entry,) = said(reader, text, "新邻居").entries
    assert (entry.room, entry.result, entry.review) == (room, "negative", None)


def test_as_many_homes_as_were_named_share_what_is_said_of_them(reader: Reader) -> None:
    assert [(one.room, one.result, one.review) for one in said(reader, "602、603，两户阴").entries] == [
        ("602", "negative", None), ("603", "negative", None),
    ]  # fmt: skip
    assert said(reader, "602、603，五户阴").entries == []


@pytest.mark.parametrize(
    "text",
    [
        "前头报个勿算，等囡儿来看过再讲", "刚那条当我没发，手滑了", "先头那条莫算数哈", "请揩脱我报的", "我收返先",
        "先给我挂起，别往上报，我重新测一次",
    ],
)  # fmt: skip
def test_an_answer_is_taken_back_in_other_words(reader: Reader, text: str) -> None:
    assert said(reader, text).kind == "withdraw"


def test_a_count_that_is_denied_is_none(reader: Reader) -> None:
    assert results(said(reader, "是1阴1阳，不是2阴")) == [("502", "positive", 1, 1, 0, None)]
    assert said(reader, "是2阴，不是1阴1阳").review is not None


@pytest.mark.parametrize(
    "text", ["我妈非说那是两道，我非说是一道", "老妈两条，老爸说一条，不知道听谁的", "阴，没敢细看"]
)
def test_two_who_see_two_things_wait_for_a_third(reader: Reader, text: str) -> None:
    assert said(reader, text).review is not None


def test_what_a_correction_quotes_is_its_answer(reader: Reader) -> None:
    (entry,) = said(reader, "刚才502表述不当，应为“户主阳性，余阴性”，共三人").entries
    assert (entry.room, entry.result) == ("502", "positive")
    assert said(reader, "群里那句“户主阳性，余阴性”是谁写的").entries == []


def test_a_text_with_a_space_behind_every_character(reader: Reader) -> None:
    (entry,) = said(reader, "5 0 2 三 个 人 ， 都 阴").entries
    assert (entry.room, entry.result, entry.values["people"], entry.review) == ("502", "negative", 3, None)


def test_a_door_beside_others_that_were_read_is_not_lost(reader: Reader) -> None:
    entries = said(reader, "我去看过了，401阴，402阴，403勿开门").entries
    assert [(one.room, one.result, one.review is not None) for one in entries] == [
        ("401", "negative", False), ("402", "negative", False), ("403", "unclear", True),
    ]  # fmt: skip
