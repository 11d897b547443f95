"""The lexicon: a box to try a sentence and see why it is read so, where a word stands, and every list as it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files

from nicegui import ui

from bot.console.frame import Pages
from bot.console.guard import Visitor
from bot.console.panel_words import panel_words
from bot.console.trying import Bench, trying_box

_FOLDERS = ("lexicon", "forms")
_MOST = 60
_AROUND = 12
"""Characters on each side of a word that was looked for."""


@dataclass(frozen=True, slots=True)
class List:
    """A file of words: its name, what it says of itself, its lines."""

    name: str
    about: str
    text: str


@cache
def lists() -> tuple[List, ...]:
    """Every list of words that comes with the program."""
    found = []
    for folder in _FOLDERS:
        for file in sorted(files("data").joinpath(folder).iterdir(), key=lambda one: one.name):
            if file.name.endswith(".yaml"):
                text = file.read_text(encoding="utf-8")
                lines = text.splitlines()
                about = lines[0].lstrip("# ") if lines and lines[0].startswith("#") else ""
                found.append(List(f"data/{folder}/{file.name}", about, text))
    return tuple(found)


def look_up(word: str) -> list[tuple[str, int, str]]:
    """Where ``word`` stands: the file, the line from 1, and what is around it; at most sixty places."""
    found: list[tuple[str, int, str]] = []
    for one in lists():
        for number, line in enumerate(one.text.splitlines(), 1):
            place = line.find(word)
            if place >= 0 and not line.lstrip().startswith("#"):
                around = line[max(0, place - _AROUND) : place + len(word) + _AROUND].strip()
                found.append((one.name, number, around))
                if len(found) == _MOST:
                    return found
    return found


async def lexicon_page(pages: Pages, visitor: Visitor) -> None:
    """Build the page."""
    del visitor  # whoever may be here may know every word
    words = panel_words().lexicon
    with ui.element("section").classes("sheet"):
        ui.html(f"<h2>{escape(words.title)}</h2>", sanitize=False)
        ui.label(words.note).classes("quiet")
        trying_box(pages, Bench(pages))
    with ui.element("section").classes("sheet"):
        ui.html(f"<h2>{escape(words.look_up)}</h2>", sanitize=False)
        box = ui.input(words.word).props("dense outlined clearable").classes("wide")
        places = ui.html("", sanitize=False).props('role="status"')
        box.on_value_change(lambda event: places.set_content(_places((event.value or "").strip())))
    with ui.element("section").classes("sheet"):
        ui.html(f"<h2>{escape(words.lists)}</h2>", sanitize=False)
        ui.label(words.how).classes("quiet")
        by_name = {one.name: one for one in lists()}
        options = {one.name: f"{one.name.removeprefix('data/')}　{one.about}" for one in by_name.values()}
        choice = ui.select(options, label=words.choose, with_input=True).props("dense outlined").classes("wide")
        shown = ui.html("", sanitize=False)
        choice.on_value_change(lambda event: shown.set_content(_text(by_name.get(event.value))))


def _places(word: str) -> str:
    if not word:
        return ""
    words = panel_words().lexicon
    found = look_up(word)
    if not found:
        return f"<p>{escape(words.nowhere)}</p>"
    rows = "".join(
        f"<tr><td><small>{escape(words.place.format(file=file, line=line))}</small></td><td>{escape(around)}</td></tr>"
        for file, line, around in found
    )
    return f'<table class="list"><tbody>{rows}</tbody></table>'


def _text(one: List | None) -> str:
    if one is None:
        return ""
    return f'<pre class="yaml" tabindex="0" aria-label="{escape(one.name)}">{escape(one.text)}</pre>'
