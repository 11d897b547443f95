"""Notices: written, seen as the groups will see them, sent by a second word, watched, corrected, withdrawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable
from functools import partial

from nicegui import ui
from nicegui.events import GenericEventArguments

from bot.console.frame import Pages, button, every
from bot.console.guard import Visitor
from bot.console.posted import UNDER_WAY, Bulletin, Pending, Posted, audiences, read_posted
from bot.disclosure import Disclosure
from bot.render import Renderer
from data.notices import RECALLED, WAITING

_LOOK = 1.5
_STATES = ("queued", "sending", "sent", "confirmed", "failed", "unknown", "dropped")
_MARKS = {"queued": "missing", "failed": "failed", "unknown": "unknown"}


async def notices_page(pages: Pages, visitor: Visitor) -> None:
    """Build the page; the ledger changes by itself."""
    page = _Page(pages, visitor)
    options = await pages.looking.ask(lambda work: audiences(work.directory, pages.rooms.kit.words, visitor))
    page.draft(options)
    page.pending = ui.element("div").props('aria-live="polite"')
    with ui.element("section").classes("sheet"):
        ui.html(f"<h2>{pages.words.notices.ledger}</h2>", sanitize=False)
        page.ledger = ui.element("div")
    every(pages, _LOOK, page.look)


class _Page:
    pending: ui.element
    ledger: ui.element

    def __init__(self, pages: Pages, visitor: Visitor) -> None:
        self._pages = pages
        self._words = pages.words.notices
        self._visitor = visitor
        self._renderer = Renderer(pages.house.community.timezone)
        self._seen: Posted | None = None
        self._places: dict[int, tuple[Bulletin | None, ui.element]] = {}
        self._open: set[int] = set()
        # Dialogs stand apart from the ledger, which is made anew while they are open.
        self._stand = ui.element("div")

    # Writing.

    def draft(self, options: dict[str, str]) -> None:
        """Where a notice is written, and beside it how it will look."""
        words, kit = self._words, self._pages.rooms.kit
        with ui.element("section").classes("sheet"):
            ui.html(f"<h2>{words.write}</h2>", sanitize=False)
            with ui.element("div").classes("draft"):
                with ui.element("div").classes("form"):
                    first = next(iter(options), None)
                    to = ui.select(options, value=[first] if first else [], label=words.audience, multiple=True)
                    to.props("outlined dense use-chips")
                    box = ui.textarea(words.text, on_change=lambda: show()).props("outlined autogrow")
                    at = ui.input(words.at).props("outlined dense type=datetime-local stack-label")
                    lacks = ui.label().classes("quiet")
                    button(words.preview, lambda: preview())
                looks = ui.element("div").classes("looks").props('aria-live="polite"')

        def show() -> None:
            text = (box.value or "").strip()
            parts = kit.words.lacking(text) if text else []
            lacks.set_text(words.lacks.format(parts="、".join(parts)) if parts else "")
            looks.clear()
            if text:
                with looks:
                    self._bubble("notice/text", text)

        async def preview() -> None:
            text = (box.value or "").strip()
            if not text or not to.value:
                ui.notify(words.no_text if not text else words.no_audience, type="warning")
                return
            when = f" {kit.words.time.scheduled[0]} {at.value.replace('T', ' ')}" if at.value else ""
            if await self._preview(f"/broadcast {' '.join(to.value)}{when}\n{text}"):
                box.set_value("")
                at.set_value("")

    def _bubble(self, template: str, text: str) -> None:
        """``text`` as a group reads it."""
        data = Disclosure.shown(template, {"text": text}, in_group=True)
        ui.label(self._words.looks).classes("caption")
        ui.chat_message(self._renderer.render(template, **data), name=self._pages.house.community.bot.name)

    async def _do(self, text: str) -> bool:
        answered = await self._pages.type(self._visitor, text)
        if answered.done:
            await self.look()
        return answered.done

    async def _preview(self, text: str) -> bool:
        """Type what is previewed first: the preview stands on the page, so only a refusal is told."""
        client, answered = ui.context.client, await self._pages.ask(self._visitor, text)
        if answered.done:
            await self.look()
        else:
            with client:
                ui.notify("\n".join(answered.texts) or self._pages.words.frame.waits, type="warning", classes="told")
        return answered.done

    # What is there.

    async def look(self) -> None:
        """Show what has changed since the last look."""
        visitor, now = await self._pages.again(self._visitor), self._pages.rooms.clock.now()
        seen = await self._pages.looking.ask(lambda work: read_posted(work, visitor, now))
        before, self._seen = self._seen, seen
        if before is None or seen.pending != before.pending:
            self.pending.clear()
            with self.pending:
                for pending in seen.pending:
                    self._waits(pending)
        if before is None or [one.number for one in seen.bulletins] != [one.number for one in before.bulletins]:
            self._lay_out(seen)
        for one in seen.bulletins:
            known, place = self._places[one.number]
            if one != known:
                self._places[one.number] = (one, place)
                place.clear()
                with place:
                    self._bulletin(one)

    def _lay_out(self, seen: Posted) -> None:
        self.ledger.clear()
        self._places.clear()
        with self.ledger:
            if not seen.bulletins:
                ui.label(self._words.nothing).classes("quiet")
            for one in seen.bulletins:
                self._places[one.number] = (None, ui.element("article").classes("bulletin"))

    def _waits(self, one: Pending) -> None:
        words, zone = self._words, self._pages.house.community.zone
        title = words.pending_correct if one.corrects else words.pending_new
        with ui.element("section").classes("sheet pending").props(f'aria-label="{words.pending}"'):
            told = title.format(number=one.number, groups=len(one.topics))
            ui.html(f"<h2>{words.pending}</h2>", sanitize=False)
            until = words.expires.format(time=f"{one.expires_at.astimezone(zone):%H:%M}")
            planned = words.pending_at.format(time=f"{one.at.astimezone(zone):%m-%d %H:%M}") if one.at else ""
            ui.label(" · ".join(filter(None, [told, planned, until])))
            with ui.element("div").classes("choices"):
                for topic in one.topics:
                    ui.label(topic).classes("mark reader")
            self._bubble("notice/corrected" if one.corrects else "notice/text", one.text)
            with ui.element("div").classes("choices"):
                button(words.send, lambda: self._do(f"/confirm {one.number}"))
                button(words.discard, lambda: self._do(f"/cancel {one.number}"), plain=True)

    def _bulletin(self, one: Bulletin) -> None:
        words, zone = self._words, self._pages.house.community.zone
        by = words.by.format(name=one.by, time=f"{one.at.astimezone(zone):%m-%d %H:%M}")
        planned = words.planned.format(time=f"{one.planned.astimezone(zone):%m-%d %H:%M}") if one.planned else ""
        version = words.version.format(version=one.version) if one.version > 1 else ""
        head = [words.title.format(number=one.number), version, words.states.get(one.state, one.state), planned, by]
        ui.label(" · ".join(filter(None, head))).classes("title")
        ui.label(one.text).classes("words").props('tabindex="0"')
        counts = Counter(state for _, state in one.groups)
        with ui.element("div").classes("states"):
            for state in _STATES:
                if counts[state]:
                    ui.label(f"{words.sends[state]} {counts[state]}").classes(f"mark {_MARKS.get(state, '')}")
        with ui.element("details").props("open" if one.number in self._open else "") as details:
            ui.html(words.groups, sanitize=False, tag="summary")
            with ui.element("div").classes("by-group"):
                for topic, state in one.groups:
                    with ui.element("div"):
                        ui.label(topic)
                        ui.label(words.sends.get(state, "")).classes(f"mark {_MARKS.get(state, '')}")
        details.on("toggle", partial(self._toggle, one.number), js_handler="(event) => emit(event.target.open)")
        if one.state != RECALLED:
            self._acts(one)

    def _toggle(self, number: int, event: GenericEventArguments) -> None:
        (self._open.add if event.args else self._open.discard)(number)

    def _acts(self, one: Bulletin) -> None:
        words = self._words
        with ui.element("div").classes("choices"):
            button(words.correct, lambda: self._correct(one), plain=True)
            button(words.recall, lambda: self._recall(one), plain=True)
            if one.count("failed"):
                button(words.resend, lambda: self._do(f"/resend {one.number}"))
            if one.own and (one.state == WAITING or one.count(*UNDER_WAY)):
                button(words.stop, lambda: self._do(f"/cancel {one.number}"), plain=True)

    # Dialogs.

    def _correct(self, one: Bulletin) -> None:
        words = self._words

        def body(close: Callable[[], object]) -> Callable[[], Awaitable[None]]:
            ui.label(words.correct_note).classes("quiet")
            box = ui.textarea(words.text, value=one.text).props("outlined autogrow").classes("wide")

            async def act() -> None:
                text = (box.value or "").strip()
                corrects = self._pages.rooms.kit.words.corrects[0]
                if not text:
                    ui.notify(words.no_text, type="warning")
                elif await self._preview(f"/broadcast {corrects} {one.number}\n{text}"):
                    close()

            return act

        self._ask(words.correct_title.format(number=one.number), words.preview, body)

    def _recall(self, one: Bulletin) -> None:
        words = self._words

        def body(close: Callable[[], object]) -> Callable[[], Awaitable[None]]:
            ui.label(one.text).classes("words")
            ui.label(words.recall_note).classes("quiet")

            async def act() -> None:
                if await self._do(f"/recall {one.number}"):
                    close()

            return act

        self._ask(words.recall_title.format(number=one.number), words.recall, body)

    def _ask(
        self, title: str, label: str, body: Callable[[Callable[[], object]], Callable[[], Awaitable[None]]]
    ) -> None:
        with self._stand, ui.dialog() as dialog, ui.card().classes("story"):
            ui.label(title).classes("title")
            act = body(dialog.close)
            with ui.element("div").classes("choices"):
                button(label, act)
                button(self._words.close, dialog.close, plain=True)
        dialog.on("hide", dialog.delete)
        dialog.open()
