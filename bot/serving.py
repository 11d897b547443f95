"""The console of ``fenjian run``: served beside the bot, its address told, a browser opened where there is one."""

from __future__ import annotations

import asyncio
import gc
import os
import sys
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from bot.app import Engine
from bot.console.house import House, Rooms, Street, across
from bot.contract import Incoming
from bot.errors import ConfigError, StorageError
from bot.log import safe_exception
from bot.settings import Settings
from data.crypt import Seal

if TYPE_CHECKING:
    from bot.console.server import ConsoleServer


_TURN = 0.001


class Pages:
    """The served pages, or their absence, to whoever starts the bot."""

    def __init__(self, house: House, console: Console, server: ConsoleServer | None, *, browser: bool) -> None:
        self._house = house
        self._console = console
        self._server = server
        self._browser = browser
        self._told = False

    @property
    def served(self) -> bool:
        """Whether there are any."""
        return self._server is not None

    async def show(self, engine: Engine, seal: Seal, street: Street | None = None) -> None:
        """Let the pages read from ``engine`` and type to it; the first time, tell the address."""
        loop = asyncio.get_running_loop()

        async def put(message: Incoming) -> None:
            await across(loop, engine.inbox.receive(message))

        account = engine.transport.account
        await self.open(Rooms(engine.database, seal, account, engine.kit, engine.clock, put, street))

    async def open(self, rooms: Rooms) -> None:
        """The same with rooms that are made already."""
        self._house.rooms = rooms
        if self._server is None or self._told:
            return
        self._told = True
        # Thousands of objects were made for the pages that are never garbage; the engine must not look them through.
        gc.collect()
        gc.freeze()
        # A click must not wait for its turn as long as usual while the engine thinks.
        sys.setswitchinterval(min(sys.getswitchinterval(), _TURN))
        url = self._server.url
        self._console.print(Text(f"Pages: {url}", style="bold"))
        try:
            link = await asyncio.wrap_future(self._server.link())
        except StorageError:
            link = None
        if link is not None:
            self._console.print(Text(f"  One-time link, for the first person: {link}"))
        if self._browser and _has_browser():
            await asyncio.to_thread(webbrowser.open, link or url)

    def shut(self) -> None:
        """The account is gone: nothing can be read for a while."""
        self._house.rooms = None


@asynccontextmanager
async def served(house: House, settings: Settings, console: Console, *, browser: bool) -> AsyncIterator[Pages]:
    """Serve the pages of ``house``; the bot goes on without them where that cannot be.

    Args:
        browser: whether somebody sits there who would see one.
    """
    server = None
    if settings.console:
        try:
            server = await asyncio.to_thread(_serve, house, settings)
        except ConfigError as error:
            console.print(Text(f"Note: {error}", style="yellow"))
        except Exception as error:  # noqa: BLE001  groups are served with or without pages
            console.print(Text(f"Note: the pages are not served ({safe_exception(error)}).", style="yellow"))
    try:
        yield Pages(house, console, server, browser=browser)
    finally:
        if server is not None:
            await asyncio.to_thread(server.stop)


def _serve(house: House, settings: Settings) -> ConsoleServer:
    from bot.console.server import ConsoleServer  # what the pages need is not loaded without them

    server = ConsoleServer(house, settings)
    server.start()
    return server


def _has_browser() -> bool:
    """Whether a window can be opened: a browser in the terminal would take it away from whoever types there."""
    if sys.platform.startswith(("win", "darwin")):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
