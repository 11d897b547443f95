"""Who is meant by @NAME, and what by a quotation: a member of this group, or somebody of the community file; a number.

A nickname gives nobody a right.
"""

from __future__ import annotations

from collections.abc import Collection

from bot.call import Call
from bot.command import Arguments
from bot.contract import CONSOLE
from bot.errors import Refused
from bot.understand.normalise import fold
from bot.understand.numerals import to_house_number
from bot.understand.place import place_patterns
from data.store import table
from data.tables import AliasRow, MemberRow, PersonRow


def person_named(call: Call, name: str, *, for_a_role: bool = False, among: Collection[str] | None = None) -> str:
    """The one person called ``name`` here.

    ``for_a_role``: in private a nickname of some group is not enough, only a name of the community file is.
    ``among``: nobody else is meant, whatever he is called.

    Raises:
        Refused: nobody is, or several are, or somebody here bears the name of another one of the community file.
    """
    wanted = name.strip().lstrip("@").replace("\u2005", "").strip()
    if not wanted:
        raise Refused("nobody_named", name=wanted)
    store = call.work.store
    call.work.people.flush()
    members = table(MemberRow)
    conditions = [members.c.left_at.is_(None), members.c.name_hash == store.seal.hash("name", wanted)]
    if call.group is not None:
        conditions.append(members.c.chat_group == call.group.id)
    rows = store.rows(store.select(PersonRow, table(PersonRow).c.listed.is_not(None)))
    listed = {row.id for row in rows if store.seal.open(row.name) == wanted}
    if among is not None:
        call_so = {row.person for row in store.rows(store.select(MemberRow, *conditions[:2]))} | listed
        found, listed = call_so.intersection(among), set()
        if call_so and not found:
            raise Refused("no_such_duty")
    elif for_a_role and call.group is None:
        found = listed
    else:
        found = {row.person for row in store.rows(store.select(MemberRow, *conditions))} or listed
    if listed and not found & listed:
        # Anybody can call himself as somebody of the community file is called.
        raise Refused("not_verified", name=wanted)
    if len(found) != 1:
        raise Refused("several_named" if found else "nobody_named", name=wanted)
    return str(found.pop())


_ENOUGH = 40
"""Characters of a quotation that are compared: chat programs cut long ones short."""


def number_meant(call: Call, arguments: Arguments) -> int | None:
    """The number that was typed, else that of the bot's own message which is quoted; None where neither says.

    Raises:
        Refused: something else was typed, that is no number of ours.
    """
    if arguments.rest:
        raise Refused("not_understood", said=" ".join(arguments.rest)[:_ENOUGH])
    if arguments.number is not None or not call.quote:
        return arguments.number
    quoted = call.quote.strip().rstrip("….")[:_ENOUGH]
    said = call.work.outgoing.said_in(call.group.id if call.group else None, call.sender)
    return next((one.number for one in said if one.number is not None and one.text.startswith(quoted)), None)


def buildings_named(call: Call, text: str) -> list[str]:
    """The compound's buildings that ``text`` names: 5号楼, 五栋."""
    found = {to_house_number(match["ob"]) for match in place_patterns().only_building.finditer(fold(text))}
    return [building for building in call.directory.buildings if building in found]


def has_private_line(call: Call, person: str) -> bool:
    """Whether the bot can write to ``person`` alone; who types at the console reads the answer there."""
    if person == call.sender and call.message.contact.startswith(CONSOLE):
        return True
    return bool(call.work.people.friends([person]))


def is_known(call: Call, person: str) -> bool:
    """Whether any contact of this account is known to be ``person``."""
    source = table(AliasRow)
    store = call.work.store
    rows = store.rows(store.select(AliasRow, source.c.account == call.work.account, source.c.person == person))
    return bool(rows)
