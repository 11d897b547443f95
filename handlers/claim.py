"""/claim N: I take this."""

from __future__ import annotations

from collections.abc import Iterator

from bot.call import Call, Reply
from bot.command import Arguments, leading_numbers
from bot.contract import Lane
from bot.cries import UNCLAIMED, tell_taken
from bot.errors import Refused
from bot.items import check_own, holder_name, item_meant
from bot.roles import Role
from bot.routing import Router
from bot.understand import Meaning
from data.demands import Item

router = Router("claim")
_WHO = (Role.RELAY, Role.STAFF, Role.VOLUNTEER, Role.RUNNER, Role.PROPERTY, Role.OWNERS)


def _takes(call: Call) -> bool:
    if call.typed.head:
        return bool(_numbers(call))
    return call.quote is not None or _only_cry(call) is not None


def _numbers(call: Call) -> list[int]:
    """The numbers that were typed, each once; none where anything else was."""
    found = leading_numbers(call.typed.head, call.kit.words)
    alone = bool(found) and not call.typed.head[found[-1].end() :].strip()
    return list(dict.fromkeys(int(one["number"]) for one in found)) if alone else []


@router.command("claim", roles=_WHO, takes=_takes)
def claim(call: Call) -> Iterator[Reply]:
    """Take an item, so that nobody else has to; whoever asked hears who has it."""
    numbers = _numbers(call)
    if len(numbers) > 1:
        yield from _take_all(call, numbers)
        return
    arguments = call.arguments()
    alone = _only_cry(call) if arguments.number is None and not call.quote else None
    item = alone or item_meant(call, arguments)
    check_own(call, item, *_WHO)
    yield from _take(call, item)


def _take_all(call: Call, numbers: list[int]) -> Iterator[Reply]:
    """Each that can be taken is; one that cannot keeps nobody from the others, and it is said which."""
    for number in numbers:
        try:
            item = item_meant(call, Arguments(number=number))
            check_own(call, item, *_WHO)
            yield from _take(call, item)
        except Refused as refusal:
            yield Reply(f"refused/{refusal.reason}", refusal.data)


@router.listen("claim")
def on_my_way(call: Call, _: Meaning) -> Iterator[Reply]:
    """Who quotes a cry and writes that he goes there has taken it, without knowing any command."""
    said = call.text.strip(" 。.!！~，,")
    if not call.quote or said not in call.kit.words.on_my_way or not call.has(*_WHO):
        return
    try:
        item = item_meant(call, Arguments())
    except Refused:
        return
    if _is_mine_to_take(call, item):
        call.taken = True
        yield from _take(call, item)


def _only_cry(call: Call) -> Item | None:
    """The one cry that nobody has taken yet and that is the sender's to take; None where there is none, or several."""
    found = [item for item in call.work.demands.items(status=UNCLAIMED) if _is_mine_to_take(call, item)]
    return found[0] if len(found) == 1 else None


def _is_mine_to_take(call: Call, item: Item) -> bool:
    if not item.urgent or item.status not in UNCLAIMED:
        return False
    try:
        check_own(call, item, *_WHO)
    except Refused:
        return False
    return True


def _take(call: Call, item: Item) -> Iterator[Reply]:
    if item.holder == call.sender:
        yield Reply("claim/yours", {"number": item.number})
        return
    if item.holder is not None or not item.open:
        raise Refused("taken", number=item.number, name=holder_name(call, item))
    call.work.demands.change(item, call.now, call.sender, "taken", status="taken", holder=call.sender)
    yield Reply("claim/done", {"number": item.number})
    yield from tell_taken(call, [item])
    if item.urgent:
        yield from _tell_who_asked(call, item.id)


def _tell_who_asked(call: Call, item: str) -> Iterator[Reply]:
    """Whoever cried hears who comes: in private, else where he cried, without a word of what it is about.

    Of those who joined his cry, each group in which they wrote hears it once, and each who wrote in private.
    """
    first, *others = call.work.demands.voices([item])
    who = _who_takes(call, first.building)
    alone = bool(call.work.people.friends([first.person]))
    told: list[tuple[str | None, str | None]] = [(None, first.person) if alone else (first.group, None)]
    told += [(other.group, None) if other.group else (None, other.person) for other in others]
    for group, person in dict.fromkeys(told):
        if group or person:
            yield Reply(
                "claim/coming", who, group=group, person=person, lane=Lane.URGENT, asked=False, kind="claim",
                quiet=False,
            )  # fmt: skip


def _who_takes(call: Call, building: str | None) -> dict[str, str]:
    """The sender by duty, building and name: neighbours know the duty of whoever helps them, hardly the name."""
    duties = [duty for duty in call.directory.duties.get(call.sender, ()) if building is None or duty.covers(building)]
    duty = duties[0] if duties else None
    name = call.kit.disclosure.shown_name(call.work.people.names([call.sender]).get(call.sender, ""))
    label = call.kit.words.roles[duty.role][0] if duty is not None else ""
    return {"name": name, "role": label, "building": building or "" if duty is not None and duty.buildings else ""}
