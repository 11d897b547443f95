"""Tokens with which programs may read, each for one role. The secret is shown once and kept as a keyed hash."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.roles import ACTS_AS, Role
from data.logins import LOCKED, TRIES
from data.store import Store, moment, new_id, stamp, table
from data.tables import TokenRow, TryRow

PREFIX = "fenjian_"
"""How every secret begins, so that one that leaked is known for what it is."""


@dataclass(slots=True, frozen=True)
class Token:
    """A token that is still good, or was. No ``buildings``: the whole compound."""

    hash: str
    name: str
    role: Role
    buildings: frozenset[str]
    made_by: str
    made_at: datetime
    expires_at: datetime
    seen_at: datetime | None

    def acts_as(self) -> dict[Role, frozenset[str] | None]:
        """Its roles, and for which buildings; None: for all."""
        return {role: self.buildings or None for role in ACTS_AS[self.role] if role is not Role.RESIDENT}


class Tokens:
    """Tokens of one community."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def make(
        self, name: str, role: Role, buildings: Iterable[str], made_by: str, now: datetime, until: datetime
    ) -> str | None:
        """A new token's secret; None where another one that is still good has that name."""
        if any(token.name == name for token in self.good(now)):
            return None
        secret = PREFIX + secrets.token_urlsafe(32)
        self._store.add(
            TokenRow(
                community=self._store.community, hash=self._hash(secret), name=name, role=role.value,
                buildings=",".join(sorted(buildings)), made_by=made_by, made_at=stamp(now), expires_at=stamp(until),
            )
        )  # fmt: skip
        return secret

    def good(self, now: datetime) -> list[Token]:
        """Tokens that let in, the newest first."""
        source = table(TokenRow).c
        good = (source.ended_at.is_(None), source.expires_at > stamp(now))
        return [
            _read(row) for row in self._store.rows(self._store.select(TokenRow, *good).order_by(source.made_at.desc()))
        ]

    def find(self, secret: str, now: datetime) -> Token | None:
        """The token whose secret this is, if it still lets in."""
        source = table(TokenRow).c
        good = (source.ended_at.is_(None), source.expires_at > stamp(now))
        row = self._store.row(self._store.select(TokenRow, source.hash == self._hash(secret), *good))
        return _read(row) if row else None

    def seen(self, token: str, now: datetime) -> None:
        """It was used."""
        self._store.change(TokenRow, table(TokenRow).c.hash == token, seen_at=stamp(now))

    def end(self, name: str, now: datetime) -> bool:
        """Let it in no more; False where none that is still good has that name."""
        source = table(TokenRow).c
        good = (source.name == name, source.ended_at.is_(None), source.expires_at > stamp(now))
        return bool(self._store.change(TokenRow, *good, ended_at=stamp(now)))

    def missed(self, now: datetime) -> bool:
        """Note a secret that is none; return whether there have been too many of them lately.

        Beyond that they are not noted any more: a stranger must not fill the disk.
        """
        source, key = table(TryRow).c, self._store.seal.hash("tries", "token")
        lately = (source.login == key, source.at > stamp(now - LOCKED))
        if len(self._store.rows(self._store.select(TryRow, *lately, columns=("id",)).limit(TRIES))) >= TRIES:
            return True
        self._store.add(TryRow(community=self._store.community, id=new_id(), login=key, at=stamp(now)))
        return False

    def _hash(self, secret: str) -> str:
        return self._store.seal.hash("token", secret)


def _read(row: Any) -> Token:
    return Token(
        row.hash, row.name, Role(row.role), frozenset(filter(None, row.buildings.split(","))), row.made_by,
        moment(row.made_at), moment(row.expires_at), moment(row.seen_at) if row.seen_at else None,
    )  # fmt: skip
