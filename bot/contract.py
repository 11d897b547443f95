"""What passes between a transport and the engine, and the protocol every transport keeps.

A transport knows chat groups and contacts by its own ids. Those may change at every log-in: the engine treats them
as aliases, never as keys.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Protocol


class MessageType(StrEnum):
    """What an incoming event is. Only TEXT carries words to be understood; TICK comes from the engine.

    NOTED is an event of which only the id is known yet: it is stored, and ``Transport.fetch`` brings the rest. INVITE
    is an invitation to a group and REQUEST a friend request: their ``text`` is what an ACCEPT names. DISCONNECTED and
    CONNECTED say from when to when the account heard nothing.
    """

    NOTED = "noted"
    TEXT = "text"
    IMAGE = "image"
    AUDIO = "audio"
    STICKER = "sticker"
    FILE = "file"
    RECALL = "recall"
    JOIN = "join"
    LEAVE = "leave"
    TOPIC = "topic"
    FRIEND = "friend"
    REQUEST = "request"
    INVITE = "invite"
    CONNECTED = "connected"
    DISCONNECTED = "disconnected"
    SYSTEM = "system"
    TICK = "tick"


MEDIA = frozenset({MessageType.IMAGE, MessageType.AUDIO, MessageType.STICKER})


@dataclass(slots=True, frozen=True)
class Incoming:
    """One event as a transport received it.

    ``id`` is unique in the account: the same id twice is one message. ``group`` is the transport's id of the chat
    group (None in a private chat) and ``topic`` its name now. ``sender`` is a contact id, ``name`` the nickname in the
    group. ``text`` of a RECALL is the id of the recalled message; of a JOIN or LEAVE nothing. ``at`` is when it was
    written, with an offset. ``own`` marks the bot's own echo.
    """

    id: str
    group: str | None
    sender: str
    text: str
    at: datetime
    name: str = ""
    topic: str | None = None
    type: MessageType = MessageType.TEXT
    quote: str | None = None
    own: bool = False


class Lane(IntEnum):
    """The order in which what waits is sent."""

    URGENT = 0
    REPLY = 1
    SUMMARY = 2
    TABLE = 3
    REMINDER = 4
    NOTICE = 5


class Act(StrEnum):
    """What the account is to do: say something, put it up as the group's announcement, accept an invitation, or take
    back what it said.
    """

    SAY = "say"
    ANNOUNCE = "announce"
    ACCEPT = "accept"
    RECALL = "recall"


@dataclass(slots=True, frozen=True)
class File:
    """A file that goes with a message, or came with one."""

    name: str
    content: bytes


@dataclass(slots=True, frozen=True)
class Outgoing:
    """One message to be sent: to a chat group or to a contact, both by the transport's ids.

    ``mentions`` are (contact id, name) pairs; the text already carries ``@name``. ``text`` of an ACCEPT is what the
    INVITE or REQUEST carried; accepting twice does no harm. ``text`` of a RECALL is the network's id of what the
    account said there; a transport that cannot take it back (any more) raises SendFailed with ``retryable`` False. With
    ``file``, the text follows it, where there is one.
    """

    key: str
    group: str | None
    contact: str | None
    text: str
    mentions: tuple[tuple[str, str], ...] = ()
    act: Act = Act.SAY
    file: File | None = None


@dataclass(slots=True, frozen=True)
class GroupInfo:
    """A chat group that the account sits in."""

    id: str
    topic: str


@dataclass(slots=True, frozen=True)
class MemberInfo:
    """A member of a chat group: ``name`` is the nickname there."""

    contact: str
    name: str


CONSOLE = "console:"
"""How a contact begins that is a person at the console. Only who holds the installation's key can make one."""
DETAILS = "details"
"""The outbox's kind of an answer that only its reader may know."""
NOT_TO_CARRY = frozenset({
    DETAILS, "ask_link", "table", "doorbell", "late", "alert", "summary", "revealed", "listed", "export", "cry",
    "quarrel", "minor", "digest", "forward", "overdue",
})  # fmt: skip
"""Kinds of messages that tell what neighbours have: nobody carries them on."""

Receive = Callable[[Incoming], Awaitable[None]]
"""Returns once the message is committed: what a transport may take as an acknowledgement."""


class Transport(Protocol):
    """A way to a chat network. Every implementation passes tests/contract."""

    account: str
    """Names the account in keys: stable for one account, different for another."""

    async def start(self, receive: Receive) -> None:
        """Connect; from then on hand every event to ``receive``, in order within a chat group."""
        ...

    async def fetch(self, noted: str) -> Incoming | None:
        """The whole event behind the id of a NOTED one; None where there is nothing to tell, and never will be.

        Raises:
            FetchFailed: not now; ask again later.
        """
        ...

    async def download(self, message: str) -> File:
        """The file or image that came with the message of that id.

        Raises:
            FetchFailed: not now, or not any more.
        """
        ...

    async def stop(self) -> None:
        """Disconnect; nothing is handed over afterwards."""
        ...

    async def send(self, message: Outgoing) -> str | None:
        """Send; return the id the network gave, where it gives one.

        Raises:
            SendFailed: surely not delivered.
            SendUnknown: cannot be known.
        """
        ...

    async def groups(self) -> Sequence[GroupInfo]:
        """The chat groups the account sits in."""
        ...

    async def members(self, group: str) -> Sequence[MemberInfo]:
        """Who sits in ``group``."""
        ...

    async def friends(self) -> frozenset[str] | None:
        """Contacts with a private line; None where everybody has one."""
        ...
