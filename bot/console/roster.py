"""The roster: what it is now, a template, and a committee's own file looked at first and taken over once confirmed."""

from __future__ import annotations

import asyncio
from html import escape

from nicegui import events, ui
from starlette.formparsers import MultiPartParser

from bot.console.changes import told
from bot.console.exports import hand_out
from bot.console.frame import Pages, button
from bot.console.guard import Visitor
from bot.console.panel_words import panel_words
from bot.console.places import secretary
from bot.contract import File
from bot.errors import CommunityError, StorageError
from bot.roster import Household
from bot.roster.changes import Preview, preview
from bot.roster.keeping import template
from bot.sheets.words import sheet_words
from bot.takeover import problems_with
from data.seed import roster_of

_LARGEST = 5_000_000
_MANY = 10
"""Where more than one in so many households would go, somebody has to say that this is meant."""
# A committee's file tells more than the roster does: nothing of it is laid down on this machine's disk.
MultiPartParser.spool_max_size = _LARGEST


async def roster_box(pages: Pages, visitor: Visitor) -> None:
    """What the roster is; for the secretary also what a file would make of it."""
    words = panel_words().roster
    box = _Box(pages, visitor)
    ui.html(f"<h2>{escape(words.title)}</h2>", sanitize=False)
    box.now = ui.label()

    async def current() -> None:
        await hand_out(pages, visitor, sheet_words().kinds["roster"][0])

    async def empty() -> None:
        ui.download.content(await asyncio.to_thread(template, []), words.file_name)

    with ui.element("div").classes("choices"):
        button(words.current, current, icon="download", plain=True)
        button(words.empty, empty, icon="download", plain=True)
    await box.tell()
    if secretary(visitor):
        ui.label(words.how).classes("quiet")
        box.upload = ui.upload(
            auto_upload=True, max_file_size=_LARGEST, on_upload=box.uploaded,
            on_rejected=lambda: ui.notify(words.too_large, type="warning"),
        ).props('accept=".xlsx,.xlsm,.csv"').classes("upload")  # fmt: skip
        # The library's own button has no name that could be read out.
        chooser = button(words.choose, lambda: None, icon="upload_file")
        chooser.on("click", js_handler=f"() => getElement({box.upload.id}).$refs.qRef.pickFiles()")
        box.place = ui.element("div").classes("preview").props('role="status"')


class _Box:
    now: ui.label
    upload: ui.upload
    place: ui.element

    def __init__(self, pages: Pages, visitor: Visitor) -> None:
        self._pages = pages
        self._visitor = visitor
        self._words = panel_words().roster
        self._file: File | None = None
        self._seen: Preview | None = None
        self._whole = False

    async def tell(self) -> None:
        """What the roster is now."""
        words = self._words
        homes = await self._roster()
        unknown = sum(home.people is None for home in homes)
        told = words.now.format(
            buildings=len({home.building for home in homes}), households=len(homes),
            people=sum(home.people or 0 for home in homes),
        )  # fmt: skip
        self.now.set_text(told + (words.unknown.format(count=unknown) if unknown else ""))

    async def _roster(self) -> list[Household]:
        return await self._pages.looking.ask(lambda work: roster_of(work.directory))

    async def uploaded(self, event: events.UploadEventArguments) -> None:
        """A file has come: show what it says and would change. Nothing is changed."""
        self.upload.reset()
        if event.file.size() > _LARGEST:
            ui.notify(self._words.too_large, type="warning")
            return
        self._file, self._whole = File(event.file.name, await event.file.read()), False
        await self._look()

    async def _look(self) -> None:
        file, words = self._file, self._words
        visitor = await self._pages.again(self._visitor)
        if file is None or not secretary(visitor):
            return
        self.place.clear()
        with self.place:
            ui.label(words.reading).classes("quiet")
        current = await self._roster()
        try:
            seen = await asyncio.to_thread(preview, file.content, file.name, current, whole=self._whole)
            against = self._pages.rooms.kit.community_file
            problems = await asyncio.to_thread(problems_with, against, seen.changes.roster)
        except CommunityError as error:
            self._unread(error)
            return
        self._seen = seen
        self.place.clear()
        with self.place:
            ui.html(f"<h3>{escape(file.name)}</h3>{told(seen, problems)}", sanitize=False)
            self._questions(seen, problems)

    def _unread(self, error: CommunityError) -> None:
        self._file = self._seen = None
        self.place.clear()
        faults = "".join(f"<li>{escape(problem)}</li>" for problem in error.problems)
        with self.place:
            ui.html(f"<p>{escape(self._words.unread)}</p><ul class=faults>{faults}</ul>", sanitize=False)

    def _questions(self, seen: Preview, problems: list[str]) -> None:
        """What has to be answered before it is done."""
        words = self._words
        if self._whole or seen.changes.left_alone:
            ui.checkbox(words.whole, value=self._whole, on_change=lambda event: self._as_whole(bool(event.value)))
        ticks: list[tuple[ui.checkbox, str]] = []
        if seen.not_taken:
            ticks.append((ui.checkbox(words.leave_out.format(count=len(seen.not_taken))), words.tick_first))
        if len(seen.changes.removed) * _MANY > len(seen.changes.roster):
            goes = ui.checkbox(words.goes.format(count=len(seen.changes.removed)))
            ticks.append((goes, words.tick_goes))

        async def confirm() -> None:
            for tick, why in ticks:
                if not tick.value:
                    ui.notify(why, type="warning")
                    return
            await self._confirm(seen)

        with ui.element("div").classes("choices"):
            if seen.changes and not problems:
                button(words.confirm, confirm)
            button(words.forget, self._forget, plain=True)

    async def _as_whole(self, whole: bool) -> None:
        self._whole = whole
        await self._look()

    async def _confirm(self, seen: Preview) -> None:
        """The file goes the way of every command; it is taken only if the roster is still what was compared with."""
        file = self._file
        if file is None or seen is not self._seen:
            return
        try:
            key = await self._pages.door.keep(file)
        except StorageError as error:
            ui.notify(str(error), type="warning")
            return
        whole = " whole" if self._whole else ""
        answered = await self._pages.type(self._visitor, f"/roster {key} {seen.mark}{whole}")
        if answered.done:
            self._forget()
            await self.tell()
        elif answered.taken == "refused":
            await self._pages.door.drop(key)

    def _forget(self) -> None:
        self._file = self._seen = None
        self.place.clear()
