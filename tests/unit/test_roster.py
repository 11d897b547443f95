"""What committees hand over as a roster, and what they are told about it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from bot.errors import CommunityError
from bot.roster import Household, load_roster, natural


def csv(folder: Path, text: str, encoding: str = "utf-8", name: str = "households.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def xlsx(folder: Path, *rows: list[object], name: str = "households.xlsx") -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(folder / name)
    return folder / name


def problems(path: Path) -> list[str]:
    with pytest.raises(CommunityError) as caught:
        load_roster(path)
    return [problem.replace(f"{path.parent}/", "") for problem in caught.value.problems]


def test_a_plain_roster(tmp_path: Path) -> None:
    path = csv(tmp_path, "building,unit,room,people,tags\n3,,502,3,独居老人;无微信\n3,2,503,,空置\n")
    assert load_roster(path) == [
        Household("3", "", "502", 3, ("独居老人", "无微信"), vacant=False, no_wechat=True),
        Household("3", "2", "503", None, ("空置",), vacant=True, no_wechat=False),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_chinese_headers_in_any_order_and_any_editors_encoding(tmp_path: Path, encoding: str) -> None:
    path = csv(tmp_path, "姓名,人数, 室号 ,楼号,标签\r\n王阿姨,2人,502室,3号楼,空置、重点\r\n", encoding)
    [household] = load_roster(path)
    assert household == Household("3", "", "502", 2, ("空置", "重点"), vacant=True, no_wechat=False)
    assert household.key == ("3", "", "502")


@pytest.mark.parametrize(
    ("building", "unit", "room", "key"),
    [
        ("3号楼", "", "502室", ("3", "", "502")),
        ("3.0", "2.0", "502.0", ("3", "2", "502")),
        ("03幢", "2单元", "0502", ("3", "2", "0502")),
        ("\uff13", "", "\uff15\uff10\uff12", ("3", "", "502")),
        ("a栋", "", "12b", ("A", "", "12B")),
        (" 3 号 ", "", " 5 02 ", ("3", "", "502")),
    ],
)
def test_cells_come_to_one_form(tmp_path: Path, building: str, unit: str, room: str, key: tuple[str, str, str]) -> None:
    [household] = load_roster(csv(tmp_path, f"building,unit,room\n{building},{unit},{room}\n"))
    assert household.key == key


def test_a_workbook_with_a_title_above_the_header_and_numbers_as_numbers(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path, ["住户名册"], [], ["楼号", "单元", "室号", "人数"], [3, None, 502, 2.0], [12, 1, "1704室", None]
    )
    assert [household.key for household in load_roster(path)] == [("3", "", "502"), ("12", "1", "1704")]
    assert [household.people for household in load_roster(path)] == [2, None]


def test_semicolons_and_tabs_separate_too_and_blank_lines_are_nothing(tmp_path: Path) -> None:
    assert len(load_roster(csv(tmp_path, "building;room;tags\n3;502;空置\n;;\n\n3;503;\n"))) == 2
    assert len(load_roster(csv(tmp_path, "building\troom\n3\t502\n"))) == 1


def test_every_problem_is_named_at_once_with_its_place_and_its_mend(tmp_path: Path) -> None:
    path = csv(
        tmp_path,
        'building,room,people,tags\n3,502,三,\n3,,2,"two\nlines"\n,503,2,\n3,504,-1,\n3,505,51,\n3,506,2,\n3号楼,506室,1,\n',
    )
    assert problems(path) == [
        "households.csv, line 2, column people: '三' is not a number. Write how many live there, or leave it empty.",
        "households.csv, line 3, column room: empty. Write the room's number, or delete the row.",
        "households.csv, line 5, column building: empty. Write the building's number.",
        "households.csv, line 6, column people: -1 cannot be. Write a number from 0 to 50, or leave it empty.",
        "households.csv, line 7, column people: 51 cannot be. Write a number from 0 to 50, or leave it empty.",
        "households.csv, line 9: household 3-506 is already in line 8. Delete one of the two.",
    ]


def test_a_room_that_excel_made_a_date_of(tmp_path: Path) -> None:
    path = xlsx(tmp_path, ["building", "room"], [3, date(2022, 5, 2)])
    assert problems(path) == [
        "households.xlsx, row 2, column room: Excel made a date of it. Format the column as text and write it again."
    ]


def test_files_that_are_not_what_their_name_says(tmp_path: Path) -> None:
    renamed = xlsx(tmp_path, ["building", "room"], [3, 502]).rename(tmp_path / "renamed.csv")
    assert problems(renamed) == [
        "renamed.csv: this is an Excel workbook. Rename it to renamed.xlsx, or save it as CSV."
    ]
    [problem] = problems(csv(tmp_path, "building,room\n3,502\n", name="text.xlsx"))
    assert "not an .xlsx workbook" in problem
    (tmp_path / "old.csv").write_bytes(b"\xd0\xcf\x11\xe0 old")
    assert "old Excel workbook" in problems(tmp_path / "old.csv")[0]
    (tmp_path / "picture.csv").write_bytes(b"\x89PNG\r\n\x1a\n\xff\xff\xff")
    assert "neither UTF-8 nor GB18030" in problems(tmp_path / "picture.csv")[0]


def test_nothing_there(tmp_path: Path) -> None:
    assert problems(tmp_path / "none.csv") == [
        "none.csv: the household roster is not there. Check the name, or put the file there."
    ]
    assert "(the file is empty)" in problems(csv(tmp_path, ""))[0]
    assert "no household in it" in problems(csv(tmp_path, "building,room\n"))[0]
    [problem] = problems(csv(tmp_path, "楼,姓名\n3,王\n"))
    assert "no header with the columns building and room; its first line says: 楼, 姓名." in problem
    assert problem.endswith("building (楼号), unit (单元), room (室号), people (人数), tags (标签).")
    assert "line 2: not valid CSV" in problems(csv(tmp_path, 'building,room\n3,"' + "5" * 140_000))[0]


def test_buildings_sort_as_people_count() -> None:
    assert sorted(["12", "3", "A", "2-10", "2-9"], key=natural) == ["2-9", "2-10", "3", "12", "A"]


@pytest.mark.parametrize("room", ["5月2日", "5.02E+02", "5\x0002"])
def test_what_a_spreadsheet_made_of_a_room(tmp_path: Path, room: str) -> None:
    (found,) = problems(csv(tmp_path, f"building,room\n3,501\n3,{room}\n"))
    assert found.startswith("households.csv, line 3, column room: ")
    assert found.endswith("is no room. Format the column as text, write it again.")
