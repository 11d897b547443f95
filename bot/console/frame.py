"""What stands around every page: who looks, where one can go, light and dark."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from time import thread_time
from typing import Any, Literal

from fastapi import Request
from nicegui import ui

from bot.console.callers import Callers
from bot.console.door import Answered, Door
from bot.console.gate import visit_of
from bot.console.guard import Guard, Visitor
from bot.console.house import House, Rooms
from bot.console.looking import Looking
from bot.console.places import PLACES, Place
from bot.console.words import PageWords, page_words
from bot.errors import StorageError
from data.records import Records

Tone = Literal["positive", "warning", "info"]
_SHOWN = 12_000
"""Milliseconds for which an answer of the bot stands on the page."""


_REST = 19.0
_LONGEST_REST = 2.0
_CLOCK = 2.0


@cache
def _style() -> str:
    sheets = sorted(one.name for one in files("bot.console").iterdir() if one.name.endswith(".css"))
    return "".join(files("bot.console").joinpath(name).read_text(encoding="utf-8") for name in sheets)


class Turns:
    """Whose page looks at the rows next: one at a time, and together no more than a twentieth of one processor.

    The engine shares the processor with the pages: ten who watch are shown the same a little later, and cost no more
    than one.
    """

    def __init__(self, looking: Looking) -> None:
        self._looking = looking
        self._turn = asyncio.Lock()

    async def take(self, look: Callable[[], Awaitable[None]]) -> None:
        """Call ``look`` when it is its turn."""
        async with self._turn:
            before = thread_time() + self._looking.spent
            try:
                await look()
            finally:
                spent = thread_time() + self._looking.spent - before
                await asyncio.sleep(min(spent * _REST, _LONGEST_REST))


@dataclass(slots=True)
class Pages:
    """What every page works with."""

    house: House
    looking: Looking
    guard: Guard
    door: Door
    turns: Turns
    callers: Callers
    words: PageWords = field(default_factory=page_words)

    async def visitor(self, request: Request) -> Visitor:
        """Who asks for the page.

        Raises:
            PermissionError: it did not come through the gate.
        """
        visit = visit_of(request.scope)
        if visit is None:
            raise PermissionError("no visit")
        return await self.guard.visitor(visit)

    async def again(self, visitor: Visitor) -> Visitor:
        """The same visitor with the roles of now: a role that was taken away opens nothing any more."""
        return await self.guard.visitor(visitor.visit)

    @property
    def rooms(self) -> Rooms:
        """The account that is logged in.

        Raises:
            StorageError: none is.
        """
        if self.house.rooms is None:
            raise StorageError(self.words.frame.away)
        return self.house.rooms

    async def ask(self, visitor: Visitor, text: str) -> Answered:
        """Type a command as the visitor; whoever asks shows what the bot answers."""
        try:
            return await self.door.type(visitor.person, text)
        except StorageError as error:
            return Answered(0, "failed", (str(error),))

    async def note(self, visitor: Visitor, act: str, refer: str) -> None:
        """Note in the audit what the visitor looked at, or why.

        Raises:
            StorageError: it cannot be noted.
        """
        now = self.rooms.clock.now()
        await self.looking.write(lambda store: Records(store).audit(now, visitor.person, act, refer))

    async def type(self, visitor: Visitor, text: str) -> Answered:
        """Type a command as the visitor, and show what the bot answers."""
        words, client = self.words.frame, ui.context.client
        answered = await self.ask(visitor, text)
        head = words.carried_out if answered.done else words.refused if answered.taken else words.waits
        tone: Tone = "positive" if answered.done else "warning" if answered.taken else "info"
        said = "\n".join([head, *answered.texts])
        # What was clicked may be gone from the page by now.
        with client:
            ui.notify(said, type=tone, multi_line=True, close_button=True, timeout=_SHOWN, classes="told")
        return answered


async def show(
    pages: Pages, request: Request, here: str, body: Callable[[Visitor], Awaitable[None]], *, place: str = "today"
) -> None:
    """A whole page: its header, and ``body`` below it for whoever may be at ``place``."""
    words = pages.words.frame
    ui.add_css(_style())
    ui.page_title(f"{here} · {pages.house.community.name}")
    try:
        visitor = await pages.visitor(request)
    except StorageError as error:
        ui.label(str(error))
        return
    _header(pages, visitor, here)
    if not visitor.visit.chosen:
        with ui.element("p").classes("note"):
            ui.link(words.choose_password, "/password")
    with ui.element("div").classes("page"):
        if PLACES[place].may(visitor):
            await body(visitor)
            return
        ui.label(words.nothing_here)
        open_to = [one for one in PLACES.values() if one.may(visitor)]
        if request.url.path == "/" and open_to:
            # Whoever has one task begins where it is done.
            ui.navigate.to(open_to[0].path)


def _header(pages: Pages, visitor: Visitor, here: str) -> None:
    words = pages.words.frame
    dark = ui.dark_mode(None)
    with ui.element("header").classes("bar"):
        ui.link(pages.house.community.name, "/").classes("compound")
        _ways(pages, [(pages.words.places[name], one) for name, one in PLACES.items() if one.may(visitor)], here)
        clock = ui.label().classes("clock")
        ui.timer(_CLOCK, lambda: clock.set_text(f"{pages.house.now():%m-%d %H:%M}"), immediate=True)
        with ui.element("div").classes("who"):
            ui.label(visitor.name)
            with (
                ui.button(icon="more_vert", color=None).props(f'flat round dense aria-label="{words.menu}"'),
                ui.menu(),
            ):
                ui.menu_item(words.dark, lambda: dark.enable())
                ui.menu_item(words.light, lambda: dark.disable())
                ui.menu_item(words.password, lambda: ui.navigate.to("/password"))
                ui.menu_item(words.leave, lambda: ui.run_javascript(_LEAVE))


def _ways(pages: Pages, open_to: list[tuple[str, Place]], here: str) -> None:
    """Where one can go: in a row where there is room for it, else behind a button."""
    words = pages.words.frame

    def links() -> None:
        for label, place in open_to:
            link = ui.link(label, place.path)
            if label == here:
                link.props('aria-current="page"')

    with ui.element("nav").classes("where").props(f'aria-label="{words.product}"'):
        links()
    with ui.element("details").classes("ways"):
        with ui.element("summary"):
            ui.icon("menu").props('aria-hidden="true"')
            ui.label(here)
        with ui.element("nav").props(f'aria-label="{words.product}"'):
            links()


_LEAVE = """
const form = document.createElement("form");
form.method = "post";
form.action = "/logout";
document.body.append(form);
form.submit();
"""


def button(label: str, act: Callable[..., Any], *, icon: str | None = None, plain: bool = False) -> ui.button:
    """A button in the page's own colours; ``plain`` where another one is the usual choice."""
    made = ui.button(label, icon=icon, color=None, on_click=act)
    return made.props("no-caps unelevated").classes("go plain" if plain else "go")


def called(part: ui.element, label: str) -> None:
    """Let ``part`` be read out as ``label``, whatever somebody wrote in it: a line of props would read marks there."""
    part.props["aria-label"] = " ".join(label.split())


def every(pages: Pages, seconds: float, look: Callable[[], Awaitable[None]]) -> None:
    """Call ``look`` now and then again and again, never twice at once; what cannot be read is tried again."""
    waiting: list[None] = []

    async def again() -> None:
        if waiting:
            return
        waiting.append(None)
        try:
            await pages.turns.take(look)
        except StorageError:
            return
        finally:
            waiting.clear()

    async def first() -> None:
        # Whoever has just come sees the page at once.
        with suppress(StorageError):
            await look()
        ui.timer(seconds, again)

    ui.timer(0, first, once=True, immediate=True)
