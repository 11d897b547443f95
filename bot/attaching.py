"""Files join their message at the last moment: what came with another message is fetched once, and kept meanwhile."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bot.contract import File, Outgoing, Transport
from bot.dispatch import Dispatch
from bot.errors import FetchFailed, SendFailed, StorageError
from bot.settings import Settings
from data.files import Kept
from data.session import Database


class Attachments:
    """The files of one account's messages."""

    def __init__(self, database: Database, dispatch: Dispatch, settings: Settings, transport: Transport) -> None:
        self._database = database
        self._dispatch = dispatch
        self._settings = settings
        self._transport = transport

    async def attach(self, key: str | None, message: Outgoing) -> Outgoing:
        """``message`` with its file, if it has one.

        Raises:
            SendFailed: the file cannot be had (now), or is too large to be carried.
        """
        if key is None:
            return message
        try:
            kept = await self._database.run("desk", self._look, key)
            file = kept.file or await self._fetch(kept)
            if len(file.content) > self._settings.file_limit:
                raise SendFailed("the file is too large", retryable=False)
            if kept.file is None:
                await self._database.run("desk", self._keep, key, file)
        except (FetchFailed, TimeoutError) as error:
            raise SendFailed("the file does not come") from error
        except StorageError as error:
            raise SendFailed("the file cannot be read or kept now") from error
        return replace(message, file=file)

    async def _fetch(self, kept: Kept) -> File:
        if kept.message is None or kept.account != self._transport.account:
            raise SendFailed("the file came to another account", retryable=False)
        return await asyncio.wait_for(self._transport.download(kept.message), self._settings.send_limit)

    def _look(self, key: str) -> Kept:
        with self._dispatch.at_work() as work:
            kept = work.files.get(key)
        if kept is None:
            raise SendFailed("the file is kept no more", retryable=False)
        return kept

    def _keep(self, key: str, file: File) -> None:
        with self._dispatch.at_work() as work:
            work.files.fill(key, file)
