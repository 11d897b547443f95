"""Reading for the pages: short transactions in a thread of their own, which never hold the engine up."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from time import thread_time
from typing import TypeVar

from bot.console.house import House, Rooms
from bot.errors import StorageError
from data.directory import Directory
from data.memory import Memory, counts
from data.store import Store
from data.work import Work

T = TypeVar("T")


class Away(StorageError):
    """No account is logged in: there is nothing to read from."""


class Looking:
    """Asks the rows of the house. What was read before is used as far as it is still right."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="console")
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="console-write")
        self._rooms: Rooms | None = None
        self._directory: Directory | None = None
        self._memory: Memory | None = None
        self.spent = 0.0
        """Seconds of the processor that reading took until now."""

    async def ask(self, question: Callable[[Work], T]) -> T:
        """What ``question`` finds in the rows as they are at one moment; it must not write.

        Raises:
            StorageError: the database refuses, or nobody is logged in.
        """
        return await asyncio.get_running_loop().run_in_executor(self._reader, self._ask, question)

    async def write(self, change: Callable[[Store], T]) -> T:
        """Change rows of the console's own: visits, tries, the audit, a file to hand over. Never what is counted.

        Raises:
            StorageError: the database refuses, or nobody is logged in.
        """
        return await asyncio.get_running_loop().run_in_executor(self._writer, partial(self._write, change))

    def _open(self) -> Rooms:
        if self._house.rooms is None:
            raise Away("No account is logged in yet.")
        return self._house.rooms

    def _ask(self, question: Callable[[Work], T]) -> T:
        began = thread_time()
        try:
            return self._look(question)
        finally:
            self.spent += thread_time() - began

    def _look(self, question: Callable[[Work], T]) -> T:
        rooms = self._open()
        if rooms is not self._rooms:
            self._rooms, self._directory, self._memory = rooms, None, None
        with rooms.database.transaction() as connection:
            if rooms.database.sqlite:
                # One moment for all that is read; a writer waits for nobody who only reads.
                connection.exec_driver_sql("BEGIN")
            store = Store(connection, self._house.community.key, rooms.seal)
            revision, changes = counts(store)
            if self._directory is not None and self._directory.revision != revision:
                self._directory = self._memory = None
            if self._memory is None or self._memory.changes != changes:
                self._memory = Memory(changes)
            work = Work(store, rooms.account, self._directory, self._memory)
            found = question(work)
            self._directory = work.directory
        return found

    def _write(self, change: Callable[[Store], T]) -> T:
        rooms = self._open()
        with rooms.database.transaction() as connection:
            store = Store(connection, self._house.community.key, rooms.seal)
            found = change(store)
            store.write_later()
        return found

    def close(self) -> None:
        """Let what is asked be answered."""
        for thread in (self._reader, self._writer):
            thread.shutdown(wait=True)
