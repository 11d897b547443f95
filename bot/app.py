"""Puts the parts together: one community, one account, one transport."""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from bot.call import Kit
from bot.clock import Clock
from bot.community import Community
from bot.contract import Incoming, MessageType, Transport
from bot.disclosure import Disclosure
from bot.dispatch import BATCH, Dispatch
from bot.errors import StorageError
from bot.fetching import Fetching
from bot.inbox import Inbox
from bot.log import get_log, safe_exception
from bot.outbox import Outbox, Sent
from bot.pulse import Pulse
from bot.routing import Router
from bot.settings import Settings
from bot.understand import Form, Message, Reader, load_forms
from bot.words import load_words
from data.crypt import Seal
from data.migrate import migrate
from data.seed import meet_group, meet_members, seed, set_friends
from data.session import Database
from data.store import Store
from data.work import Work
from handlers import all_routes
from schedules import CRONS, JOBS, Runner, account, digest

log = get_log("app")
_LONGEST_NAP = 1.0
_TURN = 0.0001
_BREATH = 0.02
_ON_THE_WAY = timedelta(seconds=2)


def make_kit(settings: Settings, forms: dict[str, Form] | None = None) -> Kit:
    """Read the words and forms, and make the reader.

    Raises:
        ConfigError: a word list or a form has a fault, named with its line.
    """
    words = load_words()
    forms = load_forms() if forms is None else forms
    reader = Reader(forms, words.longest_first)
    results = {
        word for form in forms.values() if any(answer.sensitive for answer in form.answers.values())
        for answer in form.answers.values() for word in (answer.label, *answer.words)
    }  # fmt: skip
    _warm(reader, forms)
    return Kit(settings, words, forms, reader, Disclosure(words, results))


def _warm(reader: Reader, forms: Mapping[str, Form]) -> None:
    """The reader makes many of its patterns when it first needs them: before the first neighbour, not then."""
    for name, form in forms.items():
        for answer in form.answers.values():
            for word in (*answer.words[:1], answer.label):
                reader.read(Message(f"101 2{word}", "101", collecting=name))
                reader.read(Message(f"1. 101 {word}\n2. 102 {word}\n3. 103 {word}", "101", collecting=name))
        reader.read(Message(form.how_to, "101", collecting=name))
    reader.read(Message("?!", "101"))


class Engine:
    """The bot of one community on one account.

    Args:
        seed_jitter: makes the pace repeatable; None in earnest.
        watch: told of everything that was sent.
        community_file: where a roster that is taken over is written, too; None: nowhere.
    """

    def __init__(
        self, database: Database, community: Community, seal: Seal, settings: Settings, clock: Clock,
        transport: Transport, *, forms: dict[str, Form] | None = None, router: Router | None = None,
        seed_jitter: int | None = None, watch: Callable[[Sent], None] | None = None,
        community_file: Path | None = None,
    ) -> None:  # fmt: skip
        self.database = database
        self.community = community
        self.clock = clock
        self.transport = transport
        self._seal = seal
        self._woken = asyncio.Event()
        self._due = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._fetches: asyncio.Task[None] | None = None
        self._stop = asyncio.Event()
        kit = replace(make_kit(settings, forms), community_file=community_file)
        routes = router or all_routes()
        self.kit = kit
        self.inbox = Inbox(
            database, community.key, transport.account, seal, clock, self._wake, lambda noted: self.fetching.note(noted)
        )
        self.pulse = Pulse(database, self._note_alive)
        self.fetching = Fetching(database, community.key, seal, transport, self.inbox.store, self._wake)
        self.dispatch = Dispatch(database, community.key, transport.account, seal, kit, routes, clock)
        self.outbox = Outbox(database, self.dispatch, kit, routes, transport, clock, seed=seed_jitter, watch=watch)
        self.runner = Runner(
            database, self.dispatch, clock, community.timezone, JOBS,
            (*CRONS, digest.cron(settings), account.cron(settings)), self.inbox.store,
        )  # fmt: skip

    def _wake(self) -> None:
        self._woken.set()

    def prepare(self) -> None:
        """Bring the database up to date: schema, community file, what a crash left behind.

        Raises:
            StorageError: the database refuses.
        """
        migrate(self.database)
        with self.database.transaction() as connection:
            store = Store(connection, self.community.key, self._seal)
            seed(store, self.community, self.transport.account, self.clock.now())
        lost = self.outbox.recover()
        if lost:
            log.warning("unknown_sends", messages=lost)

    async def start(self) -> None:
        """Connect and work until ``stop``. ``prepare`` comes first."""
        await self.meet()
        # What was loaded at start is never garbage; looking through it again and again was half of the time.
        gc.collect()
        gc.freeze()
        gc.set_threshold(20_000, 20, 20)
        # The inbox must not wait the usual five milliseconds for its turn while the desk thinks.
        sys.setswitchinterval(_TURN)
        self._fetches = asyncio.create_task(self.fetching.run())
        await self.transport.start(self._receive)
        self.runner.start(self._tick)
        self._tasks = [asyncio.create_task(self._think()), asyncio.create_task(self._speak())]
        self._wake()

    async def _receive(self, message: Incoming) -> None:
        """The transport's door: what it hands over is safe when this returns."""
        await self.inbox.receive(message)
        if message.type in (MessageType.CONNECTED, MessageType.DISCONNECTED):
            for listener in (self.fetching, self.pulse):
                listener.hears(message.type is MessageType.CONNECTED)

    def _note_alive(self) -> None:
        with self.dispatch.at_work() as work:
            # What was said in the last moments before a crash may not have come through any more.
            work.line.alive(self.clock.now() - _ON_THE_WAY)

    async def _tick(self) -> None:
        self._wake()

    async def meet(self) -> None:
        """Learn which groups the account sits in, who sits there with it, and who has a private line."""
        groups = await self.transport.groups()
        members = [await self.transport.members(group.id) for group in groups]
        friends = await self.transport.friends()
        never = [person.id for person in self.community.people if person.id and not person.friend]
        self.dispatch.open_to_all = friends is None

        def note() -> None:
            with self.dispatch.at_work() as work:
                for group, sitting in zip(groups, members, strict=True):
                    contacts = [one.contact for one in sitting]
                    known = meet_group(work, self.transport.account, group.id, group.topic, contacts)
                    if known is not None:
                        meet_members(work, known, sitting)
                set_friends(work.store, self.transport.account, friends, never)
            with self.dispatch.at_work() as work:
                work.people.load_all()

        await self.database.run("desk", note)

    async def stop(self) -> None:
        """Disconnect, finish what is in hand, close the database."""
        await self.runner.stop()
        self._stop.set()
        self._woken.set()
        self._due.set()
        if self._tasks:
            # What is being sent is let finish: cut off, it would be unknown whether it went out.
            await asyncio.wait(self._tasks, timeout=self.kit.settings.send_limit)
        await self.transport.stop()
        await self.pulse.stop()
        if self._fetches is not None:
            self._fetches.cancel()
            await asyncio.gather(self._fetches, return_exceptions=True)
        with suppress(TimeoutError):
            # On a full disk it would wait for ever; what is not stored by now was never acknowledged.
            await asyncio.wait_for(self.inbox.settled(), self.kit.settings.send_limit)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self.database.close()

    async def _think(self) -> None:
        pause = 0.5
        while not self._stop.is_set():
            await self._woken.wait()
            self._woken.clear()
            try:
                while handled := await self.database.run("desk", self.dispatch.drain):
                    if self.dispatch.stirred:
                        self.dispatch.stirred = False
                        self._due.set()
                    if handled < BATCH // 2:
                        # Nobody notices it in an answer; the inbox has the disk to itself meanwhile.
                        await asyncio.sleep(_BREATH)
                pause = 0.5
            except StorageError as error:
                log.error("not_handled", reason=str(error))
                await asyncio.sleep(pause)
                pause = min(pause * 2, 30.0)
                self._woken.set()

    async def _speak(self) -> None:
        while not self._stop.is_set():
            try:
                while await self.outbox.send_next():
                    if self._stop.is_set():
                        return
                due = await self.database.run("desk", self.outbox.next_due)
            except StorageError as error:
                log.error("not_sent", reason=str(error))
                due = None
                await asyncio.sleep(_LONGEST_NAP)
            except Exception as error:  # noqa: BLE001  one fault must not silence the bot
                log.error("not_sent", reason=safe_exception(error))
                due = None
                await asyncio.sleep(_LONGEST_NAP)
            nap = _LONGEST_NAP if due is None else (due - self.clock.now()).total_seconds()
            self._due.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._due.wait(), min(max(nap, 0.01), _LONGEST_NAP))

    # For whoever drives a virtual clock, and for tests: one step at a time, in the calling thread.

    def take(self, messages: Sequence[Incoming]) -> None:
        """Store ``messages`` and handle everything that waits."""
        self.inbox.store(messages)
        self.settle()

    def settle(self) -> None:
        """Handle everything that waits."""
        while self.dispatch.drain() >= BATCH or self.dispatch.cautious:
            pass
        if self.dispatch.stirred:
            self.runner.plan()

    def next_due(self) -> datetime:
        """When the next tick or send is due."""
        sending = self.outbox.next_due()
        tick = self.runner.next_due()
        return tick if sending is None else min(sending, tick)

    def look(self, question: Callable[[Work], object]) -> object:
        """Ask ``question`` of the rows as they are now."""
        with self.dispatch.at_work() as work:
            return question(work)
