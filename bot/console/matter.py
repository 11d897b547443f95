"""One item in a dialog: the words behind it, an answer with who will read it, and what else is done with it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Awaitable, Callable
from functools import partial
from html import escape

from nicegui import ui

from bot.console.frame import Pages, button
from bot.console.guard import Visitor
from bot.console.matters import Behind, Matter, Reader, Source, labels, read_behind
from bot.disclosure import Disclosure
from bot.render import Renderer
from bot.roles import Role
from data.demands import ANSWERED

_ANSWERERS = (Role.SECRETARY, Role.STAFF, Role.PROPERTY, Role.OWNERS)


class MatterDialog:
    """Opens for one item at a time, in ``stand``; ``done`` is called when something was changed."""

    def __init__(self, pages: Pages, visitor: Visitor, stand: ui.element, done: Callable[[], Awaitable[None]]) -> None:
        self._pages = pages
        self._words = pages.words.demands
        self._visitor = visitor
        self._stand = stand
        self._done = done
        self._renderer = Renderer(pages.house.community.timezone)

    async def show(self, number: int, *, status: str = "will_do") -> None:
        """Show item ``number``, to be answered with ``status``."""
        visitor = await self._pages.again(self._visitor)
        found = await self._pages.looking.ask(lambda work: read_behind(work, visitor, number))
        if found is None:
            ui.notify(self._words.gone, type="warning")
            return
        if found.sources:
            await self._pages.note(visitor, "viewed:demand", str(number))
        with self._stand, ui.dialog() as dialog, ui.card().classes("story"):
            self._head(found.matter)
            self._sources(dialog, found)
            if found.may_answer:
                self._answer(dialog, found, visitor, status)
            self._more(dialog, found.matter)
            button(self._words.close, dialog.close, plain=True)
        dialog.on("hide", dialog.delete)
        dialog.open()

    def _head(self, matter: Matter) -> None:
        words = self._words
        ui.label(f"{matter.number} {matter.says}").classes("title")
        where = words.building.format(buildings="、".join(matter.buildings)) if matter.buildings else words.whole
        facts = [*labels(self._pages.rooms.kit, matter), words.people.format(count=matter.people), where]
        ui.label(" · ".join(facts)).classes("caption")
        if matter.answer:
            ui.label(f"{words.last}：{matter.answer}").classes("words")

    def _sources(self, dialog: ui.dialog, found: Behind) -> None:
        words, chosen = self._words, set[int]()
        splits = found.voices > 1 and not found.matter.urgent
        ui.label(words.sources).classes("title")
        with ui.element("div").classes("answers").props(f'tabindex="0" aria-label="{words.sources}"'):
            for source in found.sources:
                with ui.element("div").classes("answer dose"):
                    if splits:
                        box = ui.checkbox(on_change=partial(_mark, chosen, source.place)).props("dense")
                        box.props(f'aria-label="{words.split_choose.format(place=source.place)}"')
                    ui.html(self._told(source), sanitize=True).classes("told-of")
            if found.hidden:
                ui.label(words.hidden.format(count=found.hidden)).classes("quiet")

        async def split() -> None:
            if not chosen or len(chosen) == found.voices:
                ui.notify(words.split_none, type="warning")
                return
            places = ",".join(map(str, sorted(chosen)))
            await self._do(dialog, f"/sort {found.matter.number} split {places}")

        if splits and found.sources:
            button(words.split, split, plain=True)

    def _told(self, source: Source) -> str:
        words, at = self._words, source.at.astimezone(self._pages.house.community.zone)
        where = words.building.format(buildings=source.building) if source.building else ""
        head = " ".join(filter(None, [f"{at:%m-%d %H:%M}", where, words.private if source.private else ""]))
        return f"<small>{escape(head)}</small><span>{escape(source.text or words.erased)}</span>"

    # The answer.

    def _answer(self, dialog: ui.dialog, found: Behind, visitor: Visitor, status: str) -> None:
        words, decisions = self._words, self._pages.rooms.kit.words.decisions
        with ui.element("div").classes("correction"):
            ui.label(words.answer).classes("title")
            options = {name: decisions[name][0] for name in ANSWERED}
            to = ui.radio(options, value=status, on_change=lambda: show()).props(f'inline aria-label="{words.decide}"')
            box = ui.textarea(words.says, on_change=lambda: show()).props("outlined autogrow").classes("wide")
            ui.label(f"{words.who_reads}：{_who(found.readers, words.groups, words.persons) or words.nobody}")
            with ui.element("div").classes("choices"):
                for reader in found.readers:
                    if reader.topic:
                        ui.label(reader.topic).classes("mark reader")
            preview = ui.element("div").classes("looks").props('aria-live="polite"')

            def show() -> None:
                preview.clear()
                if found.readers and (box.value or "").strip():
                    # A group that hears less than who asked is shown beside them.
                    with preview:
                        for reader in {one.quiet: one for one in reversed(found.readers)}.values():
                            self._looks(reader, to.value, box.value.strip(), visitor)

            async def send() -> None:
                text = (box.value or "").strip()
                if not text:
                    ui.notify(words.no_text, type="warning")
                    return
                await self._do(dialog, f"/answer {found.matter.number} {decisions[to.value][0]} {text}")

            ui.label(words.at_once if found.matter.urgent else words.later).classes("quiet")
            button(words.send, send)

    def _looks(self, reader: Reader, status: str, text: str, visitor: Visitor) -> None:
        """As ``reader`` will read it."""
        kit = self._pages.rooms.kit
        role = next((role for role in _ANSWERERS if role in visitor.roles), Role.STAFF)
        row = {
            "asked": reader.asked, "answer": "" if reader.quiet else text, "reached": reader.reached,
            "status": kit.words.decisions[status][0], "by": kit.words.roles[role][0], "at": None,
        }  # fmt: skip
        data = Disclosure.shown("decide/answers", {"rows": [row]}, in_group=bool(reader.topic))
        ui.label(self._words.looks).classes("caption")
        name = reader.topic or self._words.private
        ui.chat_message(self._renderer.render("decide/answers", **data), name=name)

    # The rest.

    def _more(self, dialog: ui.dialog, matter: Matter) -> None:
        words, kit = self._words, self._pages.rooms.kit
        with ui.expansion(words.more).classes("wide"):
            if matter.column == "new" and not matter.holder:
                button(words.claim, lambda: self._do(dialog, f"/claim {matter.number}"))
            with ui.element("div").classes("tools"):
                names = {name: kit.words.demand_labels[name] for name in kit.words.categories}
                to = ui.select(names, value=matter.category, label=words.category).props("dense outlined")
                to.classes("grow")
                button(
                    words.change, lambda: self._do(dialog, f"/sort {matter.number} is {names[to.value]}"), plain=True
                )
            with ui.element("div").classes("tools"):
                why = ui.input(words.reason).props("dense outlined").classes("grow")

                async def drop() -> None:
                    reason = " ".join(re.split(r"[\s;；]+", why.value or "")).strip()
                    if not reason:
                        ui.notify(words.why, type="warning")
                        return
                    await self._do(dialog, f"/sort {matter.number} drop {reason}")

                button(words.drop, drop, plain=True)

    async def _do(self, dialog: ui.dialog, text: str) -> None:
        answered = await self._pages.type(self._visitor, text)
        if answered.done:
            dialog.close()
            await self._done()


def _mark(chosen: set[int], place: int, event: object) -> None:
    (chosen.add if getattr(event, "value", False) else chosen.discard)(place)


def _who(readers: tuple[Reader, ...], groups: str, persons: str) -> str:
    """How many groups and how many persons."""
    count = Counter(bool(reader.topic) for reader in readers)
    return "、".join(told.format(count=count[kind]) for kind, told in ((True, groups), (False, persons)) if count[kind])
