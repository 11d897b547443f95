"""Small enough for an old computer in the committee's office."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import pytest

from tests.benchmarks.report import ROOT, alone, table

pytestmark = pytest.mark.benchmark

MEMORY = 250e6
START = 0.5
TRIES = 7


def test_a_sweep_of_five_thousand_needs_little_memory(tmp_path: Path) -> None:
    peak = alone("tests.benchmarks.sweep_memory", tmp_path)
    table("Memory", ["", "measured", "at most"], [["a morning of 3,500 messages", f"{peak / 1e6:.0f} MB", "250 MB"]])
    assert peak < MEMORY


def test_help_is_there_at_once() -> None:
    script = Path(sys.executable).with_name("fenjian")
    command = [str(script)] if script.exists() else [sys.executable, "-m", "bot"]
    took = []
    for _ in range(TRIES):
        begun = time.perf_counter()
        subprocess.run([*command, "--help"], cwd=ROOT, stdout=subprocess.PIPE, check=True)
        took.append(time.perf_counter() - begun)
    row = ["`fenjian --help`, median of 7", f"{median(took):.2f} s", f"{START} s"]
    table("Start", ["", "measured", "at most"], [row])
    assert median(took) < START
