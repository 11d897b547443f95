"""The pages behind the counter: each at its place, for whoever may be there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

from fastapi import Request
from nicegui import ui

from bot.console.audit import audit_page
from bot.console.demands import demands_page
from bot.console.doctor import doctor_page
from bot.console.forms import forms_page
from bot.console.frame import Pages, show
from bot.console.guard import Visitor
from bot.console.lexicon import lexicon_page
from bot.console.medicine import medicine_page
from bot.console.notices import notices_page
from bot.console.paste import paste_page
from bot.console.people import people_page
from bot.console.places import PLACES
from bot.console.tokens import tokens_page

_PAGES: dict[str, Callable[[Pages, Visitor], Awaitable[None]]] = {
    "paste": paste_page,
    "demands": demands_page,
    "notices": notices_page,
    "medicine": medicine_page,
    "people": people_page,
    "forms": forms_page,
    "lexicon": lexicon_page,
    "audit": audit_page,
    "doctor": doctor_page,
    "tokens": tokens_page,
}


def add_panels(pages: Pages) -> None:
    """Register them."""
    for place, page in _PAGES.items():
        _add(pages, place, page)


def _add(pages: Pages, place: str, page: Callable[[Pages, Visitor], Awaitable[None]]) -> None:
    async def served(request: Request) -> None:
        await show(pages, request, pages.words.places[place], partial(page, pages), place=place)

    ui.page(PLACES[place].path)(served)
