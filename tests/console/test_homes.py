"""An answer in words, as a page shows it: what was said of nobody in particular is not lost behind the counts."""

from __future__ import annotations

import pytest

from bot.console.homes import shown
from bot.understand import load_forms

ANTIGEN = load_forms()["antigen"]


@pytest.mark.parametrize(
    ("result", "counts", "told"),
    [
        ("positive", (("negative", 3),), "阳性 3人阴性"),
        ("positive", (("negative", 2), ("positive", 1)), "2人阴性 1人阳性"),
        ("negative", (("negative", 3),), "3人阴性"),
        ("absent", (), "不在"),
    ],
)
def test_a_positive_is_told_whatever_was_counted_beside_it(
    result: str, counts: tuple[tuple[str, int], ...], told: str
) -> None:
    assert shown(ANTIGEN, result, counts, "{count}人{label}") == told
