"""The command line as a whole: it teaches, is quick, and says what is wrong in a sentence."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Fenjian

ROOT = Path(__file__).resolve().parents[3]
COMMANDS = ("run", "understand", "replay", "state", "doctor", "count", "backup", "restore", "key", "token")
HEAVY = ("alembic", "apscheduler", "cryptography", "jinja2", "opencc", "pydantic", "rjieba", "sqlalchemy", "wechaty")


def test_help_names_every_command_and_is_the_same_both_ways(fenjian: Fenjian) -> None:
    shown = fenjian("--help").text
    assert all(f"\n  {command} " in shown for command in COMMANDS)
    other = subprocess.run([sys.executable, "-m", "bot", "--help"], cwd=ROOT, capture_output=True, check=True)
    assert other.stdout.decode().split() == shown.split()


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_teaches_with_an_example(fenjian: Fenjian, command: str) -> None:
    taught = fenjian(command, "--help")
    assert taught.status == 0
    assert f"fenjian {command} " in taught.text.split("\n", 2)[2] or f"fenjian {command}\n" in taught.text


def test_help_waits_for_nothing_heavy() -> None:
    code = f"import sys, bot.__main__; print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"


def test_what_is_wrong_is_a_sentence_and_exit_status_1(fenjian: Fenjian, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = fenjian("replay", "--community", "none.yaml", "--transcript", "none.jsonl")
    assert (gone.status, gone.out) == (1, b"")
    assert "none.yaml: the community file is not there." in gone.err
    monkeypatch.setenv("FENJIAN_PACE", "fast")
    slow = fenjian("state")
    assert slow.status == 1
    assert slow.err.startswith("FENJIAN_PACE: ")
    assert "Traceback" not in gone.err + slow.err


def test_an_option_that_is_not_known(fenjian: Fenjian) -> None:
    asked = fenjian("state", "--databse", "x")
    assert asked.status == 2
    assert "--databse" in asked.err


def test_the_version(fenjian: Fenjian) -> None:
    asked = fenjian("--version")
    assert (asked.status, len(asked.text.splitlines())) == (0, 1)
