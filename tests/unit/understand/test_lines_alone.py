"""A line of a 接龙 that is sent alone, and tables that are pasted."""

from __future__ import annotations

import pytest

from bot.understand import Message, Reader


def _read(
    reader: Reader, text: str, form: str, sender: str = "1502-张", building: str = "14"
) -> list[tuple[object, ...]]:
    meaning = reader.read(Message(text, sender, "official", building, form))
    return [(one.building, one.unit, one.room, one.result, one.review) for one in meaning.entries]


@pytest.mark.parametrize(
    "text",
    [
        "接龙断了，我单发，1502阴",
        "7. 1502 阴 两人",
        "接上面的\n12. 1502 阴",
        "龙尾加一个：1502 阴 3",
        "接龙里我那条被刷掉了，重发：1502 阴 2人",
        "排在1203后面，1502阴，我和囡囡两个",
        "第52个，1502阴",
    ],
)
def test_what_is_said_of_the_list_is_no_part_of_the_answer(reader: Reader, text: str) -> None:
    assert _read(reader, text, "antigen") == [("14", None, "1502", "negative", None)]


def test_a_positive_in_a_line_alone_is_one(reader: Reader) -> None:
    assert _read(reader, "接龙满了发不出，1502两条杠", "antigen") == [("14", None, "1502", "positive", None)]


@pytest.mark.parametrize("text", ["大家接龙请按格式，例：1502 2人", "接龙怎么写？1502 2人这样吗", "谁接龙到1203后面了"])
def test_how_to_write_a_line_is_no_answer(reader: Reader, text: str) -> None:
    assert all(entry[-1] is not None for entry in _read(reader, text, "headcount"))


@pytest.mark.parametrize(
    "text",
    [
        "| 室号 | 姓名 | 结果 |\n|---|---|---|\n| 1201 | 阮 | 阴 |\n| 1202 | 童 | 两条杠 |",
        "|室号|结果|\n|1201|阴|\n|1202|阳|",
        "序号\t室号\t结果\n1\t1201\t阴\n2\t1202\t阳",
        "楼号,室号,结果\n14,1201,阴\n14,1202,阳",
    ],
)
def test_a_pasted_table_is_read_row_by_row(reader: Reader, text: str) -> None:
    assert _read(reader, text, "antigen", "楼长") == [
        ("14", None, "1201", "negative", None),
        ("14", None, "1202", "positive", None),
    ]


def test_building_and_unit_stand_before_the_room(reader: Reader) -> None:
    text = "序号 楼号 单元 室号 人数\n1 14 1 1201 2\n2 14 2 1202 3"
    assert [entry[:3] for entry in _read(reader, text, "headcount", "楼长")] == [
        ("14", "1", "1201"),
        ("14", "2", "1202"),
    ]


def test_one_of_each_is_a_positive(reader: Reader) -> None:
    for text in ("1502 阴阳各一", "1502 阴、阳各一个", "1502 阳性阴性各1"):
        assert _read(reader, text, "antigen") == [("14", None, "1502", "positive", None)], text


def test_how_many_households_are_reported_hides_none_of_them(reader: Reader) -> None:
    text = "帮三户报抗原：302一个人阴，501两个阳，1203两个人阴"
    results = [(room, result) for _, _, room, result, _ in _read(reader, text, "antigen", "志愿者")]
    assert results == [("302", "negative"), ("501", "positive"), ("1203", "negative")]


def test_what_a_list_of_doors_is_called_may_count_others(reader: Reader) -> None:
    assert all(entry[-1] for entry in _read(reader, "今天还没做的：101，103，205", "headcount", "楼长"))


def test_how_old_somebody_is_counts_nobody(reader: Reader) -> None:
    meaning = reader.read(Message("1502 我阴，宝宝两个月大没测", "1502-张", "official", "14", "antigen"))
    assert meaning.entries[0].values["untested"] == 1


def test_a_line_without_a_door_is_not_lost(reader: Reader) -> None:
    text = "#接龙\n抗原\n1. 1201 阴\n2. 保安亭 阴 2人\n3. 1203 阴"
    assert [(entry[2], entry[-1]) for entry in _read(reader, text, "antigen")] == [
        ("1201", None),
        (None, "no_room"),
        ("1203", None),
    ]


def test_the_unit_above_all_doors_is_theirs(reader: Reader) -> None:
    text = "我把二单元没进群的报给你：201阴，302阴，403阳"
    assert {entry[1] for entry in _read(reader, text, "antigen", "桂姨")} == {"2"}


@pytest.mark.parametrize(
    "text",
    [
        "阴：301 302\n阳：303\n没测：304",
        "阴性：301、302；阳性：303；未测：304",
        "阴性：301、302 阳性：303 未测：304",
        "阴性的有：14-301，14-302，阳性的有：14-303，未测的：304室",
    ],
)
def test_doors_under_their_answer_have_it(reader: Reader, text: str) -> None:
    results = {room: result for _, _, room, result, _ in _read(reader, text, "antigen", "楼长")}
    assert results == {"301": "negative", "302": "negative", "303": "positive", "304": "untested"}


@pytest.mark.parametrize("text", ["一、301 阴\n二、302 阳\n三、303 阴", "（1）301 阴（2）302 阳（3）303 阴"])
def test_what_numbers_a_line_counts_nobody(reader: Reader, text: str) -> None:
    entries = reader.read(Message(text, "楼长", "official", "14", "antigen")).entries
    assert [(one.room, one.result, one.values["people"]) for one in entries] == [
        ("301", "negative", None),
        ("302", "positive", None),
        ("303", "negative", None),
    ]


def test_letters_behind_doors_are_looked_at(reader: Reader) -> None:
    entries = _read(reader, "#接龙\n抗原\n1. 301 C\n2. 302 CT", "antigen")
    assert [(entry[2], entry[-1]) for entry in entries] == [("301", "unclear_result"), ("302", "unclear_result")]
