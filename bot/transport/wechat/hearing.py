"""Events of the gateway's stream -> what the inbox stores.

A message's event carries its id, which is all that is stored at first. What only the event itself tells is handed over
whole, or packed into the id where its names have to be fetched.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any
from urllib.parse import quote, unquote

from bot.contract import Incoming, MessageType
from bot.transport.wechat.session import Event

_MILLISECONDS_FROM = 2_145_888_000
"""More seconds than this lie after 2038: a number beyond is in milliseconds."""
_PACKED, _BETWEEN = "event", "/"


def moment(number: float, now: datetime) -> datetime:
    """``number`` of seconds or milliseconds since 1970, whichever the provider means; ``now`` where it gives none."""
    if number <= 0:
        return now
    seconds = number / 1000 if number > _MILLISECONDS_FROM else number
    return datetime.fromtimestamp(seconds, UTC)


@dataclass(frozen=True)
class Packed:
    """An event whose names are still to be fetched, as it travels in an id: ``parts`` are ids of the gateway."""

    type: MessageType
    at: datetime
    parts: tuple[str, ...]

    def pack(self) -> str:
        """An id that was never given before."""
        fields = (self.type.value, token_hex(8), str(round(self.at.timestamp() * 1000)), *self.parts)
        return _BETWEEN.join((_PACKED, *(quote(field, safe="@") for field in fields)))

    @classmethod
    def unpack(cls, noted: str) -> Packed | None:
        """What ``noted`` carries; None where it is the id of a message."""
        if not noted.startswith(_PACKED + _BETWEEN):
            return None
        _, kind, _, at, *parts = (unquote(field) for field in noted.split(_BETWEEN))
        return cls(MessageType(kind), datetime.fromtimestamp(int(at) / 1000, UTC), tuple(parts))


def incoming(event: int, content: Mapping[str, Any], now: datetime) -> Sequence[Incoming]:
    """What is to be stored of one event.

    Raises:
        ValueError, TypeError, KeyError: the event makes no sense.
    """
    read = _READERS.get(event)
    return () if read is None else read(content, now)


def _noted(noted: str, now: datetime) -> Incoming:
    return Incoming(noted, None, "", "", now, type=MessageType.NOTED)


def _message(content: Mapping[str, Any], now: datetime) -> Sequence[Incoming]:
    return [_noted(text_in(content, "messageId"), now)]


def _friendship(content: Mapping[str, Any], now: datetime) -> Sequence[Incoming]:
    return [_noted(Packed(MessageType.REQUEST, now, (text_in(content, "friendshipId"),)).pack(), now)]


def _invitation(content: Mapping[str, Any], now: datetime) -> Sequence[Incoming]:
    return [_noted(Packed(MessageType.INVITE, now, (text_in(content, "roomInvitationId"),)).pack(), now)]


def _join(content: Mapping[str, Any], now: datetime) -> Sequence[Incoming]:
    room, at = text_in(content, "roomId"), moment(content.get("timestamp") or 0, now)
    return [
        _noted(Packed(MessageType.JOIN, at, (room, contact)).pack(), now)
        for contact in _texts(content, "inviteeIdList")
    ]


def _leave(content: Mapping[str, Any], now: datetime) -> Sequence[Incoming]:
    room, at = text_in(content, "roomId"), moment(content.get("timestamp") or 0, now)
    return [
        Incoming(Packed(MessageType.LEAVE, at, ()).pack(), room, contact, "", at, type=MessageType.LEAVE)
        for contact in _texts(content, "removeeIdList")
    ]


def _topic(content: Mapping[str, Any], now: datetime) -> Sequence[Incoming]:
    room, topic = text_in(content, "roomId"), text_in(content, "newTopic")
    at = moment(content.get("timestamp") or 0, now)
    changer = content.get("changerId") or ""
    noted = Packed(MessageType.TOPIC, at, ()).pack()
    return [Incoming(noted, room, str(changer), topic, at, topic=topic, type=MessageType.TOPIC)]


_READERS: Mapping[int, Callable[[Mapping[str, Any], datetime], Sequence[Incoming]]] = {
    Event.MESSAGE: _message,
    Event.FRIENDSHIP: _friendship,
    Event.ROOM_INVITE: _invitation,
    Event.ROOM_JOIN: _join,
    Event.ROOM_LEAVE: _leave,
    Event.ROOM_TOPIC: _topic,
}


def text_in(content: Mapping[str, Any], field: str) -> str:
    """A text that has to be there.

    Raises:
        ValueError, KeyError: it is not.
    """
    value = content[field]
    if not isinstance(value, str) or not value:
        raise ValueError(field)
    return value


def _texts(content: Mapping[str, Any], field: str) -> list[str]:
    return [value for value in content.get(field) or () if isinstance(value, str) and value]
