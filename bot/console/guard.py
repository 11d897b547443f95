"""Who is let in: one-time links, names and passwords, and the visits that follow."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.console.house import House
from bot.console.looking import Looking
from bot.disclosure import About, Disclosure
from bot.roles import Role
from bot.settings import Settings
from data.logins import Logins, Stored, Visit, hashed
from data.records import Records
from data.store import Store
from data.work import Work

SHORTEST = 10
"""Characters of a password."""
COOKIE = "fenjian"
_BELIEVED = 5.0
_SEEN_EVERY = 60.0
_LINK_HOURS = 24
_KEPT = timedelta(days=30)
_DUTIES = frozenset({Role.SECRETARY, Role.STAFF, Role.RELAY, Role.HEAD, Role.ZONE})


@dataclass(slots=True, frozen=True)
class Visitor:
    """Who looks at a page, with the roles that person has in the groups now."""

    person: str
    name: str
    roles: Mapping[Role, frozenset[str] | None]
    visit: Visit

    @property
    def staff(self) -> bool:
        """Whether the whole compound is theirs to see, by role if not by building."""
        return Role.STAFF in self.roles

    def may_know(self, building: str, about: About = About.ANSWERS) -> bool:
        """Whether they may see what households of ``building`` answered."""
        return Disclosure.allows_in_private(dict(self.roles), [building], about)

    def serves(self, building: str | None, *roles: Role) -> bool:
        """Whether they act as one of ``roles`` for ``building``; None: where it is not known, so for all of them."""
        scopes = [self.roles[role] for role in roles if role in self.roles]
        return any(scope is None or (building is not None and building in scope) for scope in scopes)


class Guard:
    """Knows the visits. A visit is believed for a few seconds without asking the database again."""

    def __init__(self, house: House, looking: Looking, settings: Settings) -> None:
        self._house = house
        self._looking = looking
        self._longest = timedelta(hours=settings.console_hours)
        self._idle = timedelta(minutes=settings.console_idle)
        self._believed: dict[str, tuple[float, Visit]] = {}
        self._seen: dict[str, float] = {}
        self._trying = asyncio.Lock()

    # Coming and going.

    async def invite(self, person: str, *, unless_known: bool = False) -> str | None:
        """A link's secret for ``person``; with ``unless_known`` None where somebody has a password already."""
        until = self._house.watch.now() + timedelta(hours=_LINK_HOURS)

        def make(store: Store) -> str | None:
            logins = Logins(store)
            return None if unless_known and logins.any() else logins.link(person, until)

        return await self._looking.write(make)

    async def invite_for(self, by: Visitor, person: str) -> str | None:
        """A link's secret for ``person``, whom the secretary lets in; None where ``by`` is nobody of that role."""
        if Role.SECRETARY not in (await self.visitor(by.visit)).roles:
            return None
        now = self._house.watch.now()
        await self._looking.write(lambda store: Records(store).audit(now, by.person, "invited", person))
        return await self.invite(person)

    async def expel(self, by: Visitor, person: str) -> bool:
        """Take the way in away from ``person``; False where ``by`` is no secretary, or it is their own."""
        if Role.SECRETARY not in (await self.visitor(by.visit)).roles or person == by.person:
            return False
        now = self._house.watch.now()

        def expel(store: Store) -> None:
            Logins(store).end(person, now)
            Records(store).audit(now, by.person, "expelled", person)

        await self._looking.write(expel)
        self._believed.clear()
        return True

    async def enter(self, secret: str) -> str | None:
        """Use a link; return the cookie's secret, None where the link is not good (any more)."""
        now = self._house.watch.now()

        def use(store: Store) -> str | None:
            person = Logins(store).use_link(secret, now)
            return person and self._come(store, person, "link")

        return await self._looking.write(use)

    async def log_in(self, name: str, password: str) -> tuple[str | None, bool]:
        """Try a name and a password; return the cookie's secret, and whether the name is locked for a while."""
        now = self._house.watch.now()

        def look(work: Work) -> Stored | None:
            logins = Logins(work.store)
            return None if logins.locked(name, now) else logins.stored(name)

        def keep(store: Store, stored: Stored, fits: bool) -> tuple[str | None, bool]:
            logins = Logins(store)
            logins.forget_tries(now - _KEPT)
            person = logins.who(name, stored, fits, now)
            if person is None:
                Records(store).audit(now, "", "refused:login")
            return person and self._come(store, person, "password"), logins.locked(name, now)

        # One at a time, so that nobody guesses many at once; and while it is looked at, nobody waits for the database.
        async with self._trying:
            stored = await self._looking.ask(look)
            if stored is None:
                return None, True
            fits = await asyncio.to_thread(stored.fits, password)
            return await self._looking.write(lambda store: keep(store, stored, fits))

    def _come(self, store: Store, person: str, way: str) -> str:
        now = self._house.watch.now()
        Records(store).audit(now, person, "login", way)
        return Logins(store).come(person, now)

    async def choose(self, visitor: Visitor, name: str, password: str) -> bool:
        """Set the visitor's name and password; every other visit of theirs ends. False: the name is taken."""
        now = self._house.watch.now()
        kept = await asyncio.to_thread(hashed, password)

        def choose(store: Store) -> bool:
            logins = Logins(store)
            if not logins.choose(visitor.person, name, kept, now):
                return False
            logins.leave_all(visitor.person, now, but=visitor.visit.hash)
            Records(store).audit(now, visitor.person, "password")
            return True

        chosen = await self._looking.write(choose)
        self._believed.clear()
        return chosen

    async def leave(self, visit: Visit) -> None:
        """End a visit."""
        now = self._house.watch.now()

        def leave(store: Store) -> None:
            Logins(store).leave(visit.hash, now)
            Records(store).audit(now, visit.person, "logout")

        await self._looking.write(leave)
        self._believed.clear()

    # Being there.

    async def visit(self, secret: str) -> Visit | None:
        """The open visit of a browser."""
        if not secret:
            return None
        ticks, now = self._house.watch.monotonic(), self._house.watch.now()
        believed = self._believed.get(secret)
        if believed is not None and ticks - believed[0] < _BELIEVED:
            return believed[1]
        began, seen = now - self._longest, now - self._idle
        found = await self._looking.ask(lambda work: Logins(work.store).visit(secret, began, seen))
        if found is None:
            self._believed.pop(secret, None)
            return None
        self._believed[secret] = (ticks, found)
        return found

    async def note(self, visit: Visit) -> None:
        """The visitor did something: the visit goes on."""
        ticks, now = self._house.watch.monotonic(), self._house.watch.now()
        if ticks - self._seen.get(visit.hash, -_SEEN_EVERY) >= _SEEN_EVERY:
            self._seen[visit.hash] = ticks
            await self._looking.write(lambda store: Logins(store).seen(visit.hash, now))

    async def visitor(self, visit: Visit) -> Visitor:
        """Who it is, with the roles of this moment."""
        return await self._looking.ask(lambda work: _visitor(work, visit))

    async def first(self) -> str | None:
        """Whom the first link is for: the secretary, else whoever of staff comes first."""
        return await self._looking.ask(_first)


def _visitor(work: Work, visit: Visit) -> Visitor:
    name = work.people.names([visit.person]).get(visit.person, "")
    return Visitor(visit.person, name, work.directory.acts_as(visit.person), visit)


def _first(work: Work) -> str | None:
    holders = [*work.directory.holders(Role.SECRETARY), *work.directory.holders(Role.STAFF)]
    return next(iter(holders), None)


def has_duty(visitor: Visitor) -> bool:
    """Whether the console has anything for them: a resident's own matters stay in the private chat."""
    return bool(_DUTIES & visitor.roles.keys())
