"""Who did what, when: the newest first, by person, by act, by day; for the secretary, who may take it along."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from html import escape

from nicegui import ui

from bot.console.exports import export_button
from bot.console.frame import Pages
from bot.console.guard import Visitor
from bot.console.panel_words import panel_words
from bot.console.places import secretary
from bot.exporting.deeds import ABOUT_PEOPLE, act_label, refer_label
from bot.words import Words
from data.work import Work

_MOST = 5_000
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One deed, in labels. ``person`` is "" where it was the bot itself."""

    at: datetime
    person: str
    who: str
    act: str
    refer: str


def read_audit(work: Work, words: Words, since: datetime | None, until: datetime | None) -> list[Line]:
    """What was done from ``since`` until ``until``, the newest first; ``words`` are those of the commands."""
    deeds = work.records.deeds(_MOST, since=since, until=until)
    people = {deed.person for deed in deeds if deed.person} | {one.refer for one in deeds if one.act in ABOUT_PEOPLE}
    names = work.people.names(people)
    own = panel_words().audit
    return [
        Line(
            deed.at, deed.person, names.get(deed.person, own.nobody) if deed.person else own.bot,
            act_label(words, deed.act), names.get(deed.refer) or refer_label(deed.act, deed.refer),
        )
        for deed in deeds
    ]  # fmt: skip


async def audit_page(pages: Pages, visitor: Visitor) -> None:
    """Build the page."""
    words = panel_words().audit
    page = _Page(pages, visitor)
    with ui.element("section").classes("sheet"):
        with ui.element("div").classes("heading"):
            page.title = ui.html("", sanitize=False)
            export_button(pages, visitor, words.export, "audit")
        ui.label(words.note).classes("quiet")
        with ui.element("div").classes("tools filters"):
            page.since = ui.input(words.since, on_change=page.read).props("dense outlined type=date stack-label")
            page.until = ui.input(words.until, on_change=page.read).props("dense outlined type=date stack-label")
            page.who = ui.select({"": words.everybody}, value="", label=words.who, on_change=page.show)
            page.act = ui.select({"": words.every_act}, value="", label=words.act, on_change=page.show)
            for one in (page.who, page.act):
                one.props("dense outlined options-dense").classes("grow")
            page.find = ui.input(words.find, on_change=page.show).props("dense outlined clearable").classes("grow")
        page.note = ui.label().classes("quiet")
        page.place = ui.html("", sanitize=False)
        page.more = ui.button(color=None, on_click=page.further).props("no-caps unelevated").classes("go plain")
    await page.read()


class _Page:
    title: ui.html
    since: ui.input
    until: ui.input
    who: ui.select
    act: ui.select
    find: ui.input
    note: ui.label
    place: ui.html
    more: ui.button

    def __init__(self, pages: Pages, visitor: Visitor) -> None:
        self._pages = pages
        self._visitor = visitor
        self._words = panel_words().audit
        self._lines: list[Line] = []
        self._most = _SHOWN

    async def read(self) -> None:
        """Read the days that are chosen."""
        visitor = await self._pages.again(self._visitor)
        if not secretary(visitor):
            self._lines = []
        else:
            try:
                since, until = self._day(self.since.value), self._day(self.until.value)
            except ValueError:
                ui.notify(self._words.bad_day, type="warning")
                return
            end = until + timedelta(days=1) if until is not None else None
            commands = self._pages.rooms.kit.words
            self._lines = await self._pages.looking.ask(lambda work: read_audit(work, commands, since, end))
        self._offer()
        self.show()

    def _day(self, written: str | None) -> datetime | None:
        zone = self._pages.house.community.zone
        return datetime.combine(date.fromisoformat(written), time(), zone) if written else None

    def _offer(self) -> None:
        """What can be chosen is what is there."""
        words = self._words
        people = {line.person: line.who for line in self._lines if line.person}
        some = "-" if any(not line.person for line in self._lines) else None
        who = {"": words.everybody, **({some: words.bot} if some else {}), **people}
        acts = {"": words.every_act, **{act: act for act in sorted({line.act for line in self._lines})}}
        self.who.set_options(who, value=self.who.value if self.who.value in who else "")
        self.act.set_options(acts, value=self.act.value if self.act.value in acts else "")

    def further(self) -> None:
        """Show more of them."""
        self._most += _SHOWN
        self.show(keep=True)

    def show(self, *_: object, keep: bool = False) -> None:
        """Show what fits."""
        words = self._words
        if not keep:
            self._most = _SHOWN
        wanted = (self.find.value or "").casefold()
        fitting = [
            line for line in self._lines
            if self.who.value in ("", line.person or "-") and self.act.value in ("", line.act)
            and wanted in f"{line.act} {line.refer}".casefold()
        ]  # fmt: skip
        count = escape(words.count.format(count=len(fitting)))
        self.title.set_content(f"<h2>{escape(words.title)} <small>{count}</small></h2>")
        self.note.set_text(words.most.format(most=_MOST) if len(self._lines) >= _MOST else "")
        self.place.set_content(self._table(fitting[: self._most]) if fitting else f"<p>{escape(words.nothing)}</p>")
        left = len(fitting) - self._most
        self.more.set_visibility(left > 0)
        self.more.set_text(words.more.format(count=min(max(left, 0), _SHOWN)))

    def _table(self, lines: list[Line]) -> str:
        zone, columns = self._pages.house.community.zone, self._words.columns
        head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
        rows = []
        for line in lines:
            cells = (f"{line.at.astimezone(zone):%m-%d %H:%M:%S}", line.who, line.act, line.refer)
            told = (
                f'<td data-label="{escape(column)}">{escape(cell)}</td>'
                for column, cell in zip(columns, cells, strict=True)
            )
            rows.append(f"<tr>{''.join(told)}</tr>")
        return f'<table class="list"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
