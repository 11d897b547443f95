"""What a person copied out of a chat, as WeChat's desktop and phone put it on the clipboard."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from pydantic import BaseModel, ConfigDict

from bot.lexicon import load_lexicon
from bot.understand.chain import find_chain
from bot.understand.normalise import fold
from bot.understand.patterns import any_of

# Desktop: "昵称 2022/4/10 07:31"; a forward by mail: "昵称  07:31" under "—————  2022-04-10  —————".
_DATE = r"(?:(?P<y>\d{4})[-/年.])?(?P<m>\d{1,2})[-/月.](?P<d>\d{1,2})日?"
_TIME = r"(?P<h>\d{1,2})[:：](?P<i>\d{2})(?:[:：](?P<s>\d{2}))?"
_DATE_LINE = re.compile(rf"^[ \t]*[—\-–─]{{3,}}[ \t]*{_DATE}[ \t]*[—\-–─]{{3,}}[ \t]*$")
_NAMED = re.compile(r"^(?P<name>[^\s:：，。,!！?？][^:：，。,!！?？\n]{0,30})[:：][ \t]*(?P<text>.*)$")
_BARE_TIME = re.compile(rf"^[ \t]*(?:{_DATE}[ \t]+)?{_TIME}[ \t]*$")


class CopiedWords(BaseModel):
    """data/lexicon/copied.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    parts_of_day: dict[str, int]


@dataclass(slots=True, frozen=True)
class Copied:
    """One message of the copied text. ``name`` is "" where the copy has no names (one 接龙 alone)."""

    name: str
    text: str
    time: datetime | None = None


def parse_copied(text: str) -> list[Copied]:
    """Cut ``text`` into messages, in order. ``time`` has no time zone: the copy is in the reader's own.

    Where no line looks like a sender, a 接龙 is one message without a name, and of any other text each line is one.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    lines = text.split("\n")
    if any(_header(line) for line in lines):
        return _stamped(lines)
    chain = find_chain(fold(text))
    if chain is not None and chain.items and not _mostly_named(lines):
        return [Copied("", text.strip())]
    if any(_named(line) for line in lines):
        return _by_names(lines)
    return [Copied("", line.strip()) for line in lines if line.strip()]


@cache
def _words() -> CopiedWords:
    words: CopiedWords = load_lexicon("copied", CopiedWords)
    return words


@cache
def _stamped_pattern() -> re.Pattern[str]:
    half = rf"(?:(?P<half>{any_of(_words().parts_of_day)})[ ]?)?"
    return re.compile(rf"^(?P<name>\S.{{0,60}}?)[ \t\u3000]+(?:{_DATE}[ \t]+)?{half}{_TIME}[ \t]*$")


def _header(line: str) -> re.Match[str] | None:
    """A line that says who and when. A numbered line that ends in a time is an entry of a list."""
    return None if len(line) > 120 or _is_entry(line) else _stamped_pattern().match(line)


def _is_entry(line: str) -> bool:
    return re.match(r"\s*\d{1,3}\s*[.、．]", line) is not None


def _stamped(lines: list[str]) -> list[Copied]:
    found: list[Copied] = []
    name, moment, body = "", None, list[str]()
    day: tuple[int | None, int, int] | None = None
    for line in lines:
        if match := _DATE_LINE.match(line):
            day = _day(match)
        elif match := _header(line):
            _close(found, name, moment, body)
            day = _day(match) or day
            name, moment, body = match["name"].strip(), _moment(match, day), []
        else:
            body.append(line)
    _close(found, name, moment, body)
    return found


def _close(found: list[Copied], name: str, moment: datetime | None, body: list[str]) -> None:
    text = "\n".join(body).strip()
    if text and (name or find_chain(fold(text))):
        found.append(Copied(name.rstrip(":："), text, moment))


def _day(match: re.Match[str]) -> tuple[int | None, int, int] | None:
    groups = match.groupdict()
    if not groups.get("m"):
        return None
    return (int(groups["y"]) if groups["y"] else None, int(groups["m"]), int(groups["d"]))


def _moment(match: re.Match[str], day: tuple[int | None, int, int] | None) -> datetime | None:
    """The time of a message; None where the copy leaves out the year, or says what no clock shows."""
    if day is None or day[0] is None:
        return None
    hour = int(match["h"])
    if match["half"] and hour < 12:
        hour += _words().parts_of_day[match["half"]]
    try:
        return datetime(day[0], day[1], day[2], hour, int(match["i"]), int(match["s"] or 0))  # noqa: DTZ001 - see parse_copied
    except ValueError:
        return None


def _named(line: str) -> re.Match[str] | None:
    """A line 昵称: text. A colon after a number is an entry or a time."""
    match = _NAMED.match(line)
    if match is None or match["name"].strip().isdecimal() or _is_entry(line):
        return None
    return match


def _mostly_named(lines: list[str]) -> bool:
    written = [line for line in lines if line.strip()]
    return sum(_named(line) is not None for line in written) * 3 > len(written)


def _by_names(lines: list[str]) -> list[Copied]:
    found: list[Copied] = []
    name, body = "", list[str]()
    for line in lines:
        match = _named(line)
        if match is not None:
            _close(found, name, None, body)
            name, body = match["name"].strip(), [match["text"]]
        elif not _DATE_LINE.match(line) and not _BARE_TIME.match(line):
            body.append(line)
    _close(found, name, None, body)
    return found
