"""The items of the digest as a board: opened to be answered, selected or dragged together, taken apart again."""

from __future__ import annotations

from functools import partial
from html import escape

from nicegui import ui

from bot.console.exports import export_button
from bot.console.frame import Pages, button, called, every
from bot.console.guard import Visitor
from bot.console.matter import MatterDialog
from bot.console.matters import COLUMNS, Board, Matter, labels, read_board

_LOOK = 1.5
_STILL = "() => {}"
"""What lets a browser drop something here."""


async def demands_page(pages: Pages, visitor: Visitor) -> None:
    """Build the page; it changes by itself."""
    words = pages.words.demands
    page = _Page(pages, visitor)
    with ui.element("section").classes("sheet tools"):
        page.find = ui.input(words.find, on_change=page.filter).props("dense outlined clearable").classes("grow")
        if visitor.staff:
            export_button(pages, visitor, words.export, "demands")
        ui.label(words.hint).classes("quiet wide")
    with ui.element("div").classes("board"):
        for column in COLUMNS:
            page.column(column)
    page.bar()
    every(pages, _LOOK, page.look)


class _Page:
    find: ui.input

    def __init__(self, pages: Pages, visitor: Visitor) -> None:
        self._pages = pages
        self._visitor = visitor
        self._words = pages.words.demands
        self._board: Board | None = None
        self._places: dict[str, tuple[ui.html, ui.element]] = {}
        self._cards: dict[int, tuple[Matter, ui.element]] = {}
        self._chosen: set[int] = set()
        self._dragged: int | None = None
        # Dialogs stand beside the cards: a card is made anew when its item changes, and would take them along.
        self._stand = ui.element("div")
        self._dialog = MatterDialog(pages, visitor, self._stand, self.look)

    # The board.

    def column(self, name: str) -> None:
        """One column; what is dropped on it is to be answered so."""
        label = escape(self._words.columns[name])
        with ui.element("section").classes(f"sheet column {name}").props(f'aria-label="{label}"') as place:
            title = ui.html(f"<h2>{label}</h2>", sanitize=False)
            self._places[name] = (title, ui.element("div").classes("cards"))
        place.on("dragover.prevent", js_handler=_STILL)
        place.on("drop.prevent", partial(self._dropped_on_column, name))

    async def look(self) -> None:
        """Show what has changed since the last look."""
        visitor = await self._pages.again(self._visitor)
        known = self._board.mark if self._board is not None else None
        seen = await self._pages.looking.ask(lambda work: read_board(work, visitor, known))
        if seen is None:
            return
        before, self._board = self._board, seen
        for name in COLUMNS:
            if before is None or seen.columns[name] != before.columns[name]:
                self._fill(name, seen)
        self._chosen &= self._cards.keys()
        self._count()
        self.filter()

    def _fill(self, name: str, seen: Board) -> None:
        title, place = self._places[name]
        matters, older = seen.columns[name], seen.older.get(name, 0)
        count = len(matters) + older
        title.set_content(f"<h2>{escape(self._words.columns[name])} <small>{count}</small></h2>")
        for number in [number for number, (_, card) in self._cards.items() if card.parent_slot is place.default_slot]:
            del self._cards[number]
        place.clear()
        with place:
            if not matters:
                ui.label(self._words.nothing).classes("quiet")
            for matter in matters:
                self._card(matter)
            if older:
                ui.label(self._words.older.format(count=older)).classes("quiet")

    def _card(self, matter: Matter) -> None:
        words, number = self._words, matter.number
        with ui.element("div").classes("card urgent" if matter.urgent else "card").props('draggable="true"') as card:
            ui.checkbox(value=number in self._chosen, on_change=lambda event: self._choose(number, event.value)).props(
                f'dense aria-label="{words.choose.format(number=number)}"'
            )
            told = ui.html(self._told(matter), sanitize=False, tag="button").props("type=button")
            called(told, words.open.format(number=number, says=matter.says))
            told.on("click", partial(self._open, number))
        card.on("dragstart", partial(self._drag, number))
        card.on("dragover.prevent", js_handler=_STILL)
        card.on("drop.prevent.stop", partial(self._dropped_on_card, number))
        self._cards[number] = (matter, card)

    def _told(self, matter: Matter) -> str:
        words, zone = self._words, self._pages.house.community.zone
        where = words.building.format(buildings="、".join(matter.buildings)) if matter.buildings else words.whole
        facts = [
            *labels(self._pages.rooms.kit, matter), words.people.format(count=matter.people), where,
            f"{matter.since.astimezone(zone):%m-%d %H:%M}",
        ]  # fmt: skip
        marks = [("failed", words.urgent)] * matter.urgent
        marks += [("missing", words.reopened)] * (matter.status == "reopened")
        marks += [("sent", words.held.format(name=matter.holder))] * bool(matter.holder)
        marks += [("review", words.again.format(count=matter.again))] * (matter.again > 0)
        told = "".join(f'<span class="mark {name}">{escape(mark)}</span>' for name, mark in marks)
        answer = f"<em>{escape(matter.answer)}</em>" if matter.answer else ""
        return (
            f"<b>{matter.number}</b> <span>{escape(matter.says)}</span><small>{escape(' · '.join(facts))}</small>"
            f'{answer}<span class="marks">{told}</span>'
        )

    def filter(self) -> None:
        """Show the cards that hold what is typed."""
        wanted = "".join((self.find.value or "").split()).casefold()
        for matter, card in self._cards.values():
            where = self._words.building.format(buildings="、".join(matter.buildings))
            said = f"{matter.number}{matter.says}{matter.answer}{where}"
            card.set_visibility(wanted in "".join(said.split()).casefold())

    # What is done with it.

    async def _open(self, number: int, *_: object) -> None:
        await self._dialog.show(number)

    def _drag(self, number: int, *_: object) -> None:
        self._dragged = number

    async def _dropped_on_column(self, name: str, *_: object) -> None:
        number, self._dragged = self._dragged, None
        if number in self._cards and name != "new":
            await self._dialog.show(number, status=name)

    def _dropped_on_card(self, onto: int, *_: object) -> None:
        number, self._dragged = self._dragged, None
        if number in self._cards and number != onto:
            self._merge([number, onto])

    def bar(self) -> None:
        """What is done with the cards that are chosen."""
        with ui.element("section").classes("sheet doing") as self._bar:
            self._status = ui.label().props('role="status"').classes("grow")
            button(self._words.merge, lambda: self._merge(sorted(self._chosen)))
            button(self._words.clear, self._clear, plain=True)
        self._bar.set_visibility(False)

    def _choose(self, number: int, chosen: bool) -> None:
        (self._chosen.add if chosen else self._chosen.discard)(number)
        self._count()

    def _count(self) -> None:
        self._status.set_text(self._words.chosen.format(count=len(self._chosen)))
        self._bar.set_visibility(bool(self._chosen))

    def _clear(self) -> None:
        self._chosen.clear()
        for _, card in self._cards.values():
            for one in card.default_slot.children:
                if isinstance(one, ui.checkbox):
                    one.set_value(False)
        self._count()

    def _merge(self, numbers: list[int]) -> None:
        words = self._words
        matters = [self._cards[number][0] for number in numbers if number in self._cards]
        if len(matters) < 2 or any(matter.urgent for matter in matters):
            ui.notify(words.merge_two if len(matters) < 2 else words.urgent_stays, type="warning")
            return
        with self._stand, ui.dialog() as dialog, ui.card().classes("story"):
            ui.label(words.merge_title).classes("title")
            for matter in matters:
                ui.label(f"{matter.number} {matter.says}")
            ui.label(words.merge_note).classes("quiet")

            async def merge() -> None:
                stays = min(matter.number for matter in matters)
                lines = [f"{one.number} with {stays}" for one in matters if one.number != stays]
                answered = await self._pages.type(self._visitor, "\n".join(["/sort", *lines]))
                dialog.close()
                if answered.done:
                    self._clear()
                    await self.look()

            with ui.element("div").classes("choices"):
                button(words.merge, merge)
                button(words.close, dialog.close, plain=True)
        dialog.on("hide", dialog.delete)
        dialog.open()
