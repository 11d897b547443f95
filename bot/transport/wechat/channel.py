"""The line to the gateway as gRPC sees it: every call has a time limit, and every answer is a sign of life."""

from __future__ import annotations

import asyncio
import ipaddress
import ssl
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import betterproto
from grpclib.client import Channel

from bot.errors import ConfigError
from bot.transport.wechat.upstream import PuppetStub, messages
from bot.transport.wechat.wire import Ask, Heard, MemberPayload, MessagePayload
from bot.transport.wechat.writes import GatheringChannel


@dataclass(eq=False, repr=False)
class Said(betterproto.Message):
    """A message that was sent. wechaty-grpc 0.20.19 knows only the old field, which gateways are to leave out."""

    id: str = betterproto.string_field(2)


@dataclass(eq=False, repr=False)
class Announcement(betterproto.Message):
    """What is put up in a room. wechaty-grpc 0.20.19 writes the field that gateways no longer read."""

    id: str = betterproto.string_field(1)
    text: str = betterproto.string_field(3)


class Stub(PuppetStub):  # type: ignore[misc]
    """The calls of a gateway.

    Args:
        limit: seconds that a call may take.
        alive: told whenever the gateway has answered.

    Every call raises TimeoutError, or what grpclib raises.
    """

    def __init__(self, channel: Channel, token: str, limit: float, alive: Callable[[], None]) -> None:
        super().__init__(channel, metadata={"authorization": f"Wechaty {token}"})
        self.limit = limit
        self._alive = alive

    async def _unary_unary(self, route: str, request: Any, response_type: Any, **options: Any) -> Any:
        async with asyncio.timeout(self.limit):
            answer = await super()._unary_unary(route, request, response_type, **options)
        self._alive()
        return answer

    async def message(self, message: str) -> MessagePayload:
        answer: MessagePayload = await self._unary_unary("/wechaty.Puppet/MessagePayload", Ask(message), MessagePayload)
        return answer

    async def member(self, room: str, contact: str) -> MemberPayload:
        request = Ask(room, contact)
        answer: MemberPayload = await self._unary_unary("/wechaty.Puppet/RoomMemberPayload", request, MemberPayload)
        return answer

    def events(self) -> AsyncGenerator[Heard, None]:
        stream: AsyncGenerator[Heard, None] = self._unary_stream(
            "/wechaty.Puppet/Event", messages.EventRequest(), Heard
        )
        return stream

    async def say(self, conversation: str, text: str, mentions: list[str]) -> str:
        """Return the id of the message, empty where the provider gives none."""
        request = messages.MessageSendTextRequest(conversation_id=conversation, text=text, mentonal_ids=mentions)
        said: Said = await self._unary_unary("/wechaty.Puppet/MessageSendText", request, Said)
        return said.id

    async def say_file(self, conversation: str, box: str) -> str:
        """Send the file that ``box`` describes; return the id as ``say`` does."""
        request = messages.MessageSendFileRequest(conversation_id=conversation, filebox=box)
        said: Said = await self._unary_unary("/wechaty.Puppet/MessageSendFile", request, Said)
        return said.id

    async def announce(self, room: str, text: str) -> None:
        await self._unary_unary(
            "/wechaty.Puppet/RoomAnnounce", Announcement(id=room, text=text), messages.RoomAnnounceResponse
        )


@dataclass(frozen=True)
class Address:
    """Where the gateway is, and what it knows us by.

    Args:
        authority: a file with the certificate, or its authority's, that the gateway shows; None: no TLS, which is for
            this machine only.
    """

    host: str
    port: int
    token: str
    authority: Path | None = None

    def open(self) -> Channel:
        """A channel; nothing is connected before its first call."""
        return GatheringChannel(self.host, self.port, ssl=None if self.authority is None else _tls(self.authority))


def address(endpoint: str, token: str, authority: Path | None = None) -> Address:
    """Read ``endpoint``, which is host:port.

    Raises:
        ConfigError: it is none; or texts would cross a network for everybody to read; or the token cannot be one.
    """
    host, _, port = endpoint.strip().removeprefix("http://").rpartition(":")
    host = host.strip("[]")
    if not host or not port.isdecimal():
        raise ConfigError(f"the gateway's address {endpoint!r} is not of the form host:port, as in 127.0.0.1:8788")
    if not token or not token.isascii() or not token.isprintable():
        raise ConfigError("the gateway's token is missing or holds characters other than plain letters and digits")
    if authority is None and not _is_this_machine(host):
        raise ConfigError(
            f"the gateway at {host} is another machine: messages would be readable on the way. Run it here, "
            "reach it by a tunnel, or give a certificate of your own"
        )
    if authority is not None:
        _tls(authority)
    return Address(host, int(port), token, authority)


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _tls(authority: Path) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cafile=authority)
    except (OSError, ssl.SSLError) as error:
        raise ConfigError(f"the gateway's certificate {authority} cannot be read: {type(error).__name__}") from error
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["h2"])
    return context
