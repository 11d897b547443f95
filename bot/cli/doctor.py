"""fenjian doctor: is this installation sound, and if not, how is it mended?"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path

import typer
from rich.console import Console
from rich.text import Text
from sqlalchemy.engine import Connection, make_url

from bot import log
from bot.app import make_kit
from bot.cli.installation import (
    START,
    database_file,
    database_url,
    existing,
    find_community,
    key_file,
    load_keys,
    load_settings,
    snapshot,
    throw_away,
    try_key,
)  # fmt: skip
from bot.clock import SystemClock
from bot.community import Community, load_community
from bot.errors import CommunityError, ConfigError
from bot.replay import Replay
from bot.roster import roster_words
from bot.settings import Settings
from bot.soundness.coverage import SIMULATED, coverage, survey
from bot.soundness.finding import Finding, good, refusals, unknown, wrong
from bot.soundness.storage import check_clock, check_database, check_disk, check_leftovers, newest_message
from data.demo.sweep import demo_community
from data.rotation import seal_of

WECHATY = "wechaty"
_DEMONSTRATION = "none was named, and nothing is here yet: this checks the demonstration that comes with fenjian."
SIGNS = {True: ("✓", "green"), False: ("✗", "bold red"), None: ("·", "yellow")}


def doctor(community: Path | None, transport: str, database: str | None) -> None:
    """Print a line for each check; exit with 1 if anything is wrong.

    Raises:
        ConfigError: an option or setting that leaves nothing to check.
    """
    log.set_up("CRITICAL")
    if transport not in (SIMULATED, WECHATY):
        raise ConfigError(f"There is no transport {transport!r}. Use {SIMULATED} or {WECHATY}.")
    console = Console(highlight=False, soft_wrap=True)
    if console.is_terminal:
        console.print(Text("Looking; it takes some seconds …", style="dim"))
    faults = 0
    for finding in _Doctor(load_settings(), community, transport, database).look():
        sign, style = SIGNS[finding.sound]
        console.print(Text.assemble((sign, style), f" {finding.subject}: {finding.says}"))
        faults += finding.sound is False
    if faults:
        console.print(Text(f"{faults} to mend." if faults > 1 else "One thing to mend.", style="bold"))
        raise typer.Exit(1)
    console.print(Text("Sound.", style="bold"))


class _Doctor:
    """The checks in their order; a later one uses what an earlier one found."""

    def __init__(self, settings: Settings, file: Path | None, transport: str, database: str | None) -> None:
        self.settings = settings
        self.file = file
        self.transport = transport
        self.url = database_url(settings, database)
        self.community: Community | None = None
        self.there = True
        """Whether there is a database already."""

    def look(self) -> Iterator[Finding]:
        path = database_file(self.url)
        self.there = path is None or path.is_file()
        yield from refusals("words and forms", self._words)
        yield from self._community()
        yield from self._transport()
        if path is None or self.there:
            yield from refusals("database", self._database)
        else:
            yield check_clock(SystemClock().now(), None)
            yield from self._no_database(path)
            yield from self._rehearsal()

    def _words(self) -> Iterator[Finding]:
        kit = make_kit(self.settings)
        roster_words()
        yield good("words and forms", f"{len(kit.words.commands)} commands, forms: {', '.join(kit.forms)}")

    def _community(self) -> Iterator[Finding]:
        if self.file is None and self.there:
            yield unknown("community file", "none was named. To check yours: fenjian doctor --community FILE")
            return
        if self.file is None:
            yield unknown("community file", f"{_DEMONSTRATION} To check yours: fenjian doctor --community FILE")
        try:
            found = demo_community() if self.file is None else load_community(self.file)
        except CommunityError as error:
            for problem in error.problems:
                yield wrong("community file" if problem.startswith(str(self.file)) else "roster", problem)
            return
        self.community = found
        size = f"{len(found.buildings)} buildings, {len(found.households)} households, {len(found.groups)} groups"
        which = "the demonstration" if self.file is None else str(self.file)
        yield good("community file", f"{found.name} ({which}): {size}")
        yield from (wrong("community file", warning) for warning in found.warnings)
        yield good("time zone", f"{found.timezone}: it is {SystemClock().now().astimezone(found.zone):%H:%M} there now")

    def _transport(self) -> Iterator[Finding]:
        if self.transport == SIMULATED:
            yield good("transport", "simulated: needs nothing, and reaches nobody")
            return
        # What real groups need is not loaded without them.
        from bot.cli.gateway import service
        from bot.transport.wechat.asking import stands_in_the_way

        try:
            endpoint, token = service(self.settings)
            trouble = asyncio.run(stands_in_the_way(endpoint, token))
        except ConfigError as error:
            yield wrong("transport", str(error))
            return
        yield (
            good("transport", f"wechaty: the gateway at {endpoint} answers")
            if trouble is None
            else wrong("transport", trouble)
        )

    def _database(self) -> Iterator[Finding]:
        with existing(self.url) as database:
            file, shown = database_file(self.url), make_url(self.url).render_as_string(hide_password=True)
            yield from check_database(database, shown, file.parent if file is not None else None)
            with snapshot(database) as connection:
                keyed = list(refusals("key", lambda: check_key(connection, self.settings, self.url)))
                yield from keyed
                key = find_community(connection, self.file if self.community else None)
                now = SystemClock().now()
                yield check_clock(now, newest_message(connection, key))
                yield from check_leftovers(connection, key, now)
                if not keyed[0].sound:
                    yield unknown("coverage", "known once the key is there")
                    return
                seal = seal_of(connection, load_keys(self.settings, self.url))
                ground = survey(connection, key, seal, self.transport)
                if self.community is None:
                    yield good("time zone", ground.directory.timezone)
                yield from coverage(ground)

    @staticmethod
    def _no_database(path: Path) -> Iterator[Finding]:
        """There is none yet: can it be made?"""
        folder = next((parent for parent in path.absolute().parents if parent.exists()), Path("/"))
        if not os.access(folder, os.W_OK | os.X_OK):
            yield wrong("database", f"none at {path}, and {folder} cannot be written. Give the bot's user that right.")
        else:
            yield good("database", f"none at {path} yet: {START} makes it")
            yield from check_disk(folder)

    def _rehearsal(self) -> Iterator[Finding]:
        """Coverage as it would be after a first start on the simulated network."""
        if self.community is None:
            return
        if self.transport != SIMULATED:
            yield unknown("coverage", "known once the bot has been started and has seen its groups")
            return
        with throw_away() as (database, seal):
            player = Replay(database, self.community, seal, self.settings, SystemClock().now())
            asyncio.run(player.prepare())
            with snapshot(database) as connection:
                yield from coverage(survey(connection, self.community.key, seal, self.transport))


def check_key(connection: Connection, settings: Settings, url: str) -> Iterator[Finding]:
    """The key is there, opens what is stored, and nobody else can read its file.

    Raises:
        ConfigError: it is missing, or no key.
        StorageError: it is another database's.
    """
    keys = load_keys(settings, url)
    tried = try_key(connection, seal_of(connection, keys))
    several = f"; {len(keys)} are there: `fenjian key --rotate` leaves one" if len(keys) > 1 else ""
    yield good("key", f"{'opens what is stored' if tried else 'is there'}{several}")
    if settings.key is None:
        path = key_file(settings, url)
        if os.name == "posix" and path.stat().st_mode & 0o077:
            yield wrong("key", f"others can read {path}. Let its owner alone read it: chmod 600 {path}")
