"""``fenjian run --transport wechaty``: one account after the other, on the same database."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

from rich.console import Console
from rich.text import Text

from bot.app import Engine
from bot.cli.codes import make_codes, tell_codes
from bot.cli.gateway import gateway_folder, service
from bot.cli.opening import greet, open_database, stop_signal
from bot.cli.qr import remove_qr, show_qr
from bot.clock import SystemClock
from bot.community import Community
from bot.console.house import House
from bot.errors import FetchFailed
from bot.serving import Pages, served
from bot.settings import Settings
from bot.transport.wechat.transport import WechatTransport

_STOPS_WITHIN = 30.0
_PAUSE = 1.0
_SCANNED = (3, 4)
"""Wechaty's scan states in which the code has served: scanned, confirmed."""


async def serve_wechat(community: Community, settings: Settings, url: str, console: Console) -> None:
    """Run on real groups until told to stop; where an account is lost, go on with the next one that logs in.

    Raises:
        ConfigError: no gateway is known, or it lets nobody in.
        StorageError: the database cannot be opened, or belongs to another key.
    """
    endpoint, token = service(settings)
    stop = stop_signal()
    console.print(Text(f"Gateway: {endpoint}. Waiting for an account to log in."))
    greet(community, "WeChat, by a Wechaty gateway", console)
    async with served(House(community), settings, console, browser=False) as pages:
        while not stop.is_set():
            transport = WechatTransport(endpoint, token, clock=SystemClock(), on_scan=_scan(console, settings))
            if await _unless(stop, transport.log_in()) is None:
                await transport.stop()
                break
            remove_qr(gateway_folder(settings))
            console.print(Text("Logged in."))
            reason = await _one_account(community, settings, url, console, transport, stop, pages)
            if reason is not None:
                console.print(Text(f"Not connected: {reason}.", style="yellow"))
                await asyncio.sleep(_PAUSE)
    console.print(Text("Stopped. Everything received is kept.", style="dim"))


async def _one_account(
    community: Community, settings: Settings, url: str, console: Console, transport: WechatTransport,
    stop: asyncio.Event, pages: Pages,
) -> str | None:  # fmt: skip
    """Work with one account; return why it was lost, or None where the bot was told to stop."""
    database, seal = open_database(community, settings, url, console)
    try:
        engine = Engine(
            database, community, seal, settings, transport=transport, clock=SystemClock(),
            community_file=community.file,
        )  # fmt: skip
        engine.prepare()
    except BaseException:
        database.close()
        raise
    try:
        try:
            await engine.start()
        except FetchFailed:
            # The line broke in the very second in which the groups were asked for.
            return "the gateway did not answer; trying again"
        codes = await database.run("desk", make_codes, engine, await _present(transport))
        tell_codes(codes, console)
        await pages.show(engine, seal)
        console.print(Text("Running. Ctrl-C stops it.", style="dim"))
        return await _unless(stop, transport.ended())
    finally:
        pages.shut()
        with suppress(TimeoutError):
            await asyncio.wait_for(engine.stop(), _STOPS_WITHIN)


async def _present(transport: WechatTransport) -> frozenset[str]:
    """Everybody who sits in one of the account's groups, and its friends."""
    present = set(await transport.friends() or ())
    for group in await transport.groups():
        present |= {member.contact for member in await transport.members(group.id)}
    return frozenset(present)


async def _unless(stop: asyncio.Event, work: Coroutine[Any, Any, str]) -> str | None:
    """The result of ``work``; None, and ``work`` cancelled, where the bot is told to stop first."""
    stopping, working = asyncio.create_task(stop.wait()), asyncio.create_task(work)
    await asyncio.wait({stopping, working}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not working.done():
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
        return None
    return working.result()


def _scan(console: Console, settings: Settings) -> Any:
    """Shows each code once; the gateway's own window shows it too."""
    shown: set[str] = set()

    def tell(code: str, status: int) -> None:
        if code and status not in _SCANNED and code not in shown:
            shown.add(code)
            show_qr(code, console, gateway_folder(settings))

    return tell
