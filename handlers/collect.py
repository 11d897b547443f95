"""/collect opens a round of a form, after a preview; /close ends it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from bot.call import Call, Reply
from bot.collecting.closing import closing
from bot.contract import Lane
from bot.errors import Refused
from bot.naming import number_meant
from bot.notices import check_buildings, check_notice, missing_parts, people_in, send_notice
from bot.render import Renderer
from bot.roles import GroupKind, Role
from bot.routing import Router
from bot.understand import Form
from data.records import Preview
from data.store import moment, new_id, stamp
from data.tables import CollectionRow

router = Router("collect")
_STAFF = (Role.STAFF,)


def _names_a_form(call: Call) -> bool:
    head = call.command.head.split() if call.command else []
    return bool(head) and call.form_named(head[0]) is not None


@router.command("collect", roles=_STAFF, takes=_names_a_form)
def collect(call: Call) -> Iterator[Reply]:
    """Preview a notice that opens a collection."""
    command = call.typed
    form = _form(call)
    head = command.head.split(maxsplit=1)
    arguments = call.head_reader().read(head[1] if len(head) > 1 else "")
    if arguments.rest or arguments.number is not None:
        raise Refused("not_understood", said=" ".join(arguments.rest) or str(arguments.number))
    if arguments.deadline is not None and arguments.deadline <= call.now:
        raise Refused("past", when=arguments.deadline)
    buildings = call.buildings_for(arguments.audience, Role.STAFF)
    _check_free(call, form.name, buildings)
    groups = call.directory.official(buildings)
    if not groups:
        raise Refused("no_group")
    check_notice(call, command.body, groups)
    minutes = call.kit.settings.preview_minutes
    data = {
        "form": form.name, "buildings": buildings, "text": command.body,
        "deadline": stamp(arguments.deadline) if arguments.deadline else None,
    }  # fmt: skip
    preview = call.work.records.preview(call.sender, "collect", data, call.now + timedelta(minutes=minutes))
    yield Reply(
        "collect/preview",
        {
            "number": preview.number, "title": form.title, "text": _words(call, form, data),
            "groups": [group.topic for group in groups], "people": people_in(call, buildings),
            "deadline": arguments.deadline, "lacks": missing_parts(call, _words(call, form, data)),
            "minutes": minutes,
        },
        number=preview.number,
    )  # fmt: skip


def _check_free(call: Call, form: str, buildings: list[str]) -> None:
    """One building answers one form once at a time.

    Raises:
        Refused: it is open already.
    """
    for one in call.work.collections.current():
        if one.status == "open" and one.form == form and set(one.buildings) & set(buildings):
            raise Refused("already_open", number=one.number, title=one.title)


def _form(call: Call) -> Form:
    head = call.command.head.split() if call.command else []
    form = call.form_named(head[0]) if head else None
    if form is None:
        raise Refused("no_form", forms=[known.words[0] for known in call.kit.forms.values()])
    return form


def _words(call: Call, form: Form, data: Mapping[str, object]) -> str:
    """The notice as the groups will read it: the sender's own words, and how and until when to answer."""
    deadline = data["deadline"]
    return Renderer(call.directory.timezone).render(
        "collect/notice", text=str(data["text"]), title=form.title, how_to=form.how_to,
        deadline=moment(str(deadline)) if deadline else None,
    )  # fmt: skip


@router.confirmed("collect")
def begin(call: Call, preview: Preview) -> Iterator[Reply]:
    """Open the collection and send its notice."""
    data = preview.data
    form = call.kit.forms[data["form"]]
    buildings = list(data["buildings"])
    if not call.has(*_STAFF):
        raise Refused("not_your_role")
    check_buildings(call, buildings, *_STAFF)
    # Half an hour may lie between preview and confirmation: somebody else's round, or the deadline itself.
    _check_free(call, form.name, buildings)
    deadline = moment(data["deadline"]) if data["deadline"] else None
    if deadline is not None and deadline <= call.now:
        raise Refused("past", when=deadline)
    key = new_id()
    call.work.collections.open(
        CollectionRow(
            community=call.work.store.community, id=key, number=preview.number, form=form.name, title=form.title,
            buildings=",".join(buildings), opened_at=stamp(call.now), deadline=data["deadline"], person=call.sender,
        )
    )  # fmt: skip
    call.work.records.renumber(preview.number, "collection", key)
    groups = call.directory.official(buildings)
    check_notice(call, data["text"], groups)
    yield from send_notice(call, preview.number, _words(call, form, data), groups)
    yield Reply("collect/begun", {"number": preview.number, "title": form.title, "groups": len(groups)},
                number=preview.number)  # fmt: skip


def _number_or_nothing(call: Call) -> bool:
    return call.command is not None and (not call.command.head or call.command.head.strip().isdigit())


@router.command("close", roles=_STAFF, takes=_number_or_nothing)
def close(call: Call) -> Iterator[Reply]:
    """End a collection now."""
    arguments = call.arguments()
    own = call.scope(Role.STAFF)
    opened = [one for one in call.work.collections.current() if one.status == "open" and set(one.buildings) & set(own)]
    number = number_meant(call, arguments)
    if number is not None:
        opened = [one for one in opened if one.number == number]
    if not opened:
        raise Refused("nothing_open")
    if len(opened) > 1:
        raise Refused("which_number", numbers=[one.number for one in opened])
    if not set(opened[0].buildings) <= set(own):
        raise Refused("not_your_building", buildings=[b for b in opened[0].buildings if b not in own])
    yield from closing(call, opened[0])
    if call.group is None or call.group.kind is not GroupKind.STAFF:
        yield Reply("collect/closed", {"number": opened[0].number, "title": opened[0].title}, lane=Lane.REPLY)
