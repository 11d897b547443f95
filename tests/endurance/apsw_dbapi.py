"""As much of the DBAPI over apsw as SQLAlchemy needs: apsw lets a test stand between SQLite and its files."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import apsw

_DML = ("INSERT", "UPDATE", "DELETE", "REPLACE")
_CHECKPOINT_PAGES = 60
"""Far fewer than SQLite's thousand, so that a short run has many checkpoints to be cut in."""


def _translate(error: apsw.Error) -> sqlite3.Error:
    if isinstance(error, apsw.ConstraintError):
        return sqlite3.IntegrityError(str(error))
    return sqlite3.OperationalError(str(error))


class Cursor:
    """Rows are fetched at once; sizes here are small."""

    arraysize = 1

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: list[tuple[Any, ...]] = []
        self._next = 0
        self.description: Sequence[tuple[Any, ...]] | None = None
        self.rowcount = -1

    @property
    def lastrowid(self) -> int:
        """The row id of the last INSERT."""
        return self._connection.raw.last_insert_rowid()

    def execute(self, statement: str, parameters: Any = ()) -> Cursor:
        """Run ``statement``; begin a transaction first where it writes, as sqlite3 does."""
        return self._run(statement, [parameters])

    def executemany(self, statement: str, rows: Iterable[Any]) -> Cursor:
        """Run ``statement`` for each of ``rows``."""
        return self._run(statement, rows)

    def _run(self, statement: str, rows: Iterable[Any]) -> Cursor:
        raw = self._connection.raw
        writes = statement.lstrip().upper().startswith(_DML)
        self.description, self._rows, self._next = None, [], 0
        try:
            if writes and not raw.in_transaction:
                raw.execute("BEGIN")
            before = raw.total_changes()
            cursor = raw.cursor()
            # Only here does apsw still tell the columns of a SELECT that finds nothing.
            cursor.exec_trace = self._describe
            for parameters in rows:
                self._rows += cursor.execute(self._connection.rewrite(statement), parameters).fetchall()
            self.rowcount = raw.total_changes() - before if writes else -1
        except apsw.Error as error:
            raise _translate(error) from error
        return self

    def _describe(self, cursor: apsw.Cursor, _statement: str, _bindings: object) -> bool:
        columns = cursor.get_description()
        self.description = [(*column[:2], None, None, None, None, None) for column in columns] or None
        return True

    def fetchone(self) -> tuple[Any, ...] | None:
        """The next row."""
        found = self.fetchmany(1)
        return found[0] if found else None

    def fetchmany(self, size: int | None = None) -> list[tuple[Any, ...]]:
        """The next rows."""
        found = self._rows[self._next : self._next + (size or self.arraysize)]
        self._next += len(found)
        return found

    def fetchall(self) -> list[tuple[Any, ...]]:
        """All that is left."""
        return self.fetchmany(len(self._rows) + 1)

    def close(self) -> None:
        """Let the rows go."""
        self._rows = []


class Connection:
    """A connection through the VFS named ``vfs``.

    Args:
        rewrite: may change a statement before SQLite sees it.
    """

    isolation_level: str | None = ""

    def __init__(self, path: str, vfs: str, rewrite: Callable[[str], str]) -> None:
        self.raw = apsw.Connection(path, vfs=vfs)
        self.raw.set_busy_timeout(30_000)
        self.raw.wal_autocheckpoint(_CHECKPOINT_PAGES)
        self.rewrite = rewrite

    def cursor(self) -> Cursor:
        """A new cursor."""
        return Cursor(self)

    def execute(self, statement: str, parameters: Any = ()) -> Cursor:
        """Run ``statement`` on a cursor of its own."""
        return self.cursor().execute(statement, parameters)

    def commit(self) -> None:
        """End the transaction, if there is one."""
        self._end("COMMIT")

    def rollback(self) -> None:
        """Undo the transaction, if there is one."""
        self._end("ROLLBACK")

    def _end(self, statement: str) -> None:
        try:
            if self.raw.in_transaction:
                self.raw.execute(statement)
        except apsw.Error as error:
            raise _translate(error) from error

    def create_function(
        self, name: str, arguments: int, function: Callable[..., Any], *, deterministic: bool = False
    ) -> None:
        """SQLAlchemy brings functions of its own."""
        self.raw.create_scalar_function(name, function, arguments, deterministic=deterministic)

    def close(self) -> None:
        """Close it."""
        self.raw.close()
