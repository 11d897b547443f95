"""Who outside can act, as the community file names them: a name, their categories, a landline or a group."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bot.checked import CheckedFile
from bot.understand.discreet import carries_personal_number
from bot.words import load_words


@dataclass(frozen=True, slots=True)
class PartnerSpec:
    """Somebody outside who can act on matters of some categories: how staff reach him, and his group, if he has one."""

    name: str
    categories: tuple[str, ...]
    contact: str = ""
    room: str = ""


def read_partners(file: CheckedFile, topics: Collection[str]) -> tuple[PartnerSpec, ...]:
    """The partners in ``file``, of whose groups ``topics`` are there; what is wrong is noted in the file."""
    found: list[PartnerSpec] = []
    known = load_words().categories if file.data.get("partners") else []
    for place, item in file.items("partners"):
        name = file.text(item, "name", place, "the partner's name")
        categories = file.texts(item, "categories", place)
        contact, room = (file.text(item, key, place, "", "") for key in ("contact", "room"))
        if not categories or not set(categories) <= set(known):
            file.problem((*place, "categories"), f"categories must be some of {', '.join(known)}.")
        if carries_personal_number(contact):
            file.problem((*place, "contact"), "a mobile number is shown in no group. Write a landline.")
        if room and room not in topics:
            file.problem((*place, "room"), f"there is no group {room!r} under rooms. Add it there, of kind job.")
        if not contact and not room:
            file.problem(place, "nobody can reach the partner. Write `contact: …` or `room: …`.")
        found.append(PartnerSpec(name, categories, contact, room))
    return tuple(found)
