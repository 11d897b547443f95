"""The database, and the only place that commits.

The engine is synchronous SQLAlchemy in two worker threads, one for the inbox and one for the desk: a session in a
thread was measured at three to four times the speed of an asynchronous one, and the event loop never waits for a disk.
SQLite has one writer; a lock in the process spares both threads SQLite's own sleep-and-try-again.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError, OperationalError

from bot.errors import ConfigError, StorageError

P = ParamSpec("P")
T = TypeVar("T")
_WRITES = ("INSERT", "UPDATE", "DELETE")
_OTHERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
)
_IN_USE = "The database is in use. Stop the bot and whatever else has it open, then try again."


def normalise_url(url: str) -> str:
    """Accept the usual short forms: ``postgres://`` and a bare path of an SQLite file.

    Raises:
        ConfigError: it is neither.
    """
    if "://" not in url:
        return f"sqlite:///{url}"
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise ConfigError("The database URL has no known form. Use sqlite:///PATH or postgresql://…") from error
    backend = parsed.get_backend_name()
    if backend in {"postgres", "postgresql"}:
        return parsed.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    if backend != "sqlite":
        raise ConfigError(f"The database {backend!r} is not supported. Use sqlite:///PATH or postgresql://…")
    return url


class Database:
    """One database, with a thread for the inbox and one for everything else.

    Args:
        url: SQLAlchemy URL, as ``normalise_url`` returns it.
        durable: False gives up fsync: for a database that is thrown away afterwards, as replay's is.
        inline: run work in the calling thread, so that a virtual clock sees one order of things.
        connect: opens a DBAPI connection, in place of the driver's own: for tests that cut the power.
    """

    def __init__(
        self, url: str, *, durable: bool = True, inline: bool = False, connect: Callable[[], Any] | None = None
    ) -> None:
        self.url = normalise_url(url)
        self.sqlite = self.url.startswith("sqlite")
        self._durable = durable
        self._inline = inline
        self._writer = threading.Lock()
        self._held = threading.local()
        self._threads = {name: ThreadPoolExecutor(1, thread_name_prefix=name) for name in ("inbox", "desk")}
        self.engine = self._open(connect)

    def _open(self, connect: Callable[[], Any] | None) -> Engine:
        options: dict[str, Any] = {"creator": connect} if connect else {}
        if self.sqlite:
            file = make_url(self.url).database
            if file and file != ":memory:":
                folder = Path(file).parent
                try:
                    folder.mkdir(parents=True, exist_ok=True)
                    # Topics and contact ids lie in it as they are: nobody else on this machine reads them.
                    os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
                except OSError as error:
                    raise StorageError(f"The database {file} cannot be made or opened: {error.strerror}.") from error
            options["connect_args"] = {"timeout": 30, "check_same_thread": False, "cached_statements": 256}
            options["poolclass"] = sa.StaticPool if file in (None, "", ":memory:") else sa.QueuePool
        else:
            options["pool_pre_ping"] = True
        engine = sa.create_engine(self.url, **options)
        if self.sqlite:
            sa.event.listen(engine, "connect", self._pragmas)
            sa.event.listen(engine, "before_cursor_execute", self._take_writer)
        return engine

    def _pragmas(self, connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        # FULL, not NORMAL: NORMAL was measured to lose rows that had been acknowledged when the power was cut.
        cursor.execute(f"PRAGMA synchronous={'FULL' if self._durable else 'OFF'}")
        cursor.execute("PRAGMA busy_timeout=30000")
        cursor.execute("PRAGMA cache_size=-65536")
        cursor.close()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A connection whose writes are committed together when the block ends, and undone if it raises.

        Raises:
            StorageError: the database refuses: full disk, missing rights, lost connection.
        """
        try:
            with self.engine.connect() as connection:
                try:
                    yield connection
                    connection.commit()
                except BaseException:
                    connection.rollback()
                    raise
        except (OperationalError, sqlite3.OperationalError) as error:
            raise StorageError(explain(error)) from error
        except DatabaseError as error:
            # A damaged file is the base class itself; its other children are our own mistakes.
            if type(error) is not DatabaseError:
                raise
            raise StorageError(explain(error)) from error
        finally:
            self._let_go()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else has the database open. In an SQLite file nobody else can open it meanwhile, either.

        Raises:
            StorageError: somebody has.
        """
        try:
            with self.engine.connect() as connection:
                if self.sqlite:
                    connection.exec_driver_sql("PRAGMA busy_timeout=0")
                    # Whoever reads or writes in WAL mode holds a lock as long as the file is open: it cannot be left.
                    for pragma in ("journal_mode=DELETE", "locking_mode=EXCLUSIVE"):
                        connection.exec_driver_sql(f"PRAGMA {pragma}")
                    connection.exec_driver_sql("BEGIN EXCLUSIVE")
                elif connection.exec_driver_sql(_OTHERS).scalar_one():
                    raise StorageError(_IN_USE)
                connection.rollback()
        except OperationalError as error:
            raise StorageError(_IN_USE if "locked" in str(error.orig) else explain(error)) from error
        try:
            yield
        finally:
            self.engine.dispose()

    def forget_removed(self) -> None:
        """Let nothing that was overwritten or deleted remain in the files.

        Raises:
            StorageError: the database refuses: the disk has no room for it twice.
        """
        try:
            with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                if self.sqlite:
                    connection.exec_driver_sql("VACUUM")
                    return
                for held in sa.inspect(connection).get_table_names():
                    connection.exec_driver_sql(f'VACUUM FULL "{held}"')
        except (OperationalError, sqlite3.OperationalError) as error:
            raise StorageError(explain(error)) from error

    def _take_writer(self, _c: Any, _cursor: Any, statement: str, _p: Any, _x: Any, _many: bool) -> None:
        # As late as possible: reading holds nobody up, and the lock ends with the transaction.
        if statement.startswith(_WRITES) and not getattr(self._held, "yes", False):
            self._writer.acquire()
            self._held.yes = True

    def _let_go(self, *_: Any) -> None:
        if getattr(self._held, "yes", False):
            self._held.yes = False
            self._writer.release()

    async def run(self, thread: str, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run ``work`` in the thread named ``inbox`` or ``desk``, and wait for it."""
        if self._inline:
            return work(*args, **kwargs)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads[thread], lambda: work(*args, **kwargs))

    def close(self) -> None:
        """Let the threads finish and close every connection."""
        for thread in self._threads.values():
            thread.shutdown(wait=True)
        self.engine.dispose()


def explain(error: BaseException) -> str:
    """One clear sentence for what a database refused, and the mend."""
    text = str(getattr(error, "orig", error)).lower()
    if "disk is full" in text or "no space" in text:
        return "The disk is full. Free some space: what was received is safe, and the bot goes on by itself."
    if "readonly" in text or "read-only" in text or "permission" in text:
        return "The database cannot be written. Let the user that runs the bot write the file and its folder."
    if "unable to open" in text:
        return "The database cannot be opened. Check that its folder exists and may be written."
    if "not a database" in text or "malformed" in text:
        return "The database file is damaged or is none. Restore the last backup: fenjian restore"
    if "locked" in text:
        return "The database is locked by another program. Stop the other one."
    if "connection" in text or "connect" in text or (isinstance(error, DBAPIError) and error.connection_invalidated):
        return "The database server cannot be reached. Check that it runs, and the URL."
    return f"The database refused ({type(getattr(error, 'orig', error)).__name__})."
