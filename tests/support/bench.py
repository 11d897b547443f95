"""A transport with a hand on the network behind it: what tests/contract states holds for each of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol

from bot.clock import SystemClock, VirtualClock
from bot.contract import Incoming, MessageType, Transport
from bot.errors import SendError, SendFailed
from bot.transport.simulated import SimulatedTransport
from bot.transport.wechat.transport import WechatTransport
from tests.support.gateway import Gateway, borrowed
from tests.support.night import BEGIN

ROOMS = {"甲群": [("wx-a", "甲"), ("wx-b", "乙")], "乙群": [("wx-c", "丙")]}
_LINE = (MessageType.CONNECTED, MessageType.DISCONNECTED)
_WITHIN = 60.0


class Network(Protocol):
    """What happens behind a transport. Two rooms exist, each with its name as its id: ROOMS."""

    def connect(self) -> Transport:
        """Another transport for the same account; the one before is stopped."""
        ...

    async def speak(self, group: str | None, sender: str, text: str) -> None:
        """Somebody says something, in a group or to the bot alone."""
        ...

    async def fault(self, error: SendError) -> None:
        """The next send raises ``error``."""
        ...

    async def estrange(self, contact: str) -> None:
        """``contact`` is a friend no longer."""
        ...


class Bench:
    """A transport, and what it handed over: ``received`` without the states of the line, which are ``line``."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.transport = network.connect()
        self.received: list[Incoming] = []
        self.line: list[MessageType] = []
        self._arrived = asyncio.Event()

    async def receive(self, message: Incoming) -> None:
        if message.type in _LINE:
            self.line.append(message.type)
        else:
            self.received.append(message)
        self._arrived.set()

    async def speak(self, text: str, group: str | None = "甲群", sender: str = "wx-a") -> None:
        await self.network.speak(group, sender, text)

    async def heard(self, count: int) -> list[Incoming]:
        """What was received, whole, once it is ``count`` events."""
        async with asyncio.timeout(_WITHIN):
            while len(self.received) < count:
                self._arrived.clear()
                await self._arrived.wait()
        fetched = [await self._whole(one) for one in self.received]
        return [one for one in fetched if one is not None]

    async def _whole(self, one: Incoming) -> Incoming | None:
        return await self.transport.fetch(one.id) if one.type is MessageType.NOTED else one


class _Simulated:
    def __init__(self) -> None:
        self._transport = SimulatedTransport(VirtualClock(BEGIN), ("wx-fenjian", "分拣小助手"))
        for room, members in ROOMS.items():
            self._transport.add_room(room, members)
        self._count = 0

    def connect(self) -> Transport:
        return self._transport

    async def speak(self, group: str | None, sender: str, text: str) -> None:
        self._count += 1
        now = SystemClock().now()
        name = dict(ROOMS[group])[sender] if group else sender
        await self._transport.speak(Incoming(f"m{self._count}", group, sender, text, now, name=name, topic=group))

    async def fault(self, error: SendError) -> None:
        self._transport.fault(error)

    async def estrange(self, contact: str) -> None:
        self._transport.strangers.add(contact)


class _Wechat:
    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    def connect(self) -> Transport:
        return wechat(self._gateway)

    async def speak(self, group: str | None, sender: str, text: str) -> None:
        await self._gateway.speak(group, sender, text)

    async def fault(self, error: SendError) -> None:
        if isinstance(error, SendFailed):
            fate: object = "fail" if error.retryable else {"error": "not a member of the chat room"}
        else:
            fate = "hang"
        await self._gateway.run("knobs.sends.push(given)", fate)

    async def estrange(self, contact: str) -> None:
        await self._gateway.run("knobs.strangers.add(given)", contact)


def wechat(gateway: Gateway) -> WechatTransport:
    """The account behind ``gateway``, with limits short enough for a test."""
    return WechatTransport(
        gateway.endpoint, gateway.token, clock=SystemClock(), call_limit=1.0, probe_every=0.5, probe_limit=1.0
    )


@asynccontextmanager
async def _simulated() -> AsyncIterator[Network]:
    yield _Simulated()


@asynccontextmanager
async def _wechat() -> AsyncIterator[Network]:
    async with borrowed() as gateway:
        for room, members in ROOMS.items():
            await gateway.room(room, room, members)
        yield _Wechat(gateway)


NETWORKS: dict[str, Callable[[], AbstractAsyncContextManager[Network]]] = {
    "simulated": _simulated,
    "wechat": _wechat,
}
