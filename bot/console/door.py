"""What is done at the console: a command that the visitor types to the bot in private, and what the bot answers."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from uuid import uuid4

import sqlalchemy as sa

from bot.console.house import House
from bot.console.looking import Away, Looking
from bot.contract import File, Incoming
from data.at_console import console_contact
from data.files import Files
from data.outgoing import TOLD
from data.store import table
from data.tables import InboxRow, OutboxRow
from data.work import Work

_PATIENCE = 30.0
_NAP = 0.02
_LONGEST_NAP = 0.3


@dataclass(slots=True, frozen=True)
class Answered:
    """What became of a command. ``taken`` is what it was taken for: command, refused, parked; "" while it waits.

    ``files`` are the keys of what came with the answer.
    """

    number: int
    taken: str
    texts: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

    @property
    def done(self) -> bool:
        """Whether it was carried out."""
        return self.taken == "command"


class Door:
    """The only way in which a page changes anything that the bot counts by."""

    def __init__(self, house: House, looking: Looking) -> None:
        self._house = house
        self._looking = looking

    async def type(self, person: str, text: str) -> Answered:
        """Type ``text`` as ``person``; return once the bot has answered, or has not in half a minute.

        Raises:
            StorageError: nobody is logged in, or the database refuses.
        """
        rooms = self._house.rooms
        if rooms is None:
            raise Away("No account is logged in yet.")
        contact = console_contact(rooms.seal, person)
        message = Incoming(f"console-{uuid4().hex}", None, contact, text, rooms.clock.now())
        await rooms.put(message)
        waited, nap = 0.0, _NAP
        while True:
            answered = await self._looking.ask(lambda work: _read(work, message.id))
            if answered.taken or waited >= _PATIENCE:
                return answered
            await asyncio.sleep(nap)
            waited, nap = waited + nap, min(nap * 1.5, _LONGEST_NAP)

    async def keep(self, file: File) -> str:
        """Keep a file that a command is about; return its key, by which the command names it.

        Raises:
            StorageError: nobody is logged in, or the database refuses.
        """
        rooms = self._house.rooms
        if rooms is None:
            raise Away("No account is logged in yet.")
        account, now = rooms.account, rooms.clock.now()
        return await self._looking.write(lambda store: Files(store).keep(account, file, now))

    async def drop(self, key: str) -> None:
        """Keep a file no longer, where the command about it was refused.

        Raises:
            StorageError: the database refuses.
        """
        await self._looking.write(lambda store: Files(store).drop(key))

    async def file(self, key: str) -> File | None:
        """A file that came with an answer; None where it is kept no more.

        Raises:
            StorageError: the database refuses.
        """
        kept = await self._looking.ask(lambda work: work.files.get(key))
        return kept.file if kept is not None else None


def _read(work: Work, message: str) -> Answered:
    inbox, said = table(InboxRow).c, table(OutboxRow).c
    mine = work.store.select(InboxRow, inbox.account == work.account, inbox.message_id == message)
    row = work.store.row(mine)
    if row is None or row.state == "new":
        return Answered(row.seq if row else 0, "")
    first = f"{row.seq:020d}:"
    texts = work.store.rows(
        work.store.select(
            OutboxRow, said.cause >= first, said.cause < f"{row.seq:020d};", said.state == TOLD,
            columns=("body", "file"),
        ).order_by(sa.asc(said.cause))
    )  # fmt: skip
    bodies = [work.store.seal.open_data(one.body) for one in texts if one.body]
    files = tuple(one.file for one in texts if one.file)
    return Answered(row.seq, str(row.outcome or row.state), tuple(body[0] for body in bodies), files)
