"""Who can act on a matter besides staff, and where they are reached: a group of theirs, else each of them alone."""

from __future__ import annotations

from collections.abc import Collection

from bot.call import Call
from bot.roles import GroupKind, Role

PARTY_OF = {Role.PROPERTY: "property", Role.OWNERS: "owners"}
GROUP_OF = {Role.PROPERTY: GroupKind.PROPERTY, Role.OWNERS: GroupKind.OWNERS}
"""Where those who may do something about a matter of theirs talk to each other."""
Place = tuple[str | None, str | None]
"""The keys of a chat group and of a person, one of them None."""


def who_acts(call: Call, party: str, buildings: Collection[str] = ()) -> list[Place]:
    """The groups of ``party``; where it has none, its people with a private line, of ``buildings`` if any are given.

    None for staff, whose group hears of everything, and for who has neither a group nor a role.
    """
    role = next((role for role, name in PARTY_OF.items() if name == party), None)
    if role is None:
        return []
    groups = call.directory.of_kind(GROUP_OF[role])
    if groups:
        return [(group.id, None) for group in groups]
    return [(None, person) for person in people_of(call, role, buildings)]


def people_of(call: Call, role: Role, buildings: Collection[str] = ()) -> list[str]:
    """Who has ``role`` for one of ``buildings`` (none given: for any), and a private line."""
    found = [person for building in buildings or (None,) for person in call.directory.holders(role, building)]
    friends = call.work.people.friends(found)
    return [person for person in dict.fromkeys(found) if person in friends]
