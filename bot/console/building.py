"""One building: households by floor, what each answered, when, by whom and in which words; corrected in place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape
from typing import Any

from nicegui import ui

from bot.console.exports import hand_out
from bot.console.frame import Pages, button, every
from bot.console.guard import Visitor
from bot.console.homes import Building, Flat, Place, read_building, shown
from bot.console.story import Story
from bot.errors import StorageError
from bot.understand import Form

_LOOK = 1.0
_FIGURES = ("answered", "missing", "review", "positive")


async def building_page(pages: Pages, visitor: Visitor, name: str) -> None:
    """Build the page; it changes by itself."""
    words = pages.words.building
    there = await pages.looking.ask(lambda work: name in work.directory.households)
    if not there or not visitor.may_know(name):
        ui.label(pages.words.frame.nothing_here)
        return
    try:
        await pages.note(visitor, "viewed:building", name)
    except StorageError as error:
        ui.label(str(error))
        return
    page = _Page(pages, visitor, name)
    with ui.element("section").classes("sheet"):
        with ui.element("div").classes("heading"):
            ui.html(f"<h2>{escape(words.title.format(building=name))}</h2>", sanitize=False)
            if visitor.staff:
                button(pages.words.building.export, page.export, icon="download", plain=True)
            page.rounds = ui.select({}, label=words.round, on_change=page.choose).props("dense outlined")
        page.figures = ui.html("", sanitize=False)
        page.note = ui.label().classes("quiet")
    page.place = ui.element("section").classes("sheet")
    every(pages, _LOOK, page.look)


class _Page:
    rounds: ui.select
    figures: ui.html
    note: ui.label
    place: ui.element

    def __init__(self, pages: Pages, visitor: Visitor, name: str) -> None:
        self._pages = pages
        self._words = pages.words.building
        self._visitor = visitor
        self._name = name
        self._number: int | None = None
        self._seen: Building | None = None
        self._flats: dict[Place, tuple[Flat | None, ui.html]] = {}
        self._laid_out: list[Place] = []
        self._story = Story(pages, visitor, name)

    def choose(self) -> None:
        """Look at another collection."""
        self._number = self.rounds.value

    async def export(self) -> None:
        """Hand out this building's part of the collection."""
        if self._seen is not None and self._seen.collection is not None:
            building = self._words.title.format(building=self._name)
            await hand_out(self._pages, self._visitor, f"{self._seen.collection.number} {building}")

    async def look(self) -> None:
        """Show what has changed since the last look."""
        visitor = await self._pages.again(self._visitor)
        if not visitor.may_know(self._name):
            self.place.clear()
            self._laid_out, self._seen = [], None
            return
        seen = await self._pages.looking.ask(lambda work: read_building(work, self._name, self._number))
        if seen == self._seen:
            return
        layout = [(flat.unit, flat.room) for flat in seen.flats]
        if layout != self._laid_out:
            self._laid_out = layout
            self._lay_out(seen)
        self._seen = seen
        self._head(seen)
        for flat in seen.flats:
            self._show(flat, self._form(seen))

    def _form(self, seen: Building) -> Form | None:
        return self._pages.rooms.kit.forms.get(seen.collection.form) if seen.collection is not None else None

    def _head(self, seen: Building) -> None:
        words, today = self._words, self._pages.words.today
        zone = self._pages.house.community.zone
        self.note.set_text(words.unplaced.format(count=seen.unplaced) if seen.unplaced else "")
        if seen.collection is None:
            self.figures.set_content(f"<p>{escape(words.no_round)}</p>")
            self.rounds.set_visibility(False)
            return
        self.rounds.set_visibility(True)
        options = {
            one.number: f"{one.title} #{one.number} {one.opened_at.astimezone(zone):%m-%d}" for one in seen.rounds
        }
        if options != self.rounds.options or self.rounds.value != seen.collection.number:
            self._number = seen.collection.number
            self.rounds.set_options(options, value=seen.collection.number)
        expected = sum(not flat.vacant for flat in seen.flats)
        missing = sum(flat.state == "missing" for flat in seen.flats)
        figures = {
            "answered": f"{expected - missing}<small>/{expected}</small>", "missing": missing,
            "review": sum(flat.review is not None for flat in seen.flats),
            "positive": sum(flat.positive for flat in seen.flats),
        }  # fmt: skip
        told = "".join(
            f'<div class="figure {name}"><dd>{figures[name]}</dd><dt>{escape(getattr(today, name))}</dt></div>'
            for name in _FIGURES
        )
        self.figures.set_content(f'<dl class="figures">{told}</dl>')

    def _lay_out(self, seen: Building) -> None:
        """One row a floor, the highest above, a part for each unit."""
        self.place.clear()
        self._flats.clear()
        units = list(dict.fromkeys(flat.unit for flat in seen.flats))
        with self.place:
            for unit in units:
                if unit:
                    title = escape(self._words.unit.format(unit=unit))
                    ui.html(f"<h3>{title}</h3>", sanitize=False)
                here = [flat for flat in seen.flats if flat.unit == unit]
                floors = dict.fromkeys(flat.floor for flat in here)
                for floor in sorted(floors, key=_height, reverse=True):
                    with ui.element("div").classes("floor"):
                        ui.label(self._words.floor.format(floor=floor)).classes("caption")
                        with ui.element("div").classes("flats"):
                            for flat in here:
                                if flat.floor == floor:
                                    self._add(flat)

    def _add(self, flat: Flat) -> None:
        place = (flat.unit, flat.room)
        told = ui.html("", sanitize=False, tag="button").classes("flat").props("type=button")
        opens: Callable[..., Any] = partial(self._open, place)
        told.on("click", opens)
        self._flats[place] = (None, told)

    async def _open(self, place: Place, *_: object) -> None:
        flat = self._flats[place][0]
        if flat is not None and self._seen is not None and self._seen.collection is not None:
            await self._story.tell(flat, self._seen.collection, self._form(self._seen))

    def _show(self, flat: Flat, form: Form | None) -> None:
        place = (flat.unit, flat.room)
        known, told = self._flats[place]
        if flat == known:
            return
        self._flats[place] = (flat, told)
        told.set_content(self._told(flat, form))
        told.classes(replace=f"flat {flat.state}")

    def _told(self, flat: Flat, form: Form | None) -> str:
        words, zone = self._words, self._pages.house.community.zone
        result = {"missing": words.missing, "vacant": words.vacant}.get(flat.state) or shown(
            form, flat.result, flat.counts, words.heads
        )
        marks = []
        if flat.review is not None:
            marks.append(words.reasons.get(flat.review, words.other_reason))
        marks += [words.left] * flat.left + [words.late] * flat.late + [words.no_wechat] * flat.no_wechat
        who = ""
        if flat.at is not None:
            way = words.ways.get(flat.way, flat.way)
            who = f"{flat.at.astimezone(zone):%H:%M} {words.by.format(name=flat.reporter, way=way)}"
        marks += [flat.tags] if flat.tags and not flat.no_wechat and not flat.vacant else []
        told = "".join(f'<span class="mark">{escape(mark)}</span>' for mark in marks)
        return (
            f"<b>{escape(flat.room)}</b> <span>{escape(result)}</span><small>{escape(who)}</small>"
            f'<span class="marks">{told}</span>'
        )


def _height(floor: str) -> tuple[int, str]:
    return (int(floor), "") if floor.isdigit() else (0, floor)
