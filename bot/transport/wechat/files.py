"""Files of any size, in and out: by the gateway's Download and Upload calls, unknown to wechaty-grpc 0.20.19."""

from __future__ import annotations

import asyncio
import base64
import binascii
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import betterproto
from grpclib.const import Cardinality

from bot.contract import File
from bot.errors import FetchFailed
from bot.transport.wechat.puppet import Puppet

LARGEST = 100 * 1024 * 1024
"""Bytes. What is larger is nothing a neighbourhood sends for counting, and would fill the memory."""
_CHUNK = 64 * 1024
_LONGEST = 120.0
"""Seconds that one file may take."""
_BASE64, _URL, _REFERENCE = 1, 2, 7


@dataclass(eq=False, repr=False)
class Chunk(betterproto.Message):
    """A part of a file, in either direction."""

    chunk: bytes = betterproto.bytes_field(1)


@dataclass(eq=False, repr=False)
class Reference(betterproto.Message):
    """The id under which the gateway keeps a file."""

    id: str = betterproto.string_field(1)


async def take_in(puppet: Puppet, message: str) -> File:
    """The file or picture that came with ``message``.

    Raises:
        FetchFailed: it cannot be read, or is too large.
        LineDown, TimeoutError, GRPCError, StreamTerminatedError, OSError: as for any call.
    """
    answer = await puppet.puppet_stub.message_file(id=message)
    try:
        box: dict[str, Any] = json.loads(answer.filebox)
        kind, name = box.get("boxType", box.get("type")), str(box.get("name") or "")
        async with asyncio.timeout(_LONGEST):
            if kind == _BASE64:
                return File(name, base64.b64decode(box["base64"]))
            if kind == _URL:
                return File(name, await asyncio.to_thread(_from_web, box.get("url") or box["remoteUrl"], box))
            if kind == _REFERENCE:
                return File(name, await _download(puppet, box["uuid"]))
    except (KeyError, TypeError, ValueError, AttributeError, binascii.Error) as error:
        raise FetchFailed("the gateway's description of a file makes no sense") from error
    raise FetchFailed(f"the gateway gives the file in a way that is not known here: {kind}")


async def hand_over(puppet: Puppet, file: File) -> str:
    """Give ``file`` to the gateway; return the description under which it can be sent.

    Raises:
        LineDown, TimeoutError, GRPCError, StreamTerminatedError, OSError: as for any call; nothing was sent.
    """
    stub = puppet.puppet_stub
    upload = stub.channel.request(
        "/wechaty.Puppet/Upload", Cardinality.STREAM_UNARY, Chunk, Reference, metadata=stub.metadata
    )  # fmt: skip
    async with asyncio.timeout(_LONGEST), upload as stream:
        for start in range(0, max(len(file.content), 1), _CHUNK):
            await stream.send_message(Chunk(chunk=file.content[start : start + _CHUNK]))
        await stream.end()
        kept: Reference | None = await stream.recv_message()
    if kept is None:
        raise OSError("the gateway kept no file")
    puppet.alive()
    size = len(file.content)
    # Gateways before and after wechaty-puppet-service 1.19 read the kind from one field or the other.
    box = {"name": file.name, "type": _REFERENCE, "boxType": _REFERENCE, "uuid": kept.id, "size": size, "metadata": {}}
    return json.dumps(box, ensure_ascii=False)


async def _download(puppet: Puppet, uuid: str) -> bytes:
    content = bytearray()
    stub = puppet.puppet_stub
    download = stub.channel.request(
        "/wechaty.Puppet/Download", Cardinality.UNARY_STREAM, Reference, Chunk, metadata=stub.metadata
    )  # fmt: skip
    async with download as stream:
        await stream.send_message(Reference(id=uuid), end=True)
        async for part in stream:
            content += part.chunk
            puppet.alive()
            if len(content) > LARGEST:
                raise FetchFailed("the file is too large")
    return bytes(content)


def _from_web(url: str, box: dict[str, Any]) -> bytes:
    if urlsplit(url).scheme not in ("http", "https"):
        raise FetchFailed("the file lies at no web address")
    request = Request(url, headers={str(key): str(value) for key, value in (box.get("headers") or {}).items()})  # noqa: S310
    with urlopen(request, timeout=30) as answer:  # noqa: S310
        content: bytes = answer.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise FetchFailed("the file is too large")
    return content
