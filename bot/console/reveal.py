"""What is masked on the medicine list, shown to who says why; the reason and the look are in the audit."""

from __future__ import annotations

from nicegui import ui

from bot.console.doses import Dose
from bot.console.frame import Pages, button
from bot.console.guard import Visitor
from bot.console.panel_words import panel_words
from bot.errors import StorageError
from bot.medicine_words import medicine_words
from bot.sheets.words import sheet_words


async def reveal(pages: Pages, visitor: Visitor, dose: Dose) -> None:
    """Ask for a reason, then type the command that shows it."""
    words = panel_words().medicine
    with ui.dialog() as dialog, ui.card().classes("story"):
        title = words.reveal_title.format(number=dose.number, place=dose.place or words.no_place, drug=dose.drug)
        ui.label(title).classes("title")
        ui.label(words.reveal_note).classes("quiet")
        why = ui.select(sheet_words().whys["medicine"], label=words.why).props("dense outlined").classes("wide")
        said = ui.label().classes("words").props('role="status"')
        said.set_visibility(False)

        async def look() -> None:
            if not why.value:
                ui.notify(words.choose_why, type="warning")
                return
            try:
                # The reason stands there before anything is shown.
                await pages.note(visitor, f"reason:{why.value}", str(dose.number))
            except StorageError as error:
                ui.notify(str(error), type="warning")
                return
            answered = await pages.ask(visitor, f"/medicine {dose.number} {medicine_words().reveal[0]}")
            said.set_text("\n".join(answered.texts) or pages.words.frame.waits)
            said.set_visibility(True)

        with ui.element("div").classes("choices"):
            button(words.show, look)
            button(words.close, dialog.close, plain=True)
    # What was shown leaves the page with the dialog.
    dialog.on("hide", dialog.delete)
    dialog.open()
