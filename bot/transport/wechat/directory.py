"""Which rooms and contacts the account has, and who sits where."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from grpclib.exceptions import GRPCError, StreamTerminatedError

from bot.contract import GroupInfo, MemberInfo
from bot.errors import FetchFailed
from bot.log import get_log, safe_exception
from bot.transport.wechat.puppet import LineDown, Puppet

log = get_log("wechat")
_AT_ONCE = 16
_CONTACT, _ROOM, _MEMBER = 2, 3, 4

Answer = TypeVar("Answer")


class Directory:
    """Asks the gateway; keeps nothing but what the puppet does, and whether the provider tells who is a friend."""

    def __init__(self, puppet: Puppet) -> None:
        self._puppet = puppet
        self._tells_friends = False

    def forget(self, kind: int, what: str) -> None:
        """A payload of the gateway changed. A member's is named by its room, with or without the contact."""
        if kind == _CONTACT:
            self._puppet.forget_contact(what)
        elif kind in (_ROOM, _MEMBER):
            self._puppet.forget_room(what.split("\n")[0])

    async def groups(self) -> Sequence[GroupInfo]:
        """Every room that the gateway can name.

        Raises:
            FetchFailed: it names none now.
        """
        rooms: Sequence[str] = await _now(self._puppet.room_list())

        async def group(room: str) -> GroupInfo:
            return GroupInfo(room, (await self._puppet.room_payload(room)).topic)

        return await _each(group, rooms)

    async def members(self, group: str) -> Sequence[MemberInfo]:
        """Who sits in ``group``; nobody where the gateway does not know it.

        Raises:
            FetchFailed: no line to the gateway.
        """
        try:
            contacts: Sequence[str] = await _now(self._puppet.room_members(group))
        except _Unknown:
            return []

        async def member(contact: str) -> MemberInfo:
            sits = await self._puppet.member(group, contact)
            return MemberInfo(contact, sits.room_alias or sits.name)

        return await _each(member, contacts)

    async def friends(self) -> frozenset[str] | None:
        """Contacts with a private line; None where the provider marks nobody as a friend.

        Raises:
            FetchFailed: no line to the gateway.
        """
        contacts: Sequence[str] = await _now(self._puppet.contact_list())

        async def friend(contact: str) -> str:
            return contact if (await self._puppet.contact_payload(contact)).friend else ""

        found = frozenset(await _each(friend, contacts)) - {""}
        self._tells_friends = bool(found)
        return found or None

    async def is_stranger(self, contact: str) -> bool:
        """Whether ``contact`` surely has no private line."""
        if not self._tells_friends:
            return False
        try:
            return not (await self._puppet.contact_payload(contact)).friend
        except (GRPCError, StreamTerminatedError, OSError, LineDown):
            return False


class _Unknown(FetchFailed):
    """The gateway answered that it does not know."""


async def _now(call: Awaitable[Answer]) -> Answer:
    try:
        return await call
    except GRPCError as error:
        raise _Unknown("the gateway does not tell") from error
    except (StreamTerminatedError, OSError, LineDown) as error:
        raise FetchFailed("no line to the gateway") from error


async def _each(ask: Callable[[str], Awaitable[Answer]], names: Sequence[str]) -> list[Answer]:
    """Ask for each, some at once; what is not told is left out."""
    turns = asyncio.Semaphore(_AT_ONCE)

    async def one(name: str) -> Answer | None:
        async with turns:
            try:
                return await ask(name)
            except (GRPCError, TimeoutError) as error:
                log.warning("the gateway does not tell one of its payloads", error=safe_exception(error))
            except (StreamTerminatedError, OSError, LineDown) as error:
                raise FetchFailed("no line to the gateway") from error
        return None

    return [answer for answer in await asyncio.gather(*map(one, names)) if answer is not None]
