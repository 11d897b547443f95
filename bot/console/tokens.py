"""Tokens for programs of the district: the secretary makes one, sees which there are, and ends them."""

from __future__ import annotations

from functools import partial
from html import escape

from nicegui import ui

from bot.console.callers import ROLES, is_name
from bot.console.frame import Pages, button, called
from bot.console.guard import Visitor
from bot.console.panel_words import panel_words
from bot.console.places import secretary
from bot.roles import Role
from data.tokens import Token, Tokens

_DAYS, _MOST_DAYS = 90, 366


async def tokens_page(pages: Pages, visitor: Visitor) -> None:
    """Build the page."""
    page = _Page(pages, visitor)
    await page.build()


class _Page:
    def __init__(self, pages: Pages, visitor: Visitor) -> None:
        self._pages = pages
        self._visitor = visitor
        self._words = panel_words().tokens

    async def build(self) -> None:
        words = self._words
        with ui.element("section").classes("sheet"):
            ui.html(f"<h2>{escape(words.title)}</h2>", sanitize=False)
            ui.label(words.note).classes("quiet")
            self._place = ui.element("div")
        known = await self._pages.looking.ask(lambda work: work.directory.buildings)
        with ui.element("section").classes("sheet"):
            ui.html(f"<h2>{escape(words.new)}</h2>", sanitize=False)
            with ui.element("div").classes("tools"):
                self._name = ui.input(words.name).props("dense outlined maxlength=40").classes("grow")
                roles = {role.value: self._pages.words.roles[role] for role in ROLES}
                self._role = ui.select(roles, value=Role.STAFF.value, label=words.role).props("dense outlined")
                buildings = ui.select(known, value=[], multiple=True, label=words.buildings)
                self._buildings = buildings.props("dense outlined use-chips options-dense").classes("grow")
                self._days = ui.number(words.days, value=_DAYS, min=1, max=_MOST_DAYS).props("dense outlined")
                button(words.make, self._make, icon="key")
        await self._show()

    async def _show(self) -> None:
        now = self._pages.house.watch.now()
        good = await self._pages.looking.ask(lambda work: Tokens(work.store).good(now))
        self._place.clear()
        with self._place:
            if not good:
                ui.label(self._words.nothing)
            for token in good:
                self._line(token)

    def _line(self, token: Token) -> None:
        words, zone = self._words, self._pages.house.community.zone
        used = f"{token.seen_at.astimezone(zone):%m-%d %H:%M}" if token.seen_at else words.never
        cells = (
            token.name, self._pages.words.roles[token.role], ", ".join(sorted(token.buildings)) or words.all,
            f"{token.expires_at.astimezone(zone):%Y-%m-%d}", used,
        )  # fmt: skip
        with ui.element("div").classes("failed"):
            for column, cell in zip(words.columns, cells, strict=True):
                ui.html(f'<span class="quiet">{escape(column)}</span> {escape(cell)}', sanitize=False)
            end = button(words.end, partial(self._end, token.name), plain=True)
            called(end, words.end_of.format(name=token.name))

    async def _make(self) -> None:
        words, name = self._words, (self._name.value or "").strip()
        days = self._days.value
        if not is_name(name):
            ui.notify(words.bad_name, type="warning")
        elif not isinstance(days, int | float) or not 1 <= days <= _MOST_DAYS:
            ui.notify(words.bad_days, type="warning")
        elif secretary(await self._pages.again(self._visitor)):
            chosen = frozenset(self._buildings.value)
            role = Role(self._role.value)
            secret = await self._pages.callers.make(self._visitor, name, role, chosen, int(days))
            if secret is None:
                ui.notify(words.taken.format(name=name), type="warning")
                return
            self._name.set_value("")
            self._hand_out(secret)
            await self._show()

    def _hand_out(self, secret: str) -> None:
        with ui.dialog(value=True).props("persistent") as dialog, ui.card().classes("story"):
            ui.label(self._words.once)
            ui.html(f'<code class="secret">{escape(secret)}</code>', sanitize=False)
            button(self._words.close, dialog.close)

    async def _end(self, name: str) -> None:
        if secretary(await self._pages.again(self._visitor)):
            await self._pages.callers.end(self._visitor, name)
            ui.notify(self._words.ended, type="info")
        await self._show()
