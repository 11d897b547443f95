"""/broadcast: an official notice, previewed, confirmed, sent at once or at a time; corrected by a further version."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot.call import Call, Reply
from bot.errors import Refused
from bot.naming import number_meant
from bot.notices import (
    check_notice,
    deliver,
    missing_parts,
    people_in,
    readers,
    send_notice,
    still_own,
    stop,
    versions,
)
from bot.render import Renderer
from bot.roles import Role
from bot.routing import Router
from data.directory import Group
from data.notices import CANCELLED, RECALLED, SENT, SUPERSEDED, WAITING, Notice
from data.records import Preview
from data.store import moment, stamp

router = Router("broadcast")


def _has_text(call: Call) -> bool:
    return bool(call.command and call.command.body)


@router.command("broadcast", roles=[Role.STAFF], takes=_has_text)
def broadcast(call: Call) -> Iterator[Reply]:
    """Preview an official notice."""
    command = call.typed
    if not command.body:
        raise Refused("no_text")
    for word in call.kit.words.corrects:
        if command.head.startswith(word):
            yield from _correct(call, command.head.removeprefix(word))
            return
    arguments = call.arguments()
    if arguments.rest or arguments.number is not None:
        raise Refused("not_understood", said=" ".join(arguments.rest) or str(arguments.number))
    if arguments.scheduled is not None and arguments.scheduled <= call.now:
        raise Refused("past", when=arguments.scheduled)
    buildings, groups = readers(call, arguments.audience, Role.STAFF)
    if not groups:
        raise Refused("no_group")
    check_notice(call, command.body, groups)
    minutes = call.kit.settings.preview_minutes
    data = {
        "text": command.body, "groups": [group.id for group in groups],
        "at": stamp(arguments.scheduled) if arguments.scheduled else None,
    }  # fmt: skip
    preview = call.work.records.preview(call.sender, "broadcast", data, call.now + timedelta(minutes=minutes))
    yield Reply(
        "broadcast/preview",
        {
            "number": preview.number, "text": command.body, "groups": [group.topic for group in groups],
            "people": people_in(call, buildings), "at": arguments.scheduled,
            "lacks": missing_parts(call, command.body), "minutes": minutes,
        },
        number=preview.number,
    )  # fmt: skip


@router.confirmed("broadcast")
def publish(call: Call, preview: Preview) -> Iterator[Reply]:
    """Send the notice, or keep it until its time."""
    data = preview.data
    groups = still_own(call, data["groups"], Role.STAFF)
    check_notice(call, data["text"], groups)
    at = moment(data["at"]) if data["at"] else None
    waiting = at is not None and at > call.now
    yield from send_notice(call, preview.number, data["text"], groups, waiting=waiting)
    notice = call.work.notices.newest(preview.number)
    if notice is None:
        raise LookupError(preview.number)
    call.work.records.renumber(preview.number, "notice", notice.id)
    if waiting and at is not None:
        call.work.records.tick(f"notice:{notice.id}", "notice", notice.id, at)
    yield Reply("broadcast/confirmed", {"number": preview.number, "groups": len(groups), "at": at if waiting else None},
                number=preview.number)  # fmt: skip


@router.tick("notice")
def due(call: Call, refer: str) -> Iterator[Reply]:
    """A notice's time has come: what holds of it by now is sent."""
    planned = call.work.notices.get(refer)
    notice = call.work.notices.newest(planned.number) if planned else None
    if notice is None or notice.state != WAITING:
        return
    call.work.notices.set_state(notice.id, SENT)
    call.sender = notice.person
    call.roles = call.directory.acts_as(notice.person)
    yield from deliver(notice.id, notice.number, notice.text, notice.groups)


def _correct(call: Call, head: str) -> Iterator[Reply]:
    """Preview a further version of a notice, under the notice's own number."""
    number = number_meant(call, call.head_reader().read(head))
    notice = _holding(call, number)
    groups = _holders(call, notice)
    text = _worded(call, notice.number)
    check_notice(call, text, groups)
    for earlier in call.work.records.previews(call.now, person=call.sender, number=notice.number):
        call.work.records.end_preview(earlier.id, "cancelled")
    minutes = call.kit.settings.preview_minutes
    call.work.records.preview(
        call.sender, "correct", {"number": notice.number, "version": notice.version, "text": text},
        call.now + timedelta(minutes=minutes), number=notice.number,
    )  # fmt: skip
    yield Reply(
        "broadcast/correction",
        {
            "number": notice.number, "text": text, "groups": [group.topic for group in groups],
            "minutes": minutes,
        },
        number=notice.number,
    )  # fmt: skip


def _holding(call: Call, number: int | None) -> Notice:
    """The version of notice ``number`` that holds now.

    Raises:
        Refused: there is none, or it was withdrawn.
    """
    notice = call.work.notices.newest(number)
    if notice is None:
        raise Refused("no_number", number=number)
    if notice.state == RECALLED:
        raise Refused("withdrawn", number=number)
    return notice


def _holders(call: Call, notice: Notice) -> list[Group]:
    """The groups of a notice, and those of the sender's to which somebody carried it on.

    Raises:
        Refused: the sender may not speak in one of its groups.
    """
    groups = still_own(call, notice.groups, Role.STAFF)
    arrived = {row.chat_group for row in call.work.ledger.copies(versions(call, notice))}
    if notice.state == CANCELLED:
        groups = [group for group in groups if group.id in arrived]
    own = {group.id: group for group in call.directory.official(call.scope(Role.STAFF))}
    groups += [own[key] for key in own if key in arrived and own[key] not in groups]
    if not groups:
        raise Refused("no_number", number=notice.number)
    return groups


def _worded(call: Call, number: int) -> str:
    """The corrected words; a collection's notice still says how and until when to answer."""
    named = call.work.records.named(number)
    collection = call.work.collections.get(named[1]) if named and named[0] == "collection" else None
    form = call.kit.forms.get(collection.form) if collection else None
    if collection is None or form is None:
        return call.typed.body
    return Renderer(call.directory.timezone).render(
        "collect/notice", text=call.typed.body, title=form.title, how_to=form.how_to, deadline=collection.deadline
    )


@router.confirmed("correct")
def supersede(call: Call, preview: Preview) -> Iterator[Reply]:
    """Send the further version; of those before it nothing more goes out."""
    notice = _holding(call, preview.data["number"])
    if notice.version != preview.data["version"]:
        raise Refused("corrected_meanwhile", number=notice.number)
    groups = _holders(call, notice)
    check_notice(call, preview.data["text"], groups)
    older = versions(call, notice)
    stopped = stop(call, older)
    had = {row.chat_group for row in call.work.ledger.copies(older)}
    for key in older:
        call.work.notices.set_state(key, SUPERSEDED)
    keys = [group.id for group in groups]
    fresh = call.work.notices.add(
        notice.number, preview.data["text"], keys, call.sender, call.now, version=notice.version + 1,
        state=WAITING if notice.state == WAITING else SENT,
    )  # fmt: skip
    if fresh.state == SENT:
        yield from deliver(fresh.id, fresh.number, fresh.text, keys, had=had)
    yield Reply(
        "broadcast/corrected",
        {"number": fresh.number, "version": fresh.version, "groups": len(keys), "stopped": stopped,
         "waiting": fresh.state == WAITING},
        number=fresh.number,
    )  # fmt: skip
