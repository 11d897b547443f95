"""Who has a role, whether the bot can write to them, and who of them has a way into the console."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.roles import Role
from data.directory import listed_names
from data.logins import Logins
from data.store import moment
from data.work import Work


@dataclass(frozen=True, slots=True)
class Held:
    """A role; no buildings: everywhere."""

    role: Role
    buildings: tuple[str, ...]
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person with a role. ``chosen``: has a password; ``seen_at``: when their open visit was last heard of."""

    person: str
    name: str
    roles: tuple[Held, ...]
    friend: bool
    chosen: bool
    seen_at: datetime | None

    @property
    def account(self) -> bool:
        """Whether there is a way in that could be taken away."""
        return self.chosen or self.seen_at is not None


def read_persons(work: Work) -> tuple[tuple[Somebody, ...], tuple[str, ...]]:
    """Everybody with a role, by role and name; and the names of all whom the community file or a code knows."""
    directory = work.directory
    names = work.people.names(directory.duties)
    friends = work.people.friends(directory.duties)
    accounts = Logins(work.store).accounts()
    order = list(Role)
    found = [
        Somebody(
            person, names.get(person, ""), tuple(
                Held(
                    duty.role, tuple(one for one in directory.buildings if one in duty.buildings),
                    moment(duty.since) if duty.since else None,
                )
                for duty in sorted(duties, key=lambda one: order.index(one.role))
            ), person in friends, *accounts.get(person, (False, None)),
        )
        for person, duties in directory.duties.items()
    ]  # fmt: skip
    found.sort(key=lambda one: (order.index(one.roles[0].role), one.name))
    return tuple(found), tuple(sorted(set(listed_names(work.store))))
