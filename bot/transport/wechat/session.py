"""Keeps the event stream open: connects, probes, reconnects, and says so when the account is gone for good."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from contextlib import aclosing, suppress
from datetime import datetime
from enum import IntEnum
from typing import Any, Protocol

from grpclib.const import Status
from grpclib.exceptions import GRPCError, StreamTerminatedError

from bot.log import get_log, safe_exception
from bot.transport.wechat.channel import Stub
from bot.transport.wechat.puppet import LineDown, Puppet
from bot.transport.wechat.wire import Heard

log = get_log("wechat")

PAUSES = (0.2, 0.5, 1.0, 2.0)
"""Seconds before each further try to connect; the last one from then on."""
_FIRST_WORD = 3.0
"""Seconds in which an open stream says something: a gateway greets at once, a frozen one never."""
_STEADY = 5.0
"""Seconds after which a line that breaks is no longer one that never held."""
_OTHERS_GO = 10.0
"""Seconds in which the stream of a client that has just died is freed."""

REFUSED = "the gateway refuses the token: give the one the gateway was started with"
TAKEN = "another client holds this gateway's event stream: stop it, or give this bot a gateway of its own"


class Event(IntEnum):
    """What an event of the stream is, in the gateway's own numbers."""

    HEARTBEAT = 1
    MESSAGE = 2
    ERROR = 16
    FRIENDSHIP = 17
    ROOM_INVITE = 18
    ROOM_JOIN = 19
    ROOM_LEAVE = 20
    ROOM_TOPIC = 21
    SCAN = 22
    LOGIN = 25
    LOGOUT = 26
    DIRTY = 27


class Listener(Protocol):
    """Who is told what the stream says. Neither call may wait."""

    def heard(self, event: int, content: Mapping[str, Any]) -> None: ...

    def lost(self, at: datetime) -> None:
        """The line broke; ``at`` was the last sign of life."""
        ...


class Session:
    """One gateway's events, for as long as it takes.

    Args:
        probe_every: seconds between two questions whether the gateway still answers.
        probe_limit: seconds in which it has to.
    """

    def __init__(self, puppet: Puppet, listener: Listener, *, probe_every: float, probe_limit: float) -> None:
        self._puppet = puppet
        self._listener = listener
        self._probe_every = probe_every
        self._probe_limit = probe_limit
        self._open = False
        self._stale = False
        self._over: str | None = None
        self._told: str | None = None
        self.reconnects = 0

    def end(self, reason: str) -> None:
        """The account is lost for good: ``run`` returns ``reason``."""
        self._over = reason
        self._puppet.close()

    async def run(self) -> str:
        """Listen until the account is lost for good; return why, in one sentence."""
        tries, taken = 0, 0.0
        loop = asyncio.get_running_loop()
        while self._over is None:
            began = loop.time()
            trouble, status = await self._apart()
            lived, self._open = self._open, False
            self._puppet.close()
            if lived:
                taken = 0.0
                self._stale = trouble is not None
                self._listener.lost(self._puppet.heard_at)
                if loop.time() - began > _STEADY:
                    tries = 0
            if status is Status.UNAUTHENTICATED:
                return REFUSED
            pause = PAUSES[min(tries, len(PAUSES) - 1)]
            if status is Status.ALREADY_EXISTS:
                taken += pause
                if taken > _OTHERS_GO:
                    taken = 0.0
                    await self._evict()
            if self._over is None:
                self._tell(trouble or "the gateway closed it")
                tries += 1
                await asyncio.sleep(pause)
        return self._over

    async def _apart(self) -> tuple[str | None, Status | None]:
        """Listen in a task of its own: grpclib turns a cancellation that meets a broken line into the line's error."""
        listening = asyncio.create_task(self._listen())
        try:
            await asyncio.wait({listening})
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)
        return listening.result()

    def _tell(self, trouble: str) -> None:
        """Once for each trouble, not for each try."""
        if trouble != self._told:
            log.warning("no line to the gateway; trying again until there is one", trouble=trouble)
            self._told = trouble

    async def _listen(self) -> tuple[str | None, Status | None]:
        """Until the stream ends. What broke it: None where the gateway closed it in good order."""
        stub = self._puppet.open()
        prober: asyncio.Task[None] | None = None
        try:
            async with asyncio.timeout(_FIRST_WORD) as limit, aclosing(stub.events()) as stream:
                async for event in stream:
                    if prober is None:
                        limit.reschedule(None)
                        self._opened()
                        prober = asyncio.create_task(self._probe(stub))
                    self._puppet.alive()
                    self._hear(event)
        except GRPCError as error:
            return _TROUBLES.get(error.status, error.status.name), error.status
        except TimeoutError:
            return "the gateway does not answer", None
        except (StreamTerminatedError, OSError, LineDown) as error:
            if isinstance(error, ConnectionRefusedError):
                self._stale = False  # the gateway itself was gone, and every stream with it
            frozen = prober is not None and prober.done()
            return "the gateway does not answer" if frozen else "the gateway is not there", None
        finally:
            if prober is not None:
                prober.cancel()
                await asyncio.gather(prober, return_exceptions=True)
        return None, None

    def _opened(self) -> None:
        self._open = True
        if self._told is not None:
            log.info("the line to the gateway is there again")
            self.reconnects += 1
            self._told = None

    def _hear(self, event: Heard) -> None:
        try:
            content = json.loads(event.payload or "{}")
            self._listener.heard(event.type, content)
        except Exception as error:  # noqa: BLE001  one event, whatever is wrong with it, ends no line
            log.warning("an event makes no sense: left out", type=event.type, error=safe_exception(error))

    async def _probe(self, stub: Stub) -> None:
        """Ask now and then; close the line when the gateway no longer answers."""
        started = False
        try:
            while True:
                started = started or await self._start(stub)
                await asyncio.sleep(self._probe_every)
                async with asyncio.timeout(self._probe_limit):
                    with suppress(GRPCError):  # an answer all the same
                        await stub.version()
        except (TimeoutError, StreamTerminatedError, OSError):
            self._puppet.close()

    @staticmethod
    async def _start(stub: Stub) -> bool:
        """Let the provider log in; it does no harm where it has."""
        try:
            await stub.start()
        except (GRPCError, TimeoutError) as error:
            log.warning("the gateway could not start its provider; trying again", error=safe_exception(error))
            return False
        return True

    async def _evict(self) -> None:
        """Somebody holds the stream: what is left of our own broken one is stopped, another's is not."""
        if not self._stale:
            self._over = TAKEN
            return
        self._stale = False
        log.warning("the gateway still holds this bot's broken stream: stopping that one")
        with suppress(GRPCError, StreamTerminatedError, OSError):
            await self._puppet.open().stop()
        self._puppet.close()


_TROUBLES = {
    Status.ALREADY_EXISTS: "another client holds its event stream",
    Status.UNAVAILABLE: "the gateway is not there",
}
