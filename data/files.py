"""Files on their way: sealed, and kept no longer than they are needed."""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime

from bot.contract import File
from data.store import Store, new_id, stamp, table
from data.tables import FileRow, OutboxRow


@dataclass(slots=True, frozen=True)
class Kept:
    """A file, or where it is to be fetched: the message of ``account`` that it came with."""

    file: File | None
    account: str
    message: str | None


class Files:
    """Files of one community."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def keep(self, account: str, file: File, now: datetime) -> str:
        """Keep ``file``; return its key, for ``Reply.file``."""
        key = new_id()
        self._store.add(
            FileRow(
                community=self._store.community, id=key, account=account, body=self._seal(file), created_at=stamp(now)
            )
        )
        return key

    def expect(self, account: str, message: str, now: datetime) -> str:
        """The key of the file that came with ``message``; it is fetched when it is first sent."""
        key = new_id(account, message, "file")
        columns = ("community", "id", "account", "message", "created_at")
        self._store.write(FileRow, columns, [(self._store.community, key, account, message, stamp(now))])
        return key

    def get(self, key: str) -> Kept | None:
        """The file of that key; None where it is kept no more."""
        row = self._store.row(self._store.select(FileRow, table(FileRow).c.id == key))
        if row is None:
            return None
        return Kept(self._open(row.body) if row.body else None, row.account, row.message)

    def fill(self, key: str, file: File) -> None:
        """Keep what was fetched: it goes to several groups, and the network may give it once."""
        self._store.change(FileRow, table(FileRow).c.id == key, body=self._seal(file))

    def drop(self, key: str) -> None:
        """Keep that file no longer."""
        self._store.remove(FileRow, table(FileRow).c.id == key)

    def erase(self, before: datetime) -> int:
        """Delete what was kept before then and waits to be sent nowhere."""
        source, outbox = table(FileRow), table(OutboxRow)
        needed = self._store.select(
            OutboxRow, outbox.c.file.is_not(None), outbox.c.state.in_(["queued", "sending", "unknown"]),
            columns=("file",),
        )  # fmt: skip
        return self._store.remove(FileRow, source.c.created_at < stamp(before), source.c.id.not_in(needed))

    def _seal(self, file: File) -> bytes:
        return self._store.seal.close_data([file.name, b64encode(file.content).decode()])

    def _open(self, body: bytes) -> File:
        name, content = self._store.seal.open_data(body)
        return File(name, b64decode(content))
