"""kill -9 at any moment: nothing acknowledged is lost, nothing counts twice, and nothing is sent twice unless the
ledger says that it could not be known.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from bot.clock import SystemClock
from data.session import Database
from tests.endurance.child import FILE
from tests.endurance.compound import Script, message_id
from tests.endurance.killer import Killer
from tests.endurance.oracle import collections_after
from tests.endurance.sabotage import BLIND, HASTY
from tests.endurance.verdict import check_sends, faults

ROUNDS = int(os.environ.get("ENDURANCE_ROUNDS", "1000"))
LIVES = 50
"""So many kills on one database; then it is looked at, and the next one begins."""


async def test_twenty_kills_in_a_sweep_lose_and_double_nothing(tmp_path: Path) -> None:
    with Killer(tmp_path, seed=1) as killer:
        await check_lives(killer, 20)


@pytest.mark.endurance
async def test_a_thousand_kills_lose_and_double_nothing(tmp_path: Path) -> None:
    kills: Counter[str] = Counter()
    acknowledged = doubtful = 0
    for series, begin in enumerate(range(0, ROUNDS, LIVES)):
        folder = tmp_path / str(series)
        folder.mkdir()
        with Killer(folder, seed=1000 + series) as killer:
            doubtful += await check_lives(killer, min(LIVES, ROUNDS - begin))
        kills.update(killer.kills)
        acknowledged += killer.acknowledged
        print(
            f"{sum(kills.values())} kills, {acknowledged} acknowledged, none lost; {doubtful} sent twice and known",
            flush=True,
        )
    print(f"killed: {dict(kills)}")


def test_a_bot_that_acknowledges_before_the_commit_is_caught(tmp_path: Path) -> None:
    with Killer(tmp_path, seed=2, mistake=HASTY) as killer:
        for _ in range(60):
            killer.round()
            if killer.lost:
                return
    pytest.fail("60 kills, and the harness did not notice")


def test_a_bot_that_sends_again_what_it_may_have_sent_is_caught(tmp_path: Path) -> None:
    with Killer(tmp_path, seed=3, mistake=BLIND) as killer:
        for times in (2, 3):
            killer.die_at("after_send", times)
        killer.finish()
    with pytest.raises(AssertionError, match="the ledger does not say so"):
        check_sends(tmp_path / FILE, tmp_path)


async def check_lives(killer: Killer, rounds: int) -> int:
    """Kill ``rounds`` times and look at everything; return how many messages the network was given twice."""
    for _ in range(rounds):
        killer.round()
        assert not killer.lost, f"acknowledged and lost: {killer.lost}"
    killer.finish()
    path = killer.folder / FILE
    assert faults(path, killer.acknowledged) == []
    database = Database(f"sqlite:///{path}", inline=True)
    oracle = Database("sqlite://", inline=True)
    truth = await collections_after(oracle, killer.base, killer.acknowledged)
    assert await collections_after(database, killer.base, 0) == truth
    assert replies(database) == replies(oracle)
    database.close()
    oracle.close()
    return check_sends(path, killer.folder)


def replies(database: Database) -> Counter[str]:
    """How many replies each resident was to get."""
    with database.transaction() as connection:
        rows = connection.exec_driver_sql(
            "SELECT alias.contact FROM outbox JOIN alias ON alias.person = outbox.person WHERE outbox.lane = 1"
        ).all()
    return Counter(row[0] for row in rows)


def test_every_message_is_the_same_in_every_process() -> None:
    base = SystemClock().now()
    assert [Script(base).message(k) for k in range(100)] == [Script(base).message(k) for k in range(100)]
    assert message_id(9) < message_id(10)
