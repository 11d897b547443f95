"""The code that logs an account in is a key: shown, kept from others, and gone afterwards."""

from __future__ import annotations

import io
import stat
from pathlib import Path

import segno
from rich.console import Console
from rich.text import Text

from bot.cli.qr import remove_qr, show_qr

LINK = "https://login.example/l/4fTz-Kq0bg=="


def test_it_stands_on_the_terminal_and_in_a_picture_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "login.png"
    file.write_bytes(b"an older one, readable by all")
    file.chmod(0o644)
    console = Console(file=io.StringIO(), force_terminal=True, width=20)
    assert show_qr(LINK, console, tmp_path) == file
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_bytes().startswith(b"\x89PNG")
    drawn = io.StringIO()
    segno.make(LINK, micro=False, error="l", boost_error=False).terminal(drawn, compact=True)
    assert isinstance(console.file, io.StringIO)
    shown = Text.from_ansi(console.file.getvalue()).plain.splitlines()
    assert [line.rstrip() for line in drawn.getvalue().splitlines()] == shown[: len(drawn.getvalue().splitlines())]
    assert "\x1b[97;40m" in console.file.getvalue(), "the same on a light terminal"


def test_a_log_file_gets_the_path_and_no_drawing(tmp_path: Path) -> None:
    console = Console(file=io.StringIO(), width=300)
    file = show_qr(LINK, console, tmp_path)
    assert isinstance(console.file, io.StringIO)
    assert console.file.getvalue().count("\n") == 1
    assert str(file) in console.file.getvalue()


def test_after_log_in_the_picture_is_gone(tmp_path: Path) -> None:
    file = show_qr(LINK, Console(file=io.StringIO()), tmp_path)
    remove_qr(tmp_path)
    assert not file.exists()
    remove_qr(tmp_path)
