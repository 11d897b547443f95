"""A whole conversation through the real engine on a virtual clock: what happened in a night, in seconds."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.app import Engine
from bot.clock import VirtualClock
from bot.community import Community
from bot.contract import File, Incoming, MessageType
from bot.outbox import Sent
from bot.settings import Settings
from bot.transport.simulated import SimulatedTransport
from bot.understand import Form
from data.crypt import Seal
from data.session import Database

_TYPES = {kind.value: kind for kind in MessageType} | {"recall": MessageType.RECALL}
AFTERWARDS = timedelta(hours=1)
_IDLE = timedelta(days=1)
_SUCH_AS = "2022-04-10T01:00:00+08:00"
_ROUND = timedelta(hours=1)


@dataclass(slots=True)
class Faulty:
    """A transcript line that could not be read, and why."""

    line: int
    error: str


def read_transcript(lines: Iterable[str], bot: str) -> Iterator[Incoming | Faulty]:
    """Read JSON lines; a bad one becomes a ``Faulty`` and the rest go on."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield _message(json.loads(line), number, bot)
        except json.JSONDecodeError as error:
            yield Faulty(number, f"not JSON: {error.msg}, at character {error.pos + 1}")
        except RecursionError:
            yield Faulty(number, "not read: too many brackets within brackets")
        except ValueError as error:
            yield Faulty(number, str(error))


def _message(data: Any, number: int, bot: str) -> Incoming:
    if not isinstance(data, dict):
        raise ValueError("not a message: expected an object such as {...}")
    at = _time(data.get("at"))
    kind = data.get("type") or "text"
    if not isinstance(kind, str) or kind not in _TYPES or kind in ("tick", "noted"):
        raise ValueError(f"`type` {kind!r} is not known; use text, image, audio or recall")
    room = _name(data, "room")
    sender = _name(data, "from")
    if sender is None:
        raise ValueError("`from` is missing: the contact id of who wrote it")
    at = at.astimezone(UTC)
    # The time is a part of it: the next transcript on the same database has a first line, too.
    unnamed = f"line-{number}-{at:%Y%m%d%H%M%S%f}"
    return Incoming(
        id=_name(data, "id") or unnamed, group=room, sender=sender, text=_text(data, "text") or "", at=at,
        name=_text(data, "name") or "", topic=room, type=_TYPES[kind], quote=_text(data, "quote"), own=sender == bot,
    )  # fmt: skip


def _time(written: object) -> datetime:
    if not written:
        raise ValueError(f"`at` is missing: when it was said, for example {_SUCH_AS}")
    try:
        at = datetime.fromisoformat(str(written))
    except ValueError:
        raise ValueError(f"`at` {written!r} is not a time; write it as {_SUCH_AS}") from None
    if at.tzinfo is None:
        raise ValueError(f"`at` needs an offset, for example {_SUCH_AS}")
    if not 1970 <= at.year < 9999:
        raise ValueError(f"`at` lies in the year {at.year}")
    return at


def _text(data: dict[str, Any], key: str) -> str | None:
    value = data.get(key)
    if isinstance(value, bool | list | dict):
        raise ValueError(f"`{key}` must be a text or null")
    return None if value is None else str(value)


def _name(data: dict[str, Any], key: str) -> str | None:
    """What names a room, a contact or a message: a key, and so must be storable as it is. Empty means none."""
    value = _text(data, key)
    if value is not None and ("\0" in value or value.encode("utf-8", "ignore").decode() != value):
        raise ValueError(f"`{key}` holds half a character or a control character")
    return value or None


class Replay:
    """Plays messages through an engine of its own.

    Args:
        watch: told of everything that was sent.
    """

    def __init__(
        self, database: Database, community: Community, seal: Seal, settings: Settings, start: datetime, *,
        forms: dict[str, Form] | None = None, seed: int = 7, watch: Callable[[Sent], None] | None = None,
    ) -> None:  # fmt: skip
        self.clock = VirtualClock(start)
        self.transport = SimulatedTransport(self.clock, (community.bot.id, community.bot.name), echo_after=None)
        for group in community.groups:
            self.transport.add_room(group.topic, [(contact, "") for contact in group.members])
        self.engine = Engine(
            database, community, seal, settings, self.clock, self.transport, forms=forms, seed_jitter=seed, watch=watch
        )
        self._stale = True
        self._due = start

    async def prepare(self) -> None:
        """Schema, community, members."""
        self.engine.prepare()
        await self.engine.meet()
        self.engine.settle()

    async def play(self, messages: Iterable[Incoming], *, afterwards: timedelta = AFTERWARDS) -> None:
        """Play ``messages`` in the order of their times, and what is due until ``afterwards`` past the last."""
        ordered = sorted(messages, key=lambda message: message.at)
        for message in ordered:
            await self.until(message.at, before=True)
            self.say(message)
        last = ordered[-1].at if ordered else self.clock.now()
        await self.until(last + afterwards)

    def say(self, message: Incoming) -> None:
        """Somebody says something now."""
        if message.at > self.clock.now():
            self.clock.move_to(message.at)
        if message.type is MessageType.IMAGE:
            # A transcript tells that there was a picture, not what was on it.
            self.transport.files.setdefault(message.id, File(f"{message.id}.jpg", b""))
        self.engine.take([message])
        self._look_again()

    def _look_again(self) -> None:
        """What is due next changes only where something was queued."""
        self._stale |= self.engine.dispatch.stirred
        self.engine.dispatch.stirred = False

    async def until(self, moment: datetime, *, before: bool = False) -> None:
        """Let everything happen that is due until ``moment``; with ``before``, not what is due at that very instant.

        What comes round every hour does so once in a gap of more than a day: a line from another year must not cost
        a hundred thousand rounds.
        """
        if moment - self.clock.now() > _IDLE:
            self.engine.runner.let_pass(moment - _ROUND)
            self._stale = True
        while True:
            if self._stale:
                self._due = self.engine.next_due()
                self._stale = False
            if self._due > moment or (before and self._due >= moment):
                break
            if self._due > self.clock.now():
                self.clock.move_to(self._due)
            await self._step()
            self._stale = True
        if moment > self.clock.now() and not before:
            self.clock.move_to(moment)

    async def _step(self) -> None:
        if self.engine.runner.fire():
            self.engine.settle()
        while await self.engine.outbox.send_next():
            echoes = self.transport.take_echoes()
            if echoes:
                self.engine.take(echoes)
