"""``fenjian run``: the demonstration, or the bot itself until it is told to stop."""

from __future__ import annotations

import asyncio
import io
import signal
import sys
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from rich.console import Console
from rich.text import Text

from bot import log
from bot.app import Engine
from bot.clock import SystemClock
from bot.community import Community, load_community
from bot.demo.demonstration import demonstrate
from bot.demo.lines import is_terminal, piped, typed
from bot.demo.neighbours import Neighbours
from bot.demo.prompt import Prompt
from bot.demo.stage import Live
from bot.demo.voice import Voice
from bot.errors import ConfigError
from bot.roles import Role
from bot.settings import Settings
from bot.transport.simulated import SimulatedTransport
from bot.words import load_words
from data.crypt import Seal, load_seal, parse_keys
from data.demo.sweep import demo_community
from data.migrate import current
from data.session import Database, normalise_url
from data.store import table
from data.tables import AliasRow, PersonRow
from data.work import Work

CODE_DAYS = 7


def run(community: Path | None, transport: str, database: str | None) -> None:
    """Run until told to stop; Ctrl-C and SIGTERM end it cleanly.

    Raises:
        ConfigError: the community file, a setting or the key has a fault.
        StorageError: the database cannot be opened.
    """
    if transport != "simulated":
        raise ConfigError(
            f"The transport {transport!r} comes with a later version. Until then: --transport simulated."
        )
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    settings = Settings()
    console = Console(highlight=False)
    with suppress(KeyboardInterrupt):
        if community is None and database is None:
            # In front of the table only what went wrong is worth a line.
            log.set_up("ERROR", as_json=settings.log_json)
            asyncio.run(demonstrate(settings, console))
            return
        log.set_up(settings.log_level, as_json=settings.log_json)
        known = demo_community() if community is None else load_community(community)
        asyncio.run(_serve(known, settings, database, console))


async def _serve(community: Community, settings: Settings, url: str | None, console: Console) -> None:
    """The engine on the machine's clock and the simulated chat network."""
    database = Database(url or settings.database or str(settings.home / "fenjian.db"))
    clock = SystemClock()
    try:
        seal = _seal(database, settings, console)
        transport = SimulatedTransport(clock, (community.bot.id, community.bot.name))
        for group in community.groups:
            transport.add_room(group.topic, [(contact, "") for contact in group.members])
        neighbours = Neighbours(community, load_words())
        voice = Voice(console, neighbours, community.zone)
        engine = Engine(database, community, seal, settings, clock, transport, watch=voice.hear)
        engine.prepare()
        _check_key(engine)
        _greet(engine, community, console)
    except BaseException:
        database.close()
        raise
    voice.aloud = True
    try:
        await engine.start()
        prompt = Prompt(Live(engine, transport), community, neighbours, voice, console)
        await _until_told(prompt, console)
    finally:
        await engine.stop()
    console.print(Text("Stopped. Everything received is kept.", style="dim"))


def _seal(database: Database, settings: Settings, console: Console) -> Seal:
    """The key; a new one only for a database that is new."""
    if settings.key is not None:
        return Seal(*parse_keys(settings.key.get_secret_value()))
    path = settings.key_file or settings.home / "fenjian.key"
    with database.transaction() as connection:
        new = current(connection) is None
    made = new and not path.exists()
    seal = load_seal(path, create=new)
    console.print(Text(f"Database: {_shown(database)}\nKey: {path.absolute()}"))
    if made:
        console.print(
            Text("The key was made just now. Keep a copy elsewhere: without it nobody can read the database.", "yellow")
        )
    return seal


def _shown(database: Database) -> str:
    """Where the database is, without a password."""
    from sqlalchemy.engine import make_url

    url = make_url(normalise_url(database.url))
    return str(Path(url.database).absolute()) if database.sqlite and url.database else url.render_as_string()


def _check_key(engine: Engine) -> None:
    """Open one stored text: a wrong key must be known before anything is written with it."""

    def one(work: Work) -> None:
        row = work.store.row(work.store.select(PersonRow).limit(1))
        if row is not None:
            work.store.seal.open(row.name)

    engine.look(one)


def _greet(engine: Engine, community: Community, console: Console) -> None:
    """Tell what the file leaves open, and give who is still unknown a way to prove himself."""
    console.print(
        Text(f"{community.name}: {len(community.buildings)} buildings, {len(community.households)} flats, simulated chat.")
    )
    for warning in community.warnings:
        console.print(Text(f"Note: {warning}", style="yellow"))
    for name, code in make_codes(engine, community):
        console.print(Text(f"One-time code for {name}: {code}", style="bold"))
        console.print(Text(f"  Within {CODE_DAYS} days {name} adds the bot and sends it in private: /verify {code}"))


def make_codes(engine: Engine, community: Community) -> list[tuple[str, str]]:
    """A one-time code for each secretary of the file who has no contact in this account: (name, code)."""
    until = engine.clock.now() + timedelta(days=CODE_DAYS)
    waiting = [person.name for person in community.people if person.role is Role.SECRETARY and person.id is None]

    def make(work: Work) -> list[tuple[str, str]]:
        persons, aliases = table(PersonRow), table(AliasRow)
        found = []
        for name in waiting:
            listed = f"name:{work.store.seal.hash('name', name)}"
            row = work.store.row(work.store.select(PersonRow, persons.c.listed == listed))
            own = (aliases.c.account == work.account, aliases.c.person == row.id) if row else ()
            if row is not None and work.store.row(work.store.select(AliasRow, *own)) is None:
                found.append((name, work.records.make_code(row.id, until)))
        return found

    codes = engine.look(make)
    assert isinstance(codes, list)
    return codes


async def _until_told(prompt: Prompt, console: Console) -> None:
    """Take lines until SIGTERM, Ctrl-C, or the end of what is typed at a terminal. A pipe that ends stops nothing."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    talk = asyncio.create_task(_talk(prompt, console, stop))
    await stop.wait()
    talk.cancel()
    await asyncio.gather(talk, return_exceptions=True)


async def _talk(prompt: Prompt, console: Console, stop: asyncio.Event) -> None:
    at_terminal = is_terminal()
    if at_terminal:
        prompt.tell("help")
    else:
        console.print(Text("Running. SIGTERM or Ctrl-C stops it.", style="dim"))
    try:
        async for line in typed(prompt.where) if at_terminal else piped():
            if not await prompt.obey(line):
                stop.set()
    finally:
        if at_terminal:
            stop.set()
