"""Kills the bot, starts it again on the same database, and keeps count of what it had been promised."""

from __future__ import annotations

import json
import os
import random
import select
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.endurance.child import FILE, Order
from tests.endurance.verdict import lost

ROOT = Path(__file__).resolve().parents[2]
AGAIN = 50
"""So many acknowledged messages are delivered once more after each kill."""

# The bot's own moments at which it dies, and within how many of that kind; half of the kills come at any other moment.
MOMENTS = {"before_send": 10, "after_send": 10, "before_commit": 60, "after_commit": 90}
_AT_RANDOM = 0.5
_LONGEST_LIFE = 0.4
_HANGS = 120.0


@dataclass(slots=True)
class Life:
    """How one life went."""

    acknowledged: list[int] = field(default_factory=list)
    ready: bool = False
    done: bool = False


class Killer:
    """One database through many lives.

    Args:
        mistake: let the bot make one of those in ``sabotage``.
    """

    def __init__(self, folder: Path, seed: int, *, mistake: str = "") -> None:
        self.folder = folder
        self.base = datetime.now(UTC) - timedelta(minutes=1)
        self.acknowledged = 0
        self.lost: list[int] = []
        self.kills: dict[str, int] = {}
        self._chance = random.Random(seed)
        self._mistake = mistake

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "tests.endurance.child"]
        self._nursery = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        assert self._nursery.stdin is not None
        assert self._nursery.stdout is not None
        self._nursery.stdin.close()
        self._nursery.stdout.close()
        self._nursery.wait()

    def round(self) -> None:
        """One life and one violent death."""
        chance = self._chance
        order = Order(
            str(self.folder), self.base.isoformat(), chance.randrange(1 << 30), max(0, self.acknowledged - AGAIN),
            echoes=chance.random() < 0.5, mistake=self._mistake,
        )  # fmt: skip
        if chance.random() >= _AT_RANDOM:
            order.moment = chance.choice(list(MOMENTS))
            order.times = chance.randrange(1, MOMENTS[order.moment])
        life = self._live(order, chance.uniform(0.005, _LONGEST_LIFE))
        kind = order.moment or "at random"
        self.kills[kind] = self.kills.get(kind, 0) + 1
        self.acknowledged = max([self.acknowledged, *(number + 1 for number in life.acknowledged)])
        self.lost += lost(self.folder / FILE, life.acknowledged)

    def die_at(self, moment: str, times: int) -> None:
        """A life that lasts until the bot comes to its ``times``-th ``moment``, however slow the machine is."""
        order = self._whole_life()
        order.moment, order.times, order.mistake = moment, times, self._mistake
        life = self._live(order, _HANGS)
        assert not life.done, "it never came to that moment"
        self.acknowledged = max([self.acknowledged, *(number + 1 for number in life.acknowledged)])

    def _whole_life(self) -> Order:
        first = max(0, self.acknowledged - AGAIN)
        return Order(str(self.folder), self.base.isoformat(), 1, first, until=self.acknowledged + AGAIN, finish=True)

    def finish(self) -> None:
        """A last life, which is allowed to finish: everything unacknowledged is delivered, handled and sent."""
        life = self._live(self._whole_life(), _HANGS)
        assert life.done, "the last life did not finish its work"
        self.acknowledged += AGAIN

    def _live(self, order: Order, seconds: float) -> Life:
        assert self._nursery.stdin is not None
        assert self._nursery.stdout is not None
        self._nursery.stdin.write(json.dumps(asdict(order)).encode() + b"\n")
        self._nursery.stdin.flush()
        pipe, life, pid = self._nursery.stdout.fileno(), Life(), 0
        rest, end = b"", time.monotonic() + _HANGS
        while True:
            if not select.select([pipe], [], [], max(0.0, end - time.monotonic()))[0]:
                assert pid, "the bot does not start"
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                end = time.monotonic() + _HANGS
                continue
            data = os.read(pipe, 65536)
            assert data, "the nursery died"
            *lines, rest = (rest + data).split(b"\n")
            for line in lines:
                word, _, number = line.decode().partition(" ")
                if word == "READY":
                    pid, end = int(number), time.monotonic() + seconds
                elif word == "ACK":
                    life.acknowledged.append(int(number))
                elif word == "DONE":
                    life.done = True
                elif word == "GONE":
                    return life
