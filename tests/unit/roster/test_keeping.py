"""The roster's file: written whole or not at all, the former one beside it."""

from __future__ import annotations

import io
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.errors import CommunityError
from bot.roster import load_roster
from bot.roster.keeping import replace_roster, template
from bot.roster.loose import read_loosely
from tests.unit.roster.files import home

HOMES = [home("3-501", 2, "独居", "无微信"), home("3-2-502"), home("12-101", 0, "空置")]
NOW = datetime(2022, 4, 10, 1, 2, 3, tzinfo=UTC)


@pytest.mark.parametrize("name", ["households.csv", "households.xlsx"])
def test_what_is_written_is_what_is_read(tmp_path: Path, name: str) -> None:
    assert replace_roster(tmp_path / name, HOMES, NOW) is None
    assert load_roster(tmp_path / name) == HOMES
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_the_former_file_stays_beside_it_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "households.csv"
    path.write_bytes(b"building,room,name\n3,501,x\n")
    path.chmod(0o640)
    assert replace_roster(path, HOMES, NOW) == tmp_path / "households-20220410-010203.csv"
    assert (tmp_path / "households-20220410-010203.csv").read_bytes() == b"building,room,name\n3,501,x\n"
    assert path.stat().st_mode & 0o777 == 0o640
    assert replace_roster(path, HOMES[:1], NOW) == tmp_path / "households-20220410-010203-2.csv"
    assert load_roster(tmp_path / "households-20220410-010203-2.csv") == HOMES


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "households.csv").write_bytes(b"building,room\n3,501\n")
    (tmp_path / "households.csv").symlink_to("kept/households.csv")
    replace_roster(tmp_path / "households.csv", HOMES, NOW)
    assert (tmp_path / "households.csv").is_symlink()
    assert load_roster(tmp_path / "kept" / "households.csv") == HOMES


@pytest.mark.parametrize("failing", ["replace", "link", "fsync"])
def test_whatever_fails_leaves_the_roster_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    path = tmp_path / "households.csv"
    path.write_bytes(b"building,room\n3,501\n")

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, failing, refuse)
    if failing == "link":
        # A disk without links: a copy does as well.
        replace_roster(path, HOMES, NOW)
        assert load_roster(path) == HOMES
        assert (tmp_path / "households-20220410-010203.csv").read_bytes() == b"building,room\n3,501\n"
        return
    with pytest.raises(CommunityError, match="No space left"):
        replace_roster(path, HOMES, NOW)
    assert path.read_bytes() == b"building,room\n3,501\n"
    assert not list(tmp_path.glob("*.new*"))


def test_a_file_with_excel_s_mark_keeps_it(tmp_path: Path) -> None:
    path = tmp_path / "households.csv"
    path.write_bytes("\ufeff楼号,室号\n3,501\n".encode())
    replace_roster(path, HOMES, NOW)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert load_roster(path) == HOMES


def test_the_template_is_filled_in_and_read() -> None:
    raw = template([])
    book = load_workbook(io.BytesIO(raw))
    assert [cell.value for cell in book.worksheets[0][1]] == ["楼号", "单元", "室号", "人数", "标签"]
    assert book.worksheets[0].freeze_panes == "A2"
    assert len(book.sheetnames) == 2
    assert read_loosely(raw, "模板.xlsx").households == (), "its second sheet is no roster"
    book.worksheets[0].append(["3号楼", None, "502室", 3, "独居、无微信"])
    file = io.BytesIO()
    book.save(file)
    assert read_loosely(file.getvalue(), "模板.xlsx").households == (home("3-502", 3, "独居", "无微信"),)


def test_a_template_of_the_roster_as_it_is_changes_nothing() -> None:
    assert read_loosely(template(HOMES), "名册.xlsx").households == tuple(HOMES)
