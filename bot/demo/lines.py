"""Lines that somebody types: at a terminal with a history, or piped in."""

from __future__ import annotations

import asyncio
import os
import select
import sys
from collections.abc import AsyncGenerator, Callable
from contextlib import suppress

_LOOK = 0.2
_CHUNK = 65536


def is_terminal() -> bool:
    """Whether somebody sits there: both ends are a terminal."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


async def typed(before: Callable[[], str]) -> AsyncGenerator[str, None]:
    """Lines from the terminal until Ctrl-D or Ctrl-C; ``before`` is asked what stands before the cursor.

    Whatever is printed meanwhile appears above the line that is being typed.
    """
    from prompt_toolkit import PromptSession
    from prompt_toolkit.patch_stdout import patch_stdout

    session: PromptSession[str] = PromptSession()
    with patch_stdout(raw=True), suppress(EOFError, KeyboardInterrupt):
        while True:
            yield await session.prompt_async(before, refresh_interval=1.0)


def _readable(source: int) -> bool:
    return bool(select.select([source], [], [], _LOOK)[0])


async def piped(patience: float | None = None) -> AsyncGenerator[str, None]:
    """Lines from standard input until it ends.

    Args:
        patience: seconds to wait for the first byte: a pipe that nobody writes to, nor closes, is taken for none.
    """
    try:
        source = sys.stdin.fileno()
    except (AttributeError, ValueError, OSError):
        return
    pending = b""
    waited = 0.0
    while True:
        if not await asyncio.to_thread(_readable, source):
            waited += _LOOK
            if patience is not None and waited >= patience:
                return
            continue
        patience = None
        try:
            chunk = os.read(source, _CHUNK)
        except OSError:
            return
        *lines, pending = (pending + chunk).split(b"\n") if chunk else (pending, b"")
        for line in lines:
            if line.strip():
                yield line.decode("utf-8", "replace").rstrip("\r")
        if not chunk:
            return
