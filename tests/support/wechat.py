"""A real account for tests: what it heard, and a gateway's calls that answer from memory."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from bot.clock import Clock, SystemClock
from bot.contract import Incoming, MessageType, Outgoing
from bot.transport.wechat.channel import address
from bot.transport.wechat.puppet import Puppet
from bot.transport.wechat.transport import WechatTransport
from bot.transport.wechat.wire import MessagePayload
from tests.support.gateway import Gateway

WITHIN = 15.0


class Account:
    """A transport that is logged in, and everything it handed over."""

    def __init__(self, transport: WechatTransport) -> None:
        self.transport = transport
        self.heard: list[Incoming] = []
        self._arrived = asyncio.Event()

    async def receive(self, message: Incoming) -> None:
        self.heard.append(message)
        self._arrived.set()

    async def until(self, enough: Callable[[list[Incoming]], bool]) -> list[Incoming]:
        """What was heard, once it is ``enough``."""
        async with asyncio.timeout(WITHIN):
            while not enough(self.heard):
                self._arrived.clear()
                await self._arrived.wait()
        return self.heard

    async def next(self, kind: MessageType = MessageType.NOTED) -> Incoming:
        """The first event of that kind that was not taken yet; a noted one whole."""
        await self.until(lambda heard: any(one.type is kind for one in heard))
        one = next(one for one in self.heard if one.type is kind)
        self.heard.remove(one)
        whole = await self.transport.fetch(one.id) if kind is MessageType.NOTED else one
        assert whole is not None
        return whole

    async def lines(self, count: int) -> list[MessageType]:
        """The first ``count`` states of the line."""
        kinds = (MessageType.CONNECTED, MessageType.DISCONNECTED)
        await self.until(lambda heard: sum(one.type in kinds for one in heard) >= count)
        return [one.type for one in self.heard if one.type in kinds][:count]


@asynccontextmanager
async def logged_in(gateway: Gateway, **settings: Any) -> AsyncIterator[Account]:
    """An account at ``gateway``, listening."""
    transport = WechatTransport(gateway.endpoint, gateway.token, clock=SystemClock(), **settings)
    account = Account(transport)
    try:
        await transport.log_in()
        await transport.start(account.receive)
        yield account
    finally:
        await transport.stop()


def say(text: str, group: str | None = "r1@chatroom", contact: str | None = None, **more: Any) -> Outgoing:
    return Outgoing("k", group, contact, text, **more)


class Memory:
    """A gateway's calls, answered from memory. What is an exception is raised; what is missing never comes."""

    def __init__(self) -> None:
        self.messages: dict[str, Any] = {}
        self.rooms: dict[str, Any] = {}
        self.members: dict[tuple[str, str], Any] = {}
        self.contacts: dict[str, Any] = {}
        self.asked: list[str] = []

    async def message(self, message: str) -> Any:
        return await self._answer("message", self.messages, message)

    async def room_payload(self, *, id: str) -> Any:  # noqa: A002
        return await self._answer("room", self.rooms, id)

    async def contact_payload(self, *, id: str) -> Any:  # noqa: A002
        return await self._answer("contact", self.contacts, id)

    async def member(self, room: str, contact: str) -> Any:
        return await self._answer("member", self.members, (room, contact))

    async def _answer(self, what: str, known: dict[Any, Any], key: Any) -> Any:
        self.asked.append(what)
        if key not in known:
            await asyncio.Event().wait()
        if isinstance(known[key], Exception):
            raise known[key]
        return known[key]

    def tell(self, key: str, text: str, kind: int = 7, *, at: int = 1_700_000_000, **more: str) -> None:
        """A message of wx-a in r1, unless ``more`` says otherwise."""
        fields = {"from_id": "wx-a", "room_id": "r1", "to_id": "", **more}
        self.messages[key] = MessagePayload(text=text, timestamp=at, type=kind, **fields)

    def on_line(self, clock: Clock) -> Puppet:
        """A puppet that asks here."""
        puppet = Puppet(address("127.0.0.1:1", "token"), clock, 1.0)
        puppet.__dict__["_puppet_stub"] = self
        return puppet
