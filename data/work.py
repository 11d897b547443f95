"""One unit of work: everything a handler reads and writes, inside one transaction that it cannot commit."""

from __future__ import annotations

from data.asks import Asks
from data.collections import Collections
from data.demands import Demands
from data.directory import Directory, read_directory, touch
from data.files import Files
from data.inbox import Inbox
from data.ledger import Ledger
from data.line import Line
from data.medicine import Medicine
from data.memory import Memory, count_on
from data.notices import Notices
from data.outgoing import Outgoing
from data.people import People
from data.records import Records
from data.store import Store


class Work:
    """Repositories on one store, for one account.

    Args:
        store: inside a transaction that somebody else ends.
        directory: what was read before, if it is still right; read anew otherwise.
        memory: the same of persons and of what stands.
        open_to_all: whether contacts seen for the first time have a private line.
    """

    def __init__(
        self, store: Store, account: str, directory: Directory | None = None, memory: Memory | None = None, *,
        open_to_all: bool = False,
    ) -> None:  # fmt: skip
        self.store = store
        self.account = account
        self.directory = directory if directory is not None else read_directory(self.store)
        self.memory = memory if memory is not None else Memory()
        self.people = People(self.store, account, self.directory, self.memory, open_to_all=open_to_all)
        self.collections = Collections(self.store, self.directory, self.memory)
        self.outgoing = Outgoing(self.store, account)
        self.inbox = Inbox(self.store)
        self.records = Records(self.store)
        self.notices = Notices(self.store, self.memory)
        self.ledger = Ledger(self.store)
        self.files = Files(self.store)
        self.asks = Asks(self.store, self.memory)
        self.line = Line(self.store, account)
        self.demands = Demands(self.store, self.memory)
        self.medicine = Medicine(self.store)

    def changed(self) -> None:
        """Groups, duties or households were changed: read the directory anew."""
        self.flush()
        touch(self.store)
        fresh = read_directory(self.store)
        self.memory.sheets.clear()
        for name in Directory.__slots__:
            setattr(self.directory, name, getattr(fresh, name))

    def flush(self) -> None:
        """Write what is pending, in the transaction that is open."""
        self.people.flush()
        self.collections.flush()
        self.outgoing.flush()
        self.inbox.flush()
        self.store.write_later()
        if self.store.wrote:
            self.store.wrote = False
            count_on(self.store, self.memory)
