"""Outgoing -> the gateway's calls, and what a failure of them means: surely not delivered, or not to be known."""

from __future__ import annotations

import re

from grpclib.const import Status
from grpclib.exceptions import GRPCError, StreamTerminatedError

from bot.contract import Act, File, Outgoing
from bot.errors import SendError, SendFailed, SendUnknown
from bot.transport.wechat.files import hand_over
from bot.transport.wechat.puppet import LineDown, Puppet
from bot.transport.wechat.wording import to_network

_NEVER = frozenset({
    Status.INVALID_ARGUMENT, Status.NOT_FOUND, Status.PERMISSION_DENIED, Status.UNIMPLEMENTED, Status.UNAUTHENTICATED,
    Status.FAILED_PRECONDITION, Status.OUT_OF_RANGE,
})  # fmt: skip
_NOT_NOW = frozenset({Status.RESOURCE_EXHAUSTED})
_REFUSED_FOR_GOOD = re.compile(
    r"not (?:a |in |my )?(?:friend|member|contact|found|exist|support|implement)|no such|does ?n.t exist|unsupported"
    r"|invalid|forbidden|denied|blocked|blacklist|\b1201\b",
    re.IGNORECASE,
)
_REFUSED_NOW = re.compile(
    r"refus|reject|not log(?:ged)? ?(?:in|on)|logged out|too (?:fast|many|often)|frequen|rate.?limit|\b1205\b"
    r"|ENOTFOUND|EAI_AGAIN",
    re.IGNORECASE,
)


INVITATION, REQUEST = "invitation:", "request:"
"""What the text of an INVITE or REQUEST begins with, so that an ACCEPT finds its way back."""

Failure = (LineDown, GRPCError, StreamTerminatedError, OSError)
"""What a call may raise; TimeoutError is among the last."""


class Sending:
    """Carries out what the engine wants said, put up or accepted."""

    def __init__(self, puppet: Puppet) -> None:
        self._puppet = puppet

    async def send(self, message: Outgoing) -> str | None:
        """Do it; return the network's id of what was said, where it gives one.

        Raises:
            SendFailed, SendUnknown: as Transport.send says.
        """
        if message.act is Act.ACCEPT:
            await self._accept(message.text)
            return None
        if message.act is Act.RECALL:
            await self._recall(message.text)
            return None
        target = message.group or message.contact
        if target is None:
            raise SendFailed("there is nobody to send to", retryable=False)
        box = await self._upload(message.file)
        try:
            if message.act is Act.ANNOUNCE:
                await self._puppet.room_announce(target, message.text)
                return None
            sent = "" if box is None else await self._puppet.puppet_stub.say_file(target, box)
        except Failure as error:
            raise meaning(error) from error
        if box is not None and not message.text:
            return sent or None
        try:
            text = to_network(message.text, message.mentions)
            mentioned = [contact for contact, _ in message.mentions]
            return await self._puppet.message_send_text(target, text, mentioned) or None
        except Failure as error:
            raise (meaning(error) if box is None else SendUnknown("the file went, its text may not have")) from error

    async def _upload(self, file: File | None) -> str | None:
        if file is None:
            return None
        try:
            return await hand_over(self._puppet, file)
        except Failure as error:
            raise SendFailed("the gateway did not take the file") from error

    async def _recall(self, said: str) -> None:
        try:
            done = await self._puppet.message_recall(said)
        except Failure as error:
            raise meaning(error) from error
        if not done:
            raise SendFailed("the network does not take it back", retryable=False)

    async def _accept(self, what: str) -> None:
        try:
            if what.startswith(INVITATION):
                await self._puppet.room_invitation_accept(what.removeprefix(INVITATION))
            elif what.startswith(REQUEST):
                await self._puppet.friendship_accept(what.removeprefix(REQUEST))
            else:
                raise SendFailed("what is to be accepted is neither invitation nor request", retryable=False)
        except Failure as error:  # to accept twice does no harm
            raise SendFailed("not accepted", retryable=not _is_refusal(error)) from error


def meaning(error: Exception) -> SendError:
    """What ``error`` says about a message: a provider's own refusal is sure, anything else is not."""
    if isinstance(error, (LineDown, ConnectionRefusedError)):
        return SendFailed("not connected to the gateway")
    if _is_refusal(error):
        return SendFailed("the network refuses it", retryable=False)
    if isinstance(error, GRPCError) and (error.status in _NOT_NOW or _REFUSED_NOW.search(error.message or "")):
        return SendFailed("the network does not take it now")
    return SendUnknown("no clear answer: " + (error.status.name if isinstance(error, GRPCError) else "none in time"))


def _is_refusal(error: Exception) -> bool:
    if not isinstance(error, GRPCError):
        return False
    return error.status in _NEVER or bool(_REFUSED_FOR_GOOD.search(error.message or ""))
