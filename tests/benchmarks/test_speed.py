"""The same 5,000 answers through our whole engine and through what others would write, side by side in one run."""

from __future__ import annotations

import os
from pathlib import Path
from statistics import median

import pytest

from data.demo.sweep import demo_community
from tests.benchmarks.answers import ANSWER, make_answers
from tests.benchmarks.contender import CONTENDERS, Result
from tests.benchmarks.report import alone, table

pytestmark = pytest.mark.benchmark

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
OURS, NONEBOT, AIOGRAM, BARE = CONTENDERS
LABELS = {
    OURS: "our whole engine: synchronous=FULL, texts sealed",
    NONEBOT: "NoneBot2, OneBot v11 adapter, SQLModel, a commit a message",
    AIOGRAM: "aiogram 3 dispatcher, SQLModel, a commit a message",
    BARE: "bare sqlite3, batches of 500, nothing sealed",
}
AT_LEAST = {NONEBOT: 40, AIOGRAM: 30}
STORED_WITHIN = 0.5


def test_answers_can_be_read_by_everybody() -> None:
    answers, truth = make_answers(demo_community())
    assert len(answers) == 5000
    assert len({answer.sender for answer in answers}) == 5000
    assert len({answer.group for answer in answers}) == 25
    assert all(ANSWER.match(answer.text) for answer in answers)
    assert truth.positive > 20


def test_our_engine_is_many_times_as_fast_as_what_others_would_write(tmp_path: Path) -> None:
    _, truth = make_answers(demo_community())
    results: dict[str, list[Result]] = {name: [] for name in CONTENDERS}
    for number in range(ROUNDS):
        for name in CONTENDERS:
            folder = tmp_path / f"{name}-{number}"
            folder.mkdir()
            result = Result(**alone("tests.benchmarks.contender", name, folder))
            assert (result.messages, result.answered, result.positive) == (5000, truth.answered, truth.positive), name
            results[name].append(result)
    rate = {name: 5000 / median(result.seconds for result in rounds) for name, rounds in results.items()}
    ratio = {name: rate[OURS] / rate[name] for name in CONTENDERS}
    rows = [
        [LABELS[name], f"{rate[name]:,.0f}", " ".join(f"{5000 / r.seconds:,.0f}" for r in results[name]),
         "" if name == OURS else f"{ratio[name]:.2f}" if ratio[name] < 2 else f"{ratio[name]:.0f}"]
        for name in CONTENDERS
    ]  # fmt: skip
    table("5,000 answers, fully handled", ["", "messages a second", "rounds", "we are so many times as fast"], rows)
    stored = median(result.stored for result in results[OURS])
    peak = max(result.peak for result in results[OURS])
    table(
        "The same 5,000 at once", ["", "measured", "at most"],
        [["until the last one is committed to the inbox", f"{stored * 1000:.0f} ms", "500 ms"],
         ["most memory of that process", f"{peak / 1e6:.0f} MB", "250 MB"]],
    )  # fmt: skip
    for name, least in AT_LEAST.items():
        assert ratio[name] >= least, f"{LABELS[name]}: only {ratio[name]:.1f} times"
    assert stored <= STORED_WITHIN
    assert peak < 250e6
