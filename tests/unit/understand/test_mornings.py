"""What whole mornings taught: messages of the generated sweep that were once lost or misread."""

from __future__ import annotations

import pytest

from bot.understand import Entry, Meaning, Message, Reader, read_nickname


def said(reader: Reader, text: str, sender: str = "502-张三", collecting: str | None = "antigen") -> Meaning:
    return reader.read(Message(text, sender, "official", "3", collecting))


def booked(meaning: Meaning) -> list[tuple[str | None, str]]:
    return [(entry.room, entry.result) for entry in meaning.entries]


def certain(meaning: Meaning) -> bool:
    return meaning.review is None and all(entry.review is None for entry in meaning.entries)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("我家都是阴性；802 都阴", (None, None)),
        ("我家4人 阴；802 2人 阴", (4, 2)),
        ("我家4人 阴\n隔壁802 1人阴性", (4, 1)),
        ("我家4人阴，隔壁802 2阴", (4, 2)),
        ("3人阴；802 2人阴", (3, 2)),
    ],
)
def test_ones_own_answer_and_a_named_one_are_both_read(
    reader: Reader, text: str, people: tuple[int | None, int | None]
) -> None:
    meaning = said(reader, text)
    assert booked(meaning) == [("502", "negative"), ("802", "negative")]
    assert tuple(entry.values["people"] for entry in meaning.entries) == people
    assert certain(meaning)


def test_ones_own_answer_may_come_last_and_a_positive_stays_where_it_belongs(reader: Reader) -> None:
    assert booked(said(reader, "802 都阴，我家也是阴性")) == [("802", "negative"), ("502", "negative")]
    assert booked(said(reader, "我家两条杠，隔壁802阴")) == [("502", "positive"), ("802", "negative")]
    assert booked(said(reader, "我家阴，隔壁802两条杠")) == [("502", "negative"), ("802", "positive")]


@pytest.mark.parametrize("text", ["我家3人阴，502", "3人阴，502", "阴，502，3人", "502 阴，我家3人", "502：3人阴"])
def test_the_writers_own_room_before_or_behind_is_one_answer(reader: Reader, text: str) -> None:
    meaning = said(reader, text)
    assert booked(meaning) == [("502", "negative")]
    assert meaning.entries[0].values["people"] == 3


def test_without_a_nickname_the_named_home_still_counts(reader: Reader) -> None:
    meaning = said(reader, "我家阴；802 阴", sender="开心果")
    assert meaning.review is None
    assert [(entry.room, entry.review) for entry in meaning.entries] == [(None, "no_room"), ("802", None)]


@pytest.mark.parametrize(
    ("line", "room", "result"),
    [
        ("402-海阔天空 全阴", "402", "negative"),
        ("快乐每一天 102 3人 阴", "102", "negative"),
        ("明天会更好 602 3阴", "602", "negative"),
        ("101Kevin 阴性", "101", "negative"),
        ("1401岁月静好 5人都阴", "1401", "negative"),
        ("1601米粒爸爸 2人阴性", "1601", "negative"),
        ("403Kevin 4人，3人阴，1人阳", "403", "positive"),
        ("没有故事的女同学 502 阴", "502", "negative"),
    ],
)
def test_a_line_of_a_list_may_begin_with_any_nickname(reader: Reader, line: str, room: str, result: str) -> None:
    meaning = said(reader, f"#接龙\n抗原\n1. 303 阴\n2. {line}")
    assert booked(meaning)[1] == (room, result)
    assert certain(meaning)


def test_a_measure_is_no_room_in_a_list_either(reader: Reader) -> None:
    assert said(reader, "#接龙\n抗原\n1. 200米 阴\n2. 502 阴").entries[-1].room == "502"
    assert booked(said(reader, "#接龙\n抗原\n1. 250ml 阴\n2. 502 阴"))[0][0] is None


@pytest.mark.parametrize(
    "text",
    [
        "又阴又冷的天，站岗的志愿者多穿点",
        "没拿到的跟我说",
        "格式：室号+人数+结果，例如 1501 3人阴",
        "转：昨日全市新增感染者人数仍在高位，阳性人员请等待通知，不要自行外出",
        "阳性人员请等待通知，不要自行外出",
        "阴性的报阴，阳性的私聊我",
        "3号楼共60户，已报50户，阴性50",
        "以下住户未报：502、601、703，请尽快",
        "502 收到，谢谢",
        "家里没人，快递放门口",
        "我家没拿到菜",
        "一条杠是阴性还是阳性啊",
        "梦见全家都阳了",
    ],
)
def test_talk_about_the_answers_is_no_answer(reader: Reader, text: str) -> None:
    assert said(reader, text).entries == []


@pytest.mark.parametrize(
    "text", ["3人，测了，结果看不清", "这个是不是两条杠", "第一次无效，第二次阴", "我家不会阳了吧"]
)
def test_what_only_a_person_can_tell_waits_for_one(reader: Reader, text: str) -> None:
    entry: Entry = said(reader, text).entries[0]
    assert (entry.room, entry.review is not None) == ("502", True)


def test_two_lines_of_one_home_that_disagree_wait_for_a_person(reader: Reader) -> None:
    meaning = said(reader, "#接龙\n抗原\n1. 502 阴\n2. 503 阴\n3. 502 未测")
    assert [entry.review for entry in meaning.entries] == ["conflict", None, "conflict"]


@pytest.mark.parametrize("text", ["撤回刚才那条", "撤销我刚刚发的", "麻烦撤销一下", "取消上一条"])
def test_an_answer_is_taken_back_in_many_words(reader: Reader, text: str) -> None:
    assert said(reader, text).kind == "withdraw"


@pytest.mark.parametrize("text", ["取消隔离了吗", "撤回的话怎么弄", "团购取消了"])
def test_taking_back_something_else_is_not_taking_back(reader: Reader, text: str) -> None:
    assert said(reader, text).kind != "withdraw"


@pytest.mark.parametrize(
    ("nickname", "building", "room"),
    [
        ("502余阿姨", None, "502"),
        ("1002张太太", None, "1002"),
        ("5号楼1701室张杰", "5", "1701"),
        ("502Lily", None, "502"),
        ("103平安是福", None, "103"),
        ("1401岁月静好", None, "1401"),
        ("504米粒爸爸", None, "504"),
        ("1oo4-李", None, "1004"),
    ],
)
def test_a_nickname_tells_the_room(nickname: str, building: str | None, room: str) -> None:
    assert read_nickname(nickname) == (building, None, room)
