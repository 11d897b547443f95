"""The bar above the street: a morning or a day played at once, and time let pass."""

from __future__ import annotations

from functools import partial

from nicegui import ui

from bot.console.frame import Pages
from bot.console.house import Street

_LOOK = 0.3


def play_bar(pages: Pages, street: Street) -> None:
    """Buttons that play, and how far it has come."""
    words = pages.words.street
    with ui.element("section").classes("sheet play"):
        speed = ui.select({1: words.once, 60: words.sixty, 0: words.fastest}, value=0, label=words.speed)
        speed.props("dense outlined").classes("speed")

        async def play(what: str) -> None:
            await street.play(what, float(speed.value) or None)

        begin = [
            ui.button(words.sweep, icon="play_arrow", on_click=partial(play, "sweep")).props("no-caps"),
            ui.button(words.day, icon="play_arrow", on_click=partial(play, "day")).props("no-caps outline"),
            *(
                ui.button(words.minutes.format(minutes=minutes), on_click=partial(street.wait, minutes))
                .props("no-caps flat")
                for minutes in words.wait
            ),
        ]  # fmt: skip
        stop = ui.button(words.stop, icon="stop", on_click=street.stop).props("no-caps outline")
        bar = ui.linear_progress(value=0, show_value=False).props("instant-feedback").classes("progress")
        told = ui.label().classes("caption").props('role="status"')
    played: list[str] = []

    def look() -> None:
        now = street.progress()
        for button in begin:
            button.set_enabled(not now.what)
        stop.set_visibility(bool(now.what))
        if now.what:
            played[:] = [now.what]
            bar.set_value(now.heard / max(now.total, 1))
            told.set_text(words.progress.format(heard=now.heard, total=now.total, rate=round(now.rate)))
        elif played:
            played.clear()
            bar.set_value(1)
            told.set_text(words.done)

    ui.timer(_LOOK, look, immediate=True)
