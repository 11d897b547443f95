"""Statements that ask who is meant: for one, as a live group does all day, for many at once, and for everybody."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import sqlalchemy as sa

from data.store import Model, table
from data.tables import AliasRow, MemberRow, TieRow

Build = Callable[[], sa.Select[Any]]


def _all(model: Model, *conditions: sa.ColumnElement[bool]) -> sa.Select[Any]:
    source = table(model)
    # Sealed names are heavy, and nobody asks for them here.
    needed = [each for each in source.c if each.name != "name"]
    return sa.select(*needed).where(source.c.community == sa.bindparam("community"), *conditions)


def _of(model: Model, column: str, many: bool, *conditions: sa.ColumnElement[bool]) -> sa.Select[Any]:
    source = table(model)
    wanted: sa.BindParameter[str] = sa.bindparam("wanted", expanding=many)
    return _all(model, *conditions).where(source.c[column].in_(wanted) if many else source.c[column] == wanted)


def elsewhere() -> sa.Select[Any]:
    """Whose the same contact id is in other accounts: an id that is kept between log-ins names the same person."""
    return _all(AliasRow, table(AliasRow).c.contact == sa.bindparam("wanted"))


def every_alias() -> sa.Select[Any]:
    return _all(AliasRow, table(AliasRow).c.account == sa.bindparam("account"))


def every_member() -> sa.Select[Any]:
    return _all(MemberRow, table(MemberRow).c.left_at.is_(None))


def every_tie() -> sa.Select[Any]:
    return _all(TieRow, table(TieRow).c.ended_at.is_(None))


@cache
def aliases(many: bool = True) -> sa.Select[Any]:
    return _of(AliasRow, "contact", many, table(AliasRow).c.account == sa.bindparam("account"))


@cache
def members(many: bool = True) -> sa.Select[Any]:
    return _of(MemberRow, "person", many, table(MemberRow).c.left_at.is_(None))


@cache
def ties(many: bool = True) -> sa.Select[Any]:
    return _of(TieRow, "person", many, table(TieRow).c.ended_at.is_(None))


@cache
def lines(many: bool = True) -> sa.Select[Any]:
    source = table(AliasRow)
    return _of(AliasRow, "person", many, source.c.account == sa.bindparam("account"), source.c.friend)


def line() -> sa.Select[Any]:
    return lines(False)


def alias() -> sa.Select[Any]:
    return aliases(False)


def member() -> sa.Select[Any]:
    return members(False)


def tie() -> sa.Select[Any]:
    return ties(False)
