"""Our PuppetService: every call limited, payloads kept for a while, no remote Stop, texts that arrive."""

from __future__ import annotations

from typing import Any

from grpclib.client import Channel

from bot.clock import Clock
from bot.errors import FenjianError
from bot.transport.wechat.cache import Cache
from bot.transport.wechat.channel import Address, Stub
from bot.transport.wechat.upstream import PuppetOptions, PuppetService
from bot.transport.wechat.wire import MemberPayload, MessagePayload

_ROOMS = 2_000
_PEOPLE = 20_000
_OLD = 600.0
_OLD_NICKNAME = 60.0
"""Seconds. A nickname says where its owner lives: a changed one has to be seen soon."""


class LineDown(FenjianError):
    """There is no connection to the gateway now: nothing was sent."""


class Puppet(PuppetService):
    """The gateway's account, as wechaty sees it. ``open`` before the first call, ``close`` after the last.

    Calls raise LineDown, TimeoutError, or what grpclib raises.
    """

    def __init__(self, address: Address, clock: Clock, limit: float) -> None:
        super().__init__(PuppetOptions(token=address.token, end_point=f"{address.host}:{address.port}"))
        self._address = address
        self._clock = clock
        self._limit = limit
        self._rooms: Cache[Any] = Cache(clock, _ROOMS, _OLD)
        self._contacts: Cache[Any] = Cache(clock, _PEOPLE, _OLD)
        self._members: Cache[MemberPayload] = Cache(clock, _PEOPLE, _OLD_NICKNAME)
        self.heard_at = clock.now()

    # The connection.

    def open(self) -> Stub:
        """A fresh connection; the one before is closed."""
        self.close()
        self.channel: Channel | None = self._address.open()
        self._puppet_stub: Stub | None = Stub(self.channel, self._address.token, self._limit, self.alive)
        return self._puppet_stub

    def close(self) -> None:
        """Let go of the connection: whoever waits for an answer fails, and what was known may be old by the next."""
        channel, self.channel, self._puppet_stub = self.channel, None, None
        if channel is not None:
            channel.close()
        for cache in (self._rooms, self._contacts, self._members):
            cache.clear()

    def alive(self) -> None:
        """The gateway said something."""
        self.heard_at = self._clock.now()

    @property
    def puppet_stub(self) -> Stub:
        if self._puppet_stub is None:
            raise LineDown("not connected to the gateway")
        return self._puppet_stub

    async def start(self) -> None:
        """Log in where nobody is. Unlike the library's own, it stops nothing before: that would end the session."""
        await self.puppet_stub.start()

    async def stop(self) -> None:
        """Let go of the connection. Unlike the library's own, it leaves the WeChat session alone."""
        self.close()

    # What the gateway knows.

    async def message(self, message_id: str) -> MessagePayload:
        """The message as the gateway tells it, ``type`` in its own numbers: the library's lose some."""
        return await self.puppet_stub.message(message_id)

    async def room_payload(self, room_id: str) -> Any:
        if (known := self._rooms.get(room_id)) is None:
            known = await self.puppet_stub.room_payload(id=room_id)
            self._rooms.put(known, room_id)
        return known

    async def contact_payload(self, contact_id: str) -> Any:
        if (known := self._contacts.get(contact_id)) is None:
            known = await self.puppet_stub.contact_payload(id=contact_id)
            self._contacts.put(known, contact_id)
        return known

    async def member(self, room_id: str, contact_id: str) -> MemberPayload:
        if (known := self._members.get(room_id, contact_id)) is None:
            known = await self.puppet_stub.member(room_id, contact_id)
            self._members.put(known, room_id, contact_id)
        return known

    def forget_room(self, room_id: str) -> None:
        self._rooms.forget(room_id)
        self._members.forget(room_id)

    def forget_contact(self, contact_id: str) -> None:
        self._contacts.forget(contact_id)
        self._members.clear()

    # What the account does.

    async def message_send_text(self, conversation_id: str, message: str, mention_ids: list[str] | None = None) -> str:
        return await self.puppet_stub.say(conversation_id, message, mention_ids or [])

    async def room_announce(self, room_id: str, announcement: str | None = None) -> str:
        """Put ``announcement`` up, or read what stands there."""
        if announcement is None:
            return str(await super().room_announce(room_id))
        await self.puppet_stub.announce(room_id, announcement)
        return announcement
