"""Is all well? What `fenjian doctor` asks of a database and of the coverage, on a page, with what to do about each."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from functools import partial
from html import escape
from pathlib import Path

from nicegui import ui
from sqlalchemy.engine import make_url

from bot.clock import VirtualClock
from bot.console.frame import Pages, button
from bot.console.guard import Visitor
from bot.console.house import Rooms
from bot.console.panel_words import panel_words
from bot.console.places import staff
from bot.errors import StorageError
from bot.roles import Role
from bot.soundness.coverage import SIMULATED, coverage, survey
from bot.soundness.finding import Finding, found, refusals
from bot.soundness.storage import check_clock, check_database, check_leftovers, newest_message
from data.work import Work

_MARKS = {True: ("sound", "✓"), False: ("unsound", "✗"), None: ("unsaid", "·")}


def examine(rooms: Rooms, community: str) -> list[Finding]:
    """Ask the database of one account; it takes some seconds where the database is large."""
    looks = {"database": _storage, "coverage": _reach}
    return [one for subject, look in looks.items() for one in refusals(subject, partial(look, rooms, community))]


def _storage(rooms: Rooms, community: str) -> Iterator[Finding]:
    url = make_url(rooms.database.url)
    folder = Path(url.database).parent if rooms.database.sqlite and url.database else None
    yield from check_database(rooms.database, url.render_as_string(hide_password=True), folder)
    now = rooms.clock.now()
    with rooms.database.transaction() as connection:
        # What is played has its own time, which no machine's clock can be wrong about.
        if not isinstance(rooms.clock, VirtualClock):
            yield check_clock(now, newest_message(connection, community))
        yield from check_leftovers(connection, community, now)


def _reach(rooms: Rooms, community: str) -> Iterator[Finding]:
    transport = SIMULATED if rooms.account == SIMULATED else "wechaty"
    with rooms.database.transaction() as connection:
        yield from coverage(survey(connection, community, rooms.seal, transport))


def read_line(work: Work) -> Finding | None:
    """Whether the account hears now; None where its network does not say."""
    heard = work.line.heard()
    if heard is None:
        return None
    at, now = heard
    key = "hears" if now else "deaf"
    return found(now, "line", key, "{at}", at=at)


async def doctor_page(pages: Pages, visitor: Visitor) -> None:
    """Build the page, and look at once."""
    words = panel_words().doctor
    page = _Page(pages, visitor)
    with ui.element("section").classes("sheet"):
        with ui.element("div").classes("heading"):
            ui.html(f"<h2>{escape(words.title)}</h2>", sanitize=False)
            button(words.again, page.look, icon="refresh", plain=True)
        page.sum = ui.label().props('role="status"').classes("result")
        page.place = ui.html("", sanitize=False)
    ui.timer(0, page.look, once=True, immediate=True)


class _Page:
    sum: ui.label
    place: ui.html

    def __init__(self, pages: Pages, visitor: Visitor) -> None:
        self._pages = pages
        self._visitor = visitor
        self._words = panel_words().doctor

    async def look(self) -> None:
        """Examine, and tell what was found: what is wrong comes first."""
        words = self._words
        try:
            visitor = await self._pages.again(self._visitor)
            if not staff(visitor):
                self.place.set_content("")
                return
            self.sum.set_text(words.looking)
            rooms, community = self._pages.rooms, self._pages.house.community.key
            line = await self._pages.looking.ask(read_line)
            every = [*([line] if line is not None else []), *await asyncio.to_thread(examine, rooms, community)]
        except StorageError as error:
            self.sum.set_text(str(error))
            return
        faults = sum(one.sound is False for one in every)
        self.sum.set_text(words.faults.format(count=faults) if faults else words.sound)
        # What is well in a building is told for all of them at once.
        worth = [one for one in every if not (one.sound and one.key == "relay_there")]
        worth.sort(key=lambda one: (one.sound is not False, one.sound is not None))
        self.place.set_content(f'<ul class="findings">{"".join(map(self._told, worth))}</ul>')

    def _told(self, one: Finding) -> str:
        words, zone = self._words, self._pages.house.community.zone
        name, mark = _MARKS[one.sound]
        data = dict(one.data)
        if "role" in data:
            data["role"] = self._pages.rooms.kit.words.roles[Role(str(data["role"]))][0]
        if one.key in ("hears", "deaf"):
            data["at"] = f"{data['at'].astimezone(zone):%m-%d %H:%M}"  # type: ignore[attr-defined]
        says = words.says[one.key].format(**data) if one.key in words.says else one.says
        subject = "building" if data.get("building") else one.subject
        title = words.subjects.get(subject, subject).format(**{"building": "", **data})
        state = words.states[name]
        return (
            f'<li class="{name}"><span aria-hidden="true">{mark}</span><span class="unseen">{escape(state)}</span> '
            f"<b>{escape(title)}</b> {escape(says)}</li>"
        )
