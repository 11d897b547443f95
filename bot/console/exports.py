"""Workbooks from the pages: the command is typed, and the file of its answer goes to the browser."""

from __future__ import annotations

from nicegui import ui

from bot.console.frame import Pages, button
from bot.console.guard import Visitor
from bot.sheets.words import sheet_words


def export_button(pages: Pages, visitor: Visitor, label: str, kind: str) -> ui.button:
    """Hands out the list ``kind``, a key of data/lexicon/sheets.yaml."""

    async def export() -> None:
        await hand_out(pages, visitor, sheet_words().kinds[kind][0])

    return button(label, export, icon="download", plain=True)


async def hand_out(pages: Pages, visitor: Visitor, what: str) -> None:
    """Type ``/export`` with ``what``, and save the workbook in the browser."""
    answered = await pages.type(visitor, f"/export {what}")
    for key in answered.files:
        file = await pages.door.file(key)
        if file is not None:
            ui.download.content(file.content, file.name)
