"""A voice finds its matter among the open ones while the engine is busy with others."""

from __future__ import annotations

import time

import pytest

from bot.demands.likeness import features, matter_of
from tests.benchmarks.report import table
from tests.unit.demands.clusters import as_labelled, load

pytestmark = pytest.mark.benchmark

ROUNDS = 5
OPEN, VOICES_OF_EACH, ASKED = 200, 4, 50
LONGEST = 2.0  # milliseconds of one core


def test_a_voice_finds_its_matter_among_200_within_two_milliseconds() -> None:
    voices = [features(as_labelled(row)) for row in load("built")]
    matters = {
        str(place): [voices[(place + more) % len(voices)] for more in range(VOICES_OF_EACH)] for place in range(OPEN)
    }
    rounds = []
    for _ in range(ROUNDS):
        started = time.process_time()
        for voice in voices[:ASKED]:
            matter_of(voice, matters)
        rounds.append((time.process_time() - started) / ASKED * 1e3)
    table(
        f"a voice among {OPEN} open matters", ["", *(f"round {number + 1}" for number in range(ROUNDS)), "at most"],
        [["its matter is found", *(f"{each:.2f} ms" for each in rounds), f"{LONGEST:.0f} ms"]],
    )  # fmt: skip
    assert min(rounds) < LONGEST
