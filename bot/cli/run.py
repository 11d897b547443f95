"""``fenjian run``: the demonstration, or the bot itself until it is told to stop."""

from __future__ import annotations

import asyncio
import io
import signal
import sys
from contextlib import aclosing, suppress
from datetime import timedelta
from pathlib import Path

from rich.console import Console
from rich.text import Text
from sqlalchemy.engine import make_url

from bot import log
from bot.app import Engine
from bot.cli.installation import (
    belongs_to,
    communities,
    database_file,
    database_url,
    key_file,
    load_settings,
    open_or_make,
)  # fmt: skip
from bot.clock import SystemClock
from bot.community import Community, load_community
from bot.demo.demonstration import demonstrate
from bot.demo.lines import is_terminal, piped, typed
from bot.demo.neighbours import Neighbours
from bot.demo.prompt import Prompt
from bot.demo.stage import Live
from bot.demo.voice import Voice
from bot.errors import ConfigError
from bot.settings import Settings
from bot.transport.simulated import SimulatedTransport
from bot.words import load_words
from data.demo.sweep import demo_community
from data.migrate import current, newest
from data.session import Database
from data.store import table
from data.tables import AliasRow, PersonRow
from data.work import Work

CODE_DAYS = 7
_STOPS_WITHIN = 15.0
_ENDINGS = (signal.SIGTERM, signal.SIGHUP)


def run(community: Path | None, transport: str, database: str | None) -> None:
    """Run until told to stop; Ctrl-C and SIGTERM end it cleanly.

    Raises:
        ConfigError: the community file, a setting or the key has a fault.
        StorageError: the database cannot be opened, or belongs to another key.
    """
    if transport != "simulated":
        raise ConfigError(f"The transport {transport!r} comes with a later version. Until then: --transport simulated")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    settings = load_settings()
    console = Console(highlight=False, soft_wrap=not sys.stdout.isatty())
    with suppress(KeyboardInterrupt):
        if community is None and database is None:
            # Beside the table only what went wrong is worth a line.
            log.set_up("ERROR", as_json=settings.log_json)
            for number in _ENDINGS:
                signal.signal(number, signal.default_int_handler)
            asyncio.run(demonstrate(settings, console))
            return
        level = settings.log_level
        if is_terminal() and "log_level" not in settings.model_fields_set:
            # Somebody types there: what goes well is not worth a line between theirs.
            level = "WARNING"
        log.set_up(level, as_json=settings.log_json)
        known = demo_community() if community is None else load_community(community)
        asyncio.run(_serve(known, settings, database_url(settings, database), console))


async def _serve(community: Community, settings: Settings, url: str, console: Console) -> None:
    """The engine on the machine's clock and the simulated chat network, until told to stop."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, *_ENDINGS):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    neighbours = Neighbours(community, load_words())
    voice = Voice(console, neighbours, community.zone)
    engine, transport = _prepare(community, settings, url, voice, console)
    voice.aloud = True
    try:
        await engine.start()
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
) -> tuple[Engine, SimulatedTransport]:
    key = None if settings.key is not None else key_file(settings, url, fresh=True)
    had_key = key is None or key.exists()
    database, seal = open_or_make(settings, url)
    try:
        file = database_file(url)
        console.print(Text(f"Database: {file.absolute() if file else make_url(url).render_as_string()}"))
        # An old database may use the key of the data folder; only a new one makes its own.
        used = key and key_file(settings, url)
        console.print(Text(f"Key: {used.absolute() if used else 'FENJIAN_KEY'}"))
        if key and not had_key and key.exists():
            console.print(Text("  made just now. Keep a copy elsewhere: without it nobody can read the database."))
        _warn_of_another(database, community, console)
        clock = SystemClock()
        transport = SimulatedTransport(clock, (community.bot.id, community.bot.name))
        for group in community.groups:
            transport.add_room(group.topic, [(contact, "") for contact in group.members])
        engine = Engine(database, community, seal, settings, clock, transport, watch=voice.hear)
        engine.prepare()
        _greet(engine, community, console)
    except BaseException:
        database.close()
        raise
    return engine, transport


def _greet(engine: Engine, community: Community, console: Console) -> None:
    """Tell what the file leaves open, and give a secretary who is still unknown a way to prove himself."""
    size = f"{len(community.buildings)} buildings, {len(community.households)} households"
    console.print(Text(f"{community.name}: {size}; simulated chat network."))
    for warning in community.warnings:
        console.print(Text(f"Note: {warning}", style="yellow"))
    codes = make_codes(engine, community)
    for name, roles, code in codes:
        console.print(Text(f"One-time code for {name} ({roles}): {code}", style="bold"))
    if codes:
        console.print(Text("  Each sends the own one to the bot in a private chat, for example"))
        console.print(Text(f"  /verify {codes[0][2]}   A code is good for {CODE_DAYS} days."))


def _warn_of_another(database: Database, community: Community, console: Console) -> None:
    with database.transaction() as connection:
        known = communities(connection) if current(connection) == newest() else {}
    if known and community.key not in known:
        console.print(Text(f"Note: {belongs_to(known, community)}", style="yellow"))


def make_codes(engine: Engine, community: Community) -> list[tuple[str, str, str]]:
    """A one-time code for each person of the file who has no contact in this account: (name, roles, code)."""
    until = engine.clock.now() + timedelta(days=CODE_DAYS)
    waiting: dict[str, list[str]] = {}
    for person in community.people:
        if person.id is None:
            where = " ".join([person.role.value, *person.buildings])
            waiting.setdefault(person.name, []).append(where)
    codes: list[tuple[str, str, str]] = []

    def make(work: Work) -> None:
        persons, aliases = table(PersonRow).c, table(AliasRow).c
        for name, roles in waiting.items():
            listed = persons.listed == f"name:{work.store.seal.hash('name', name)}"
            row = work.store.row(work.store.select(PersonRow, listed))
            if row is None:
                continue
            own = (aliases.account == work.account, aliases.person == row.id)
            if work.store.row(work.store.select(AliasRow, *own)) is None:
                codes.append((name, ", ".join(roles), work.records.make_code(row.id, until)))

    engine.look(make)
    return codes


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
