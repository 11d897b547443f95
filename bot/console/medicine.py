"""The runner's sheet: by hospital and drug, how far each is; several are moved at once, what is masked asks why."""

from __future__ import annotations

from functools import partial
from html import escape

from nicegui import ui

from bot.console.doses import Dose, Hospital, read_doses
from bot.console.exports import export_button
from bot.console.frame import Pages, button, every
from bot.console.guard import Visitor
from bot.console.panel_words import panel_words
from bot.console.reveal import reveal
from bot.errors import StorageError
from bot.medicine_words import medicine_words

_LOOK = 1.5
_AT_ONCE = 20
"""Numbers that one command takes."""


async def medicine_page(pages: Pages, visitor: Visitor) -> None:
    """Build the page; it changes by itself."""
    words = panel_words().medicine
    try:
        await pages.note(visitor, "viewed:medicine", "")
    except StorageError as error:
        ui.label(str(error))
        return
    page = _Page(pages, visitor)
    with ui.element("section").classes("sheet"):
        with ui.element("div").classes("heading"):
            page.title = ui.html("", sanitize=False)
            if visitor.staff:
                export_button(pages, visitor, words.export, "medicine")
        with ui.element("div").classes("tools"):
            page.find = ui.input(words.find, on_change=page.filter).props("dense outlined clearable").classes("grow")
            page.ended = ui.checkbox(words.ended, on_change=page.again)
    page.place = ui.element("div")
    page.bar()
    every(pages, _LOOK, page.look)


class _Page:
    title: ui.html
    find: ui.input
    ended: ui.checkbox
    place: ui.element

    def __init__(self, pages: Pages, visitor: Visitor) -> None:
        self._pages = pages
        self._visitor = visitor
        self._words = panel_words().medicine
        self._seen: tuple[Hospital, ...] | None = None
        self._rows: dict[int, tuple[Dose, ui.element, ui.html]] = {}
        self._groups: list[tuple[ui.element, list[int]]] = []
        self._chosen: set[int] = set()

    def bar(self) -> None:
        """What is done with the rows that are chosen."""
        words, states = self._words, medicine_words().states
        with ui.element("section").classes("sheet doing"):
            self._told = ui.label(words.none_chosen).props('role="status"')
            options = {state: names[0] for state, names in states.items()}
            self._to = ui.select(options, label=words.to).props("dense outlined").classes("grow")
            button(words.save, self._save)

    async def again(self) -> None:
        """Look at once."""
        self._seen = None
        await self.look()

    async def look(self) -> None:
        """Show what has changed since the last look."""
        visitor, now = await self._pages.again(self._visitor), self._pages.rooms.clock.now()
        ended = bool(self.ended.value)
        seen = await self._pages.looking.ask(lambda work: read_doses(work, visitor, now, ended=ended))
        if seen == self._seen:
            return
        if self._seen is None or _layout(seen) != _layout(self._seen):
            self._lay_out(seen)
        self._seen = seen
        for dose in _all(seen):
            before, row, told = self._rows[dose.number]
            if before != dose:
                self._rows[dose.number] = (dose, row, told)
                told.set_content(self._told_of(dose))
        count = len(self._rows)
        head = f"{escape(self._words.title)} <small>{escape(self._words.count.format(count=count))}</small>"
        self.title.set_content(f"<h2>{head}</h2>")

    def _lay_out(self, seen: tuple[Hospital, ...]) -> None:
        words = self._words
        self.place.clear()
        self._rows.clear()
        self._groups.clear()
        with self.place:
            if not seen:
                ui.label(words.nothing).classes("sheet")
            for hospital in seen:
                with ui.element("section").classes("sheet") as section:
                    count = words.count.format(count=hospital.count)
                    ui.html(f"<h2>{escape(hospital.name)} <small>{escape(count)}</small></h2>", sanitize=False)
                    for drug in hospital.drugs:
                        packs = words.packs.format(packs=drug.packs) if drug.packs and len(drug.doses) > 1 else ""
                        with ui.element("div") as group:
                            ui.html(f"<h3>{escape(drug.name)} <small>{packs}</small></h3>", sanitize=False)
                            with ui.element("div").classes("doses"):
                                for dose in drug.doses:
                                    self._add(dose)
                        self._groups.append((group, [dose.number for dose in drug.doses]))
                self._groups.append((section, [dose.number for drug in hospital.drugs for dose in drug.doses]))
        self._chosen &= self._rows.keys()
        self._count()
        self.filter()

    def _add(self, dose: Dose) -> None:
        words = self._words
        with ui.element("div").classes("dose") as row:
            if dose.open:
                label = words.choose.format(number=dose.number)
                ui.checkbox(
                    value=dose.number in self._chosen, on_change=lambda event: self._choose(dose.number, event.value)
                ).props(f'aria-label="{label}" dense')
            told = ui.html(self._told_of(dose), sanitize=False).classes("told-of")
            if dose.reveals:
                look = button(words.reveal, partial(reveal, self._pages, self._visitor, dose), plain=True)
                look.props(f'dense aria-label="{words.reveal_of.format(number=dose.number)}"')
        self._rows[dose.number] = (dose, row, told)

    def _told_of(self, dose: Dose) -> str:
        words = self._words
        amount = words.unknown_amount if dose.quantity is None else words.amount.format(count=dose.quantity)
        card = words.card_unsaid if dose.card is None else words.uses_card if dose.card else words.no_card
        facts = [card, words.has_identity if dose.identity else words.no_identity]
        marks = [(f"dose-{dose.state}", medicine_words().states[dose.state][0])]
        marks += [("missing", words.card_out)] * dose.card_out + [("review", words.look)] * dose.look
        told = "".join(f'<span class="mark {name}">{escape(mark)}</span>' for name, mark in marks)
        who = " ".join(filter(None, [dose.place or words.no_place, dose.whom]))
        what = " ".join(filter(None, [dose.strength, amount]))
        return (
            f"<b>{dose.number}</b> <span>{escape(who)}</span> <span>{escape(what)}</span>"
            f'<small>{escape(" · ".join(facts))}</small><span class="marks">{told}</span>'
        )

    def filter(self) -> None:
        """Show the rows that hold what is typed."""
        wanted = "".join((self.find.value or "").split()).casefold()
        shown = set()
        for number, (dose, row, _) in self._rows.items():
            fits = wanted in "".join(dose.said.split()).casefold()
            row.set_visibility(fits)
            if fits:
                shown.add(number)
        for group, numbers in self._groups:
            group.set_visibility(not shown.isdisjoint(numbers))

    def _choose(self, number: int, chosen: bool) -> None:
        (self._chosen.add if chosen else self._chosen.discard)(number)
        self._count()

    def _count(self) -> None:
        words = self._words
        self._told.set_text(words.chosen.format(count=len(self._chosen)) if self._chosen else words.none_chosen)

    async def _save(self) -> None:
        state = medicine_words().states.get(self._to.value or "")
        numbers = sorted(self._chosen)
        if state is None or not numbers:
            ui.notify(self._words.none_chosen if not numbers else self._words.to, type="warning")
            return
        for start in range(0, len(numbers), _AT_ONCE):
            some = numbers[start : start + _AT_ONCE]
            answered = await self._pages.type(self._visitor, f"/medicine {' '.join(map(str, some))} {state[0]}")
            if answered.done:
                self._chosen.difference_update(some)
        await self.again()


def _all(seen: tuple[Hospital, ...]) -> list[Dose]:
    return [dose for hospital in seen for drug in hospital.drugs for dose in drug.doses]


def _layout(seen: tuple[Hospital, ...]) -> list[tuple[object, ...]]:
    """What decides which rows stand where, and what can be done with them."""
    return [
        (hospital.name, drug.name, drug.packs, dose.number, dose.open, dose.reveals)
        for hospital in seen for drug in hospital.drugs for dose in drug.doses
    ]  # fmt: skip
