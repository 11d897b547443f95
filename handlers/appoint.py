"""Roles: /appoint and /dismiss by the secretary, /verify by who has a one-time code."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot.call import Call, Reply
from bot.errors import Refused
from bot.naming import has_private_line, is_known, person_named
from bot.roles import Role
from bot.routing import Router
from data.store import stamp, table
from data.tables import AliasRow, DutyRow

router = Router("appoint")
CODE_DAYS = 7
_GUESSES = 5
_GUESSING = timedelta(hours=1)
_DUTY = ("community", "person", "role", "buildings", "given_by", "at", "ended_at")


def _named_role(call: Call) -> tuple[str, Role, str]:
    """The name, the role, and what is left of the head line."""
    head = call.command.head if call.command else ""
    parts = head.replace("\u2005", " ").split()
    for index, part in enumerate(parts):
        if index and part in call.kit.words.role_of:
            return " ".join(parts[:index]), call.kit.words.role_of[part], " ".join(parts[index + 1 :])
    raise Refused("no_role", roles=[words[0] for words in call.kit.words.roles.values()])


def _starts_with_mention(call: Call) -> bool:
    return call.command is not None and call.command.head.startswith("@")


@router.command("appoint", roles=[Role.SECRETARY], takes=_starts_with_mention)
def appoint(call: Call) -> Iterator[Reply]:
    """Give a role. Who has no contact yet gets a one-time code, told to the secretary in private."""
    name, role, rest = _named_role(call)
    person = person_named(call, name, for_a_role=True)
    arguments = call.head_reader().read(rest)
    buildings = arguments.audience.buildings or ([str(arguments.number)] if arguments.number is not None else [])
    unknown = [building for building in buildings if building not in call.directory.buildings]
    if unknown:
        raise Refused("no_building", building=unknown[0])
    if role in (Role.RELAY, Role.HEAD, Role.ZONE) and not buildings:
        raise Refused("which_building_role")
    store = call.work.store
    row = (store.community, person, role.value, ",".join(buildings), call.sender, stamp(call.now), None)
    store.write(DutyRow, _DUTY, [row], update=_DUTY[3:])
    call.work.changed()
    yield Reply(
        "appoint/appointed",
        {"role": call.kit.words.roles[role][0], "buildings": buildings, "friend": has_private_line(call, person)},
    )
    if not is_known(call, person):
        code = call.work.records.make_code(person, call.now + timedelta(days=CODE_DAYS))
        yield Reply("appoint/code", {"code": code, "days": CODE_DAYS}, private=True, fallback=False, asked=False)


@router.command("dismiss", roles=[Role.SECRETARY], takes=_starts_with_mention)
def dismiss(call: Call) -> Iterator[Reply]:
    """Take a role back."""
    name, role, _ = _named_role(call)
    # Who only calls himself so has nothing to lose, and shields nobody.
    holders = call.directory.holders(role)
    person = person_named(call, name, among=holders)
    if person == call.sender and role is Role.SECRETARY:
        raise Refused("not_yourself")
    source = table(DutyRow)
    ended = call.work.store.change(
        DutyRow, source.c.person == person, source.c.role == role.value, source.c.ended_at.is_(None),
        ended_at=stamp(call.now), given_by=call.sender,
    )  # fmt: skip
    if not ended:
        raise Refused("no_such_duty")
    call.work.changed()
    yield Reply("appoint/dismissed", {"role": call.kit.words.roles[role][0]})


@router.command("verify", roles=[Role.RESIDENT], takes=lambda call: call.command.head.strip().isdigit())
def verify(call: Call) -> Iterator[Reply]:
    """Prove who I am, in private: this contact becomes that person's. A code that a group has read is worth nothing."""
    code = call.command.head.strip() if call.command else ""
    if call.group is not None:
        raise Refused("code_burnt" if call.work.records.use_code(code, call.now) else "not_here")
    if call.work.records.refusals(call.sender, "verify", "wrong_code", call.now - _GUESSING) >= _GUESSES:
        raise Refused("too_many_codes")
    person = call.work.records.use_code(code, call.now)
    if person is None:
        raise Refused("wrong_code")
    call.work.people.flush()
    source = table(AliasRow)
    call.work.store.change(
        AliasRow, source.c.account == call.work.account, source.c.contact == call.message.contact,
        person=person, friend=True,
    )  # fmt: skip
    call.work.people.forget(call.message.contact)
    call.work.changed()
    call.sender = person
    call.roles = call.directory.acts_as(person)
    roles = [call.kit.words.roles[duty.role][0] for duty in call.directory.duties.get(person, ())]
    yield Reply("appoint/verified", {"roles": roles}, private=True)
