"""The community file into the database: the file says what is, the database keeps what became of it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.contract import MemberInfo
from bot.roles import GroupKind, Role
from bot.roster.household import household
from bot.understand.discreet import discreet
from data.directory import Directory, Group
from data.store import Store, new_id, stamp, table
from data.tables import (
    AliasRow,
    CollectionRow,
    CommunityRow,
    DutyRow,
    GroupAliasRow,
    GroupRow,
    HouseholdRow,
    MemberRow,
    PersonRow,
    TieRow,
)

if TYPE_CHECKING:
    from bot.community import Community, PersonSpec
    from bot.roster import Household
    from data.work import Work

FILE = "file"
_LEFT = "roster"
"""Ends a tie whose household has left the roster; it is one again once the household is back."""
_STAFF = frozenset({Role.SECRETARY, Role.STAFF})
_VOUCH = {GroupKind.STAFF: _STAFF, GroupKind.RELAY: _STAFF | {Role.RELAY, Role.HEAD, Role.ZONE}}
"""Who must be in a group of that kind before its topic is believed."""
_HOUSEHOLD = (
    "community", "building", "unit", "room", "people", "tags", "vacant", "no_wechat", "active", "position",
)  # fmt: skip


def seed(store: Store, community: Community, account: str, now: datetime) -> None:
    """Bring the database in line with the community file. Running it again changes nothing."""
    _community(store, community)
    _households(store, community.households)
    _groups(store, community)
    _people(store, community.people, account, now)


def _community(store: Store, community: Community) -> None:
    zones = json.dumps({zone.name: list(zone.buildings) for zone in community.zones}, ensure_ascii=False)
    partners = json.dumps([asdict(partner) for partner in community.partners], ensure_ascii=False)
    row = CommunityRow(
        id=store.community, name=community.name, timezone=community.timezone, zones=zones,
        partners=partners,
        bots=",".join(community.bots), bot=community.bot.id,
    )  # fmt: skip
    source = table(CommunityRow)
    known = store.row(sa.select(source).where(source.c.id == store.community))
    if known is None:
        store.connection.execute(sa.insert(source).values(row.model_dump()))
        return
    values = row.model_dump(include={"name", "timezone", "zones", "partners", "bots", "bot"})
    store.connection.execute(
        sa.update(source).where(source.c.id == store.community).values(revision=source.c.revision + 1, **values)
    )


def take_roster(work: Work, households: Sequence[Household]) -> None:
    """Take a changed roster in while the bot runs, as every start does.

    Answers stay. New households are expected in what is being collected; who has left the roster leaves the count.
    """
    work.flush()
    _households(work.store, households)
    work.changed()


def roster_of(directory: Directory) -> list[Household]:
    """The roster as the bot knows it."""
    return [
        household((home.building, home.unit, home.room), home.people, tuple(filter(None, home.tags.split(";"))))
        for homes in directory.households.values() for home in homes.values()
    ]  # fmt: skip


def _households(store: Store, households: Sequence[Household]) -> None:
    flats = table(HouseholdRow)
    before = {(row.building, row.unit, row.room) for row in store.rows(store.select(HouseholdRow, flats.c.active))}
    store.change(HouseholdRow, active=False)
    rows = [
        (
            store.community, h.building, h.unit, h.room, h.people, store.seal.close_as_text(";".join(h.tags)),
            h.vacant, h.no_wechat, True, position,
        )
        for position, h in enumerate(households)
    ]  # fmt: skip
    store.write(HouseholdRow, _HOUSEHOLD, rows, update=_HOUSEHOLD[4:])
    after = {home.key for home in households}
    if before - after:
        _end_ties_of_gone_households(store)
    if before and after - before:
        _welcome(store, before, [home.building for home in households])


def _household_is(ties: sa.Table, *, active: bool) -> sa.ColumnElement[bool]:
    """A condition: the household of a tie is on the roster, or has left it."""
    flats = table(HouseholdRow)
    same = (flats.c[name] == ties.c[name] for name in ("community", "building", "unit", "room"))
    return sa.select(sa.literal(1)).where(*same, flats.c.active.is_(active)).exists()


def _end_ties_of_gone_households(store: Store) -> None:
    ties = table(TieRow)
    store.change(TieRow, ties.c.ended_at.is_(None), _household_is(ties, active=False), ended_at=_LEFT)


def _welcome(store: Store, before: Collection[tuple[str, str, str]], buildings: Iterable[str]) -> None:
    """Households that are new, or back: who is theirs, and what is asked of them."""
    ties, members, rounds = table(TieRow), table(MemberRow), table(CollectionRow)
    store.change(TieRow, ties.c.ended_at == _LEFT, _household_is(ties, active=True), ended_at=None)
    # A nickname whose room was not known may be known now: it is read again at the next sight.
    store.change(MemberRow, members.c.room.is_(None), name_hash="")
    known = {building for building, _, _ in before}
    for row in store.rows(store.select(CollectionRow, rounds.c.status == "open")):
        asked = row.buildings.split(",")
        new = [building for building in dict.fromkeys(buildings) if building not in known and building not in asked]
        if new and known <= set(asked):
            # It was asked of the whole compound, and these are of it.
            store.change(CollectionRow, rounds.c.id == row.id, buildings=",".join([*asked, *new]))


def _groups(store: Store, community: Community) -> None:
    source = table(GroupRow)
    known = {row.topic: row for row in store.rows(store.select(GroupRow))}
    listed = [group.topic for group in community.groups]
    # What the file does not list any more means nothing, until somebody with a role says what it is.
    store.change(
        GroupRow, source.c.bound_by == FILE, source.c.topic.not_in(listed), kind=None, building=None, bound_by=""
    )
    for position, group in enumerate(community.groups):
        row = known.get(group.topic)
        if row is None:
            store.add(
                GroupRow(
                    community=store.community, id=new_id(store.community, group.topic), topic=group.topic,
                    kind=group.kind, building=group.building, bound_by=FILE, position=position,
                )
            )  # fmt: skip
        elif (row.kind, row.building) != (group.kind, group.building):
            store.change(GroupRow, source.c.id == row.id, kind=group.kind, building=group.building, bound_by=FILE)


def _people(store: Store, people: Sequence[PersonSpec], account: str, now: datetime) -> None:
    persons, duties = table(PersonRow), table(DutyRow)
    held: set[tuple[str, str]] = set()
    for spec in people:
        listed = spec.id or f"name:{store.seal.hash('name', spec.name)}"
        row = store.row(store.select(PersonRow, persons.c.listed == listed))
        person = row.id if row else _person_behind(store, spec.id, account) or new_id(store.community, listed)
        if row is None:
            values = PersonRow(community=store.community, id=person, name=store.seal.close(spec.name), listed=listed)
            store.write(
                PersonRow, ("community", "id", "name", "listed"),
                [(store.community, person, values.name, listed)], update=("name", "listed"),
            )  # fmt: skip
        if spec.id is not None:
            store.write(
                AliasRow, ("community", "account", "contact", "person", "friend"),
                [(store.community, account, spec.id, person, spec.friend)], update=("friend",),
            )  # fmt: skip
        given = store.row(store.select(DutyRow, duties.c.person == person, duties.c.role == spec.role.value))
        if given is not None and given.given_by != FILE:
            # Somebody has appointed, dismissed or lost it since: the file was there before.
            held.add((person, spec.role.value))
            continue
        store.write(
            DutyRow, ("community", "person", "role", "buildings", "given_by", "at", "ended_at"),
            [(store.community, person, spec.role.value, ",".join(spec.buildings), FILE, stamp(now), None)],
            update=("buildings", "given_by", "ended_at"),
        )  # fmt: skip
        held.add((person, spec.role.value))
    for row in store.rows(store.select(DutyRow, duties.c.given_by == FILE, duties.c.ended_at.is_(None))):
        if (row.person, row.role) not in held:
            store.change(DutyRow, duties.c.person == row.person, duties.c.role == row.role, ended_at=stamp(now))


def _person_behind(store: Store, contact: str | None, account: str) -> str | None:
    if contact is None:
        return None
    source = table(AliasRow)
    row = store.row(store.select(AliasRow, source.c.account == account, source.c.contact == contact))
    return str(row.person) if row else None


def meet_group(work: Work, account: str, alias: str, topic: str, contacts: Iterable[str] = ()) -> Group | None:
    """Note a chat group at first sight, and look again at one that means nothing yet. ``contacts`` write or sit there.

    A topic that the community file lists is that group, if no other group of this account has been taken for it;
    any other group is known, and means nothing until somebody with a role says what it is. Anybody can name a group as
    the staff's is named: where the network has keys of its own for groups, one of the staff must be there, too.
    A group that means something keeps its meaning, whatever it is called later.
    """
    met = work.directory.groups.get(work.directory.aliases.get((account, alias), ""))
    if met is not None and met.kind is not None:
        return met
    taken = {group for (owner, _), group in work.directory.aliases.items() if owner == account}
    known = [group for group in work.directory.groups.values() if group.topic == topic and group.id not in taken]
    if known and alias != topic and not _vouched(work, known[0], contacts):
        known = []
    if met is not None:
        if not known or known[0].kind is None:
            return met
        aliases = table(GroupAliasRow).c
        work.store.change(GroupAliasRow, aliases.account == account, aliases.alias == alias, chat_group=known[0].id)
        work.changed()
        return work.directory.groups.get(known[0].id)
    found = known[0].id if known else new_id(account, alias)
    if not known:
        work.store.add(GroupRow(community=work.store.community, id=found, topic=discreet(topic), position=10_000))
    work.store.add(GroupAliasRow(community=work.store.community, account=account, alias=alias, chat_group=found))
    work.changed()
    return work.directory.groups.get(found)


def _vouched(work: Work, group: Group, contacts: Iterable[str]) -> bool:
    """Whether somebody whose place is in ``group`` is among ``contacts``; groups that hear no results need nobody."""
    roles = _VOUCH.get(group.kind) if group.kind else None
    if roles is None:
        return True
    contacts = list(contacts)
    work.people.load(contacts)
    duties = (duty for one in contacts for duty in work.directory.duties.get(work.people.person(one), ()))
    return any(duty.role in roles for duty in duties)


def meet_members(work: Work, group: Group, members: Iterable[MemberInfo]) -> None:
    """Note who sits in ``group``, as the transport tells."""
    members = list(members)
    work.people.load(member.contact for member in members)
    for member in members:
        person = work.people.person(member.contact, member.name)
        work.people.seen(group.id, person, member.contact, member.name, group.building)
    work.people.flush()


def set_friends(store: Store, account: str, friends: frozenset[str] | None, never: Iterable[str]) -> None:
    """Note who has a private line to the bot; ``friends`` None: everybody but ``never``."""
    source = table(AliasRow)
    own = source.c.account == account
    if friends is None:
        store.change(AliasRow, own, friend=True)
        store.change(AliasRow, own, source.c.contact.in_(sorted(never)), friend=False)
        return
    store.change(AliasRow, own, friend=False)
    wanted = sorted(friends)
    for start in range(0, len(wanted), 500):
        store.change(AliasRow, own, source.c.contact.in_(wanted[start : start + 500]), friend=True)
