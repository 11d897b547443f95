"""A real account behind a Wechaty gateway, as the engine knows transports."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from grpclib.exceptions import GRPCError

from bot.clock import Clock
from bot.contract import File, GroupInfo, Incoming, MemberInfo, MessageType, Outgoing, Receive
from bot.errors import ConfigError, FetchFailed, SendFailed
from bot.log import get_log, safe_exception
from bot.transport.wechat.channel import address
from bot.transport.wechat.directory import Directory
from bot.transport.wechat.files import take_in
from bot.transport.wechat.hearing import incoming, text_in
from bot.transport.wechat.payloads import Payloads
from bot.transport.wechat.puppet import Puppet
from bot.transport.wechat.sending import Failure, Sending
from bot.transport.wechat.session import Event, Session
from bot.transport.wechat.upstream import wechaty_on

log = get_log("wechat")

LOGGED_OUT = "the account was logged out of WeChat: start again and scan the code, with this account or a successor"
ANOTHER = "another account was logged in at the gateway: start again to go on with that one"
_ON_THE_WAY = timedelta(seconds=2)
"""What was written just before the last sign of life may not have come any more."""
_TOGETHER = 512


class WechatTransport:
    """Rooms and contacts of one WeChat account.

    Args:
        endpoint: the gateway's host:port.
        token: what the gateway was started with.
        on_scan: told of each login code and of the scan's state, by the number Wechaty gives it.
        authority: a file with the certificate the gateway shows; None: no TLS, for a gateway on this machine.
        call_limit: seconds one call may take.
        probe_every: seconds between two questions whether the gateway still answers.
        probe_limit: seconds it has for that. Too short loses a line that was only slow, and what is said meanwhile.

    Raises:
        ConfigError: endpoint, token or certificate cannot be right.
    """

    def __init__(
        self, endpoint: str, token: str, *, clock: Clock, authority: Path | None = None,
        on_scan: Callable[[str, int], None] = lambda code, status: None,
        call_limit: float = 15.0, probe_every: float = 10.0, probe_limit: float = 10.0,
    ) -> None:  # fmt: skip
        self.account = "wechat"
        self.contact = ""
        self._clock = clock
        self._on_scan = on_scan
        self._puppet = Puppet(address(endpoint, token, authority), clock, call_limit)
        self._session = Session(self._puppet, self, probe_every=probe_every, probe_limit=probe_limit)
        self._payloads = Payloads(self._puppet, clock)
        self._sending = Sending(self._puppet)
        self._directory = Directory(self._puppet)
        self._heard: asyncio.Queue[Incoming] = asyncio.Queue()
        self._logged_in = asyncio.Event()
        self._connected = False
        self._listening: asyncio.Task[str] | None = None
        self._handing: asyncio.Task[None] | None = None
        self._wechaty: Any = None

    # What comes before and after the engine.

    async def log_in(self) -> str:
        """Connect and wait until an account is logged in; return its name. Events heard from then on are kept.

        Raises:
            ConfigError: nobody can log in this way; says why.
        """
        if self._listening is None:
            self._listening = asyncio.create_task(self._session.run())
        waiting = asyncio.create_task(self._logged_in.wait())
        await asyncio.wait({waiting, self._listening}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if self._listening.done():
            raise ConfigError(await self.ended())
        return self.account

    async def ended(self) -> str:
        """Wait until the account is lost for good; return why, in one sentence."""
        if self._listening is None:
            return "not connected"
        await asyncio.wait({self._listening})
        return "stopped" if self._listening.cancelled() else self._listening.result()

    @property
    def wechaty(self) -> Any:
        """The library's own Wechaty on this line, for what only it can do. It hears nothing by itself."""
        if self._wechaty is None:
            self._wechaty = wechaty_on(self._puppet)
        return self._wechaty

    # What the session hears.

    def heard(self, event: int, content: Mapping[str, Any]) -> None:
        now = self._clock.now()
        if event == Event.LOGIN:
            self._came(text_in(content, "contactId"), now)
        elif event == Event.LOGOUT and self.contact:
            log.warning("the account was logged out")
            self._session.end(LOGGED_OUT)
        elif event == Event.SCAN:
            self._on_scan(str(content.get("qrcode") or ""), int(content.get("status") or 0))
        elif event == Event.DIRTY:
            self._directory.forget(int(content["payloadType"]), str(content["payloadId"]))
        elif event == Event.ERROR:
            log.warning("the provider reports an error")
        for one in incoming(event, content, now):
            if event in (Event.ROOM_JOIN, Event.ROOM_LEAVE, Event.ROOM_TOPIC):
                self._puppet.forget_room(str(content["roomId"]))
            self._heard.put_nowait(one)

    def _came(self, contact: str, now: datetime) -> None:
        if self.contact and contact != self.contact:
            log.warning("another account was logged in")
            self._session.end(ANOTHER)
            return
        self.contact = self._puppet.login_user_id = contact
        self.account = f"wechat:{contact}"
        if not self._connected:
            self._connected = True
            self._heard.put_nowait(_line(MessageType.CONNECTED, now))
        self._logged_in.set()

    def lost(self, at: datetime) -> None:
        if self._connected:
            self._connected = False
            self._logged_in.clear()
            self._heard.put_nowait(_line(MessageType.DISCONNECTED, at - _ON_THE_WAY))

    # The protocol.

    async def start(self, receive: Receive) -> None:
        if not self._logged_in.is_set():
            await self.log_in()
        self._handing = asyncio.create_task(self._hand_over(receive))

    async def _hand_over(self, receive: Receive) -> None:
        """Many at a time, in the order heard: the inbox commits together what comes together."""
        while True:
            batch = [await self._heard.get()]
            while len(batch) < _TOGETHER and not self._heard.empty():
                batch.append(self._heard.get_nowait())
            await asyncio.gather(*(_hand(one, receive) for one in batch), return_exceptions=True)

    async def stop(self) -> None:
        tasks = [task for task in (self._handing, self._listening) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._puppet.close()

    async def fetch(self, noted: str) -> Incoming | None:
        try:
            return await self._payloads.fetch(noted, self.contact)
        except (*Failure, ValueError, OverflowError) as error:
            raise FetchFailed(f"the gateway does not tell: {_kind(error)}") from error

    async def download(self, message: str) -> File:
        try:
            return await take_in(self._puppet, message)
        except Failure as error:
            raise FetchFailed(f"the gateway does not give the file: {_kind(error)}") from error

    async def send(self, message: Outgoing) -> str | None:
        if message.contact is not None and await self._directory.is_stranger(message.contact):
            raise SendFailed("not a friend of the account", retryable=False)
        return await self._sending.send(message)

    async def groups(self) -> Sequence[GroupInfo]:
        return await self._directory.groups()

    async def members(self, group: str) -> Sequence[MemberInfo]:
        return await self._directory.members(group)

    async def friends(self) -> frozenset[str] | None:
        return await self._directory.friends()


async def _hand(one: Incoming, receive: Receive) -> None:
    try:
        await receive(one)
    except Exception as error:
        log.error("an event could not be stored", error=safe_exception(error))
        raise


def _line(kind: MessageType, at: datetime) -> Incoming:
    return Incoming(f"{kind}:{at.isoformat()}", None, "", "", at, type=kind)


def _kind(error: Exception) -> str:
    return error.status.name.lower() if isinstance(error, GRPCError) else type(error).__name__
