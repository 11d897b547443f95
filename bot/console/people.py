"""People and roles: who may do what and where, by the same commands; ways into the console; the roster."""

from __future__ import annotations

from functools import partial
from html import escape

from nicegui import ui

from bot.console.accounts import account_of
from bot.console.exports import export_button
from bot.console.frame import Pages, button, every
from bot.console.guard import Visitor
from bot.console.panel_words import panel_words
from bot.console.persons import Held, Somebody, read_persons
from bot.console.places import secretary, staff
from bot.console.roster import roster_box
from bot.errors import StorageError
from bot.roles import Role

_LOOK = 3.0


async def people_page(pages: Pages, visitor: Visitor) -> None:
    """Build the page; it changes by itself."""
    words = panel_words().people
    page = _Page(pages, visitor)
    with ui.element("section").classes("sheet"):
        with ui.element("div").classes("heading"):
            page.title = ui.html("", sanitize=False)
            export_button(pages, visitor, words.export, "volunteers")
        ui.label(words.note).classes("quiet")
        page.find = ui.input(words.find, on_change=page.filter).props("dense outlined clearable").classes("wide")
        page.place = ui.element("div").classes("persons")
    if secretary(visitor):
        with ui.element("section").classes("sheet"):
            page.appoint_form()
    with ui.element("section").classes("sheet"):
        await roster_box(pages, visitor)
    every(pages, _LOOK, page.look)


class _Page:
    title: ui.html
    find: ui.input
    place: ui.element

    def __init__(self, pages: Pages, visitor: Visitor) -> None:
        self._pages = pages
        self._visitor = visitor
        self._words = panel_words().people
        self._seen: tuple[tuple[Somebody, ...], bool] | None = None
        self._rows: list[tuple[str, ui.element]] = []
        self._who: ui.select | None = None

    async def look(self) -> None:
        """Show what has changed since the last look."""
        visitor = await self._pages.again(self._visitor)
        if not staff(visitor):
            self.place.clear()
            return
        persons, names = await self._pages.looking.ask(read_persons)
        seen = (persons, secretary(visitor))
        if seen == self._seen:
            return
        self._seen = seen
        count = escape(self._words.count.format(count=len(persons)))
        self.title.set_content(f"<h2>{escape(self._words.title)} <small>{count}</small></h2>")
        self.place.clear()
        self._rows.clear()
        with self.place:
            for one in persons:
                self._row(one, changes=seen[1])
        if self._who is not None:
            self._who.set_options(list(names), value=self._who.value if self._who.value in names else None)
        self.filter()

    def _row(self, one: Somebody, *, changes: bool) -> None:
        words = self._words
        with ui.element("div").classes("person") as row:
            with ui.element("div"):
                ui.label(one.name).classes("title")
                if not one.friend:
                    ui.label(words.no_line).classes("mark missing")
            with ui.element("ul").classes("roles"):
                for held in one.roles:
                    with ui.element("li"):
                        ui.label(self._held(held))
                        if changes and not (held.role is Role.SECRETARY and one.person == self._visitor.person):
                            told = words.dismiss_of.format(name=one.name, role=self._label(held.role))
                            button(words.dismiss, partial(self._dismiss, one.name, held.role), plain=True).props(
                                f'dense aria-label="{escape(told)}"'
                            )
            account_of(self._pages, self._visitor, one, changes=changes)
        self._rows.append((" ".join([one.name, *map(self._held, one.roles)]), row))

    def _label(self, role: Role) -> str:
        return self._pages.rooms.kit.words.roles[role][0]

    def _held(self, held: Held) -> str:
        words = self._words
        where = words.buildings.format(buildings="、".join(held.buildings)) if held.buildings else words.all
        return f"{self._label(held.role)} {where}"

    def filter(self) -> None:
        """Show who fits what is typed."""
        wanted = (self.find.value or "").strip().casefold()
        for said, row in self._rows:
            row.set_visibility(wanted in said.casefold())

    def appoint_form(self) -> None:
        """Give somebody a role."""
        words = self._words
        ui.html(f"<h2>{escape(words.appoint)}</h2>", sanitize=False)
        with ui.element("div").classes("tools"):
            self._who = ui.select([], label=words.who, with_input=True).props("dense outlined").classes("grow")
            roles = {role: self._label(role) for role in Role if role is not Role.RESIDENT}
            role = ui.select(roles, label=words.role).props("dense outlined").classes("grow")
            where = ui.input(words.where).props("dense outlined").classes("grow")

            async def appoint() -> None:
                name = self._who.value if self._who is not None else None
                if not name or not role.value:
                    ui.notify(words.choose_both, type="warning")
                    return
                place = " ".join((where.value or "").split())
                answered = await self._type(f"/appoint @{name} {self._label(role.value)} {place}".strip())
                if answered:
                    where.set_value("")

            button(words.do_appoint, appoint)
        ui.label(words.strangers).classes("quiet")

    def _dismiss(self, name: str, role: Role) -> None:
        words = self._words
        with ui.dialog() as dialog, ui.card().classes("story"):
            ui.label(words.sure.format(name=name, role=self._label(role))).classes("title")

            async def dismiss() -> None:
                dialog.close()
                await self._type(f"/dismiss @{name} {self._label(role)}")

            with ui.element("div").classes("choices"):
                button(words.yes_dismiss, dismiss)
                button(words.keep, dialog.close, plain=True)
        dialog.on("hide", dialog.delete)
        dialog.open()

    async def _type(self, text: str) -> bool:
        answered = await self._pages.type(self._visitor, text)
        try:
            await self.look()
        except StorageError:
            return answered.done
        return answered.done
