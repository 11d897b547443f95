"""Who asks for data: a program with a token, or somebody whose browser is at the console."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from bot.clock import Clock
from bot.console.guard import Visitor
from bot.console.looking import Looking
from bot.disclosure import MAY_KNOW, About, Disclosure
from bot.roles import Role
from bot.understand.redact import mask_personal
from data.records import Records
from data.store import Store
from data.tokens import PREFIX, Token, Tokens

ROLES = tuple(role for role in Role if role in MAY_KNOW[About.ANSWERS] and role is not Role.SECRETARY)
"""Roles that a token may have: who counts, but not who appoints."""
_LONGEST_NAME = 40
_BELIEVED = 5.0
_SEEN_EVERY = 60.0
_A_MINUTE = 60.0
A_MINUTE = 120
"""Questions that one caller may ask in a minute; the engine shares the processor with them."""


@dataclass(slots=True, frozen=True)
class Caller:
    """Who asks, with the roles of now. ``person`` is "" for a program; ``act`` is what the audit calls its asking."""

    key: str
    person: str
    act: str
    roles: Mapping[Role, frozenset[str] | None]

    @property
    def everywhere(self) -> bool:
        """Whether the whole compound is theirs to see."""
        return any(self.roles.get(role, frozenset()) is None for role in MAY_KNOW[About.ANSWERS])

    def may_know(self, building: str) -> bool:
        """Whether they may see what households of ``building`` answered."""
        return Disclosure.allows_in_private(dict(self.roles), [building])


def of_visitor(visitor: Visitor) -> Caller:
    """Somebody whose browser is at the console."""
    return Caller(visitor.person, visitor.person, "api", visitor.roles)


def of_token(token: Token) -> Caller:
    """A program."""
    return Caller(token.hash, "", f"api:{token.name}", token.acts_as())


@dataclass(slots=True)
class Callers:
    """Knows the tokens. One that was good is believed for a few seconds without asking the database again."""

    looking: Looking
    watch: Clock
    _believed: dict[str, tuple[float, Token]] = field(default_factory=dict)
    _seen: dict[str, float] = field(default_factory=dict)
    _asked: dict[str, tuple[float, int]] = field(default_factory=dict)

    async def by_token(self, secret: str) -> tuple[Caller | None, bool]:
        """Who has this secret, and, where nobody has it, whether too many wrong ones were shown lately.

        Raises:
            StorageError: the database refuses, or no account is logged in.
        """
        ticks, now = self.watch.monotonic(), self.watch.now()
        known = self._believed.get(secret)
        if known is None or ticks - known[0] >= _BELIEVED:
            self._believed.pop(secret, None)
            # What cannot be a token costs no look at the database.
            found = await self.looking.ask(lambda work: Tokens(work.store).find(secret, now)) if _form(secret) else None
            if found is None:
                return None, await self.looking.write(self._miss)
            self._believed[secret] = known = (ticks, found)
        token = known[1]
        if ticks - self._seen.get(token.hash, -_SEEN_EVERY) >= _SEEN_EVERY:
            self._seen[token.hash] = ticks
            await self.looking.write(lambda store: Tokens(store).seen(token.hash, now))
        return of_token(token), False

    def _miss(self, store: Store) -> bool:
        now = self.watch.now()
        locked = Tokens(store).missed(now)
        if not locked:
            Records(store).audit(now, "", "refused:token")
        return locked

    def allows(self, caller: Caller) -> bool:
        """Whether ``caller`` may ask one thing more in this minute."""
        ticks = self.watch.monotonic()
        since, asked = self._asked.get(caller.key, (ticks, 0))
        if ticks - since >= _A_MINUTE:
            since, asked = ticks, 0
        self._asked[caller.key] = (since, asked + 1)
        return asked < A_MINUTE

    async def note(self, caller: Caller, what: str) -> None:
        """Put into the audit that ``caller`` looked at ``what``."""
        now = self.watch.now()
        await self.looking.write(lambda store: Records(store).audit(now, caller.person, caller.act, what))

    # Making and ending, at the console.

    async def make(self, visitor: Visitor, name: str, role: Role, buildings: frozenset[str], days: int) -> str | None:
        """A new token's secret; None where that name is taken."""
        now = self.watch.now()

        def make(store: Store) -> str | None:
            secret = Tokens(store).make(name, role, buildings, visitor.person, now, now + timedelta(days=days))
            if secret is not None:
                Records(store).audit(now, visitor.person, "token", name)
            return secret

        return await self.looking.write(make)

    async def end(self, visitor: Visitor, name: str) -> None:
        """Let a token in no more, at once."""
        now = self.watch.now()

        def end(store: Store) -> None:
            if Tokens(store).end(name, now):
                Records(store).audit(now, visitor.person, "token_ended", name)

        await self.looking.write(end)
        self._believed.clear()


def _form(secret: str) -> bool:
    return secret.startswith(PREFIX) and len(secret) < 2 * len(PREFIX) + 43


def is_name(name: str) -> bool:
    """Whether a token may be called so: the name stands in the audit, which holds no number of anybody."""
    return bool(name.strip()) and name.isprintable() and len(name) <= _LONGEST_NAME and mask_personal(name) == name
