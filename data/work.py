"""One unit of work: everything a handler reads and writes, inside one transaction that it cannot commit."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from data.collections import Collections
from data.crypt import Seal
from data.directory import Directory, read_directory, touch
from data.inbox import Inbox
from data.outgoing import Outgoing
from data.people import People
from data.records import Records
from data.store import Store


class Work:
    """Repositories on one connection, for one community and one account.

    Args:
        connection: inside a transaction that somebody else ends.
        directory: what was read before, if it is still right; read anew otherwise.
        open_to_all: whether contacts seen for the first time have a private line.
    """

    def __init__(
        self, connection: Connection, community: str, account: str, seal: Seal,
        directory: Directory | None = None, *, open_to_all: bool = False,
    ) -> None:  # fmt: skip
        self.store = Store(connection, community, seal)
        self.touched = False
        self.account = account
        self.directory = directory if directory is not None else read_directory(self.store)
        self.people = People(self.store, account, self.directory, open_to_all=open_to_all)
        self.collections = Collections(self.store, self.directory)
        self.outgoing = Outgoing(self.store, account)
        self.inbox = Inbox(self.store)
        self.records = Records(self.store)

    def changed(self) -> None:
        """Groups, duties or households were changed: read the directory anew."""
        self.touched = True
        self.flush()
        touch(self.store)
        fresh = read_directory(self.store)
        for name in Directory.__slots__:
            setattr(self.directory, name, getattr(fresh, name))

    def flush(self) -> None:
        """Write what is pending, in the transaction that is open."""
        self.people.flush()
        self.collections.flush()
        self.outgoing.flush()
        self.inbox.flush()
        self.store.write_later()
