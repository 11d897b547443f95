"""Medicine: what neighbours need becomes a list; who fetches it sees it by hospital and drug and says how far it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from bot.call import Call, Reply, addressee
from bot.disclosure import About
from bot.errors import Refused
from bot.medicine_list import add_details, book, follow, holders, lacks
from bot.medicine_words import medicine_words
from bot.roles import GroupKind, Role
from bot.routing import Router
from bot.understand import Meaning
from bot.understand.redact import has_identity_slip
from data.medicine import CANCELLED, CARD_RETURNED, LISTED, REVEALED, Needed

router = Router("medicine")
_WHO = (Role.RUNNER, Role.RELAY, Role.STAFF)
_SEES_NUMBERS = (Role.RUNNER, Role.STAFF)
_ASKED_HERE = (GroupKind.OFFICIAL, GroupKind.MEDICINE)
_WORKED_HERE = (GroupKind.MEDICINE, GroupKind.RELAY, GroupKind.STAFF)
REVEAL = "reveal"


@router.listen("medicine")
def heard(call: Call, meaning: Meaning) -> Iterator[Reply]:
    """Drugs that are asked for; what their asker adds in private; and how far they have come."""
    kind = call.group.kind if call.group is not None else None
    if meaning.form == "medicine" and meaning.entries and (kind is None or kind in _ASKED_HERE):
        yield from _asked(call, meaning)
        return
    if kind is None or kind in _WORKED_HERE:
        step = medicine_words().step(call.text)
        rows = _rows(call, *step) if step is not None else []
        if step is not None and rows:
            call.taken = True
            yield from _carried_on(call, rows, step[1])
            return
    if kind is None and meaning.kind in ("chat", "report"):
        yield from _told_in_private(call)
    elif kind is None and meaning.kind == "question" and meaning.category == "medicine":
        yield from _asked_after(call)


def _asked_after(call: Call) -> Iterator[Reply]:
    """Somebody asks in private how far his own drugs have come; whatever else he asks is kept as any question is."""
    own = call.work.medicine.open(person=call.sender)
    if own and any(word in call.text for word in medicine_words().asked_after):
        yield Reply("medicine/changed", {"rows": [_line(one) for one in own]}, private=True, fallback=False)


def _asked(call: Call, meaning: Meaning) -> Iterator[Reply]:
    earlier = call.work.medicine.open(person=call.sender)
    new = [one for one in book(call, meaning) if one.person == call.sender]
    call.taken = meaning.kind == "report"
    missing = [one for one in new if lacks(one)]
    if missing and not any(map(lacks, earlier)):
        # Asked once: whoever does not answer in private tells the runner at the door.
        yield Reply(
            "medicine/ask", {"numbers": [one.number for one in new], "days": call.kit.settings.sensitive_days},
            private=True, fallback=False, asked=False,
        )  # fmt: skip
    elif new and call.group is None:
        yield Reply("medicine/kept", {"numbers": [one.number for one in new]}, private=True)


def _told_in_private(call: Call) -> Iterator[Reply]:
    """An identity number, a telephone number, whether the insurance card is used."""
    lacking = [one for one in call.work.medicine.open(person=call.sender) if lacks(one)]
    left = add_details(call, lacking) if lacking else None
    if left is None:
        return
    call.taken = True
    rows = [{"number": one.number, "identity": one.identity is None, "card": one.card is None} for one in left]
    yield Reply("medicine/thanks", {"rows": rows, "wrong": has_identity_slip(call.text)}, private=True)


@router.command("medicine", roles=_WHO, takes=lambda call: _takes(call))
def medicine(call: Call) -> Iterator[Reply]:
    """The list of one's own buildings, always in private; or how far something has come."""
    step = medicine_words().step(call.typed.head)
    if step is not None:
        rows = _rows(call, *step)
        if not rows:
            raise Refused("no_number", number=_unknown(call, step[0]))
        yield from _carried_on(call, rows, step[1])
        return
    arguments = call.arguments()
    if arguments.rest:
        raise Refused("not_understood", said=" ".join(arguments.rest))
    buildings = call.buildings_for(arguments.audience, *_WHO)
    everywhere = len(buildings) == len(call.directory.buildings)
    rows = call.work.medicine.open(buildings=None if everywhere else buildings)
    if arguments.number is not None:
        rows = [one for one in rows if one.number == arguments.number]
        if not rows:
            raise Refused("no_number", number=arguments.number)
    yield Reply(
        "medicine/sheet", {"hospitals": _by_hospital(rows), "count": len(rows), "now": call.now}, private=True,
        kind=LISTED, sensitive=True, about=About.MEDICINE, buildings=tuple(buildings),
    )  # fmt: skip


def _takes(call: Call) -> bool:
    if medicine_words().step(call.typed.head) is not None:
        return True
    return not call.arguments().rest and not call.typed.body


def _by_hospital(rows: Sequence[Needed]) -> list[dict[str, Any]]:
    """Rows by hospital and drug; the longest queue comes first, what names no hospital last."""
    words = medicine_words()
    sheet: dict[str | None, dict[str, list[Needed]]] = defaultdict(lambda: defaultdict(list))
    for one in rows:
        sheet[one.hospital][one.drug].append(one)
    order = sorted(sheet, key=lambda name: (name is None, -sum(map(len, sheet[name].values())), name or ""))
    return [
        {
            "name": name or words.unknown_hospital,
            "drugs": [
                {"name": drug, "packs": _packs(ones), "rows": [_line(one) for one in ones]}
                for drug, ones in sorted(sheet[name].items())
            ],
        }
        for name in order
    ]  # fmt: skip


def _packs(rows: Sequence[Needed]) -> int | None:
    amounts = [one.quantity for one in rows]
    return sum(filter(None, amounts)) if all(amounts) else None


def _line(one: Needed) -> dict[str, Any]:
    """What the sheet shows of a row: an illness and the numbers only as being known or not."""
    return {
        "number": one.number, "place": one.place, "whom": one.whom, "strength": one.strength, "quantity": one.quantity,
        "card": one.card, "identity": one.identity is not None, "review": one.review is not None,
        "state": medicine_words().states[one.state][0], "drug": one.drug, "card_out": one.card_out,
    }  # fmt: skip


def _rows(call: Call, numbers: list[int], state: str) -> list[Needed]:
    """The rows with these numbers, if the sender may do that with all of them; else none."""
    roles = _SEES_NUMBERS if state == REVEAL else _WHO
    own = call.scope(*roles)
    everywhere = len(own) == len(call.directory.buildings)
    rows = call.work.medicine.numbered(numbers)
    may = [
        everywhere or one.building in own or (state == CANCELLED and one.person == call.sender and bool(call.sender))
        for one in rows
    ]
    return rows if len(rows) == len(numbers) and all(may) else []


def _unknown(call: Call, numbers: list[int]) -> int:
    """The number that names no row, for who reads that it was not found."""
    known = {one.number for one in call.work.medicine.numbered(numbers)}
    return next((number for number in numbers if number not in known), numbers[0])


def _carried_on(call: Call, rows: list[Needed], state: str) -> Iterator[Reply]:
    if state == REVEAL:
        yield from _revealed(call, rows)
        return
    moved = [one.moved(state, call.sender, call.now) for one in rows if one.state != state]
    given_up = [one.number for one in rows if one.state == CANCELLED and state not in (CANCELLED, CARD_RETURNED)]
    hold = holders(call, moved) if state == CANCELLED else {}
    for one in moved:
        call.work.medicine.keep(one, call.now)
        call.work.records.audit(call.now, call.sender, f"medicine:{state}", str(one.number))
    yield from follow(call, moved)
    label = medicine_words().states[state][0]
    yield Reply(
        "medicine/noted", {"numbers": [one.number for one in rows], "state": label, "given_up": given_up},
        private=True, fallback=False,
    )  # fmt: skip
    for holder, numbers in hold.items():
        yield Reply("medicine/given_up", {"numbers": numbers}, person=holder, asked=False)
    for person in dict.fromkeys(one.person for one in moved if one.person != call.sender):
        yield from _tell(call, person, [one for one in moved if one.person == person])


def _tell(call: Call, person: str | None, moved: list[Needed]) -> Iterator[Reply]:
    """The neighbour hears how far it is, in private; who has no private line hears it from the relay."""
    rows = [_line(one) for one in moved]
    if person is not None and call.work.people.friends([person]):
        yield Reply("medicine/changed", {"rows": rows}, person=person, asked=False)
        return
    building = moved[0].building
    relay = addressee(call, building) if building is not None else None
    if relay is not None and relay != call.sender:
        yield Reply(
            "medicine/tell", {"rows": rows}, person=relay, asked=False, kind=LISTED, sensitive=True,
            about=About.MEDICINE, buildings=tuple(filter(None, [building])),
        )  # fmt: skip


def _revealed(call: Call, rows: list[Needed]) -> Iterator[Reply]:
    """What is masked elsewhere, to who stands at the counter; each look is in the log."""
    for one in rows:
        call.work.records.audit(call.now, call.sender, "revealed", str(one.number))
    shown = [_line(one) | {"condition": one.condition, "identity": one.identity, "phone": one.phone} for one in rows]
    yield Reply(
        "medicine/revealed", {"rows": shown}, private=True, fallback=False, kind=REVEALED, sensitive=True,
        about=About.IDENTITY, buildings=tuple({one.building for one in rows if one.building}),
    )  # fmt: skip
