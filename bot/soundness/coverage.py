"""Does the bot reach everybody? For each building: the group, the bot in it, the relay there, the private line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.roles import GroupKind, Role
from bot.soundness.finding import Finding, found
from data.crypt import Seal
from data.directory import Directory, Group, read_directory
from data.store import Store, table
from data.tables import AliasRow, MemberRow, PersonRow

SIMULATED = "simulated"
RELAYS = (Role.RELAY, Role.HEAD, Role.ZONE)
_PROVE = "They befriend the bot and send it /verify CODE in private; `fenjian run` prints the code."
PRIVATE = (Role.SECRETARY, Role.STAFF, *RELAYS)
"""Whoever is told what no group may read."""


@dataclass(slots=True)
class Ground:
    """What is known of a compound on one chat network. Groups and persons by our own keys."""

    directory: Directory
    joined: set[str] = field(default_factory=set)
    sitting: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    met: set[str] = field(default_factory=set)
    friends: set[str] = field(default_factory=set)
    names: dict[str, str] = field(default_factory=dict)


def survey(connection: Connection, community: str, seal: Seal, transport: str) -> Ground:
    """Read what the database knows of the groups and people on ``transport``.

    Raises:
        StorageError: a name does not open with this key.
    """
    store = Store(connection, community, seal)
    ground = Ground(read_directory(store))
    here = transport == SIMULATED
    ground.joined = {
        group for (account, _), group in ground.directory.aliases.items() if (account == SIMULATED) is here
    }
    for row in store.rows(store.select(MemberRow, table(MemberRow).c.left_at.is_(None))):
        ground.sitting[row.chat_group].add(row.person)
    account = table(AliasRow).c.account
    for row in store.rows(store.select(AliasRow, account == SIMULATED if here else account != SIMULATED)):
        ground.met.add(row.person)
        if row.friend:
            ground.friends.add(row.person)
    persons, wanted = table(PersonRow), sorted(ground.directory.duties)
    for row in store.rows(store.select(PersonRow, persons.c.id.in_(sa.bindparam("wanted", wanted, expanding=True)))):
        ground.names[row.id] = seal.open(bytes(row.name))
    return ground


def coverage(ground: Ground) -> Iterator[Finding]:
    """One line for each building that is not covered, one for all that are; then the staff and the private lines."""
    every = {building: list(_building(ground, building)) for building in ground.directory.buildings}
    covered = sum(all(finding.sound for finding in findings) for findings in every.values())
    yield found(
        covered == len(every) or None, "coverage", "covered", "{covered} of {count} buildings have all they need",
        covered=covered, count=len(every),
    )  # fmt: skip
    for findings in every.values():
        yield from findings
    yield from _staff(ground)
    yield from _private_lines(ground)


def _building(ground: Ground, building: str) -> Iterator[Finding]:
    subject, directory = f"building {building}", ground.directory
    groups = [g for g in directory.of_kind(GroupKind.OFFICIAL) if g.building in (building, None)]
    relays = [person for role in RELAYS for person in directory.holders(role, building)]
    if not groups:
        yield found(
            False, subject, "no_group",
            "no official group. In the group, staff write /bind official {building}; or add it under rooms.",
            building=building,
        )  # fmt: skip
    for group in groups:
        if group.id not in ground.joined:
            yield _not_in(subject, group, building)
        elif relays and not (finding := _relay_there(ground, building, group, relays)).sound:
            yield finding
    if not relays:
        yield found(
            False, subject, "no_relay",
            "no relay. The secretary writes /appoint @NAME relay {building}; or add one under people.",
            building=building,
        )  # fmt: skip


def _not_in(subject: str, group: Group, building: str = "") -> Finding:
    says = "the bot is not in {topic}. Add it to that group."
    return found(False, subject, "not_in_group", says, topic=group.topic, building=building)


def _relay_there(ground: Ground, building: str, group: Group, relays: list[str]) -> Finding:
    subject = f"building {building}"
    there = ground.sitting.get(group.id, set())
    if there & set(relays):
        return found(True, subject, "relay_there", "the relay is there", building=building)
    about = {"building": building, "topic": group.topic, "names": ", ".join(ground.names[one] for one in relays)}
    if not there:
        says = "nobody of {topic} is known yet: whether {names} sits there shows in time."
        return found(None, subject, "nobody_known", says, **about)
    return found(False, subject, "relay_elsewhere", "no relay in {topic}. Add {names} to that group.", **about)


def _staff(ground: Ground) -> Iterator[Finding]:
    groups = ground.directory.of_kind(GroupKind.STAFF)
    if not groups:
        says = "no staff group: summaries have nowhere to go. Add one under rooms, or /bind staff there."
        yield found(False, "staff", "no_staff_group", says)
    for group in groups:
        if group.id not in ground.joined:
            yield _not_in("staff", group)
    if not ground.directory.holders(Role.SECRETARY):
        says = "nobody is secretary: no notice can go out. Add one under people in the community file."
        yield found(False, "staff", "no_secretary", says)


def _private_lines(ground: Ground) -> Iterator[Finding]:
    people = {person: role for role in PRIVATE for person in ground.directory.holders(role)}
    for person, role in people.items():
        who = {"role": role.value, "name": ground.names[person]}
        if person not in ground.met:
            yield found(False, "private lines", "not_met", f"{{role}} {{name}} is not known here yet. {_PROVE}", **who)
        elif person not in ground.friends:
            says = "{role} {name} is no friend of the bot. Add the bot as a friend."
            yield found(False, "private lines", "no_friend", says, **who)
    reached = sum(person in ground.friends for person in people)
    yield found(
        reached == len(people) or None, "private lines", "reached", "{reached} of {count} with a role have one",
        reached=reached, count=len(people),
    )  # fmt: skip
