"""The power is cut at any moment, writes that were not synced dropped or torn: nothing acknowledged is lost, and what
stands is what the answers come to.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from data.session import Database
from tests.endurance.disk import Disk, cut_power
from tests.endurance.oracle import collections_after
from tests.endurance.powercut import FILE, START, as_it_is, sweep, without_full_sync
from tests.endurance.sabotage import HASTY
from tests.endurance.verdict import faults

CUTS = int(os.environ.get("ENDURANCE_CUTS", "10000"))
CUTS_A_SWEEP = 1000
RESUMED = 0.03
"""The share of cuts after which the bot itself starts again, and must come to what an undisturbed bot comes to."""


async def cut(
    folder: Path, messages: int, cuts: int, *, rewrite: Callable[[str], str] = as_it_is, mistake: str = "",
    resumed: float = 0, seed: int = 3,
) -> Counter[str]:  # fmt: skip
    """Play a sweep, cut the power ``cuts`` times, and count what was found wrong; right is "nothing"."""
    disk = Disk(str(folder))
    await sweep(folder, disk, messages, rewrite=rewrite, mistake=mistake, seed=seed)
    left = folder / "left"
    left.mkdir()
    chance = random.Random(seed)
    undisturbed = Database("sqlite://", inline=True)
    truth = await collections_after(undisturbed, START, messages, seed)
    undisturbed.close()
    found: Counter[str] = Counter()
    for image in cut_power(disk.log, cuts, chance):
        image.put(left)
        wrong = faults(left / FILE, image.acknowledged)
        if not wrong and chance.random() < resumed:
            database = Database(f"sqlite:///{left / FILE}", inline=True, durable=False)
            counted = await collections_after(database, START, messages, seed)
            database.close()
            wrong = [] if counted == truth else ["the bot came to another count"]
        found.update(wrong or ["nothing"])
    disk.unregister()
    return found


async def test_two_hundred_cuts_lose_nothing(tmp_path: Path) -> None:
    assert await cut(tmp_path, 500, 200, resumed=RESUMED) == {"nothing": 200}


@pytest.mark.endurance
async def test_ten_thousand_cuts_lose_nothing(tmp_path: Path) -> None:
    found: Counter[str] = Counter()
    for seed, begin in enumerate(range(0, CUTS, CUTS_A_SWEEP), start=100):
        folder = tmp_path / str(seed)
        folder.mkdir()
        found += await cut(folder, 800, min(CUTS_A_SWEEP, CUTS - begin), resumed=RESUMED / 10, seed=seed)
        print(f"{found.total()} power cuts: {dict(found)}", flush=True)
    assert found == {"nothing": CUTS}


async def test_a_bot_that_acknowledges_before_the_commit_is_caught(tmp_path: Path) -> None:
    found = await cut(tmp_path, 300, 100, mistake=HASTY)
    assert any("lost" in wrong for wrong in found)


async def test_synchronous_normal_is_caught(tmp_path: Path) -> None:
    found = await cut(tmp_path, 300, 100, rewrite=without_full_sync)
    assert any("lost" in wrong for wrong in found)
