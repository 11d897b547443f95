"""A chat network in memory: for the demonstration, replay and tests. It echoes, and fails when it is told to."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.contract import Act, File, GroupInfo, Incoming, MemberInfo, MessageType, Outgoing, Receive
from bot.errors import FetchFailed, SendError, SendFailed

Fault = SendError | None
RECALL_WITHIN = timedelta(minutes=2)
"""What is older stays said, as on the real network."""


class SimulatedTransport:
    """Rooms, members, echoes and faults.

    Args:
        bot: the bot's own contact id and nickname.
        echo_after: seconds until the bot's own message comes back; None: whoever drives the clock fetches echoes with
            ``take_echoes``.
    """

    account = "simulated"

    def __init__(self, clock: Clock, bot: tuple[str, str], *, echo_after: float | None = 0.0) -> None:
        self._clock = clock
        self._bot = bot
        self._echo_after = echo_after
        self._receive: Receive | None = None
        self._rooms: dict[str, dict[str, str]] = {}
        self._faults: dict[str | None, deque[Fault]] = defaultdict(deque)
        self._echoes: list[Incoming] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._count = 0
        self._noted: dict[str, Incoming] = {}
        self.unreachable = False
        self.files: dict[str, File] = {}
        self._said: dict[str, datetime] = {}
        self.strangers: set[str] = set()
        self.sent: list[tuple[datetime, Outgoing]] = []
        self.delay = 0.0

    # What a test or the demonstration does to the network.

    def add_room(self, topic: str, members: Sequence[tuple[str, str]] = ()) -> None:
        """Make a room; its id is its topic."""
        self._rooms.setdefault(topic, {}).update(members)

    def fault(self, error: Fault, *, target: str | None = None, times: int = 1) -> None:
        """Let the next sends (to ``target``, or at all) raise ``error``; None lets one pass."""
        self._faults[target].extend([error] * times)

    async def speak(self, message: Incoming) -> None:
        """Somebody says something; returns once the bot has stored it."""
        if message.group is not None and message.name:
            self._rooms.setdefault(message.group, {})[message.sender] = message.name
        if self._receive is None:
            raise SendFailed("the bot is not connected")
        await self._receive(message)

    async def note(self, message: Incoming) -> None:
        """Somebody says something, of which the bot hears only the id at first."""
        self._noted[message.id] = message
        if self._receive is None:
            raise SendFailed("the bot is not connected")
        now = self._clock.now()
        await self._receive(Incoming(message.id, None, "", "", now, type=MessageType.NOTED))

    async def connect(self, *, connected: bool) -> None:
        """The line to the network breaks, or is there again."""
        if self._receive is None:
            raise SendFailed("the bot is not connected")
        kind = MessageType.CONNECTED if connected else MessageType.DISCONNECTED
        now = self._clock.now()
        await self._receive(Incoming(f"{kind}:{now.isoformat()}", None, "", "", now, type=kind))

    def take_echoes(self) -> list[Incoming]:
        """The bot's own messages that have not come back yet."""
        echoes, self._echoes = self._echoes, []
        return echoes

    # The protocol.

    async def start(self, receive: Receive) -> None:
        self._receive = receive

    async def stop(self) -> None:
        self._receive = None
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def fetch(self, noted: str) -> Incoming | None:
        if self.unreachable:
            raise FetchFailed("the network does not answer")
        return self._noted.get(noted)

    async def download(self, message: str) -> File:
        if message not in self.files:
            raise FetchFailed("no file came with it")
        return self.files[message]

    async def send(self, message: Outgoing) -> str | None:
        if self.delay:
            await asyncio.sleep(self.delay)
        target = message.group or message.contact
        if message.contact is not None and message.contact in self.strangers:
            raise SendFailed("not a friend", retryable=False)
        for faults in (self._faults[target], self._faults[None]):
            if faults and (error := faults.popleft()) is not None:
                raise error
        now = self._clock.now()
        if message.act is Act.RECALL:
            self._recall(message, now)
            return None
        self._count += 1
        network_id = f"sim-{now:%Y%m%d%H%M%S%f}-{self._count}"
        self.sent.append((now, message))
        self._said[network_id] = now
        self._echo(
            Incoming(
                network_id, message.group, self._bot[0], message.text, now, name=self._bot[1], topic=message.group,
                own=True,
            ) if message.group else Incoming(
                network_id, None, message.contact or "", message.text, now, name=self._bot[1], own=True
            )
        )  # fmt: skip
        return network_id

    def _recall(self, message: Outgoing, now: datetime) -> None:
        said = self._said.get(message.text)
        if said is None or now - said > RECALL_WITHIN:
            raise SendFailed("too late to take it back", retryable=False)
        del self._said[message.text]
        self.sent.append((now, message))
        self._count += 1
        self._echo(
            Incoming(
                f"recall-{self._count}-{message.text}", message.group, self._bot[0], message.text, now,
                name=self._bot[1], topic=message.group, type=MessageType.RECALL, own=True,
            )
        )  # fmt: skip

    def _echo(self, echo: Incoming) -> None:
        if self._echo_after is None:
            self._echoes.append(echo)
            return
        task = asyncio.create_task(self._echo_later(echo, self._echo_after))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _echo_later(self, echo: Incoming, seconds: float) -> None:
        await asyncio.sleep(seconds)
        if self._receive is not None:
            await self._receive(echo)

    async def groups(self) -> Sequence[GroupInfo]:
        return [GroupInfo(topic, topic) for topic in self._rooms]

    async def members(self, group: str) -> Sequence[MemberInfo]:
        return [MemberInfo(contact, name) for contact, name in self._rooms.get(group, {}).items()]

    async def friends(self) -> frozenset[str] | None:
        return None
