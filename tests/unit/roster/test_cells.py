"""What single cells mean, what is never taken in, and what is told of what nobody can read."""

from __future__ import annotations

from datetime import date

import pytest

from bot.roster.loose import read_loosely
from tests.unit.roster.files import csv, faults, labels, packed, people, tags, xlsx

PHONE, ID_CARD = "13812345678", "110105194912310021"


def test_tags_as_words_as_ticks_and_as_numbers() -> None:
    found = csv(
        "楼号,室号,标签,独居老人,是否空置,残疾人数\n3,501,独居；重点、无微信,,,\n3,502,,√,否,2\n3,503,,是,,0\n3,504,,,是,/\n"
    )
    assert tags(found) == {
        "3-501": ("独居", "重点", "无微信"), "3-502": ("独居老人",), "3-503": ("独居老人",), "3-504": ("空置",),
    }  # fmt: skip
    assert [home.label for home in found.households if home.vacant] == ["3-504"]


def test_a_column_in_which_no_is_the_tag() -> None:
    found = csv("楼号,室号,是否有微信\n3,501,否\n3,502,是\n3,503,\n")
    assert tags(found) == {"3-501": ("无微信",)}
    assert found.households[0].no_wechat


def test_of_free_remarks_only_known_words_are_taken() -> None:
    found = csv(f"楼号,室号,备注\n3,501,独居、糖尿病 {PHONE}\n3,502,空置\n3,503,女儿住杭州，{PHONE}\n")
    assert tags(found) == {"3-501": ("独居",), "3-502": ("空置",)}
    assert PHONE not in str(found)
    assert "糖尿病" not in str(found)


def test_extra_columns_are_never_taken_in_nor_told() -> None:
    found = csv(
        f"楼号,室号,户主,联系电话,身份证号,病史\n3,501,王小明,{PHONE},{ID_CARD},高血压\n3,{PHONE},李大山,,,\n,{ID_CARD},,,,\n"
    )
    assert found.ignored == ("户主", "联系电话", "身份证号", "病史")
    assert faults(found) == [(3, "bad_room", "▇"), (4, "bad_room", "▇")]
    for secret in (PHONE, ID_CARD, "高血压", "王小明", "李大山"):
        assert secret not in str(found)


def test_numbers_of_people() -> None:
    found = csv(
        "楼号,室号,人数\n3,501,3人\n3,502,两人\n3,503,\n3,504,/\n3,505,空置\n3,506,2大1小\n3,507,99\n3,508,2.0\n"
    )
    assert people(found) == {
        "3-501": 3, "3-502": 2, "3-503": None, "3-504": None, "3-505": None, "3-506": None, "3-507": None, "3-508": 2,
    }  # fmt: skip
    assert faults(found) == [(7, "bad_people", "2大1小"), (8, "bad_people", "99")]
    assert all(fault.kept and fault.column == "人数" for fault in found.faults)
    assert tags(found) == {"3-505": ("空置",)}


def test_who_lives_there_goes_before_who_is_registered_there() -> None:
    assert people(csv("楼号,室号,户籍人数,人数,常住人数\n3,501,9,5,3\n")) == {"3-501": 3}
    assert people(csv("楼号,室号,户籍人数\n3,501,9\n")) == {"3-501": None}


def test_a_tick_that_is_none_is_asked_about() -> None:
    found = csv("楼号,室号,独居\n3,501,张奶奶\n3,502,是\n")
    assert tags(found) == {"3-502": ("独居",)}
    assert faults(found) == [(2, "bad_tick", "张奶奶")]


@pytest.mark.parametrize("tag", ["=1+1", "@SUM(A1)", "+86", "-1", "=cmd|'/c calc'!A0"])
def test_a_formula_is_no_tag(tag: str) -> None:
    found = csv(f'楼号,室号,标签\n3,501,"{tag}"\n')
    assert tags(found) == {}
    assert [reason for _, reason, _ in faults(found)] == ["bad_tag"]


def test_rows_that_name_no_household() -> None:
    found = xlsx(
        ["楼号", "室号", "人数", "姓名"], [3, None, 2, None], ["3号楼", date(2022, 5, 2), 2, None],
        [None, "501", 1, None],
        ["一二三四五六七八九十", "501", 1, None], [3, "五楼", 1, None], [3, "5月2日", 1, None],
    )  # fmt: skip
    assert faults(found) == [
        (2, "no_room", ""), (3, "date", ""), (4, "no_building", ""), (5, "bad_building", "一二三四五六七八九十"),
        (6, "bad_room", "五楼"), (7, "date", ""),
    ]  # fmt: skip
    assert not any(fault.kept for fault in found.faults)
    assert labels(found) == []


def test_where_rooms_are_merged_an_empty_one_was_forgotten() -> None:
    rows: list[list[object]] = [
        ["楼号", "室号", "姓名", "关系"], [3, 501, "甲", "户主"], [None, None, "乙", "妻"], [3, 502, "丙", "户主"],
        [None, None, "丁", "户主"],
    ]  # fmt: skip
    found = xlsx(*rows, merge=["A2:A3", "B2:B3"])
    assert people(found) == {"3-501": 2, "3-502": 1}
    assert faults(found) == [(5, "no_room", "")]
    found = xlsx(*rows)
    assert people(found) == {"3-501": 2, "3-502": 1}, "a householder begins a household"
    assert faults(found) == [(5, "no_room", "")]


def test_one_household_on_two_sheets_that_disagree() -> None:
    header = ["楼号", "室号", "人数"]
    book = packed(("总表", [header, [3, 501, 2], [3, 502, 1]]), ("三", [header, [3, 501, 2], [3, 502, 4]]))
    found = read_loosely(book, "a.xlsx")
    assert people(found) == {"3-501": 2, "3-502": 1}
    assert [(fault.sheet, fault.row, fault.reason, fault.other) for fault in found.faults] == [("三", 3, "twice", 3)]
    assert found.passed_over["repeated"] == 1


def test_other_words_for_the_same() -> None:
    found = csv("楼号,室号,空置房（是/否）,不会用微信,标签\n3,501,是,,\n3,502,,√,\n3,503,,,空置户\n3,504,,,空\n")
    assert tags(found) == {"3-501": ("空置",), "3-502": ("无微信",), "3-503": ("空置",), "3-504": ("空置",)}
    assert [home.label for home in found.households if home.vacant] == ["3-501", "3-503", "3-504"]


def test_of_a_column_that_tells_how_a_flat_is_used_only_known_words_are_taken() -> None:
    found = csv("楼号,室号,居住状态\n3,501,常住\n3,502,空关\n3,503,出租\n3,504,女儿在照看\n")
    assert tags(found) == {"3-502": ("空关",), "3-503": ("出租",)}


def test_a_word_behind_a_room() -> None:
    found = csv("楼号,室号\n3,501室（空置）\n3,502（东）\n3,503(独居)\n")
    assert tags(found) == {"3-501": ("空置",), "3-503": ("独居",)}
    assert faults(found) == [(3, "bad_room", "502(东)")]


@pytest.mark.parametrize("room", ["501-502", "501/502", "501、502", "501和502", "501~503"])
def test_two_flats_in_one_cell_are_asked_about(room: str) -> None:
    assert [reason for _, reason, _ in faults(csv(f"楼号,室号\n3,{room}\n"))] == ["bad_room"]
    assert labels(csv(f"楼号,室号\n3,{room}\n")) == []
