"""Viewers of pages without a browser's own work, which is done on other machines: each loads a page and hears it.

Takes the pages' address, the cookie, and the paths; ends with standard input. Prints how much each heard.
"""

from __future__ import annotations

import ast
import asyncio
import json
import re
import sys
from urllib.parse import urlencode

import httpx
import socketio

_QUERY = re.compile(r"query: (\{[^{}]*client_id[^{}]*\})")


class Viewer:
    """One page that somebody looks at."""

    def __init__(self, url: str, cookie: str) -> None:
        self._url = url
        self._headers = {"cookie": cookie, "origin": url.rstrip("/")}
        self._socket = socketio.AsyncClient(reconnection=False)
        self.heard = 0
        self._socket.on("*", self._hear)

    async def look(self, path: str) -> None:
        """Load the page and open its socket."""
        async with httpx.AsyncClient(headers=self._headers, timeout=120) as client:
            page = (await client.get(f"{self._url}{path}")).text
        found = _QUERY.search(page)
        if found is None:
            raise LookupError(path)
        query = {**ast.literal_eval(found[1]), "document_id": path or "today", "tab_id": f"viewer-{id(self)}"}
        words = {key: "true" if value is True else value for key, value in query.items() if value is not None}
        await self._socket.connect(
            f"{self._url}?{urlencode(words)}", headers=self._headers, transports=["websocket"],
            socketio_path="_nicegui_ws/socket.io", wait_timeout=120,
        )  # fmt: skip

    async def _hear(self, _event: str, *_data: object) -> None:
        self.heard += 1

    async def leave(self) -> None:
        await self._socket.disconnect()


async def watch(url: str, cookie: str, paths: list[str]) -> None:
    """Look at all of them until standard input ends."""
    viewers = [Viewer(url, cookie) for _ in paths]
    for viewer, path in zip(viewers, paths, strict=True):
        await viewer.look(path)
    sys.stdout.write("looking\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.read)
    sys.stdout.write(json.dumps([viewer.heard for viewer in viewers]) + "\n")
    for viewer in viewers:
        await viewer.leave()


if __name__ == "__main__":
    asyncio.run(watch(sys.argv[1], sys.argv[2], sys.argv[3:]))
