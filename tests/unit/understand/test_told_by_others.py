"""居委通知我家阳了: a positive that others tell is booked, and a person looks; a child left alone is a cry for help."""

from __future__ import annotations

import pytest

from bot.understand import Meaning, Message, Reader


def said(reader: Reader, text: str, collecting: str | None = "antigen") -> Meaning:
    return reader.read(Message(text, "502-张三", "official", "3", collecting))


@pytest.mark.parametrize(
    ("text", "room"),
    [
        ("居委通知我家阳了", "502"),
        ("居委通知702阳性", "702"),
        ("疾控打电话说我阳了", "502"),
        ("楼长说802是阳性", "802"),
    ],
)
@pytest.mark.parametrize("collecting", ["antigen", None])
def test_a_positive_that_others_tell_is_booked_and_looked_at(
    reader: Reader, text: str, room: str, collecting: str | None
) -> None:
    (entry,) = said(reader, text, collecting).entries
    assert (entry.room, entry.result) == (room, "positive")
    assert entry.review is not None


@pytest.mark.parametrize("text", ["我家阳了，居委通知的", "我阳了，疾控也通知了", "502阳性，已报居委"])
def test_what_the_household_says_itself_needs_nobody(reader: Reader, text: str) -> None:
    (entry,) = said(reader, text).entries
    assert (entry.result, entry.review) == ("positive", None)


def test_who_asks_how_to_report_may_have_nothing_to_report(reader: Reader) -> None:
    assert said(reader, "家里有人阳了怎么上报", None).review is not None


@pytest.mark.parametrize("text", ["不是阴", "很遗憾，不是一条"])
def test_a_negative_that_is_denied_may_be_a_positive(reader: Reader, text: str) -> None:
    (entry,) = said(reader, text).entries
    assert (entry.result, entry.values["suspect"], entry.review) == ("unclear", True, "unclear_result")


@pytest.mark.parametrize(
    "text", ["5岁孩子自己在家，家长被拉走隔离了", "大人都被转运了，家里就剩两个娃", "家长去方舱了，娃才三岁没人带"]
)
def test_a_child_left_alone_is_urgent(reader: Reader, text: str) -> None:
    meaning = said(reader, text, None)
    assert (meaning.kind, meaning.urgency) == ("request", "high")


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("我家抗原没红第二条", "negative"),
        ("第二条没出来，等足了十五分钟", "negative"),
        ("刚下夜班，回来就测了，阴", "negative"),
        ("抗原结果：未检出", "negative"),
        ("全家在外婆家", "absent"),
        ("爸阳妈阳，我还阴着", "positive"),
    ],
)
def test_ways_of_speaking(reader: Reader, text: str, result: str) -> None:
    (entry,) = said(reader, text).entries
    assert (entry.result, entry.review) == (result, None)


@pytest.mark.parametrize("text", ["802抗原阴，但核酸说我们管子异常", "我看像阴性，不过我老公说像两条"])
def test_a_negative_with_something_against_it_waits(reader: Reader, text: str) -> None:
    assert said(reader, text).review is not None


@pytest.mark.parametrize("text", ["天还阴着", "外面阴着呢", "写成“1204 三人 阴”这样写就对了", "🈚️ 阳台"])
def test_the_sky_and_an_example_are_no_answers(reader: Reader, text: str) -> None:
    assert said(reader, text).entries == []
