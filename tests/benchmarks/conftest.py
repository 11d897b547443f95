"""A run of the benchmarks begins a new sheet."""

from __future__ import annotations

import pytest

from tests.benchmarks.report import KEPT, machine


@pytest.fixture(scope="session", autouse=True)
def fresh_sheet() -> None:
    """Forget the last run's figures."""
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text(f"Measured by `make bench` on {machine()}.\n\n", encoding="utf-8")
