"""One building: households by floor, what each answered, when, by whom and in which words; corrected in place."""

from __future__ import annotations

from bot.console.frame import Pages
from bot.console.guard import Visitor


async def building_page(pages: Pages, visitor: Visitor, name: str) -> None:
    """Build the page."""
    del pages, visitor, name
