"""The table of a counted chat: what stands, who is missing, and the lines that a person must read and settle."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape
from itertools import groupby

from nicegui import ui

from bot.console.frame import Pages, button
from bot.count.pages import Counted, Doubt, Flat, Page, Said
from bot.count.settling import read_answer, resolve
from bot.count.workbook import counted_book, label_of

_FOCUS = "document.querySelector('.doubt input')?.focus()"
_LEFT = 200


class PastedTable:
    """One counted chat on a page, until something else is pasted (``again``)."""

    def __init__(self, pages: Pages, counted: Counted, again: Callable[[], None]) -> None:
        self._pages = pages
        self._words = pages.words.paste
        self._counted = counted
        self._form = pages.rooms.kit.forms[counted.form]
        self._labels = pages.rooms.kit.words.labels
        self._again = again
        self._parts: list[tuple[Page, ui.html, ui.html]] = []

    def show(self) -> None:
        """Build it."""
        words, counted = self._words, self._counted
        for page in counted.pages.values():
            with ui.element("section").classes("sheet"):
                head = ui.html("", sanitize=False)
                self._doubts(page)
                self._parts.append((page, head, ui.html("", sanitize=False)))
        with ui.element("section").classes("sheet"):
            urgent = [left.said for left in counted.left if left.urgent]
            if urgent:
                ui.html(f"<h3>{words.urgent}</h3>{_listed(urgent)}", sanitize=False).classes("cry")
            told = words.messages.format(
                messages=counted.messages, repeated=counted.repeated, left=len(counted.left)
            )  # fmt: skip
            ui.label(told).classes("quiet")
            if counted.left:
                summary = escape(words.left.format(count=len(counted.left)))
                rest = _listed([left.said for left in counted.left[:_LEFT]])
                ui.html(f"<details><summary>{summary}</summary>{rest}</details>", sanitize=False)
        with ui.element("section").classes("sheet doing"):
            button(words.download, self._download, icon="download")
            button(words.again, self._again, plain=True)
        self._refresh()

    def _refresh(self) -> None:
        for page, head, table in self._parts:
            head.set_content(self._head(page))
            table.set_content(self._missing(page) + self._table(page))

    # What stands.

    def _head(self, page: Page) -> str:
        words, form = self._words, self._form
        title = (words.table if page.building else words.plain_table).format(building=page.building, title=form.title)
        expected = page.expected()
        over = f"<small>/{expected}</small>" if expected is not None else ""
        answered = len(page.answered()) if expected is None else expected - len(page.missing())
        figures = [("answered", f"{answered}{over}"), ("missing", len(page.missing()) if page.complete else "–"),
                   ("review", len(page.review()) + len(page.doubts))]  # fmt: skip
        if any(answer.alarm for answer in form.answers.values()):
            figures.append(("positive", len(page.positive()) + len(page.unplaced_positive())))
        told = "".join(
            f'<div class="figure {name}"><dd>{figure}</dd><dt>{escape(getattr(words, name))}</dt></div>'
            for name, figure in figures
        )
        totals = "　".join(f"{label_of(form, name, self._labels)} {n}" for name, n in page.people().items() if n)
        return f'<h2>{escape(title)} <small>{escape(totals)}</small></h2><dl class="figures">{told}</dl>' + (
            "" if page.complete else f'<p class="quiet">{escape(words.no_roster)}</p>'
        )

    def _missing(self, page: Page) -> str:
        words, floors = self._words, []
        for (unit, floor), flats in groupby(page.missing(), key=lambda flat: (flat.unit, flat.floor)):
            labels = [
                flat.label + (f"（{words.no_wechat}）" if flat.household and flat.household.no_wechat else "")
                for flat in flats
            ]
            name = self._pages.words.building.floor.format(floor=floor) if floor else ""
            where = " ".join(filter(None, [self._pages.words.building.unit.format(unit=unit) if unit else "", name]))
            floors.append(f"<li><b>{escape(where)}</b> {escape('、'.join(labels))}</li>")
        return (
            f'<h3>{escape(words.missing_title)}</h3><ul class="saying floors">{"".join(floors)}</ul>' if floors else ""
        )

    def _table(self, page: Page) -> str:
        words, rows = self._words, []
        for flat in page.answered():
            said = flat.heard()
            standing = flat.standing
            state = "positive" if standing and standing.alarm else "review" if standing and standing.review else ""
            counts = {} if standing is None or standing.review else standing.counts
            heads = "　".join(
                f"{label_of(self._form, name, self._labels)} {n}"
                for name, n in counts.items()
                if n and name != "people"
            )
            cells = [label_of(self._form, flat.result, self._labels), heads, _words(said[-1]) if said else ""]
            told = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
            rows.append(f'<tr class="{state}"><th scope="row">{escape(flat.label)}</th>{told}</tr>')
        names = "".join(
            f'<th scope="col">{escape(name)}</th>' for name in (words.room, words.result, words.heads, words.words)
        )
        body = f"<thead><tr>{names}</tr></thead><tbody>{''.join(rows)}</tbody>"
        return f'<h3>{escape(words.answered)}</h3><div class="scroll" tabindex="0"><table>{body}</table></div>'

    # What a person settles.

    def _doubts(self, page: Page) -> None:
        words, flats = self._words, page.review()
        ui.html(f"<h3>{escape(words.looks)}</h3>", sanitize=False)
        if not flats and not page.doubts:
            ui.label(words.none).classes("quiet")
        for flat in flats:
            reason = flat.standing.review if flat.standing is not None and flat.standing.review else ""
            with ui.element("div").classes(
                "doubt positive" if flat.standing and flat.standing.alarm else "doubt"
            ) as row:
                self._told(flat.label, reason, flat.heard())
                self._settles(page, row, flat=flat)
        for doubt in list(page.doubts):
            with ui.element("div").classes("doubt positive" if doubt.alarm else "doubt") as row:
                self._told(doubt.room or words.no_place, doubt.reason, [doubt.said])
                self._settles(page, row, doubt=doubt)

    def _told(self, room: str, reason: str, said: list[Said]) -> None:
        building = self._pages.words.building
        why = self._words.reasons.get(reason) or building.reasons.get(reason, building.other_reason)
        ui.html(f'<b>{escape(room)}</b> <span class="mark review">{escape(why)}</span>{_listed(said)}', sanitize=False)

    def _settles(self, page: Page, row: ui.element, *, flat: Flat | None = None, doubt: Doubt | None = None) -> None:
        words = self._words
        with ui.element("div").classes("tools"):
            homes = {one.label: one for one in page.ordered()}
            whose: ui.select | None = None
            if doubt is not None and homes:
                options = {label: label for label in homes}
                known = doubt.room if doubt.room in homes else None
                whose = ui.select(options, value=known, label=words.whose, with_input=True).props("dense outlined")
            if flat is not None or homes:
                label = f"{flat.label} {words.answer}" if flat is not None else words.answer
                box = ui.input(label).props("dense outlined").classes("grow")

                def settle() -> None:
                    at = flat if whose is None else homes.get(whose.value or "")
                    self._settle(page, row, at, (box.value or "").strip(), doubt)

                box.on("keydown.enter", settle)
                button(words.settle, settle)
            if doubt is not None:
                button(words.drop, partial(self._drop, page, row, doubt), plain=True)

    def _settle(self, page: Page, row: ui.element, flat: Flat | None, text: str, doubt: Doubt | None) -> None:
        words = self._words
        if flat is None:
            ui.notify(words.choose_home, type="warning")
            return
        entry = read_answer(self._pages.rooms.kit.reader, self._form, flat, text) if text else None
        if entry is None:
            ui.notify(words.unclear, type="warning")
            return
        resolve(page, flat, entry, self._form, text, doubt)
        self._done(row)

    def _drop(self, page: Page, row: ui.element, doubt: Doubt) -> None:
        page.doubts.remove(doubt)
        self._done(row)

    def _done(self, row: ui.element) -> None:
        ui.run_javascript(_FOCUS)
        row.delete()
        self._refresh()

    def _download(self) -> None:
        words, now = self._words, self._pages.house.now().replace(tzinfo=None)
        community = self._pages.house.community.name
        book = counted_book(self._counted, self._form, self._labels, community, now)
        building = next(iter(self._counted.pages), "")
        ui.download.content(book, words.file.format(title=self._form.title, building=building))


def _words(said: Said) -> str:
    return f"{said.who}：{said.words}" if said.who else said.words


def _listed(said: list[Said]) -> str:
    return f'<ul class="saying">{"".join(f"<li>{escape(_words(one))}</li>" for one in said)}</ul>'
