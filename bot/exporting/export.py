"""A workbook that can be made, and what it is about."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.call import Call
from bot.contract import File
from bot.disclosure import About
from bot.roles import Role

WHO = (Role.STAFF,)
_NO_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f\s]+')


@dataclass(slots=True)
class Export:
    """``title`` is what people call it, ``number`` its running number; ``count`` how many rows it has.

    ``make`` makes the file: it is done only where there is somebody to send it to.
    """

    title: str
    number: int | None
    count: int
    buildings: tuple[str, ...]
    make: Callable[[], bytes]
    about: About = About.ANSWERS

    def file(self) -> File:
        """The workbook, under a name that every machine takes."""
        name = "-".join(filter(None, (self.title, str(self.number or ""))))
        return File(f"{_NO_NAME.sub('-', name)}.xlsx", self.make())


def own_buildings(call: Call) -> tuple[list[str], bool]:
    """The asker's buildings, and whether those are all."""
    own = call.scope(*WHO)
    return own, len(own) == len(call.directory.buildings)


def local(call: Call, moment: datetime) -> datetime:
    """``moment`` on the wall of the community; a workbook knows no zone."""
    return moment.astimezone(call.zone).replace(tzinfo=None)
