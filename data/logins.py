"""Who may open the console: one-time links, passwords, wrong tries and open visits. Secrets are kept as hashes."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from data.store import Store, moment, new_id, stamp, table
from data.tables import CodeRow, LoginRow, TryRow, VisitRow

TRIES = 6
"""Wrong passwords after which nobody gets in under that name for ``LOCKED``."""
LOCKED = timedelta(minutes=15)
_HASHER = PasswordHasher()
_NOBODY = _HASHER.hash(secrets.token_urlsafe(16))
"""Looked at where there is no such login, so that the time it takes tells nothing."""


def hashed(password: str) -> str:
    """What is kept of a password."""
    return _HASHER.hash(password)


@dataclass(slots=True, frozen=True)
class Visit:
    """An open visit. ``chosen`` says whether the person has a password."""

    hash: str
    person: str
    began_at: datetime
    seen_at: datetime
    chosen: bool


@dataclass(slots=True, frozen=True)
class Stored:
    """Whose a name is, and the hash of the password."""

    person: str | None
    password: str

    def fits(self, password: str) -> bool:
        """Whether it is that password. It takes a processor's time, and needs no database."""
        try:
            return _HASHER.verify(self.password, password)
        except (VerificationError, InvalidHashError):
            return False


class Logins:
    """Logins of one community. Whatever is typed is compared by hashes only."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def any(self) -> bool:
        """Whether anybody has chosen a password."""
        source = table(LoginRow)
        chosen = self._store.select(LoginRow, source.c.password != "", source.c.ended_at.is_(None), columns=("person",))
        return self._store.row(chosen) is not None

    def link(self, person: str, until: datetime) -> str:
        """A secret that lets ``person`` in once, until then."""
        secret = secrets.token_urlsafe(24)
        self._store.add(
            CodeRow(
                community=self._store.community, hash=self._store.seal.hash("link", secret), person=person,
                expires_at=stamp(until),
            )
        )  # fmt: skip
        return secret

    def use_link(self, secret: str, now: datetime) -> str | None:
        """The person whom ``secret`` lets in; it works once."""
        source = table(CodeRow).c
        key = self._store.seal.hash("link", secret)
        mine = (source.hash == key, source.used_at.is_(None), source.expires_at > stamp(now))
        row = self._store.row(self._store.select(CodeRow, *mine))
        if row is None or not self._store.change(CodeRow, *mine, used_at=stamp(now)):
            return None
        return str(row.person)

    def choose(self, person: str, name: str, hashed: str, now: datetime) -> bool:
        """Let ``person`` log in with ``name`` and a ``hashed`` password; False where the name is another's."""
        source, key = table(LoginRow), self._name(name)
        other = self._store.select(
            LoginRow, source.c.login == key, source.c.person != person, source.c.ended_at.is_(None)
        )
        if self._store.row(other) is not None:
            return False
        columns = ("community", "person", "login", "password", "made_at", "changed_at", "ended_at")
        row = (self._store.community, person, key, hashed, stamp(now), stamp(now), None)
        self._store.write(LoginRow, columns, [row], update=("login", "password", "changed_at", "ended_at"))
        return True

    def accounts(self) -> dict[str, tuple[bool, datetime | None]]:
        """By person: whether there is a password, and when an open visit was last heard of."""
        logins, visits = table(LoginRow), table(VisitRow)
        found: dict[str, tuple[bool, datetime | None]] = {
            row.person: (bool(row.password), None)
            for row in self._store.rows(self._store.select(LoginRow, logins.c.ended_at.is_(None)))
        }
        open_ones = self._store.select(VisitRow, visits.c.ended_at.is_(None)).order_by(visits.c.seen_at)
        for row in self._store.rows(open_ones):
            found[row.person] = found.get(row.person, (False, None))[0], moment(row.seen_at)
        return found

    def end(self, person: str, now: datetime) -> None:
        """Take ``person``'s login away, with links that nobody used yet, and end every open visit."""
        codes = table(CodeRow).c
        self._store.change(LoginRow, table(LoginRow).c.person == person, ended_at=stamp(now))
        self._store.change(CodeRow, codes.person == person, codes.used_at.is_(None), used_at=stamp(now))
        self.leave_all(person, now)

    def locked(self, name: str, now: datetime) -> bool:
        """Whether there were too many wrong tries under ``name`` lately."""
        source = table(TryRow)
        lately = (source.c.login == self._name(name), source.c.at > stamp(now - LOCKED))
        return len(self._store.rows(self._store.select(TryRow, *lately, columns=("id",)).limit(TRIES))) >= TRIES

    def stored(self, name: str) -> Stored:
        """What there is under ``name``: of nobody, too, there is a password, which nothing fits."""
        source = table(LoginRow)
        named = (source.c.login == self._name(name), source.c.password != "", source.c.ended_at.is_(None))
        row = self._store.row(self._store.select(LoginRow, *named))
        return Stored(str(row.person), row.password) if row is not None else Stored(None, _NOBODY)

    def who(self, name: str, stored: Stored, fits: bool, now: datetime) -> str | None:
        """The person who logs in so; None, and a wrong try the more, where it is nobody, or not any more."""
        if stored.person is None or not fits or self.stored(name) != stored:
            self._store.add(TryRow(community=self._store.community, id=new_id(), login=self._name(name), at=stamp(now)))
            return None
        self._store.remove(TryRow, table(TryRow).c.login == self._name(name))
        return stored.person

    def forget_tries(self, before: datetime) -> None:
        """Remove wrong tries of before then, and visits that ended before."""
        self._store.remove(TryRow, table(TryRow).c.at < stamp(before))
        self._store.remove(VisitRow, table(VisitRow).c.seen_at < stamp(before))

    # Visits.

    def come(self, person: str, now: datetime) -> str:
        """Open a visit; return the secret for the browser."""
        secret = secrets.token_urlsafe(32)
        self._store.add(
            VisitRow(
                community=self._store.community, hash=self._hash(secret), person=person, began_at=stamp(now),
                seen_at=stamp(now),
            )
        )  # fmt: skip
        return secret

    def visit(self, secret: str, began_after: datetime, seen_after: datetime) -> Visit | None:
        """The open visit of a browser, unless it began or was last seen too long ago."""
        source, logins = table(VisitRow), table(LoginRow)
        row = self._store.row(
            self._store.select(
                VisitRow, source.c.hash == self._hash(secret), source.c.ended_at.is_(None),
                source.c.began_at > stamp(began_after), source.c.seen_at > stamp(seen_after),
            )
        )  # fmt: skip
        if row is None:
            return None
        own = self._store.row(self._store.select(LoginRow, logins.c.person == row.person))
        chosen = own is not None and bool(own.password) and own.ended_at is None
        return Visit(row.hash, row.person, moment(row.began_at), moment(row.seen_at), chosen)

    def seen(self, visit: str, now: datetime) -> None:
        """The browser of a visit asked for something."""
        self._store.change(VisitRow, table(VisitRow).c.hash == visit, seen_at=stamp(now))

    def leave(self, visit: str, now: datetime) -> None:
        """End one visit."""
        self._store.change(VisitRow, table(VisitRow).c.hash == visit, ended_at=stamp(now))

    def leave_all(self, person: str, now: datetime, but: str = "") -> None:
        """End every visit of ``person``, ``but`` for one."""
        source = table(VisitRow).c
        open_ones = sa.and_(source.person == person, source.hash != but, source.ended_at.is_(None))
        self._store.change(VisitRow, open_ones, ended_at=stamp(now))

    def _hash(self, secret: str) -> str:
        return self._store.seal.hash("visit", secret)

    def _name(self, name: str) -> str:
        return self._store.seal.hash("login", "".join(name.split()).casefold())
