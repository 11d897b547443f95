"""What lies behind a stored id: the gateway's payloads -> Incoming."""

from __future__ import annotations

from typing import Any

from grpclib.exceptions import GRPCError

from bot.clock import Clock
from bot.contract import Incoming, MessageType
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


class Payloads:
    """Fetches what is behind an id. Calls raise what the puppet's calls raise."""

    def __init__(self, puppet: Puppet, clock: Clock) -> None:
        self._puppet = puppet
        self._clock = clock

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
        kind = _TYPES.get(int(payload.type), MessageType.FILE)
        text: str = payload.text
        if int(payload.type) == _UNKNOWN and (not text.strip() or text.lstrip().startswith("<")):
            return None
        mine = payload.from_id == own
        at = moment(payload.timestamp, self._clock.now())
        text = from_network(text, own=mine) if kind is MessageType.TEXT else text if kind is MessageType.RECALL else ""
        if not payload.room_id:
            sender = payload.to_id if mine else payload.from_id
            name = "" if mine else await self._contact_name(sender)
            return Incoming(noted, None, sender, text, at, name, type=kind, own=mine)
        topic = await self._topic(payload.room_id)
        name = "" if mine else await self._nickname(payload.room_id, payload.from_id)
        return Incoming(noted, payload.room_id, payload.from_id, text, at, name, topic, kind, own=mine)

    async def _joined(self, noted: str, packed: Packed, own: str) -> Incoming:
        room, contact = packed.parts
        topic = await self._topic(room)
        name = await self._nickname(room, contact)
        return Incoming(
            noted, room, contact, "", packed.at, name, topic, MessageType.JOIN, own=contact == own
        )  # fmt: skip

    async def _invited(self, noted: str, packed: Packed) -> Incoming:
        (invitation,) = packed.parts
        payload = await self._puppet.puppet_stub.room_invitation_payload(id=invitation)
        name = await self._contact_name(payload.inviter_id)
        return Incoming(
            noted, None, payload.inviter_id, INVITATION + invitation, packed.at, name, payload.topic, MessageType.INVITE
        )  # fmt: skip

    async def _friendship(self, noted: str, packed: Packed) -> Incoming | None:
        (friendship,) = packed.parts
        payload = await self._puppet.puppet_stub.friendship_payload(id=friendship)
        kind = {_CONFIRMED: MessageType.FRIEND, _ASKED: MessageType.REQUEST}.get(int(payload.type))
        if kind is None:
            return None
        self._puppet.forget_contact(payload.contact_id)
        name = await self._contact_name(payload.contact_id)
        text = REQUEST + friendship if kind is MessageType.REQUEST else ""
        return Incoming(noted, None, payload.contact_id, text, packed.at, name, type=kind)

    async def _topic(self, room: str) -> str | None:
        try:
            return str((await self._puppet.room_payload(room)).topic) or None
        except (GRPCError, TimeoutError):
            return None

    async def _nickname(self, room: str, contact: str) -> str:
        """The name in the group. What was said counts more than it: without it, a person places the answer."""
        if not contact:
            return ""
        try:
            member: Any = await self._puppet.room_member_payload(room, contact)
        except (GRPCError, TimeoutError):
            return await self._contact_name(contact)
        return member.room_alias or member.name or await self._contact_name(contact)

    async def _contact_name(self, contact: str) -> str:
        if not contact:
            return ""
        try:
            return str((await self._puppet.contact_payload(contact)).name)
        except (GRPCError, TimeoutError):
            return ""
