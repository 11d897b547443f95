"""Photographs that prove work: which belong to a word about where, and which buildings that names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta

from pydantic import BaseModel, ConfigDict

from bot.call import Call, Reply
from bot.contract import Lane, MessageType
from bot.errors import Refused
from bot.lexicon import load_lexicon
from bot.roles import GroupKind, Role
from bot.understand import redact
from data.directory import Group
from data.inbox import Stored

WHO = (Role.STAFF, Role.PROPERTY, Role.OWNERS)
PHOTO = "photo"
"""The outbox's kind of a photograph that is carried."""
_PLACES = (GroupKind.STAFF, GroupKind.PROPERTY, GroupKind.OWNERS)
_TOGETHER = timedelta(minutes=1)
_LONGEST = 60
"""Characters of a word about where; a longer text speaks of something else."""
_MOST = 3
"""Photographs that one word takes along."""


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid")
    buildings: list[str]
    joins: list[str]
    common: list[str]
    work: list[str]
    never: list[str]


_WORDS = load_lexicon("photos", _Words)
_ONE = r"[0-9A-Za-z]+(?:\s*[-~—至到]\s*[0-9A-Za-z]+)?"
_ANY = "|".join(map(re.escape, _WORDS.buildings))
_NAMED = re.compile(
    rf"({_ONE}(?:(?:{_ANY})?(?:{'|'.join(map(re.escape, _WORDS.joins))})+{_ONE})*)"
    rf"(?:{_ANY})"
)
_SUFFIX = re.compile(_ANY)
_JOIN = re.compile("|".join(map(re.escape, _WORDS.joins)))


def may_show(call: Call) -> bool:
    """Whether what the sender shows here may be meant for buildings."""
    return call.has(*WHO) and (call.group is None or call.group.kind in _PLACES)


def buildings_named(call: Call, text: str) -> list[str]:
    """The sender's buildings that a word about where names; none where it is no such word, or names another's."""
    if len(text) > _LONGEST or any(word in text for word in _WORDS.never):
        return []
    disclosure = call.kit.disclosure
    rooms = {room for flats in call.directory.households.values() for _, room in flats}
    if disclosure.tells_result(text) or disclosure.names_room(text, rooms):
        return []
    own = call.scope(*WHO)
    if any(word in text for word in call.kit.words.audience.everywhere):
        named = call.directory.buildings
    elif _of_everybody(text):
        named = own
    else:
        named = _listed(call, text)
    return [building for building in own if building in named] if set(named) <= set(own) else []


def _listed(call: Call, text: str) -> list[str]:
    found: list[str] = []
    for match in _NAMED.finditer(text):
        for part in filter(None, _JOIN.split(_SUFFIX.sub("", match[1]))):
            try:
                found += call.head_reader().read(f"{part.strip()}{_WORDS.buildings[0]}").audience.buildings
            except Refused:
                return []
    return found


def _of_everybody(text: str) -> bool:
    """Whether ``text`` names a place that is every building's: the gate, and no building."""
    return any(word in text for word in _WORDS.common) and _NAMED.search(text) is None


def tells_of_work(text: str) -> bool:
    """Whether ``text`` tells of work done at a building, so that the photograph may go at once."""
    return any(word in text for word in _WORDS.work) and not _of_everybody(text)


def shown_now(call: Call) -> Iterator[Reply]:
    """A photograph is shown: it goes where the word before it says; without one it waits for the word after it."""
    if not may_show(call):
        return
    caption, free = _so_far(call)
    if caption is not None:
        taken = [one for one in free if one.seq > caption.seq]
        if len(taken) < _MOST:
            yield from bring(call, caption, [call.message], further=bool(taken))


def worded_now(call: Call) -> Iterator[Reply]:
    """A word about where: it takes the photographs before it that no other word has taken."""
    if not may_show(call) or not buildings_named(call, call.text):
        return
    caption, shown = _so_far(call)
    if caption is None and shown:
        call.taken = True
        yield from bring(call, call.message, shown[-_MOST:])


def _so_far(call: Call) -> tuple[Stored | None, list[Stored]]:
    """The word that takes what is shown next, and what was shown since; without such a word, what waits for one.

    Some write first and then show, others the other way round; a word that took what came before takes nothing after.
    """
    caption: Stored | None = None
    shown: list[Stored] = []
    for one in call.work.inbox.near(call.message, 2 * _TOGETHER):
        if one.type is MessageType.IMAGE:
            shown.append(one)
        elif one.type is MessageType.TEXT and buildings_named(call, one.text):
            caption, shown = (None, []) if shown and caption is None else (one, [])
    earliest = call.message.at - _TOGETHER
    if caption is not None and caption.at < earliest:
        return None, []
    return caption, [one for one in shown if one.at >= earliest]


def bring(call: Call, caption: Stored, photos: Sequence[Stored], *, further: bool = False) -> Iterator[Reply]:
    """Carry photographs of work at once; ask their sender, in private, about others."""
    buildings = buildings_named(call, caption.text)
    messages = [photo.id for photo in photos]
    if tells_of_work(caption.text):
        yield from carry(call, caption.text, messages, call.directory.official(buildings), further=further)
        return
    groups = call.directory.official(buildings)
    if not groups or not call.work.people.friends([call.sender]):
        return
    waiting = [one for one in call.work.records.previews(call.now, person=call.sender) if one.command == PHOTO]
    known = next((one for one in waiting if one.data["caption"] == caption.id), None)
    if known is not None:
        call.work.records.end_preview(known.id, "replaced")
        messages = [*known.data["photos"], *messages]
    minutes = call.kit.settings.preview_minutes
    data = {"caption": caption.id, "text": caption.text, "photos": messages, "groups": [group.id for group in groups]}
    preview = call.work.records.preview(
        call.sender, PHOTO, data, call.now + timedelta(minutes=minutes), number=known.number if known else None
    )
    if known is None:
        yield Reply(
            "photo/preview",
            {"number": preview.number, "text": caption.text, "groups": [one.topic for one in groups],
             "minutes": minutes},
            person=call.sender, number=preview.number, asked=False,
        )  # fmt: skip


def carry(
    call: Call, text: str, photos: Sequence[str], groups: Sequence[Group], *, further: bool = False
) -> Iterator[Reply]:
    """One message a building: photographs (ids of their messages), and the words below the last of them.

    ``further``: they follow some that went with these words. What was carried to a group is not carried there again.
    """
    role = next(role for role in (*WHO[1:], WHO[0]) if role in call.roles)
    said = {"text": redact(text).strip(), "by": call.kit.words.roles[role][0]}
    for group in groups:
        for place, message in enumerate(photos, start=1):
            yield Reply(
                "photo/carried", {**said, "worded": place == len(photos) and not further}, group=group.id,
                lane=Lane.NOTICE, kind=PHOTO, file=call.work.files.expect(call.message.account, message, call.now),
                asked=False, refer=message, cause=f"photo:{message}:{group.id}",
            )  # fmt: skip
