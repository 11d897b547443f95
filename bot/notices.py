"""What /broadcast, /collect and /forward share: who reads a notice, what it still lacks, and sending it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.call import Call, Reply
from bot.contract import Lane
from bot.errors import Refused
from bot.roles import GroupKind, Role
from bot.understand.discreet import carries_personal_number
from data.directory import Group


def check_notice(call: Call, text: str, groups: Sequence[Group]) -> None:
    """Refuse a text that would expose somebody where it goes.

    Raises:
        Refused: it holds somebody's own number; or it names a room beside a word that tells a result or an illness, and
            goes to others than staff.
    """
    disclosure = call.kit.disclosure
    if carries_personal_number(text):
        raise Refused("personal_number")
    rooms = {room for flats in call.directory.households.values() for _, room in flats}
    open_groups = [group for group in groups if group.kind is not GroupKind.STAFF]
    if open_groups and disclosure.exposes(text, rooms):
        raise Refused("would_expose")


def still_own(call: Call, keys: Sequence[str], *roles: Role) -> list[Group]:
    """The groups of a preview, if its sender may still speak there: a role may have ended since.

    Raises:
        Refused: he may not.
    """
    if not call.has(*roles):
        raise Refused("not_your_role")
    groups = [call.directory.groups[key] for key in keys if key in call.directory.groups]
    check_buildings(call, [group.building for group in groups if group.building is not None], *roles)
    return groups


def check_buildings(call: Call, buildings: Sequence[str], *roles: Role) -> None:
    """Refuse what is not (any more) the sender's.

    Raises:
        Refused: one of ``buildings`` is not.
    """
    own = call.scope(*roles)
    if foreign := [building for building in buildings if building not in own]:
        raise Refused("not_your_building", buildings=foreign)


def missing_parts(call: Call, text: str) -> list[str]:
    """What a good notice would still say: reason, deadline, how to answer, how it is counted."""
    return [part for part, words in call.kit.words.notice.items() if not any(word in text for word in words)]


def people_in(call: Call, buildings: Sequence[str]) -> int:
    """How many people live in ``buildings``, as far as the roster says."""
    return sum(
        home.people or 0 for building in buildings for home in call.directory.households.get(building, {}).values()
    )


def send_notice(
    call: Call, number: int, text: str, groups: Sequence[Group], *, waiting: bool = False
) -> Iterator[Reply]:
    """Keep a notice and queue it for ``groups``; with ``waiting``, only keep it."""
    ids = [group.id for group in groups]
    notice = call.work.records.add_notice(number, text, ids, call.sender, call.now)
    if waiting:
        call.work.records.set_notice(notice.id, "waiting")
        return
    yield from deliver(notice.id, number, text, ids)


def deliver(notice: str, number: int, text: str, groups: Sequence[str], *, cause: str = "notice") -> Iterator[Reply]:
    """One message for each group, entered in the notice's ledger."""
    for index, group in enumerate(groups):
        yield Reply(
            "notice/text", {"text": text}, group=group, lane=Lane.NOTICE, kind="notice", asked=False, notice=notice,
            number=number, cause=f"{cause}:{notice}:{index:03d}",
        )  # fmt: skip
