"""The simulated network as the pages see it: somebody speaks, time passes, a morning or a day is played."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from bot.clock import SystemClock
from bot.community import Community
from bot.console.house import Progress, Somebody, across
from bot.contract import Incoming
from bot.demo.casting import Casting
from bot.demo.show import batches, hear
from bot.demo.stage import Rehearsal
from bot.replay import AFTERWARDS, Faulty, Replay, read_transcript
from bot.transport.simulated import SimulatedTransport
from data.demo.day import make_day
from data.demo.sweep import make_sweep

SEED = 7
SWEEP_AT = 1
"""The hour at which a morning begins; a day begins at midnight."""
_SLICE = 0.1
_GIVES_WAY = 0.02


def _message(somebody: Somebody, topic: str | None, text: str, at: datetime) -> Incoming:
    name = f"typed-{uuid4().hex}"
    return Incoming(name, topic, somebody.contact, text, at, name=somebody.name, topic=topic)


class LiveStreet:
    """The engine at work on the machine's own clock: one speaks, and it answers in its own time."""

    plays = False

    def __init__(self, transport: SimulatedTransport, casting: Casting) -> None:
        self._loop = asyncio.get_running_loop()
        self._transport = transport
        self._clock = SystemClock()
        self.people = casting.people

    async def say(self, somebody: Somebody, topic: str | None, text: str) -> None:
        message = _message(somebody, topic, text, self._clock.now())
        await across(self._loop, self._transport.speak(message))

    async def play(self, what: str, speed: float | None) -> None:
        """Time passes by itself here."""

    async def stop(self) -> None:
        """Nothing plays."""

    async def wait(self, minutes: float) -> None:
        """Time passes by itself here."""

    def progress(self) -> Progress:
        return Progress()


class PlayedStreet:
    """A replay's engine on a virtual clock. One thing happens at a time, whoever asks for it."""

    plays = True

    def __init__(self, replay: Replay, community: Community, casting: Casting, seed: int = SEED) -> None:
        self._loop = asyncio.get_running_loop()
        self._turn = asyncio.Lock()
        self._replay = replay
        self._stage = Rehearsal(replay)
        self._community = community
        self._watch = SystemClock()
        self._seed = seed
        self._task: asyncio.Task[None] | None = None
        self._stopping = False
        self._progress = Progress()
        self.people = casting.people

    # What the pages ask for, from their own loop.

    async def say(self, somebody: Somebody, topic: str | None, text: str) -> None:
        await self.put(_message(somebody, topic, text, self._replay.clock.now()))

    async def put(self, message: Incoming) -> None:
        """The door of the bot: whatever is typed at the console comes in here, too."""
        await across(self._loop, self._put(message))

    async def play(self, what: str, speed: float | None) -> None:
        await across(self._loop, self._begin(what, speed))

    async def stop(self) -> None:
        await across(self._loop, self._end())

    async def wait(self, minutes: float) -> None:
        await across(self._loop, self._wait(timedelta(minutes=minutes)))

    def progress(self) -> Progress:
        return self._progress

    # In the engine's loop.

    async def _put(self, message: Incoming) -> None:
        async with self._turn:
            await self._stage.say(message)
            if self._task is None:
                await self._stage.settle()

    async def _wait(self, span: timedelta) -> None:
        async with self._turn:
            if self._task is None:
                await self._stage.tick(self._replay.clock.now() + span)

    async def _begin(self, what: str, speed: float | None) -> None:
        if self._task is None:
            self._stopping = False
            self._progress = Progress(what)
            self._task = asyncio.create_task(self._play(what, speed))

    async def _end(self) -> None:
        # Asked to end, not cancelled: a send under way is finished, and a cancellation could be lost in it.
        self._stopping = True
        if self._task is not None:
            await self._task

    async def _play(self, what: str, speed: float | None) -> None:
        try:
            messages = await asyncio.to_thread(self._written, what)
            began, heard = self._watch.monotonic(), 0
            async with self._turn:
                await self._replay.until(messages[0].at, before=True)
            start = self._replay.clock.now()
            for together in batches(messages):
                await self._until(together[-1].at, start, began, speed)
                if self._stopping:
                    return
                async with self._turn:
                    await hear(self._replay, together)
                heard += len(together)
                rate = heard / max(self._watch.monotonic() - began, 0.001)
                self._progress = Progress(what, heard, len(messages), rate)
                await asyncio.sleep(0)
            if speed is None:
                async with self._turn:
                    await self._replay.until(messages[-1].at + AFTERWARDS)
        finally:
            self._task = None
            self._progress = Progress()

    async def _until(self, moment: datetime, start: datetime, began: float, speed: float | None) -> None:
        """Let the bot's time go on until ``moment``, no faster than ``speed`` times the clock on the wall."""
        if speed is None:
            return
        while not self._stopping:
            due = start + timedelta(seconds=(self._watch.monotonic() - began) * speed)
            if due >= moment:
                return
            async with self._turn:
                await self._replay.until(due)
            left = (moment - due).total_seconds() / speed
            await asyncio.sleep(min(max(left, _GIVES_WAY), _SLICE))

    def _written(self, what: str) -> Sequence[Incoming]:
        """The next morning or day, in another wording each time."""
        seed, self._seed = self._seed, self._seed + 1
        now = self._replay.clock.now().astimezone(self._community.zone)
        start = now.replace(hour=SWEEP_AT if what == "sweep" else 0, minute=0, second=0, microsecond=0)
        if start < now - timedelta(minutes=30):
            start += timedelta(days=1)
        start = max(start, now)
        if what == "sweep":
            lines = make_sweep(self._community, seed=seed, start=start).lines
            # People may have given numbers to other things before; the secretary means the only preview there is.
            lines = [line | {"text": line["text"].removesuffix(" 1")} if _confirms(line) else line for line in lines]
        else:
            lines = make_day(seed, community=self._community, start=start).lines
        texts = (json.dumps(line, ensure_ascii=False) for line in lines)
        heard = read_transcript(texts, self._community.bot.id)
        return [message for message in heard if not isinstance(message, Faulty)]


def _confirms(line: dict[str, Any]) -> bool:
    return str(line["text"]) == "/confirm 1"
