"""fenjian roster: a committee's file is looked at, and taken over only once somebody said so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.roster import load_roster
from tests.unit.cli.conftest import HOUSEHOLDS, Fenjian

PHONE = "13812345678"
NEW = f"楼号,室号,人数,联系电话,备注\n3号楼,501室,2,{PHONE},\n3号楼,502室,4,,独居\n3号楼,503室,1,,\n5,101,1,,\n"


@pytest.fixture
def file(home: Path) -> Path:
    path = home / "新名册.csv"
    path.write_bytes(NEW.encode("gb18030"))
    return path


def mark(fenjian: Fenjian, *more: str) -> str:
    found: str = json.loads(fenjian("roster", "preview", "新名册.csv", "--json", *more).out)["mark"]
    return found


def test_a_preview_changes_nothing_and_says_what_would(fenjian: Fenjian, home: Path, file: Path) -> None:
    seen = fenjian("roster", "preview", file)
    assert seen.status == 0, seen.err
    assert "4 户" in seen.text
    assert "增加 1 户：3-503" in seen.text
    assert "改动 1 户" in seen.text
    assert "3-502：人数 3 改为 4，加上独居" in seen.text
    assert "没有收下的列：联系电话" in seen.text
    assert PHONE not in seen.text
    assert (home / "households.csv").read_text() == HOUSEHOLDS
    assert sorted(path.name for path in home.iterdir()) == ["community.yaml", "households.csv", "新名册.csv"]


def test_what_was_not_read_is_named_with_row_and_mend(fenjian: Fenjian, file: Path) -> None:
    file.write_text("楼号,室号,人数\n3,501,两大一小\n3,,1\n,502,1\n3,501,2\n", encoding="utf-8")
    seen = fenjian("roster", "preview", file)
    assert "第 3 行" in seen.text
    assert "没有写室号" in seen.text
    assert "第 2 行「人数」：“两大一小”" in seen.text


def test_it_is_taken_over_once_it_is_confirmed(fenjian: Fenjian, home: Path, file: Path) -> None:
    asked = fenjian("roster", "apply", file)
    assert asked.status == 1
    assert "--confirm" in asked.err
    assert (home / "households.csv").read_text() == HOUSEHOLDS
    done = fenjian("roster", "apply", file, "--confirm", mark(fenjian))
    assert done.status == 0, done.err
    assert [(one.label, one.people, one.tags) for one in load_roster(home / "households.csv")] == [
        ("3-501", 2, ()), ("3-502", 4, ("独居",)), ("3-503", 1, ()), ("5-101", 1, ()),
    ]  # fmt: skip
    (former,) = home.glob("households-*.csv")
    assert former.read_text() == HOUSEHOLDS
    assert former.name in done.text
    assert PHONE not in (home / "households.csv").read_text()
    again = fenjian("roster", "apply", file, "--confirm", mark(fenjian))
    assert again.status == 0
    assert "没有变化" in again.text
    assert len(list(home.glob("households-*"))) == 1


def test_only_what_was_seen_is_confirmed(fenjian: Fenjian, home: Path, file: Path) -> None:
    seen = mark(fenjian)
    file.write_bytes(NEW.replace("503室", "504室").encode("gb18030"))
    done = fenjian("roster", "apply", file, "--confirm", seen)
    assert done.status == 1
    assert "preview" in done.err
    assert (home / "households.csv").read_text() == HOUSEHOLDS


def test_rows_that_were_not_read_are_left_out_only_on_purpose(fenjian: Fenjian, home: Path, file: Path) -> None:
    file.write_bytes((NEW + "3,,1,,\n").encode())
    done = fenjian("roster", "apply", file, "--confirm", mark(fenjian))
    assert done.status == 1
    assert "--leave-out" in done.err
    assert (home / "households.csv").read_text() == HOUSEHOLDS
    assert fenjian("roster", "apply", file, "--leave-out", "--confirm", mark(fenjian)).status == 0
    assert len(load_roster(home / "households.csv")) == 4


def test_a_building_that_the_community_file_needs_does_not_go(fenjian: Fenjian, home: Path, file: Path) -> None:
    file.write_text("楼号,室号\n3,501\n", encoding="utf-8")
    seen = fenjian("roster", "preview", file)
    assert "没有提到、原样不动的楼：5" in seen.text
    done = fenjian("roster", "apply", file, "--whole", "--confirm", mark(fenjian, "--whole"))
    assert done.status == 1
    assert "building '5' is not in the roster" in done.err
    assert (home / "households.csv").read_text() == HOUSEHOLDS


def test_the_first_roster_of_a_compound(fenjian: Fenjian, home: Path, file: Path) -> None:
    (home / "households.csv").unlink()
    seen = fenjian("roster", "preview", file)
    assert "增加 4 户" in seen.text
    done = fenjian("roster", "apply", file, "--confirm", mark(fenjian))
    assert done.status == 0, done.err
    assert len(load_roster(home / "households.csv")) == 4


def test_without_a_community_a_file_can_be_looked_at(fenjian: Fenjian, home: Path, file: Path) -> None:
    (home / "community.yaml").unlink()
    assert "4 户" in fenjian("roster", "preview", file).text
    assert "community" in fenjian("roster", "apply", file, "--confirm", "x").err


def test_a_template_is_made_and_never_replaces_a_file(fenjian: Fenjian, home: Path) -> None:
    assert fenjian("roster", "template", "模板.xlsx").status == 0
    assert load_workbook(home / "模板.xlsx").worksheets[0]["A2"].value is None
    again = fenjian("roster", "template", "模板.xlsx")
    assert again.status == 1
    assert "there already" in again.err
    assert fenjian("roster", "template", "模板.csv").status == 1
    assert fenjian("roster", "template", "现在.xlsx", "--filled").status == 0
    assert len(load_roster(home / "现在.xlsx")) == 3


def test_what_is_no_table(fenjian: Fenjian, home: Path) -> None:
    (home / "x.csv").write_text("你好\n", encoding="utf-8")
    seen = fenjian("roster", "preview", "x.csv")
    assert seen.status == 1
    assert "no header" in seen.err
    assert "is not there" in fenjian("roster", "preview", "none.csv").err


def test_it_teaches(fenjian: Fenjian) -> None:
    taught = fenjian("roster", "--help").text
    for command in ("preview", "apply", "template"):
        assert command in taught
        assert f"fenjian roster {command}" in fenjian("roster", command, "--help").text
