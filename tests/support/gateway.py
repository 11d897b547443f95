"""The project's own gateway as a process of its own, over the mock puppet, and a hand on the chat network behind it."""

from __future__ import annotations

import asyncio
import atexit
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import cache
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.cli.node import find_node, install
from bot.errors import ConfigError

ROOT = Path(__file__).resolve().parents[2]
SCRIPTED = Path(__file__).with_name("scripted.mjs")
ACCOUNT = ("wx-fenjian", "分拣小助手")
TOKEN = "token-of-the-tests"
_STARTS_WITHIN = 120.0
Members = Sequence[tuple[str, str]]


@cache
def installed() -> Path:
    """The gateway's packages, installed once and kept; skips where that cannot be, except in CI."""
    try:
        find_node()
        place = install(ROOT / "var" / "gateway-of-the-tests", with_mock=True)
    except ConfigError as error:
        sentence = f"The gateway is not tested here. {error}"
        if os.environ.get("CI"):
            pytest.fail(sentence)
        pytest.skip(sentence)
    draft = place / f"{SCRIPTED.name}.{os.getpid()}"
    shutil.copy(SCRIPTED, draft)
    draft.replace(place / SCRIPTED.name)
    return place


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def ask(door: int, source: str, given: object = None) -> Any:
    """What ``source`` returned in the scripted provider with that door."""
    line = HTTPConnection("127.0.0.1", door, timeout=_STARTS_WITHIN)
    try:
        line.request("POST", "/", json.dumps({"source": source, "given": given}).encode())
        answer = line.getresponse()
        body = answer.read().decode()
    finally:
        line.close()
    if answer.status != 200:
        raise RuntimeError(body)
    return json.loads(body)


class Gateway:
    """One gateway: where it listens, and what happens in the chat network behind it.

    Every ``run`` is JavaScript that sees what ``scripted.mjs`` puts in scope, and ``given``. What ``set_up`` ran is run
    again after a restart: rooms and contacts are there again, and messages where ``keep`` is true.
    """

    def __init__(self, folder: Path, token: str = TOKEN, *, keep: bool = True) -> None:
        self.folder = folder
        self.port = free_port()
        self.token = token
        self._door = free_port()
        self._keep = keep
        self._set_up: list[tuple[str, object]] = []
        self._process: subprocess.Popen[bytes] | None = None
        self.starts = 0

    @property
    def endpoint(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        assert self._process is not None, "the gateway does not run"
        return self._process.pid

    async def start(self, **knobs: str) -> None:
        """Start, and return once it listens. ``knobs`` are environment variables."""
        place = installed()
        self.starts += 1
        environment = os.environ | {
            "FENJIAN_GATEWAY_PROVIDER": (place / SCRIPTED.name).as_uri(),
            "FENJIAN_GATEWAY_PORT": str(self.port),
            "FENJIAN_GATEWAY_TOKEN": self.token,
            "FENJIAN_GATEWAY_LEASH": "1",
            "DOOR": str(self._door),
            "STORE": str(self.folder / "messages.jsonl") if self._keep else "",
            **knobs,
        }
        with (self.folder / "printed").open("ab") as printed:
            begin = printed.tell()
            self._process = subprocess.Popen(  # noqa: ASYNC220
                ["node", place / "gateway.mjs"],
                cwd=self.folder,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=printed,
                stderr=printed,
            )
        await self.printed(f"listening on {self.endpoint}", begin)
        for source, given in self._set_up:
            await self.run(source, given)

    def output(self, begin: int = 0) -> str:
        """What it printed, over all its starts."""
        return (self.folder / "printed").read_bytes()[begin:].decode()

    async def printed(self, words: str, begin: int = 0) -> None:
        """Wait until ``words`` stand in its output."""
        async with asyncio.timeout(_STARTS_WITHIN):
            while words not in self.output(begin):
                running = self._process is not None and self._process.poll() is None
                assert running or words in self.output(begin), self.output(begin)
                await asyncio.sleep(0.02)

    async def kill(self) -> None:
        """As a power cut does."""
        self._end(signal.SIGKILL)

    async def stop(self) -> int:
        """As an operator does; returns the exit status."""
        return self._end(signal.SIGTERM)

    async def ended(self) -> int:
        """Its exit status, once it ended by itself."""
        assert self._process is not None, "the gateway does not run"
        await asyncio.to_thread(self._process.wait, _STARTS_WITHIN)
        return self._end(signal.SIGKILL)

    async def restart(self, **knobs: str) -> None:
        """Killed, and started again on the same port."""
        await self.kill()
        await self.start(**knobs)

    def freeze(self) -> None:
        """It still holds its connections, and answers nothing."""
        os.kill(self.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        os.kill(self.pid, signal.SIGCONT)

    def _end(self, how: signal.Signals) -> int:
        if self._process is None:
            return 0
        process, self._process = self._process, None
        process.send_signal(how)
        process.send_signal(signal.SIGCONT)
        status = process.wait(timeout=_STARTS_WITHIN)
        if process.stdin is not None:
            process.stdin.close()
        return status

    def discard(self) -> None:
        """Killed, and everything of it removed."""
        self._end(signal.SIGKILL)
        shutil.rmtree(self.folder, ignore_errors=True)

    async def reset(self) -> bool:
        """Empty the chat network for another test; False where only a fresh process would do."""
        self._set_up.clear()
        if self._process is None or self.starts > 1 or self._process.poll() is not None:
            return False
        return bool(await self.run("return reset()"))

    async def run(self, source: str, given: object = None) -> Any:
        """What ``source`` returned, by way of JSON.

        Raises:
            RuntimeError: it raised; holds the trace.
        """
        return await asyncio.to_thread(ask, self._door, source, given)

    async def set_up(self, source: str, given: object = None) -> Any:
        """Like ``run``, and again after each restart."""
        self._set_up.append((source, given))
        return await self.run(source, given)

    async def room(self, room: str, topic: str, members: Members = ()) -> None:
        await self.set_up("room(...given)", [room, topic, [list(member) for member in members]])

    async def person(self, contact: str, name: str, **change: object) -> None:
        """A contact, or what is new of it: ``friend``, ``alias``."""
        await self.set_up("person(...given)", [contact, name, change])

    async def speak(self, room: str | None, contact: str, text: str, **more: object) -> str:
        """A message; returns its id. ``more``: id, at (ms), type, mentions, quiet."""
        said: str = await self.run("return speak(...given)", [room, contact, text, more])
        return said

    async def send_file(self, room: str | None, contact: str, name: str, content: str) -> str:
        """A file of ``content`` (base64); returns the message's id."""
        source = "return speak(given[0], given[1], '', {file: file(given[2], given[3])})"
        said: str = await self.run(source, [room, contact, name, content])
        return said

    async def sent(self) -> list[dict[str, Any]]:
        """What the bot sent, in order: to, text, mentions, id, file."""
        said: list[dict[str, Any]] = await self.run("return said")
        return said


_idle: list[Gateway] = []


@asynccontextmanager
async def borrowed() -> AsyncIterator[Gateway]:
    """A gateway that listens; its chat network is empty but for the account. One that did no harm serves many tests."""
    if _idle:
        made = _idle.pop()
    else:
        made = Gateway(Path(tempfile.mkdtemp(prefix="fenjian-gateway-")))
        await made.start()
    try:
        yield made
        if await made.reset():
            _idle.append(made)
    finally:
        if made not in _idle:
            made.discard()


@atexit.register
def _discard_idle() -> None:
    for gateway in _idle:
        gateway.discard()


@pytest_asyncio.fixture
async def gateway() -> AsyncIterator[Gateway]:
    """A gateway of the test's own: see ``borrowed``."""
    async with borrowed() as made:
        yield made
