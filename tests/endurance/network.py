"""The network's side of the kills: what it was given outlives the bot, and it can end the bot at the worst moment."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from bot.clock import Clock
from bot.contract import Incoming, Outgoing
from bot.transport.simulated import SimulatedTransport

FILE = "network.jsonl"


def die() -> None:
    """What kill -9 does, from within."""
    os.kill(os.getpid(), signal.SIGKILL)


class Countdown:
    """Calls ``end`` at the given moment of its kind: "before_send", "after_send", "before_commit", "after_commit"."""

    def __init__(self, moment: str, times: int, end: Callable[[], None] = die) -> None:
        self._moment = moment
        self._left = times
        self._end = end

    def pass_by(self, moment: str) -> None:
        """Such a moment has come."""
        if moment == self._moment:
            self._left -= 1
            if self._left == 0:
                self._end()


class WitnessedTransport(SimulatedTransport):
    """The simulated network, which writes down every message before it says that it took it."""

    def __init__(self, clock: Clock, bot: tuple[str, str], folder: Path, countdown: Countdown) -> None:
        super().__init__(clock, bot)
        self._path = folder / FILE
        self._file = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        self._countdown = countdown

    async def send(self, message: Outgoing) -> str | None:
        self._countdown.pass_by("before_send")
        network_id = f"net-{uuid4().hex}"
        seen = {
            "id": network_id, "key": message.key, "group": message.group, "contact": message.contact,
            "text": message.text,
        }  # fmt: skip
        os.write(self._file, json.dumps(seen).encode() + b"\n")
        os.fsync(self._file)
        self._countdown.pass_by("after_send")
        self._echo(self._echo_of(seen))
        return network_id

    def late_echoes(self, last: int) -> list[Incoming]:
        """The echoes of the ``last`` messages, as a network delivers them to who comes back; some came before."""
        return [self._echo_of(seen) for seen in sent(self._path.parent)[-last:]]

    def _echo_of(self, seen: dict[str, str | None]) -> Incoming:
        bot, name = self._bot
        group, contact = seen["group"], seen["contact"]
        sender = bot if group else str(contact)
        return Incoming(
            str(seen["id"]), group, sender, str(seen["text"]), self._clock.now(), name, group, own=True
        )  # fmt: skip


def sent(folder: Path) -> list[dict[str, str | None]]:
    """Everything that the network was given, in order. A line cut short by the kill was never taken."""
    path = folder / FILE
    lines = path.read_bytes().split(b"\n")[:-1] if path.exists() else []
    return [json.loads(line) for line in lines]
