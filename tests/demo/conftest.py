"""A prompt on the tiny compound, and the program itself as somebody starts it."""

from __future__ import annotations

import asyncio
import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from rich.console import Console

from bot.demo.neighbours import Neighbours
from bot.demo.prompt import Prompt
from bot.demo.stage import Rehearsal
from bot.demo.voice import Voice
from bot.replay import Replay
from bot.settings import Settings
from bot.words import load_words
from data.session import Database
from tests.support.night import BEGIN, SEAL, tiny_compound

ROOT = Path(__file__).resolve().parents[2]
Start = Callable[..., "subprocess.Popen[str]"]


@dataclass
class Screen:
    """What somebody at the prompt types and sees."""

    prompt: Prompt
    runner: asyncio.Runner
    paper: io.StringIO

    def type(self, *lines: str) -> str:
        """Type ``lines``; return what appears."""
        before = len(self.paper.getvalue())
        for line in lines:
            self.goes_on = self.runner.run(self.prompt.obey(line))
        return self.paper.getvalue()[before:]

    goes_on: bool = True


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    """One in the morning; the secretary stands in the staff group."""
    community = tiny_compound()
    paper = io.StringIO()
    console = Console(file=paper, width=100, soft_wrap=True)
    neighbours = Neighbours(community, load_words())
    voice = Voice(console, neighbours, community.zone)
    database = Database(str(tmp_path / "prompt.db"), durable=False, inline=True)
    with asyncio.Runner() as runner:
        replay = Replay(database, community, SEAL, Settings(), BEGIN, watch=voice.hear)
        runner.run(replay.prepare())
        voice.aloud = True
        yield Screen(Prompt(Rehearsal(replay), community, neighbours, voice, console), runner, paper)
    database.close()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start ``fenjian`` in an empty folder; whatever still runs at the end is killed."""
    started: list[subprocess.Popen[str]] = []
    surroundings = {key: value for key, value in os.environ.items() if not key.startswith("FENJIAN")}
    surroundings |= {
        "PYTHONPATH": str(ROOT),
        "FENJIAN_CONSOLE": "false",
        "FENJIAN_PACE": "0",
        "FENJIAN_PACE_JITTER": "0",
    }

    def begin(*arguments: str, stdin: int = subprocess.PIPE, before: Sequence[str] = ()) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [*before, sys.executable, "-m", "bot", *arguments], cwd=tmp_path, env=surroundings, text=True,
            encoding="utf-8", stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        started.append(process)
        return process

    yield begin
    for process in started:
        process.kill()
        process.communicate()
