"""A chat that somebody copied, counted on a page: the table, the doubtful lines with their words, the workbook."""

from __future__ import annotations

import asyncio
from datetime import date

from nicegui import ui

from bot.console.frame import Pages, button
from bot.console.guard import Visitor
from bot.console.pasted import PastedTable
from bot.count import count_chat
from bot.count.pages import Counted
from bot.errors import ConfigError
from bot.roster import Household
from data.directory import Directory

_LONGEST = 250_000
"""Characters: what a browser may send at once, and more than a day of a lively group."""


async def paste_page(pages: Pages, visitor: Visitor) -> None:
    """Build the page. What is pasted stays in this page's memory and goes with it."""
    words, forms = pages.words.paste, pages.rooms.kit.forms
    own = [name for name in pages.house.community.buildings if visitor.may_know(name)]
    with ui.element("section").classes("sheet") as writing:
        ui.html(f"<h2>{words.title}</h2>", sanitize=False)
        ui.label(words.how).classes("quiet")
        box = ui.textarea(words.text).props(f"outlined maxlength={_LONGEST + 1} rows=10").classes("wide pasting")
        with ui.element("div").classes("tools"):
            form = ui.select({"": words.guess} | {name: one.title for name, one in forms.items()}, value="",
                             label=words.form).props("dense outlined").classes("grow")  # fmt: skip
            named = {name: pages.words.building.title.format(building=name) for name in own}
            building = ui.select({"": words.by_text} | named, value=own[0] if len(own) == 1 else "",
                                 label=words.building).props("dense outlined").classes("grow")  # fmt: skip
            button(words.count, lambda: count())
    results = ui.element("div").props('aria-live="polite"')

    async def count() -> None:
        text = (box.value or "").strip()
        if not text:
            ui.notify(words.nothing, type="warning")
            return
        if len(box.value) > _LONGEST:
            # The browser keeps no more of it: half of a list that looks counted is worse than none.
            ui.notify(words.too_long.format(longest=_LONGEST), type="warning")
            return
        place = building.value if building.value in own else None
        homes = await pages.looking.ask(lambda work: _homes(work.directory, place)) if place else None
        try:
            counted = await asyncio.to_thread(
                _counted, pages, text, form.value or None, place, homes, pages.house.now().date()
            )
        except ConfigError as error:
            ui.notify(str(error), type="warning")
            return
        results.clear()
        writing.set_visibility(False)
        with results:
            PastedTable(pages, counted, again).show()

    def again() -> None:
        results.clear()
        box.set_value("")
        writing.set_visibility(True)


def _counted(
    pages: Pages, text: str, form: str | None, building: str | None, homes: list[Household] | None, today: date
) -> Counted:
    ignore = [pages.house.community.bot.name]
    return count_chat(
        text, pages.rooms.kit.forms, form=form, building=building, households=homes, ignore=ignore, today=today
    )


def _homes(directory: Directory, building: str) -> list[Household]:
    return [
        Household(home.building, home.unit, home.room, home.people, (home.tags,), home.vacant, home.no_wechat)
        for home in directory.households.get(building, {}).values()
    ]
