"""A wire between the bot and its gateway that can be cut at one end, or wear TLS at the other."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Self


class Proxy:
    """Passes bytes on. ``port`` is where the bot connects."""

    def __init__(self, target: int, tls: ssl.SSLContext | None = None) -> None:
        self._target = target
        self._tls = tls
        self._near: set[asyncio.StreamWriter] = set()
        self._far: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._first: asyncio.StreamWriter | None = None
        self._held = False
        self._server: asyncio.Server | None = None

    @property
    def port(self) -> int:
        assert self._server is not None
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    async def start(self, port: int = 0) -> Self:
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", port, ssl=self._tls)
        return self

    async def stop(self) -> None:
        assert self._server is not None
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for writer in (*self._near, *self._far):
            writer.close()
        self._near.clear()
        self._far.clear()

    async def cut_near(self) -> None:
        """Cut the bot off; the gateway goes on believing that it is there."""
        self._held = True
        for writer in list(self._near):
            writer.close()
        self._near.clear()
        await asyncio.sleep(0)

    async def cut_far(self) -> None:
        """At last the gateway notices that the bot it was connected to first is gone."""
        writer = self._first
        assert writer is not None
        writer.close()
        self._far.discard(writer)
        await asyncio.sleep(0)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._target)
        self._near.add(writer)
        self._far.add(far_writer)
        self._first = self._first or far_writer
        for source, sink in ((reader, far_writer), (far_reader, writer)):
            task = asyncio.create_task(self._pass(source, sink))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _pass(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        with suppress(OSError, ssl.SSLError):
            while data := await source.read(65536):
                if sink.is_closing():
                    continue
                sink.write(data)
                await sink.drain()
        if not (self._held and sink in self._far):
            sink.close()


@asynccontextmanager
async def proxy(target: int, tls: ssl.SSLContext | None = None) -> AsyncIterator[Proxy]:
    """A proxy before the port ``target`` of this machine."""
    made = await Proxy(target, tls).start()
    try:
        yield made
    finally:
        await made.stop()
