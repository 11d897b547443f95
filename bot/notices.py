"""What those share who deal with notices: who reads one, what it still lacks, sending, versions."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from unicodedata import normalize

from bot.call import Call, Reply
from bot.command import Audience
from bot.contract import Lane
from bot.errors import Refused
from bot.roles import GroupKind, Role
from bot.understand.discreet import carries_personal_number, tells_illness
from data.directory import Group
from data.notices import RECALLED, SENT, WAITING, Notice

_LONG = {True: 8, False: 12}
_SHORTEST = {True: 4, False: 8}
"""Characters from which a notice is known within a longer text, and alone; True: who writes has notices to carry."""


def check_notice(call: Call, text: str, groups: Sequence[Group]) -> None:
    """Refuse a text that would expose somebody where it goes.

    Raises:
        Refused: it holds somebody's own number; or it names a room beside an illness; or beside a word that tells a
            result, and goes to others than staff.
    """
    disclosure = call.kit.disclosure
    if carries_personal_number(text):
        raise Refused("personal_number")
    rooms = {room for flats in call.directory.households.values() for _, room in flats}
    open_groups = [group for group in groups if group.kind is not GroupKind.STAFF]
    ill = tells_illness(text) and disclosure.names_room(text, rooms)
    if ill or (open_groups and disclosure.exposes(text, rooms)):
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
    return call.kit.words.lacking(text)


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
    notice = call.work.notices.add(number, text, ids, call.sender, call.now, state=WAITING if waiting else SENT)
    if waiting:
        return
    yield from deliver(notice.id, number, text, ids)


def deliver(
    notice: str, number: int, text: str, groups: Sequence[str], *, had: Collection[str] = ()
) -> Iterator[Reply]:
    """One message for each group, entered in the notice's ledger; groups that ``had`` an older version hear so."""
    for index, group in enumerate(groups):
        yield Reply(
            "notice/corrected" if group in had else "notice/text", {"text": text}, group=group, lane=Lane.NOTICE,
            kind="notice", asked=False, notice=notice, number=number, cause=f"notice:{notice}:{index:03d}",
        )  # fmt: skip


def readers(call: Call, audience: Audience, *roles: Role) -> tuple[list[str], list[Group]]:
    """The buildings and chat groups that ``audience`` means; other groups than official ones only where named."""
    groups: list[Group] = []
    buildings: list[str] = []
    if audience.buildings or audience.everywhere or not audience.kinds:
        buildings = call.buildings_for(audience, *roles)
        groups += call.directory.official(buildings)
    own = call.scope(*roles)
    for kind in audience.kinds:
        named = call.directory.of_kind(kind)
        groups += [
            group for group in named
            if group not in groups and (group.building in own or (group.building is None and call.has(Role.STAFF)))
        ]  # fmt: skip
    return buildings, groups


def versions(call: Call, notice: Notice) -> list[str]:
    """The keys of all versions of a notice."""
    return [one.id for one in call.work.notices.find(number=notice.number)]


def stop(call: Call, notices: Sequence[str]) -> int:
    """Say nothing more of these versions; return how many messages were still to go."""
    call.work.outgoing.flush()
    return call.work.ledger.stop(notices)


def older_version(call: Call, text: str) -> tuple[Notice, Notice] | None:
    """The notice that ``text`` carries on and that holds no more, and the version of it that came last."""
    outdated = call.work.notices.outdated()
    if not outdated:
        return None
    said = bare(text)
    known = call.has(Role.RELAY, Role.STAFF)
    for old in outdated:
        words = bare(old.text)
        if not (words == said if len(words) < _LONG[known] else words in said):
            continue
        newest = call.work.notices.newest(old.number) or old
        holds = newest.state != RECALLED and bare(newest.text) in said
        if not holds and len(words) >= _SHORTEST[known]:
            return old, newest
    return None


def bare(text: str) -> str:
    """Letters, digits and characters of ``text``: what stays of it however it was copied."""
    return "".join(one for one in normalize("NFKC", text).lower() if one.isalnum())
