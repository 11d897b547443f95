"""The groups as in a chat program. On the simulated network one speaks as anybody, and plays a whole morning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from nicegui import ui

from bot.console.frame import Pages, button, every
from bot.console.guard import Visitor
from bot.console.house import Somebody, Street
from bot.console.play import play_bar
from bot.contract import MessageType
from bot.roles import GroupKind
from data.directory import Directory, Group
from data.glance import Glance, Line
from data.work import Work

_LOOK = 0.5
_LINES = 60
_KEPT = 120
_AGO = timedelta(days=1)
PRIVATE = ""
"""The private chat with the bot, among the groups' keys."""


@dataclass(frozen=True, slots=True)
class Said:
    """What is new since the last look."""

    groups: tuple[tuple[Group, datetime | None], ...]
    lines: tuple[Line, ...]
    private: tuple[Line, ...]


@dataclass(slots=True)
class Scene:
    """What somebody looks at. ``seen`` and ``heard`` are the last numbers shown in the middle and at the right."""

    here: str = PRIVATE
    somebody: Somebody | None = None
    seen: int = 0
    heard: int = 0
    listed: list[tuple[str, str]] = field(default_factory=list)
    rows: dict[str, tuple[ui.element, ui.label]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)


def may_see(visitor: Visitor, group: Group) -> bool:
    """Staff see every group; who has buildings sees the official groups of those."""
    if visitor.staff:
        return True
    return group.kind is GroupKind.OFFICIAL and group.building is not None and visitor.may_know(group.building)


def read_said(work: Work, visitor: Visitor, scene: Scene, now: datetime, *, alone: bool) -> Said:
    """Read what is new. ``alone``: without what the bot says to members in private."""
    glance, since = Glance(work.store, work.account), now - _AGO
    aliases = {key: alias for (account, alias), key in work.directory.aliases.items() if account == work.account}
    last = glance.last_said(since)
    groups = tuple((group, last.get(aliases.get(group.id, ""))) for group in _groups(work.directory, visitor))
    lines: Sequence[Line] = ()
    if scene.here == PRIVATE:
        if not alone and scene.somebody is not None:
            lines = glance.private_with(scene.somebody.contact, since, scene.seen, _LINES)
    elif any(group.id == scene.here for group, _ in groups) and scene.here in aliases:
        lines = glance.said_in(aliases[scene.here], since, scene.seen, _LINES)
    private = () if alone else glance.told_in_private(since, scene.heard, _LINES)
    return Said(groups, tuple(lines), tuple(private))


def _groups(directory: Directory, visitor: Visitor) -> list[Group]:
    return [group for group in directory.groups.values() if may_see(visitor, group)]


async def street_page(pages: Pages, visitor: Visitor) -> None:
    """Build the page; what is said appears by itself."""
    words, street = pages.words.street, pages.rooms.street
    # Nobody but staff speaks in another's name, not even where the network is only simulated.
    street = street if visitor.staff else None
    scene = Scene()
    parts: dict[str, Any] = {}
    if street is not None:
        scene.names = {one.contact: one.label for one in street.people(None)}
    if street is not None and street.plays:
        play_bar(pages, street)
    with ui.element("div").classes("street" if street is not None else "street alone"):
        with ui.element("section").classes("sheet groups"):
            ui.html(f"<h2>{words.groups}</h2>", sanitize=False)
            parts["groups"] = ui.element("div").classes("list")
        with ui.element("section").classes("sheet chat"):
            parts["title"] = ui.label().classes("title")
            parts["chat"] = ui.element("div").classes("lines").props('role="log" tabindex="0"')
            if street is None:
                ui.label(words.read_only).classes("quiet")
            else:
                _mouth(pages, street, scene, parts)
        if street is not None:
            with ui.element("section").classes("sheet private"):
                ui.html(f"<h2>{words.private}</h2>", sanitize=False)
                parts["private"] = ui.element("div").classes("lines").props('role="log" tabindex="0"')

    async def look() -> None:
        now = pages.house.now()
        again, here = await pages.again(visitor), (scene.here, scene.seen, scene.somebody)
        said = await pages.looking.ask(lambda work: read_said(work, again, scene, now, alone=street is None))
        if here != (scene.here, scene.seen, scene.somebody):
            # Meanwhile somebody went to another group: what was read belongs to the last one.
            said = replace(said, lines=())
        _show(pages, scene, parts, said, street)

    parts["look"] = look
    every(pages, _LOOK, look)


def _show(pages: Pages, scene: Scene, parts: dict[str, Any], said: Said, street: Street | None) -> None:
    zone = pages.house.community.zone
    _list_groups(pages, scene, parts, said, street)
    if not parts["title"].text and said.groups:
        staff = next((group for group, _ in said.groups if group.kind is GroupKind.STAFF), said.groups[0][0])
        _go(scene, parts, staff.id, staff.topic, street)
        return
    for line in said.lines:
        scene.seen = max(scene.seen, line.seq)
        _bubble(pages, parts["chat"], line, zone)
    for line in said.private:
        scene.heard = max(scene.heard, line.seq)
        with parts["private"]:
            label = scene.names.get(line.contact, line.contact)
            ui.chat_message(
                _shown(pages, line) or pages.words.street.erased,
                name=f"→ {label}",
                stamp=f"{line.at.astimezone(zone):%H:%M}",
            )
    if said.lines:
        _scroll(parts["chat"])
    if said.private:
        _scroll(parts["private"])


def _list_groups(pages: Pages, scene: Scene, parts: dict[str, Any], said: Said, street: Street | None) -> None:
    """The groups at the left. A row stays the same as long as its group does: else it goes from under a finger."""
    zone = pages.house.community.zone
    listed = [(group.id, group.topic) for group, _ in said.groups]
    if street is not None:
        listed.append((PRIVATE, pages.words.street.private_chat))
    if listed != scene.listed:
        scene.listed, scene.rows = listed, {}
        parts["groups"].clear()
        with parts["groups"]:
            for key, topic in listed:
                with ui.element("button").classes("group").props("type=button") as row:
                    ui.label(topic).classes("topic")
                    scene.rows[key] = (row, ui.label().classes("caption"))
                row.on("click", partial(_go, scene, parts, key, topic, street))
    for group, at in said.groups:
        scene.rows[group.id][1].set_text(f"{at.astimezone(zone):%H:%M}" if at else "")


def _go(scene: Scene, parts: dict[str, Any], here: str, title: str, street: Street | None, *_: object) -> None:
    """Look at another group; who speaks there is somebody who sits there."""
    for key, (row, _label) in scene.rows.items():
        row.classes(replace="group here" if key == here else "group")
    scene.here, scene.seen = here, 0
    parts["title"].set_text(title)
    parts["chat"].clear()
    if street is None:
        return
    people = list(street.people(title if here != PRIVATE else None))
    if here == PRIVATE and scene.somebody is not None and scene.somebody not in people:
        people.insert(0, scene.somebody)
    scene.names.update({one.contact: one.label for one in people})
    keep = scene.somebody is not None and any(one.contact == scene.somebody.contact for one in people)
    if not keep:
        scene.somebody = people[0] if people else None
    parts["people"] = {one.contact: one for one in people}
    options = {one.contact: one.label for one in people}
    parts["who"].set_options(options, value=scene.somebody.contact if scene.somebody else None)


def _mouth(pages: Pages, street: Street, scene: Scene, parts: dict[str, Any]) -> None:
    words = pages.words.street

    def speak_as() -> None:
        scene.somebody = parts.get("people", {}).get(select.value, scene.somebody)
        if scene.here == PRIVATE:
            scene.seen = 0
            parts["chat"].clear()

    async def say() -> None:
        text = (box.value or "").strip()
        if not text or scene.somebody is None:
            return
        box.set_value("")
        topic = parts["title"].text if scene.here != PRIVATE else None
        await street.say(scene.somebody, topic, text)
        await parts["look"]()

    with ui.element("div").classes("mouth"):
        select = ui.select({}, label=words.speak_as, with_input=True, on_change=speak_as).props("dense outlined")
        box = (
            ui.textarea(placeholder=words.say)
            .props(f'dense outlined autogrow rows=1 aria-label="{words.say}"')
            .classes("box")
        )
        box.on("keydown.enter.exact.prevent", say)
        button(words.send, say)
    parts["who"] = select


def _bubble(pages: Pages, place: ui.element, line: Line, zone: ZoneInfo) -> None:
    with place:
        ui.chat_message(
            _shown(pages, line), name=line.name, sent=line.own, stamp=f"{line.at.astimezone(zone):%H:%M}"
        )  # fmt: skip


def _shown(pages: Pages, line: Line) -> str:
    """What stands in a bubble; that something was taken back carries no words but the network's number of it."""
    words = pages.words.street
    if line.type is MessageType.RECALL:
        return words.taken_back
    if line.type is not MessageType.TEXT:
        return f"[{line.type}]"
    return words.erased if line.text is None else line.text


def _scroll(place: ui.element) -> None:
    """Show the end; what is far above goes."""
    for old in list(place)[:-_KEPT]:
        old.delete()
    ui.run_javascript(f"getElement({place.id}).scrollTop = 1e9")
