"""`make accuracy`: what the reader makes of every labelled file, and the rows it reads otherwise than their label."""

from __future__ import annotations

import pytest

from bot.understand import Reader
from tests.unit.understand.corpus import FOLDER, measure

KEPT = ("unseen_answers", "unseen_strangers")
"""Kept for the last measurement: how many are wrong is told, which ones is not."""


@pytest.mark.accuracy
def test_what_the_reader_makes_of_the_labelled_texts(reader: Reader) -> None:
    names = [path.stem for path in sorted(FOLDER.glob("*.jsonl"))]
    scores = {name: measure(reader, [name]) for name in names}
    print(f"\n{'file':18}{'rows':>6}{'exact':>7}{'silent':>8}{'missed':>8}{'left to a person':>18}")
    for name, score in scores.items():
        print(
            f"{name:18}{score.rows:6}{score.exact:7}{len(score.silent):8}{len(score.missed):8}{len(score.deferred):18}"
        )
    for name, score in scores.items():
        for shown in score.wrong if name not in KEPT else []:
            print(shown)
    assert not any(score.missed for score in scores.values())
