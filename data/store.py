"""Reading and writing rows on one connection: sets at a time, on either database, one community at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import cache
from itertools import chain
from typing import Any
from uuid import NAMESPACE_OID, uuid4, uuid5

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, CursorResult, Dialect, Row
from sqlmodel import SQLModel

from data.crypt import Seal
from data.tables import AliasRow, AskRow, CollectionRow, DemandRow, ItemRow, MemberRow, NoticeRow, StandingRow, TieRow

Model = type[SQLModel]
# The driver lets go of the interpreter at each step of a statement, and gets it back late while the other thread works:
# a statement for many rows waits once. Few sizes, so that each is parsed by SQLite only once.
_CHUNKS = (64, 16, 4, 1)
_ONE_ROW = re.compile(r"(?<=VALUES )(\([^()]*\))")
KEPT: frozenset[Model] = frozenset({
    AliasRow, MemberRow, TieRow, CollectionRow, StandingRow, ItemRow, DemandRow, NoticeRow, AskRow,
})  # fmt: skip
"""Tables whose rows are kept in memory between transactions."""


def table(model: Model) -> sa.Table:
    """The Core table of ``model``: thousands of rows are written through Core, not through objects."""
    found: sa.Table = model.__table__  # type: ignore[attr-defined]
    return found


def stamp(moment: datetime) -> str:
    """``moment`` as it is stored: UTC, one width, so that texts sort as times do."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")[:26] + "Z"


def moment(text: str) -> datetime:
    """What ``stamp`` stored."""
    return datetime.fromisoformat(text)


def new_id(*parts: str) -> str:
    """An opaque key; of the same ``parts``, always the same one."""
    return uuid5(NAMESPACE_OID, "\x1f".join(parts)).hex if parts else uuid4().hex


@cache
def _statement(
    model: Model, columns: tuple[str, ...], update: tuple[str, ...] | None, once: tuple[str, ...] | None, name: str
) -> tuple[str, tuple[int, ...] | None]:
    """SQL that inserts ``columns``, and the order it binds them in, where that is not the order of ``columns``."""
    dialect: Dialect
    if name == "sqlite":
        dialect, insert = sqlite.dialect(), sqlite.insert(table(model))
    else:
        dialect, insert = postgresql.dialect(paramstyle="format"), postgresql.insert(table(model))  # type: ignore[no-untyped-call,assignment]
    insert = insert.values({column: sa.bindparam(column) for column in columns})
    if update:
        keys = [column.name for column in table(model).primary_key]
        insert = insert.on_conflict_do_update(
            index_elements=keys, set_={column: insert.excluded[column] for column in update}
        )
    else:
        insert = insert.on_conflict_do_nothing(index_elements=once)
    compiled = insert.compile(dialect=dialect)
    order = tuple(compiled.positiontup or columns)
    return str(compiled), None if order == columns else tuple(columns.index(column) for column in order)


@cache
def _of_many(statement: str, size: int) -> str:
    """``statement`` for ``size`` rows at once."""
    head, place, tail = _ONE_ROW.split(statement, maxsplit=1)
    return head + ", ".join([place] * size) + tail


@cache
def _prepared(build: Callable[[], sa.Executable], name: str) -> tuple[str, tuple[str, ...], dict[str, Any]]:
    """SQL of what ``build`` makes, the names of its parameters in their order, and those that have a value already."""
    dialect: Dialect = sqlite.dialect() if name == "sqlite" else postgresql.dialect(paramstyle="format")  # type: ignore[no-untyped-call]
    compiled = build().compile(dialect=dialect)  # type: ignore[attr-defined]
    return str(compiled), tuple(compiled.positiontup or ()), dict(compiled.params)


class Store:
    """Rows of one community on one connection. It never commits: whoever opened the transaction does.

    ``stirred`` is set by whoever queued a message or a tick: the clocks must be looked at again. ``wrote`` says that
    rows of ``KEPT`` tables were written, ``overwrote`` that this was done past what is kept of them in memory.
    """

    def __init__(self, connection: Connection, community: str, seal: Seal) -> None:
        self.connection = connection
        self.community = community
        self.seal = seal
        self.stirred = False
        self.wrote = False
        self.overwrote = False
        self._later: dict[tuple[Model, tuple[str, ...]], list[tuple[Any, ...]]] = {}

    def rows(self, statement: sa.Select[Any]) -> Sequence[Row[Any]]:
        """All rows of ``statement``."""
        return self.connection.execute(statement).all()

    def row(self, statement: sa.Select[Any]) -> Row[Any] | None:
        """The first row of ``statement``, or None."""
        return self.connection.execute(statement).first()

    def prepared(self, build: Callable[[], sa.Executable], **values: Any) -> Sequence[Any]:
        """All rows of what ``build`` makes, with ``community`` and ``values`` as its parameters.

        For statements of the hot path: they are compiled once a process, which saves most of what a small query costs.
        """
        return self._prepared(build, values).all()

    def change_prepared(self, build: Callable[[], sa.Executable], **values: Any) -> int:
        """The same for a statement that changes rows; return how many."""
        return self._prepared(build, values).rowcount

    def _prepared(self, build: Callable[[], sa.Executable], values: dict[str, Any]) -> CursorResult[Any]:
        text, names, known = _prepared(build, self.connection.dialect.name)
        values = {**known, **values, "community": self.community}
        return self.connection.exec_driver_sql(text, tuple(values[name] for name in names))

    def select(self, model: Model, *conditions: Any, columns: Iterable[str] = ()) -> sa.Select[Any]:
        """SELECT of this community's rows."""
        source = table(model)
        wanted: list[Any] = [source.c[name] for name in columns] or [source]
        return sa.select(*wanted).where(source.c.community == self.community, *conditions)

    def write(
        self, model: Model, columns: tuple[str, ...], rows: Sequence[tuple[Any, ...]], *,
        update: tuple[str, ...] | None = None, once: tuple[str, ...] | None = None, kept: bool = False,
    ) -> int:  # fmt: skip
        """Insert ``rows`` at once, ``community`` first in ``columns``; return how many were touched.

        What has the same key already is left alone, or gets the columns named in ``update``. With ``once``, only an
        equal in those columns is left alone; any other clash is an error, so that nothing is lost in silence.
        ``kept``: the caller has the same rows in memory.
        """
        if not rows:
            return 0
        self._note(model, kept=kept)
        statement, order = _statement(model, columns, update, once, self.connection.dialect.name)
        values = list(rows) if order is None else [tuple(row[index] for index in order) for row in rows]
        if self.connection.dialect.name != "sqlite":
            return self.connection.exec_driver_sql(statement, values).rowcount
        touched, start = 0, 0
        for size in _CHUNKS:
            while len(values) - start >= size:
                flat = tuple(chain.from_iterable(values[start : start + size]))
                touched += self.connection.exec_driver_sql(_of_many(statement, size), flat).rowcount
                start += size
        return touched

    def _note(self, model: Model, *, kept: bool = False) -> None:
        if model in KEPT:
            self.wrote = True
            self.overwrote |= not kept

    def later(self, model: Model, columns: tuple[str, ...], row: tuple[Any, ...]) -> None:
        """Insert ``row`` when the work at hand is written: the first write takes the writer's place from the inbox."""
        self._later.setdefault((model, columns), []).append(row)

    def write_later(self) -> None:
        """Write what was put off."""
        waiting, self._later = self._later, {}
        for (model, columns), rows in waiting.items():
            self.write(model, columns, rows)

    def add(self, row: SQLModel, *, kept: bool = False) -> None:
        """Insert one row object."""
        self._note(type(row), kept=kept)
        self.connection.execute(sa.insert(table(type(row))).values(row.model_dump()))

    def change(self, model: Model, *conditions: Any, kept: bool = False, **values: Any) -> int:
        """UPDATE this community's rows; return how many."""
        self._note(model, kept=kept)
        source = table(model)
        return self.connection.execute(
            sa.update(source).where(source.c.community == self.community, *conditions).values(**values)
        ).rowcount

    def remove(self, model: Model, *conditions: Any) -> int:
        """DELETE this community's rows; return how many."""
        self._note(model)
        source = table(model)
        return self.connection.execute(
            sa.delete(source).where(source.c.community == self.community, *conditions)
        ).rowcount
