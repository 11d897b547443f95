"""The morning sweep, played at high speed and watched: a table that fills, and what the bot said last."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from zoneinfo import ZoneInfo

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.rule import Rule
from rich.text import Text

from bot.clock import SystemClock
from bot.contract import Incoming
from bot.demo.board import Board, legend, read_board, sums, table
from bot.demo.voice import Voice
from bot.demo.words import printable
from bot.replay import AFTERWARDS, Replay

_FRAME = 0.3
_SLOT = 20
_MOST = 16
_QUIET_FRAME = 2.0
_FRAME_LINES = 7


class Show:
    """Plays ``messages`` through ``replay`` in front of an audience."""

    def __init__(
        self, replay: Replay, messages: Sequence[Incoming], voice: Voice, console: Console, zone: ZoneInfo
    ) -> None:
        self._replay = replay
        self._messages = messages
        self._voice = voice
        self._console = console
        self._zone = zone
        self._watch = SystemClock()
        self._began = self._watch.monotonic()
        self._heard = 0
        self._last: Incoming | None = None

    async def play(self) -> float:
        """Play everything; return the seconds it took."""
        self._began = self._watch.monotonic()
        if self._console.is_terminal:
            with Live(console=self._console, screen=True, auto_refresh=False) as live:
                await self._run(_FRAME, lambda: live.update(self._screen(), refresh=True))
        else:
            await self._run(_QUIET_FRAME, lambda: self._console.print(self._status(), soft_wrap=True))
        return self._watch.monotonic() - self._began

    async def _run(self, every: float, show: Callable[[], None]) -> None:
        shown = self._began - every
        for together in batches(self._messages):
            await self._hear(together)
            if self._watch.monotonic() - shown >= every:
                show()
                shown = self._watch.monotonic()
                # Nothing else in here gives way: Ctrl-C is heard at this point.
                await asyncio.sleep(0)
        last = self._messages[-1].at if self._messages else self._replay.clock.now()
        await self._replay.until(last + AFTERWARDS)
        show()

    async def _hear(self, together: Sequence[Incoming]) -> None:
        await hear(self._replay, together)
        self._heard += len(together)
        self._last = together[-1]

    def _status(self) -> Text:
        now = self._replay.clock.now().astimezone(self._zone)
        seconds = max(self._watch.monotonic() - self._began, 0.001)
        text = Text(no_wrap=True, overflow="ellipsis")
        text.append(f"{now:%Y-%m-%d %H:%M}", style="bold")
        text.append(f"  {self._heard:,}/{len(self._messages):,} messages, {self._heard / seconds:,.0f}/s")
        text.append(f"  the bot: {self._voice.public} public, {self._voice.private} private")
        return text

    def _screen(self) -> RenderableType:
        width, height = self._console.size
        board = self._replay.engine.look(read_board)
        parts: list[RenderableType] = [self._status()]
        used = _FRAME_LINES
        if isinstance(board, Board):
            grid = table(board.rows, width)
            used += grid.row_count + 1
            parts += [sums(board), Text(""), grid, legend()]
        parts += [Rule("the bot said", style="dim"), *self._lately(height - used)]
        if self._last is not None:
            parts += [Rule("last heard", style="dim"), self._heard_last(self._last)]
        return Group(*parts)

    def _lately(self, lines: int) -> list[RenderableType]:
        shown = list(self._voice.lately)[-max(1, lines) :]
        blank = [Text("")] * (max(1, lines) - len(shown))
        return [*(self._voice.brief(said) for said in shown), *blank]

    def _heard_last(self, message: Incoming) -> Text:
        text = Text(no_wrap=True, overflow="ellipsis")
        text.append(f"{printable(message.topic or '')} ", style="dim")
        text.append(f"{printable(message.name)}: ", style="cyan")
        text.append(printable(message.text).replace("\n", " "))
        return text


async def hear(replay: Replay, together: Sequence[Incoming]) -> None:
    """Hand over what was written within seconds at once, as the bot would find it in its inbox."""
    last = together[-1]
    await replay.until(last.at, before=True)
    if len(together) > 1:
        if last.at > replay.clock.now():
            replay.clock.move_to(last.at)
        replay.engine.take(together[:-1])
    replay.say(last)


def batches(messages: Sequence[Incoming]) -> Iterator[list[Incoming]]:
    """Messages of the same few seconds. None reaches over a full minute, where deadlines lie."""
    together: list[Incoming] = []
    slot = -1
    for message in messages:
        current = int(message.at.timestamp()) // _SLOT
        if together and (current != slot or len(together) == _MOST):
            yield together
            together = []
        slot = current
        together.append(message)
    if together:
        yield together
