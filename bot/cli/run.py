"""``fenjian run``: the demonstration, or the bot itself until it is told to stop."""

from __future__ import annotations

import asyncio
import io
import signal
import sys
from contextlib import aclosing, suppress
from pathlib import Path

from rich.console import Console
from rich.text import Text

from bot import log
from bot.app import Engine
from bot.cli.codes import make_codes, tell_codes
from bot.cli.installation import database_url, load_settings
from bot.cli.opening import ending_signals, greet, open_database, stop_signal
from bot.clock import SystemClock
from bot.community import Community, load_community
from bot.console.house import House
from bot.demo.casting import Casting
from bot.demo.demonstration import demonstrate
from bot.demo.lines import is_terminal, piped, typed
from bot.demo.neighbours import Neighbours
from bot.demo.prompt import Prompt
from bot.demo.stage import Live
from bot.demo.street import LiveStreet
from bot.demo.voice import Voice
from bot.errors import ConfigError
from bot.serving import served
from bot.settings import Settings
from bot.transport.simulated import SimulatedTransport
from bot.words import load_words
from data.crypt import Seal
from data.demo.sweep import demo_community

_STOPS_WITHIN = 15.0


def run(community: Path | None, transport: str, database: str | None, pages: bool | None = None) -> None:
    """Run until told to stop; Ctrl-C and SIGTERM end it cleanly.

    Args:
        pages: whether the console is served; None: as set, and with the demonstration where somebody types.

    Raises:
        ConfigError: the community file, a setting or the key has a fault.
        StorageError: the database cannot be opened, or belongs to another key.
    """
    if transport not in _TRANSPORTS:
        raise ConfigError(f"There is no transport {transport!r}. Use {' or '.join(_TRANSPORTS)}.")
    if transport != "simulated" and community is None:
        raise ConfigError("Real groups need a community file: fenjian run --transport wechaty --community FILE")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    settings = load_settings()
    demonstration = community is None and database is None
    if pages is None:
        pages = settings.console and (is_terminal() or not demonstration)
    settings = settings.model_copy(update={"console": pages})
    console = Console(highlight=False, soft_wrap=not sys.stdout.isatty())
    with suppress(KeyboardInterrupt):
        if demonstration:
            # Beside the table only what went wrong is worth a line.
            log.set_up("ERROR", as_json=settings.log_json)
            for number in ending_signals():
                signal.signal(number, signal.default_int_handler)
            asyncio.run(demonstrate(settings, console))
            return
        level = settings.log_level
        if is_terminal() and "log_level" not in settings.model_fields_set:
            # Somebody types there: what goes well is not worth a line between theirs.
            level = "WARNING"
        log.set_up(level, as_json=settings.log_json)
        known = demo_community() if community is None else load_community(community)
        asyncio.run(_TRANSPORTS[transport](known, settings, database_url(settings, database), console))


async def _serve(community: Community, settings: Settings, url: str, console: Console) -> None:
    """The engine on the machine's clock and the simulated chat network, until told to stop."""
    stop = stop_signal()
    neighbours = Neighbours(community, load_words())
    voice = Voice(console, neighbours, community.zone)
    engine, transport, seal = _prepare(community, settings, url, voice, console)
    voice.aloud = True
    try:
        await engine.start()
        async with served(House(community), settings, console, browser=is_terminal()) as pages:
            await pages.show(engine, seal, LiveStreet(transport, Casting(community, neighbours)))
            prompt = Prompt(Live(engine, transport), community, neighbours, voice, console)
            talk = asyncio.create_task(_talk(prompt, console, stop))
            await stop.wait()
            talk.cancel()
            await asyncio.gather(talk, return_exceptions=True)
    finally:
        # A full disk must not keep it from ending: what is not stored by now was never acknowledged.
        with suppress(TimeoutError):
            await asyncio.wait_for(engine.stop(), _STOPS_WITHIN)
    console.print(Text("Stopped. Everything received is kept.", style="dim"))


def _prepare(
    community: Community, settings: Settings, url: str, voice: Voice, console: Console
) -> tuple[Engine, SimulatedTransport, Seal]:
    database, seal = open_database(community, settings, url, console)
    try:
        clock = SystemClock()
        transport = SimulatedTransport(clock, (community.bot.id, community.bot.name))
        for group in community.groups:
            transport.add_room(group.topic, [(contact, "") for contact in group.members])
        engine = Engine(
            database, community, seal, settings, clock, transport, watch=voice.hear, community_file=community.file
        )
        engine.prepare()
        greet(community, "simulated chat network", console)
        tell_codes(make_codes(engine), console)
    except BaseException:
        database.close()
        raise
    return engine, transport, seal


async def _talk(prompt: Prompt, console: Console, stop: asyncio.Event) -> None:
    """Take lines. The end of what is typed at a terminal stops the bot; a pipe that ends stops nothing."""
    at_terminal = is_terminal()
    if at_terminal:
        prompt.tell("help", **prompt.examples())
    else:
        console.print(Text("Running. SIGTERM or Ctrl-C stops it.", style="dim"))
    try:
        async with aclosing(typed(prompt.where) if at_terminal else piped()) as lines:
            async for line in lines:
                if not await prompt.obey(line):
                    stop.set()
    finally:
        if at_terminal:
            stop.set()


async def _live(community: Community, settings: Settings, url: str, console: Console) -> None:
    from bot.cli.live import serve_wechat  # what real groups need is not loaded without them

    await serve_wechat(community, settings, url, console)


_TRANSPORTS = {"simulated": _serve, "wechaty": _live}
