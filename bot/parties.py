"""Who can act on a matter besides staff, and where they are reached: a group of theirs, else each of them alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from bot.call import Call
from bot.roles import GroupKind, Role
from data.directory import Partner

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


def partners_for(call: Call, category: str) -> list[Partner]:
    """Who outside can act on matters of ``category``."""
    return [partner for partner in call.directory.partners if category in partner.categories]


def shown(partners: Iterable[Partner]) -> list[dict[str, str]]:
    """Partners for a list of staff: a name, and how to reach them."""
    return [{"title": partner.name, "label": partner.contact} for partner in partners]


def groups_of(call: Call, partners: Iterable[Partner]) -> list[str]:
    """The groups of ``partners``, as far as they are bound."""
    rooms = {partner.room for partner in partners if partner.room}
    kinds = (GroupKind.JOB, GroupKind.MEDICINE)
    return [group.id for group in call.directory.groups.values() if group.topic in rooms and group.kind in kinds]


def people_of(call: Call, role: Role, buildings: Collection[str] = ()) -> list[str]:
    """Who has ``role`` for one of ``buildings`` (none given: for any), and a private line."""
    found = [person for building in buildings or (None,) for person in call.directory.holders(role, building)]
    friends = call.work.people.friends(found)
    return [person for person in dict.fromkeys(found) if person in friends]
