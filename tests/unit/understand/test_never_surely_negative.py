"""What only sounds like a negative: no household is booked as one by it. And numbers that count nobody."""

from __future__ import annotations

import pytest

from bot.understand import Meaning, Message, Reader


def read(reader: Reader, text: str) -> Meaning:
    return reader.read(Message(text, "502-老孟", "official", "3", "antigen"))


@pytest.mark.parametrize(
    "text",
    [
        "502 没一个阴",
        "502 没有一个是阴性",
        "502 没有一个人是一条杠",
        "502 都阴，就我例外",
        "502 早上阴，晚上那根变了",
        "502 阴性个鬼",
        "502 阴的概率为零",
        "502 等着转阴",
        "502 马上转阴",
        "502 阴性人数：无",
        "502 阴性：0",
        "502 阴（存疑）",
        "502 阴不阴阳不阳",
        "502 上面一条下面一条",
        "502 一条在上一条在下",
        "502 一条红一条粉",
        "502 一条杠加一条影子",
        "502 一条杠半",
        "502 1条多一点",
        "502 一条杠在T",
        "502 T处一条",
        "502 一条杠，但在T的位置",
        "502 一条杠（T）",
        "502 抗原阴，昨天核酸混管阳",
        "502 ✅✅❌",
        "502 neg, my wife pos",
        "502 negative except me",
        "502 not negative",
        "502 几乎看不见第二条",
        "502 岂止一条杠",
        "502 何止一条",
        "502 比一条多",
        "502说他家阴，鬼信",
        "502 谁说我没阳",
        "502 要是阴就好了",
        "502 都好，除了我",
        "502 爸❌妈✅",
        "502 除个别外都阴",
        "502 基本都阴",
        "502 有一个不太好，其他阴",
        "502 我阴，妈被带走了",
        "502 我阴老婆没脸说",
    ],
)
def test_somebody_looks_at_what_only_sounds_like_a_negative(reader: Reader, text: str) -> None:
    meaning = read(reader, text)
    assert meaning.entries, meaning.kind
    assert all(entry.review or entry.result == "positive" for entry in meaning.entries)


@pytest.mark.parametrize("text", ["502 只求一条杠", "502 阴阴阴求你了"])
def test_who_begs_for_a_negative_has_none_yet(reader: Reader, text: str) -> None:
    assert all(entry.review for entry in read(reader, text).entries)


def test_a_control_line_that_is_missing_makes_the_test_invalid(reader: Reader) -> None:
    assert [entry.result for entry in read(reader, "502 C线缺席").entries] == ["invalid"]


@pytest.mark.parametrize(
    "text",
    [
        "房号：502 姓名：张三 结果：阴性",
        "502 张三 阴",
        "502 赵七，阴",
        "502 阴，体温36",
        "502 无异常，发烧39",
        "502 阴，烧到38",
        "502 阴 3号测的",
        "502 3遍都一条",
        "502 阴 打了3针",
    ],
)
def test_a_number_that_counts_nobody_is_no_number_of_people(reader: Reader, text: str) -> None:
    (entry,) = read(reader, text).entries
    assert (entry.result, entry.values["people"], entry.review) == ("negative", None, None)


def test_a_baby_of_eight_months_is_one(reader: Reader) -> None:
    (entry,) = read(reader, "502 8个月宝宝阳").entries
    assert (entry.result, entry.values["positive"], entry.review) == ("positive", 1, None)


@pytest.mark.parametrize(("text", "people"), [("502 三阴", 3), ("502 张家三阴", 3), ("502 三 阴", 3), ("502 3人阴", 3)])
def test_people_are_counted_as_before(reader: Reader, text: str, people: int) -> None:
    (entry,) = read(reader, text).entries
    assert (entry.values["people"], entry.review) == (people, None)


@pytest.mark.parametrize(
    "text",
    [
        "503阴，写错了，502阴",
        "503阴。打错了，是502阴",
        "503阴，说错了是502",
        "503阴，不对，是502阴",
        "503阳，打错了，502阳",
    ],
)
def test_the_door_that_was_a_slip_is_booked_for_nobody(reader: Reader, text: str) -> None:
    slip = next(entry for entry in read(reader, text).entries if entry.room == "503")
    assert slip.review


def test_who_corrects_what_he_said_of_one_door_leaves_the_other(reader: Reader) -> None:
    entries = read(reader, "503 2人阴，打错了，3人阴，602阴").entries
    assert [entry.review for entry in entries if entry.room == "602"] == [None]


def test_a_positive_told_to_the_writer_himself_is_heard_though_nothing_is_collected(reader: Reader) -> None:
    (entry,) = reader.read(Message("医生说我阳性", "502-老孟", "official", "3", None)).entries
    assert entry.review
