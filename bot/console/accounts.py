"""A person's way into the console: a one-time link for whom the secretary lets in, and the way taken back."""

from __future__ import annotations

from functools import partial

from nicegui import ui

from bot.console.frame import Pages, button, called
from bot.console.guard import Visitor
from bot.console.panel_words import panel_words
from bot.console.persons import Somebody
from bot.errors import StorageError


def account_of(pages: Pages, visitor: Visitor, one: Somebody, *, changes: bool) -> None:
    """How ``one`` gets in; ``changes``: with the buttons that change it."""
    words = panel_words().people
    zone = pages.house.community.zone
    told = [words.has_account if one.chosen else words.no_account]
    told += [words.seen.format(at=f"{one.seen_at.astimezone(zone):%m-%d %H:%M}")] if one.seen_at else []
    with ui.element("div").classes("account"):
        ui.label(f"{words.accounts}：{' · '.join(told)}").classes("caption")
        if changes:
            with ui.element("div").classes("choices"):
                invite = button(words.invite, partial(_invite, pages, visitor, one), plain=True)
                called(invite.props("dense"), words.invite_of.format(name=one.name))
                if one.account and one.person != visitor.person:
                    expel = button(words.expel, partial(_expel, pages, visitor, one), plain=True)
                    called(expel.props("dense"), words.expel_of.format(name=one.name))


async def _invite(pages: Pages, visitor: Visitor, one: Somebody) -> None:
    words = panel_words().people
    try:
        secret = await pages.guard.invite_for(visitor, one.person)
    except StorageError as error:
        ui.notify(str(error), type="warning")
        return
    if secret is None:
        ui.notify(pages.words.frame.refused, type="warning")
        return
    with ui.dialog() as dialog, ui.card().classes("story"):
        ui.label(words.link_title.format(name=one.name)).classes("title")
        # What this browser calls the console is what another one calls it, too.
        origin = await ui.run_javascript("window.location.origin")
        link = ui.input(value=f"{origin}/enter?code={secret}").props("readonly outlined dense").classes("wide")
        called(link, words.link_title.format(name=one.name))
        ui.label(words.link_note).classes("quiet")

        def copy() -> None:
            ui.clipboard.write(str(link.value))
            ui.notify(words.copied, type="positive")

        with ui.element("div").classes("choices"):
            button(words.to_copy, copy)
            button(words.close, dialog.close, plain=True)
    dialog.on("hide", dialog.delete)
    dialog.open()


def _expel(pages: Pages, visitor: Visitor, one: Somebody) -> None:
    words = panel_words().people
    with ui.dialog() as dialog, ui.card().classes("story"):
        ui.label(words.expel_sure.format(name=one.name)).classes("title")

        async def expel() -> None:
            dialog.close()
            try:
                done = await pages.guard.expel(visitor, one.person)
            except StorageError as error:
                ui.notify(str(error), type="warning")
                return
            ui.notify(words.expelled if done else pages.words.frame.refused, type="positive" if done else "warning")

        with ui.element("div").classes("choices"):
            button(words.expel, expel)
            button(words.keep, dialog.close, plain=True)
    dialog.on("hide", dialog.delete)
    dialog.open()
