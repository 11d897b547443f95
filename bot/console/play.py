"""The bar above the street: a morning or a day played at once, and time let pass."""

from __future__ import annotations

from functools import partial

from nicegui import ui

from bot.console.frame import Pages, button
from bot.console.house import Street

_LOOK = 0.5


def play_bar(pages: Pages, street: Street) -> None:
    """Buttons that play, and how far it has come."""
    words = pages.words.street
    with ui.element("section").classes("sheet play"):
        speed = ui.select({1: words.once, 60: words.sixty, 0: words.fastest}, value=0, label=words.speed)
        speed.props("dense outlined").classes("speed")

        async def play(what: str) -> None:
            await street.play(what, float(speed.value) or None)

        begin = [
            button(words.sweep, partial(play, "sweep"), icon="play_arrow"),
            button(words.day, partial(play, "day"), icon="play_arrow", plain=True),
            *(
                button(words.minutes.format(minutes=minutes), partial(street.wait, minutes), plain=True)
                for minutes in words.wait
            ),
        ]  # fmt: skip
        stop = button(words.stop, street.stop, icon="stop", plain=True)
        bar = ui.linear_progress(value=0, show_value=False).classes("progress")
        bar.props(f'instant-feedback aria-label="{words.played}"')
        told = ui.label().classes("caption").props('role="status"')
    played: list[str] = []

    def look() -> None:
        now = street.progress()
        for one in begin:
            one.set_enabled(not now.what)
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
