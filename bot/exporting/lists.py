"""Demands, medicine, volunteers and the audit, as far as their asker may see them, for workbooks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from bot.call import Call
from bot.disclosure import MAY_KNOW, About
from bot.errors import Refused
from bot.exporting.deeds import ABOUT_PEOPLE, act_label, refer_label
from bot.exporting.export import Export, local, own_buildings
from bot.exporting.roster import roster_export
from bot.items import behind, line, pressing
from bot.medicine_words import medicine_words
from bot.roles import Role
from bot.sheets.words import sheet_words
from data.demands import Demand, Item
from data.medicine import Needed
from data.records import Deed as Done
from data.store import moment

if TYPE_CHECKING:
    from bot.sheets.lists import Deed, Dose, Made, Matter, Voice

_HELPERS = (Role.VOLUNTEER, Role.RUNNER)
_MOST_DEEDS = 5_000
_ENDING = 4
"""Characters of a number that tell whose card it is, and nothing else."""


def demands_export(call: Call, one: Item | None = None) -> Export:
    """``one`` item, or all of the asker's buildings, with the residents' own words."""
    own, everywhere = own_buildings(call)
    items = [one] if one is not None else call.work.demands.items()
    voices = behind(call.work, items)
    if not everywhere:
        voices = {key: [v for v in found if v.building in own] for key, found in voices.items()}
        items = [item for item in items if voices[item.id]]

    def make() -> bytes:
        from bot.sheets.lists import demands_book

        ordered = sorted(pressing(items, voices), key=lambda item: not item.open)
        return demands_book(
            _made(call), [_matter(call, item, voices[item.id]) for item in ordered],
            [_voice(call, item, voice) for item in ordered for voice in voices[item.id]],
        )  # fmt: skip

    title = sheet_words().titles["demands"]
    return Export(title, one.number if one else None, len(items), tuple(own), make)


def _matter(call: Call, item: Item, voices: list[Demand]) -> Matter:
    from bot.sheets.lists import Matter

    labels, parties = call.kit.words.demand_labels, call.kit.words.party_labels
    row = line(call, item, voices)
    return Matter(
        item.number, call.kit.words.decisions[item.status][0], item.urgent, labels.get(item.category, item.category),
        parties.get(item.party, item.party), row["people"], row["buildings"], local(call, item.opened_at), row["says"],
        item.answer or "", local(call, item.answered_at) if item.answered_at else None, item.open,
    )  # fmt: skip


def _voice(call: Call, item: Item, voice: Demand) -> Voice:
    from bot.sheets.lists import Voice

    return Voice(item.number, voice.building or "", local(call, voice.at), voice.text, voice.group is None)


def medicine_export(call: Call) -> Export:
    """What is under way in the asker's buildings; a number shows its last places, and only to who may see it."""
    own, everywhere = own_buildings(call)
    rows = call.work.medicine.open(buildings=None if everywhere else own)
    rows.sort(key=lambda one: (one.hospital is None, one.hospital or "", one.drug, one.number))
    may = any(role in MAY_KNOW[About.IDENTITY] for role in call.roles)

    def make() -> bytes:
        from bot.sheets.lists import medicine_book

        return medicine_book(_made(call), [_dose(one, may=may) for one in rows])

    title = sheet_words().titles["medicine"]
    return Export(title, None, len(rows), tuple(own), make, about=About.MEDICINE)


def _dose(one: Needed, *, may: bool) -> Dose:
    from bot.sheets.lists import Dose

    words = sheet_words().words
    card = words["card_unsaid"] if one.card is None else words["uses_card" if one.card else "no_card"]
    return Dose(
        one.hospital or medicine_words().unknown_hospital, one.drug, one.strength or "", one.quantity, one.number,
        one.place, one.whom or "", f"{card}（{words['card_out']}）" if one.card_out else card,
        _masked(one.identity, may=may), _masked(one.phone, may=may), medicine_words().states[one.state][0],
        one.review is not None,
    )  # fmt: skip


def _masked(number: str | None, *, may: bool) -> str:
    words = sheet_words().words
    if number is None:
        return words["lacking"]
    return words["ending"].format(number[-_ENDING:]) if may else words["given"]


def volunteers_export(call: Call) -> Export:
    """Who helps in the asker's buildings."""
    own, everywhere = own_buildings(call)
    duties = [
        duty for held in call.directory.duties.values() for duty in held
        if duty.role in _HELPERS and (everywhere or not duty.buildings or not duty.buildings.isdisjoint(own))
    ]  # fmt: skip

    def make() -> bytes:
        from bot.sheets.lists import Helper, volunteers_book

        names = _names(call, (duty.person for duty in duties))
        helpers = [
            Helper(
                names[duty.person], call.kit.words.roles[duty.role][0],
                [building for building in call.directory.buildings if building in duty.buildings],
                local(call, moment(duty.since)) if duty.since else None,
            )
            for duty in duties
        ]  # fmt: skip
        return volunteers_book(_made(call), sorted(helpers, key=lambda one: (one.roles, one.name)))

    return Export(sheet_words().titles["volunteers"], None, len(duties), tuple(own), make)


def audit_export(call: Call) -> Export:
    """Who did what, for the secretary.

    Raises:
        Refused: somebody else asks.
    """
    if not call.has(Role.SECRETARY):
        raise Refused("secretary_only")
    deeds = call.work.records.deeds(_MOST_DEEDS)

    def make() -> bytes:
        from bot.sheets.lists import audit_book

        names = _names(
            call, [*(deed.person for deed in deeds), *(one.refer for one in deeds if one.act in ABOUT_PEOPLE)]
        )
        return audit_book(_made(call), [_deed(call, deed, names) for deed in deeds])

    return Export(sheet_words().titles["audit"], None, len(deeds), tuple(call.directory.buildings), make)


def _deed(call: Call, deed: Done, names: Mapping[str, str]) -> Deed:
    from bot.sheets.lists import Deed

    return Deed(
        local(call, deed.at), names.get(deed.person) or sheet_words().words["bot"], act_label(call.kit.words, deed.act),
        names.get(deed.refer) or refer_label(deed.act, deed.refer),
    )  # fmt: skip


def _names(call: Call, persons: Iterable[str]) -> dict[str, str]:
    wanted = {person for person in persons if person}
    nobody = sheet_words().words["nobody"]
    named: dict[str, str] = defaultdict(lambda: nobody)
    for person, name in call.work.people.names(wanted).items():
        named[person] = call.kit.disclosure.shown_name(name, nobody)
    return {person: named[person] for person in wanted}


def _made(call: Call) -> Made:
    from bot.sheets.lists import Made

    return Made(call.directory.name, local(call, call.now))


LISTS: Mapping[str, Callable[[Call], Export]] = {
    "demands": demands_export, "medicine": medicine_export, "volunteers": volunteers_export, "audit": audit_export,
    "roster": roster_export,
}  # fmt: skip
"""What can be handed out beside collections, by the keys of data/lexicon/sheets.yaml."""
