"""The shapes in which committees keep their households."""

from __future__ import annotations

import pytest

from bot.errors import CommunityError
from bot.roster.loose import read_loosely
from tests.unit.roster.files import csv, faults, labels, packed, people, xlsx


def test_a_title_merged_over_the_table_and_the_header_in_the_fourth_row() -> None:
    found = xlsx(
        ["天山河畔花园住户名册"], ["制表：居委会　2022年4月"], [], ["序号", "楼号", "单元", "室号", "人数", "联系电话"],
        [1, "3号楼", None, "502室", 3, "13812345678"], [2, 3, None, 503, 2.0, None],
        merge=["A1:F1", "A2:F2"],
    )  # fmt: skip
    assert people(found) == {"3-502": 3, "3-503": 2}
    assert found.faults == ()
    assert found.taken == ("楼号", "单元", "室号", "人数")
    assert found.ignored == ("序号", "联系电话")


def test_a_header_of_two_rows() -> None:
    found = xlsx(
        ["楼号", "室号", "居住情况", None, None], [None, None, "常住人数", "独居", "电话"],
        ["3", "502", 1, "√", 13812345678],
        merge=["A1:A2", "B1:B2", "C1:E1"],
    )  # fmt: skip
    assert [(home.label, home.people, home.tags) for home in found.households] == [("3-502", 1, ("独居",))]


def test_buildings_and_rooms_that_are_merged_over_the_people_of_a_household() -> None:
    found = xlsx(
        ["楼号", "单元", "室号", "姓名", "与户主关系"],
        ["3号楼", "1单元", "101", "甲", "户主"], [None, None, None, "乙", "配偶"], [None, None, None, "丙", "子"],
        [None, None, "102", "丁", "户主"], [None, "2单元", "101", "戊", "户主"],
        merge=["A2:A6", "B2:B5", "C2:C4"],
    )  # fmt: skip
    assert people(found) == {"3-1-101": 3, "3-1-102": 1, "3-2-101": 1}
    assert found.several == 1


def test_the_same_saved_as_csv_leaves_cells_empty() -> None:
    found = csv("楼号,单元,室号,姓名,关系\n3号楼,1单元,101,甲,户主\n,,,乙,配偶\n,,102,丙,户主\n,,,丁,女\n")
    assert people(found) == {"3-1-101": 2, "3-1-102": 2}


def test_a_row_a_person_with_the_place_on_each() -> None:
    found = csv("楼栋,房号,姓名,身份证号\n3,502,甲,110105194912310021\n3,502,乙,\n3,503,丙,\n")
    assert people(found) == {"3-502": 2, "3-503": 1}
    assert "110105" not in str(found)


def test_one_name_a_household_is_whom_to_call_and_counts_nobody() -> None:
    assert people(csv("楼号,室号,姓名\n3,501,甲\n3,502,乙\n")) == {"3-501": None, "3-502": None}
    assert people(csv("楼号,室号,户主,电话\n3,501,甲,1\n")) == {"3-501": None}


def test_one_household_twice_by_a_slip_makes_no_table_of_persons() -> None:
    rows = "".join(f"3,{room},某\n" for room in range(501, 509))
    found = csv(f"楼号,室号,姓名\n{rows}3,501,某\n")
    assert set(people(found).values()) == {None}
    assert faults(found) == [(10, "twice", "")]


def test_families_of_one_flat_are_summed_and_a_number_that_stands_twice_is_not() -> None:
    found = csv("楼号,室号,人数\n3,501,2\n3,501,3\n3,502,2\n3,502,2\n3,503,1\n3,503,1\n")
    assert people(found) == {"3-501": 5, "3-502": None, "3-503": 2}
    assert faults(found) == [(5, "same_people", "")]


def test_the_household_s_number_may_stand_on_one_person_or_on_each() -> None:
    found = csv("楼号,室号,姓名,人数\n3,501,甲,3\n3,501,乙,\n3,502,丙,2\n3,502,丁,2\n3,503,戊,1\n3,503,己,2\n")
    assert people(found) == {"3-501": 3, "3-502": 2, "3-503": None}
    assert faults(found) == [(7, "people_differ", "")]


def test_a_sheet_for_each_building() -> None:
    book = packed(
        ("3号楼", [["室号", "人数"], ["502", 3]]), ("12#", [["室号", "人数"], ["101", 1]]),
        ("说明", [["请各楼组长填写"]]), ("甲", [["5号楼2单元住户名册"], ["室号", "电话"], ["101", ""]]),
    )  # fmt: skip
    found = read_loosely(book, "名册.xlsx")
    assert people(found) == {"3-502": 3, "5-2-101": None, "12-101": 1}
    assert found.faults == ()


def test_a_row_that_names_the_building_before_its_households() -> None:
    found = xlsx(
        ["室号", "人数", "备注"], ["3号楼"], ["501", 2], ["502", 1], ["小计", 3],
        ["5号楼1单元"], ["101", 4], ["合计", 7],
        merge=["A2:C2", "A6:C6"],
    )  # fmt: skip
    assert people(found) == {"3-501": 2, "3-502": 1, "5-1-101": 4}
    assert found.passed_over["totals"] == 2


def test_the_header_again_on_each_page_and_blank_rows_and_notes() -> None:
    found = csv(
        "楼号,室号,人数\n3,501,2\n\n,,\n楼号,室号,人数\n3,502,1\n总计,,3\n注：空置的也请登记,,\n填表人：王,日期：4.1,\n"
    )
    assert labels(found) == ["3-501", "3-502"]
    assert found.faults == ()
    assert found.passed_over == {"header": 2, "blank": 2, "totals": 1, "note": 2}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_any_separator_and_any_editor(separator: str, encoding: str) -> None:
    text = "住户名册\r\n楼号,室号,标签\r\n3,502,独居、无微信\r\n".replace(",", separator)
    (home,) = csv(text, encoding).households
    assert (home.label, home.tags, home.no_wechat) == ("3-502", ("独居", "无微信"), True)


def test_whole_addresses() -> None:
    found = csv(
        "地址,人数\n天山路100弄3号502室,2\n天山路100弄3号2单元503室,1\n100弄12号楼1层101,1\n3-2-601,1\n5楼502室,1\n本小区,1\n"
    )
    assert labels(found) == ["3-502", "3-2-503", "3-2-601", "12-101"]
    assert faults(found) == [(6, "bad_address", "5楼502室"), (7, "bad_address", "本小区")]


def test_of_two_lanes_the_buildings_keep_their_lane() -> None:
    assert labels(csv("楼号,室号\n100弄3号,502\n200弄3号,502\n")) == ["100弄3-502", "200弄3-502"]
    assert labels(csv("楼号,室号\n100弄3号,502\n100弄5号,502\n")) == ["3-502", "5-502"]


def test_what_stands_before_a_dash_is_the_building_again_or_the_unit() -> None:
    assert labels(csv("楼号,室号\n3,3-502\n5,5-101\n")) == ["3-502", "5-101"]
    assert labels(csv("楼号,室号\n3,1-502\n3,3-502\n")) == ["3-1-502", "3-3-502"]
    assert labels(csv("楼号,室号\n3,3-2-502\n3,2单元503室\n")) == ["3-2-502", "3-2-503"]
    assert labels(csv("楼号,单元,室号\n3,2,2-502\n")) == ["3-2-502"]
    assert faults(csv("楼号,室号\n3,5-2-502\n3,501\n")) == [(2, "other_building", "5-2-502")]


def test_floors_and_numbers_by_word() -> None:
    assert labels(csv("楼号,楼层,房号\n三号楼,五,02室\n十二,5,501\n3,5层,03\n")) == ["3-502", "3-503", "12-501"]
    assert labels(csv("楼号,单元,室号\n三,二单元,五零二\n")) == ["3-2-502"]
    assert faults(csv("楼号,楼层,房号\n3,10000,03\n3,5,02\n")) == [(2, "bad_room", "03")]


def test_what_excel_keeps_as_text() -> None:
    assert labels(csv('楼号,室号\n3,"=""0502"""\n3,\'503\n')) == ["3-0502", "3-503"]


def test_the_bot_s_own_file() -> None:
    found = csv("building,unit,room,people,tags\n3,,502,3,独居;空置\n3,2,503,,\n")
    assert [(one.label, one.people, one.tags) for one in found.households] == [
        ("3-502", 3, ("独居", "空置")), ("3-2-503", None, ()),
    ]  # fmt: skip
    assert found.faults == ()


def test_no_table_at_all() -> None:
    for text in ("", "\n", "你好\n", "姓名,电话\n甲,1\n"):
        with pytest.raises(CommunityError, match="no header"):
            csv(text)
    with pytest.raises(CommunityError, match=r"not an \.xlsx workbook"):
        read_loosely(b"PK\x03\x04 cut", "名册.xlsx")
    with pytest.raises(CommunityError, match="old Excel workbook"):
        read_loosely(b"\xd0\xcf\x11\xe0 old", "名册.csv")
