"""A box to try a sentence in: what it means, and which words led to that. Nothing that is typed there is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from html import escape

from nicegui import ui

from bot.console.frame import Pages, button
from bot.console.homes import shown
from bot.console.panel_words import Trying, panel_words
from bot.understand import Entry, Explainer, Form, Meaning, Message, Reader
from bot.understand.explain import explaining_words

Step = dict[str, str | None]
_LONGEST = 4_000
_BUILDING = 10
_SENDER = 60


class Trial:
    """A reader of its own, so that the bot's is never disturbed."""

    def __init__(self, forms: Mapping[str, Form], commands: list[str]) -> None:
        self._reader = Reader(forms, commands)
        self._explainer = Explainer(forms)

    def try_out(self, message: Message) -> tuple[Meaning, list[Step]]:
        """What ``message`` means, and why."""
        meaning = self._reader.read(message)
        return meaning, self._explainer.explain(message, meaning)


class Bench:
    """Where sentences are tried: one after the other, beside the event loop."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._one = asyncio.Lock()
        self._trial: Trial | None = None

    async def read(self, message: Message, forms: Mapping[str, Form] | None = None) -> tuple[Meaning, list[Step]]:
        """Try ``message``; by ``forms`` where they are not the bot's own."""
        kit = self._pages.rooms.kit
        async with self._one:
            if forms is not None:
                return await asyncio.to_thread(lambda: Trial(forms, kit.words.longest_first).try_out(message))
            if self._trial is None:
                self._trial = await asyncio.to_thread(Trial, kit.forms, kit.words.longest_first)
            return await asyncio.to_thread(self._trial.try_out, message)


def trying_box(pages: Pages, bench: Bench, *, forms: Callable[[], Mapping[str, Form]] | None = None) -> None:
    """The box and what is found. ``forms`` gives those to try by, where they are not the bot's own."""
    words = panel_words().trying

    async def attempt() -> None:
        text = (said.value or "").strip()[:_LONGEST]
        if not text:
            ui.notify(words.empty, type="warning")
            return
        others = forms() if forms is not None else None
        known = others if others is not None else pages.rooms.kit.forms
        asked = next(iter(known), None) if forms is not None else collecting.value or None
        message = Message(
            text, (sender.value or "").strip()[:_SENDER] or None, "official",
            (building.value or "").strip()[:_BUILDING] or None, asked,
        )  # fmt: skip
        meaning, steps = await bench.read(message, others)
        found.set_content(told(pages, words, known, meaning, steps))

    with ui.element("div").classes("trying"):
        said = ui.textarea(words.said).props("outlined autogrow").classes("wide")
        with ui.element("div").classes("tools"):
            sender = ui.input(words.sender).props("dense outlined").classes("grow")
            building = ui.input(words.building).props("dense outlined")
            collecting = ui.select({"": words.nothing_open}, value="", label=words.collecting).props("dense outlined")
            if forms is None:
                titles = {name: form.title for name, form in pages.rooms.kit.forms.items()}
                collecting.set_options({"": words.nothing_open, **titles})
            collecting.set_visibility(forms is None)
            button(words.attempt, attempt)
        found = ui.html("", sanitize=False).props('role="status"').classes("found")


def told(pages: Pages, words: Trying, forms: Mapping[str, Form], meaning: Meaning, steps: list[Step]) -> str:
    """What was found, as HTML."""
    labels = pages.rooms.kit.words.demand_labels
    facts = [words.kinds.get(meaning.kind, meaning.kind)]
    form = forms.get(meaning.form or "")
    facts.append(form.title if form is not None else words.forms.get(meaning.form or "", ""))
    facts += [words.chain] * meaning.chain
    facts += [labels.get(one, one) for one in (meaning.category, meaning.urgency, meaning.party) if one]
    head = " · ".join(fact for fact in facts if fact)
    review = f'<p class="mark review">{escape(_review(meaning.review))}</p>' if meaning.review else ""
    entries = "".join(_entry(words, forms.get(entry.form), entry) for entry in meaning.entries)
    rows = "".join(
        f"<tr><td>{escape(step['words'] or '') or '—'}</td><td>{escape(step['as'] or '')}</td>"
        f"<td><small>{escape(step['from'] or '')}</small></td></tr>"
        for step in steps
    )
    columns = "".join(f'<th scope="col">{escape(one)}</th>' for one in words.columns)
    return (
        f'<p class="result">{escape(head)}</p>{review}<ul class="entries">{entries}</ul><h3>{escape(words.why)}</h3>'
        f'<table class="list steps"><thead><tr>{columns}</tr></thead><tbody>{rows}</tbody></table>'
    )


def _review(reason: str) -> str:
    words = explaining_words()
    return words.review.format(reason=words.reviews.get(reason, reason))


def _entry(words: Trying, form: Form | None, entry: Entry) -> str:
    place = "-".join(filter(None, (entry.building, entry.unit, entry.room))) or words.no_place
    counts = tuple((name, count) for name, count in entry.values.items() if isinstance(count, int) and count)
    what = shown(form, entry.result, counts, words.heads)
    goods = entry.values.get("drug") or entry.values.get("item")
    if goods:
        amount = entry.values.get("quantity")
        what = " ".join(filter(None, [str(goods), entry.values.get("strength"), f"×{amount}" if amount else ""]))
    parts = [place, entry.name or "", what]
    review = f' <span class="mark review">{escape(_review(entry.review))}</span>' if entry.review else ""
    return f"<li><b>{escape(' '.join(filter(None, parts)))}</b>{review}</li>"
