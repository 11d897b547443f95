"""What lies behind a stored id: the gateway's payloads -> Incoming."""

from __future__ import annotations

import asyncio
import re

from grpclib.exceptions import GRPCError

from bot.clock import Clock
from bot.contract import Incoming, MessageType
from bot.transport.wechat.cache import Cache
from bot.transport.wechat.hearing import Packed, moment
from bot.transport.wechat.puppet import Puppet
from bot.transport.wechat.sending import INVITATION, REQUEST
from bot.transport.wechat.wording import from_network

_UNKNOWN, _GROUP_NOTE = 0, 10
_TYPES = {
    _UNKNOWN: MessageType.TEXT,  # notices of the network, and what a provider cannot tell: the words decide
    1: MessageType.FILE,
    2: MessageType.AUDIO,
    3: MessageType.FILE,  # a contact's card
    4: MessageType.FILE,  # a part of a chat, handed on
    5: MessageType.STICKER,
    6: MessageType.IMAGE,
    7: MessageType.TEXT,
    8: MessageType.FILE,  # a place on the map
    9: MessageType.FILE,  # a mini program
    _GROUP_NOTE: MessageType.TEXT,  # the native chain, whole
    11: MessageType.SYSTEM,  # money
    12: MessageType.SYSTEM,
    13: MessageType.RECALL,
    14: MessageType.FILE,  # a link
    15: MessageType.FILE,  # a video
    16: MessageType.FILE,  # a post
}
_CONFIRMED, _ASKED = 1, 2
_RECALLED = re.compile(r"<newmsgid>\s*(\w+)\s*</newmsgid>")
_NAMES = 2.0
"""Seconds in which the names around a message come, or it is tried again: below what the engine waits for one."""
_TRIES = 3


class Payloads:
    """Fetches what is behind an id. Calls raise what the puppet's calls raise."""

    def __init__(self, puppet: Puppet, clock: Clock) -> None:
        self._puppet = puppet
        self._clock = clock
        self._tries: Cache[int] = Cache(clock, 1_000, 3_600.0)

    async def fetch(self, noted: str, own: str) -> Incoming | None:
        """The event behind ``noted``; ``own`` is the account's contact id."""
        packed = Packed.unpack(noted)
        if packed is None:
            return await self._message(noted, own)
        if packed.type is MessageType.JOIN:
            return await self._joined(noted, packed, own)
        if packed.type is MessageType.INVITE:
            return await self._invited(noted, packed)
        return await self._friendship(noted, packed)

    async def _message(self, noted: str, own: str) -> Incoming | None:
        payload = await self._puppet.message(noted)
        number, text = payload.type, payload.text
        if number == _UNKNOWN and (not text.strip() or _is_markup(text)):
            return None
        kind = _TYPES.get(number, MessageType.FILE)
        mine = payload.from_id == own
        at = moment(payload.timestamp, self._clock.now())
        text = _text(kind, text, own=mine)
        if not payload.room_id:
            sender = payload.to_id if mine else payload.from_id
            _, name = await self._names(noted, None, "" if mine else sender)
            return Incoming(noted, None, sender, text, at, name, type=kind, own=mine)
        topic, name = await self._names(noted, payload.room_id, "" if mine else payload.from_id)
        return Incoming(noted, payload.room_id, payload.from_id, text, at, name, topic, kind, own=mine)

    async def _joined(self, noted: str, packed: Packed, own: str) -> Incoming:
        room, contact = packed.parts
        topic, name = await self._names(noted, room, contact)
        return Incoming(
            noted, room, contact, "", packed.at, name, topic, MessageType.JOIN, own=contact == own
        )  # fmt: skip

    async def _invited(self, noted: str, packed: Packed) -> Incoming:
        (invitation,) = packed.parts
        payload = await self._puppet.puppet_stub.room_invitation_payload(id=invitation)
        _, name = await self._names(noted, None, payload.inviter_id)
        return Incoming(
            noted, None, payload.inviter_id, INVITATION + invitation, packed.at, name, payload.topic,
            MessageType.INVITE,
        )  # fmt: skip

    async def _friendship(self, noted: str, packed: Packed) -> Incoming | None:
        (friendship,) = packed.parts
        payload = await self._puppet.puppet_stub.friendship_payload(id=friendship)
        kind = {_CONFIRMED: MessageType.FRIEND, _ASKED: MessageType.REQUEST}.get(int(payload.type))
        if kind is None:
            return None
        self._puppet.forget_contact(payload.contact_id)
        _, name = await self._names(noted, None, payload.contact_id)
        text = REQUEST + friendship if kind is MessageType.REQUEST else ""
        return Incoming(noted, None, payload.contact_id, text, packed.at, name, type=kind)

    # Names. What was said counts more than they do: where they never come, a person places the answer.

    async def _names(self, noted: str, room: str | None, contact: str) -> tuple[str | None, str]:
        """The room's topic, and what ``contact`` is called in it."""
        try:
            async with asyncio.timeout(_NAMES):
                if room is None:
                    return None, await self._contact_name(contact)
                return await self._topic(room), await self._nickname(room, contact)
        except TimeoutError:
            tries = (self._tries.get(noted) or 0) + 1
            self._tries.put(tries, noted)
            if tries < _TRIES:
                raise
            return None, ""

    async def _topic(self, room: str) -> str | None:
        try:
            return str((await self._puppet.room_payload(room)).topic) or None
        except GRPCError:
            return None

    async def _nickname(self, room: str, contact: str) -> str:
        if not contact:
            return ""
        try:
            member = await self._puppet.member(room, contact)
        except GRPCError:
            return await self._contact_name(contact)
        return member.room_alias or member.name or await self._contact_name(contact)

    async def _contact_name(self, contact: str) -> str:
        if not contact:
            return ""
        try:
            return str((await self._puppet.contact_payload(contact)).name)
        except GRPCError:
            return ""


def _text(kind: MessageType, text: str, *, own: bool) -> str:
    if kind is MessageType.TEXT:
        return from_network(text, own=own)
    if kind is MessageType.RECALL:
        # Some providers give the recalled message's id, some the network's own notice of it.
        found = _RECALLED.search(text) if _is_markup(text) else None
        return found[1] if found else text.strip()
    return ""


def _is_markup(text: str) -> bool:
    return text.lstrip().startswith("<")
