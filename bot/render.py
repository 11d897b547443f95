"""Templates speak: everything that people read is made here, from data, in the words of ``templates/``."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined

_SENTENCE_ENDS = re.compile(r"(?<=[。！？!?；;\n])")


def _joined(items: Any) -> str:
    return "、".join(map(str, items))


class Renderer:
    """Templates of the package, with times in the community's zone."""

    def __init__(self, timezone: str) -> None:
        self._zone = ZoneInfo(timezone)
        self._environment = Environment(
            loader=PackageLoader("templates", "."),
            undefined=StrictUndefined,
            autoescape=False,  # noqa: S701  what comes out is chat text, never a page
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters.update(clock=self._clock, day=self._day, joined=_joined)

    def _clock(self, moment: datetime) -> str:
        return moment.astimezone(self._zone).strftime("%H:%M")

    def _day(self, moment: datetime) -> str:
        local = moment.astimezone(self._zone)
        return f"{local.month}月{local.day}日 {local:%H:%M}"

    def render(self, template: str, **data: Any) -> str:
        """The words of ``template``.

        Raises:
            jinja2.UndefinedError: the handler left out something that the template shows.
        """
        text = self._environment.get_template(f"{template}.txt.j2").render(**data).strip()
        # wechat4u cuts a text at an ASCII colon before a line break.
        return re.sub(r":\n", "：\n", re.sub(r"\n{3,}", "\n\n", text))


def split_text(text: str, longest: int) -> list[str]:
    """Cut ``text`` at sentence ends into parts of at most ``longest`` characters; a longer sentence is cut hard."""
    if len(text) <= longest:
        return [text]
    parts = [""]
    for sentence in _SENTENCE_ENDS.split(text):
        while len(sentence) > longest:
            if parts[-1]:
                parts.append("")
            parts[-1], sentence = sentence[:longest], sentence[longest:]
            parts.append("")
        if len(parts[-1]) + len(sentence) > longest:
            parts.append("")
        parts[-1] += sentence
    return [part.strip() for part in parts if part.strip()]
