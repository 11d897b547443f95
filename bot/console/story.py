"""The story behind one household's answer, in a dialog: every answer with its words, and the correction."""

from __future__ import annotations

from functools import partial

from nicegui import ui

from bot.console.frame import Pages, button
from bot.console.guard import Visitor
from bot.console.homes import Answer, Flat, read_story, shown
from bot.sheets.words import sheet_words
from bot.understand import Form
from data.rounds import Collection


class Story:
    """Opens for one household at a time. Whoever looks into the words is written down, as whoever corrects."""

    def __init__(self, pages: Pages, visitor: Visitor, building: str) -> None:
        self._pages = pages
        self._words = pages.words.building
        self._visitor = visitor
        self._building = building

    async def tell(self, flat: Flat, collection: Collection, form: Form | None) -> None:
        """Show the household's answers in ``collection``."""
        visitor = await self._pages.again(self._visitor)
        if not visitor.may_know(self._building):
            return
        place = (flat.unit, flat.room)
        story = await self._pages.looking.ask(lambda work: read_story(work, collection.number, self._building, place))
        await self._pages.note(self._visitor, "viewed:answers", f"{collection.number}:{self._building}-{flat.label}")
        with ui.dialog() as dialog, ui.card().classes("story"):
            ui.label(f"{self._words.title.format(building=self._building)} {flat.label}").classes("title")
            if not story:
                ui.label(self._words.no_history).classes("quiet")
            with ui.element("div").classes("answers"):
                for answer in story:
                    self._line(answer, form)
            if collection.takes(self._pages.rooms.clock.now()):
                self._correction(dialog, flat, form)
            button(self._words.close, dialog.close, plain=True)
        dialog.on("hide", dialog.delete)
        dialog.open()

    def _line(self, answer: Answer, form: Form | None) -> None:
        words, zone = self._words, self._pages.house.community.zone
        way = words.ways.get(answer.way, answer.way)
        with ui.element("div").classes("answer"):
            head = f"{answer.at.astimezone(zone):%m-%d %H:%M} {words.by.format(name=answer.reporter, way=way)}"
            ui.label(head).classes("caption")
            ui.label(shown(form, answer.result, answer.counts, words.heads) or way).classes("result")
            if answer.review is not None:
                ui.label(words.reasons.get(answer.review, words.other_reason)).classes("mark review")
            ui.label(answer.words or words.no_words).classes("words" if answer.words else "quiet")

    def _correction(self, dialog: ui.dialog, flat: Flat, form: Form | None) -> None:
        words = self._words
        labels = [answer.label for answer in form.answers.values() if not answer.review] if form is not None else []

        with ui.element("div").classes("correction"):
            ui.label(words.correct).classes("title")
            choices = ui.element("div").classes("choices")
            box = ui.input(words.answer).props("dense outlined").classes("wide")
            why = ui.select(sheet_words().whys["answers"], label=words.why).props("dense outlined").classes("wide")
            with choices:
                for label in labels:
                    button(label, partial(box.set_value, label), plain=True).props("dense")

            async def save() -> None:
                text = " ".join((box.value or "").split())
                if not text or not why.value:
                    ui.notify(words.choose_why, type="warning")
                    return
                place = "-".join(filter(None, [self._building, flat.unit, flat.room]))
                answered = await self._pages.type(self._visitor, f"/resolve {place} {text}")
                if answered.done:
                    await self._pages.note(self._visitor, f"reason:{why.value}", str(answered.number))
                    dialog.close()

            button(words.save, save)
