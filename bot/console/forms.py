"""The collection forms: what is asked, every answer with its words, a text tried by one; drafts are checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from nicegui import ui

from bot.console.frame import Pages, button
from bot.console.guard import Visitor
from bot.console.panel_words import Forms, panel_words
from bot.console.places import staff
from bot.console.trying import Bench, trying_box
from bot.errors import FormError
from bot.understand import Answer, Form
from bot.understand.form import read_form

_LONGEST = 60_000
_FIRST = 24
"""Words of an answer that stand there at once; the rest opens."""


async def forms_page(pages: Pages, visitor: Visitor) -> None:
    """Build the page."""
    words = panel_words().forms
    bench = Bench(pages)
    for form in pages.rooms.kit.forms.values():
        with ui.element("section").classes("sheet"):
            _form(words, form)
            with ui.expansion(words.try_it.format(title=form.title), icon="edit_note").classes("wide"):
                trying_box(pages, bench, forms=lambda form=form: {form.name: form})  # type: ignore[misc]
    if staff(visitor):
        with ui.element("section").classes("sheet"):
            _draft(pages, words, bench)


def _form(words: Forms, form: Form) -> None:
    called = words.called.format(words="、".join(form.words))
    head = f"<h2>{escape(form.title)} <small>{escape(called)}</small></h2><p>{escape(form.how_to)}</p>"
    answers = "".join(_answer(words, answer) for answer in form.answers.values())
    decoys = f"<h3>{escape(words.decoys)}</h3>{_chips(words, form.not_answers)}" if form.not_answers else ""
    ui.html(f'{head}<div class="answers-of">{answers}</div>{decoys}', sanitize=False)


def _answer(words: Forms, answer: Answer) -> str:
    marks = [("positive", words.alarm)] * answer.alarm + [("review", words.review)] * answer.review
    marks += [("missing", words.sensitive)] * (answer.sensitive and not answer.alarm)
    told = "".join(f'<span class="mark {name}">{escape(mark)}</span>' for name, mark in marks)
    weak = f"<p class=caption>{escape(words.weak)}</p>{_chips(words, answer.weak)}" if answer.weak else ""
    return f"<div><h3>{escape(answer.label)} {told}</h3>{_chips(words, answer.words)}{weak}</div>"


def _chips(words: Forms, said: Iterable[str]) -> str:
    chips = [f'<span class="chip">{escape(word)}</span>' for word in said]
    first, rest = "".join(chips[:_FIRST]), "".join(chips[_FIRST:])
    if not rest:
        return f'<div class="chips">{first}</div>'
    more = escape(words.more.format(count=len(chips) - _FIRST))
    shown = f'<div class="chips">{first}</div>'
    return f'{shown}<details><summary>{more}</summary><div class="chips">{rest}</div></details>'


def _draft(pages: Pages, words: Forms, bench: Bench) -> None:
    """A form that somebody writes: each fault with its line, a sentence tried by it, the file taken along."""
    ui.html(f"<h2>{escape(words.draft)}</h2><p>{escape(words.draft_note)}</p>", sanitize=False)
    box = ui.textarea(words.yaml, value=words.example).props("outlined spellcheck=false").classes("wide code")
    faults = ui.html("", sanitize=False).props('role="status"')
    drafts: dict[str, Form] = {}

    def check() -> None:
        drafts.clear()
        problems = checked(box.value or "", pages.rooms.kit.forms, words, drafts)
        rows = "".join(f"<li>{escape(problem)}</li>" for problem in problems)
        good = "".join(escape(words.good.format(title=form.title)) for form in drafts.values())
        faults.set_content(f"<ul class=faults>{rows}</ul>" if problems else f"<p>{good}</p>")
        trial.set_visibility(not problems)

    def save() -> None:
        check()
        for form in drafts.values():
            ui.download.content((box.value or "").encode(), f"{form.name}.yaml")

    with ui.element("div").classes("choices"):
        button(words.check, check)
        button(words.download, save, plain=True)
    with ui.element("div") as trial:
        trying_box(pages, bench, forms=lambda: drafts)
    trial.set_visibility(False)


def checked(text: str, known: Mapping[str, Form], words: Forms, found: dict[str, Form]) -> list[str]:
    """What is wrong with ``text`` as a form, each with its line; a sound one is put into ``found``."""
    if len(text) > _LONGEST:
        return [words.too_long]
    try:
        form = read_form(text, words.source)
    except FormError as error:
        return list(error.problems)
    taken = {
        word: other.title for other in known.values() if other.name != form.name
        for word in (other.name, other.title, *other.words)
    }  # fmt: skip
    clash = [word for word in (form.name, form.title, *form.words) if word in taken]
    if clash:
        return [words.clash.format(word=word, title=taken[word]) for word in clash]
    found[form.name] = form
    return []
