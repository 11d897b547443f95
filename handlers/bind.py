"""/bind: what this group is, and (a relay's word) whose home a neighbour is tied to."""

from __future__ import annotations

from collections.abc import Iterator

from bot.call import Call, Reply
from bot.errors import Refused
from bot.naming import person_named
from bot.roles import GroupKind, Role
from bot.routing import Router
from bot.understand import read_nickname
from data.store import table
from data.tables import GroupRow

router = Router("bind")
_OF_A_BUILDING = frozenset({GroupKind.OFFICIAL, GroupKind.VOLUNTEER, GroupKind.JOB})
"""Kinds that staff of some buildings may give; the others hear the whole compound."""


def _takes(call: Call) -> bool:
    head = call.command.head.split() if call.command else []
    return bool(head) and head[0] in call.kit.words.kind_of


@router.command("bind", roles=[Role.STAFF, Role.RELAY], takes=_takes)
def bind(call: Call) -> Iterator[Reply]:
    """Say what this chat group is; or tie a contact to a household."""
    head = call.command.head if call.command else ""
    if head.startswith("@"):
        yield from _tie(call, head)
        return
    if not call.has(Role.STAFF):
        raise Refused("not_your_role")
    if call.group is None:
        raise Refused("not_here")
    arguments = call.arguments()
    if len(arguments.audience.kinds) != 1 or arguments.rest:
        raise Refused("no_kind", kinds=[words[0] for words in call.kit.words.kinds.values()])
    kind = arguments.audience.kinds[0]
    buildings = arguments.audience.buildings or ([str(arguments.number)] if arguments.number is not None else [])
    unknown = [building for building in buildings if building not in call.directory.buildings]
    if unknown:
        raise Refused("no_building", building=unknown[0])
    if kind is GroupKind.OFFICIAL and len(buildings) != 1:
        raise Refused("which_building_group")
    _check_right(call, kind, buildings)
    building = buildings[0] if buildings else None
    call.work.store.change(
        GroupRow, table(GroupRow).c.id == call.group.id, kind=kind, building=building, bound_by=call.sender
    )
    call.work.changed()
    yield Reply("bind/bound", {"kind": call.kit.words.kinds[kind][0], "building": building})


def _check_right(call: Call, kind: GroupKind, buildings: list[str]) -> None:
    """Whoever could make his own group the staff group would hear every neighbour's result.

    Raises:
        Refused: the group is not the sender's to name so, as it is now or as it would be.
    """
    own = call.scope(Role.STAFF)
    foreign = [building for building in buildings if building not in own]
    before = call.group.kind if call.group else None
    if call.group is not None and call.group.building is not None and call.group.building not in own:
        foreign.append(call.group.building)
    if foreign:
        raise Refused("not_your_building", buildings=foreign)
    limited = call.roles[Role.STAFF] is not None
    if limited and (
        kind not in _OF_A_BUILDING or not buildings or (before is not None and before not in _OF_A_BUILDING)
    ):
        raise Refused("whole_compound")
    if kind is GroupKind.STAFF and before is GroupKind.OFFICIAL:
        raise Refused("official_to_staff")
    if before not in (None, kind) and GroupKind.STAFF in (before, kind) and not call.has(Role.SECRETARY):
        raise Refused("secretary_only")


def _tie(call: Call, head: str) -> Iterator[Reply]:
    name, _, rest = head.rpartition(" ")
    person = person_named(call, name or head)
    own = call.scope(Role.RELAY, Role.STAFF)
    here = call.group.building if call.group and call.group.building else None
    building = here or (own[0] if len(own) == 1 else None)
    house, unit, room = read_nickname(rest)
    homes = call.directory.at(building, house, unit, room)
    if len(homes) != 1:
        raise Refused("no_room_given")
    if homes[0].building not in own:
        raise Refused("not_your_building", buildings=[homes[0].building])
    place = (homes[0].building, homes[0].unit, homes[0].room)
    call.work.people.tie(person, place, "relay", confirmed_by=call.sender)
    yield Reply("bind/tied", private=True, fallback=False)
