"""What a person copied out of a chat, as WeChat's desktop and phone put it on the clipboard."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache

from pydantic import BaseModel, ConfigDict

from bot.lexicon import load_lexicon
from bot.understand.chain import find_chain
from bot.understand.copied_words import Day, no_name, resolve_day, written_day
from bot.understand.normalise import fold
from bot.understand.patterns import any_of

# Desktop: "昵称 2022/4/10 07:31"; a forward by mail: "昵称  07:31" under "—————  2022-04-10  —————"; what an archive
# writes: "2022-04-10 07:31:05 昵称", its text behind a colon or below.
_DATE = r"(?:(?P<y>\d{4})[-/年.])?(?P<m>\d{1,2})[-/月.](?P<d>\d{1,2})日?"
_TIME = r"(?P<h>\d{1,2})[:：](?P<i>\d{2})(?:[:：](?P<s>\d{2}))?"
_DATE_LINE = re.compile(rf"^[ \t]*[—\-–─]{{3,}}[ \t]*{_DATE}[ \t]*[—\-–─]{{3,}}[ \t]*$")
_TIME_FIRST = re.compile(
    rf"^[\[【(]?(?=\d{{4}}){_DATE}[ \tT]+{_TIME}[\]】)]?[ \t]+"
    r"(?P<name>[^\s:：][^:：\n]{0,40}?)[ \t]*(?:[:：][ \t]*(?P<text>.*))?$"
)
_NAMED = re.compile(r"^(?P<name>[^\s:：，。,!！?？][^:：，。,!！?？\n]{0,30})[:：][ \t]*(?P<text>.*)$")
_NAME_ALONE = re.compile(r"^(?P<name>[^\s:：，。,!！?？][^:：，。,!！?？\n]{0,19})[:：][ \t]*$")
_BARE_TIME = re.compile(rf"^[ \t]*(?:{_DATE}[ \t]+)?{_TIME}[ \t]*$")
_BARE_ROOM = re.compile(r"^(?P<name>\d{3,4})[:：][ \t]*(?P<text>.*)$")
_ENTRY = re.compile(r"\s*\d{1,3}\s*[.、．]")


class CopiedWords(BaseModel):
    """data/lexicon/copied.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    parts_of_day: dict[str, int]
    days: dict[str, int]
    weekdays: dict[str, int]
    media: list[str]
    client: list[str]


@dataclass(slots=True, frozen=True)
class Copied:
    """One message of the copied text. ``name`` is "" where the copy has no name for it."""

    name: str
    text: str
    time: datetime | None = None


def parse_copied(text: str, today: date | None = None) -> list[Copied]:
    """Cut ``text`` into messages, in order. ``time`` has no time zone: the copy is in the reader's own.

    ``today`` is the day on which it was copied: what the client wrote as 昨天, 星期三, 4月10日 or as a mere time of day
    has a time only where it is given.

    Nothing is dropped but dates between messages. Where no line looks like a sender, a 接龙 is one message without a
    name (each time it is pasted again, another one), and of any other text each line is one.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    lines = text.split("\n")
    headers = _headers(lines)
    if headers:
        return _stamped(lines, headers, today)
    named = [_named(line) is not None for line in lines if line.strip()]
    chain = find_chain(fold(text))
    if chain is not None and chain.items and not named[0] and sum(named) * 3 <= len(named):
        return [Copied("", part) for part in _pastes(text)]
    if named and (named[0] or sum(named) * 4 >= len(named)):
        return _by_names(lines)
    return _unnamed(lines)


def is_media(text: str) -> bool:
    """Whether ``text`` only says that there was a photograph, a voice message or a sticker."""
    return _media_pattern().fullmatch(text) is not None


def is_client(text: str) -> bool:
    """Whether ``text`` is the client's own line: somebody joined, somebody took a message back."""
    return "\n" not in text and _client_pattern().search(text) is not None


@cache
def _words() -> CopiedWords:
    words: CopiedWords = load_lexicon("copied", CopiedWords)
    return words


@cache
def _media_pattern() -> re.Pattern[str]:
    kind = rf"[\[【](?:{any_of(_words().media)})(?:[:：\s(（][^\]】\n]{{0,80}})?[\]】]"
    return re.compile(rf"(?:\s*{kind}(?:\s*\d{{1,2}}[\"”秒'′″]*)?)+\s*", re.IGNORECASE)


@cache
def _client_pattern() -> re.Pattern[str]:
    return re.compile(any_of(_words().client))


@cache
def _stamped_pattern() -> re.Pattern[str]:
    words = _words()
    half = rf"(?:(?P<half>{any_of(words.parts_of_day)})[ ]?)?"
    day = rf"(?:(?P<day>{any_of([*words.days, *words.weekdays])})[ \t]*)?"
    return re.compile(rf"^(?P<name>\S.{{0,60}}?)(?P<gap>[ \t\u3000]+)(?:{_DATE}[ \t]+)?{day}{half}{_TIME}[ \t]*$")


def _header(line: str) -> re.Match[str] | None:
    """A line that may say who and when. A numbered line that ends in a mere time is an entry of a list."""
    if len(line) > 120 or (":" not in line and "：" not in line):
        return None
    match = _TIME_FIRST.match(line) or _stamped_pattern().match(line)
    if match is None or (_ENTRY.match(line) and not match["y"]):
        return None
    return match


def _dated(match: re.Match[str]) -> bool:
    return match["d"] is not None or bool(match.groupdict().get("day"))


def _headers(lines: list[str]) -> dict[int, re.Match[str]]:
    """The lines that say who and when. "集合 7:30" inside a message is none, though it looks like one.

    A client writes them all alike: where most carry a date, one without it stands behind an empty line; where none
    does, all have the same gap, and all or none stand behind an empty line. None stands right below another, for a
    message is never empty unless it was a picture.
    """
    found = {number: match for number, line in enumerate(lines) if (match := _header(line))}
    dated = sum(_dated(match) for match in found.values())
    undated = {number: match for number, match in found.items() if not _dated(match)}
    gaps = Counter(match.groupdict().get("gap") for match in undated.values())
    usual = gaps.most_common(1)[0][0] if gaps else None
    apart = {number for number in undated if number == 0 or not lines[number - 1].strip()}
    kept: dict[int, re.Match[str]] = {}
    for number, match in found.items():
        if not _dated(match):
            alike = match.groupdict().get("gap") == usual
            spaced = number in apart or not (dated or len(apart - {0}) * 2 > len(undated.keys() - {0}))
            if not alike or not spaced or number - 1 in kept or not _is_answered(lines, number, found):
                continue
        kept[number] = match
    return kept


def _is_answered(lines: list[str], number: int, found: dict[int, re.Match[str]]) -> bool:
    """Whether words of its own stand below a line that may say who and when."""
    below = next((n for n in range(number + 1, len(lines)) if lines[n].strip()), None)
    return below is not None and (below not in found or below == number + 1)


def _stamped(lines: list[str], headers: dict[int, re.Match[str]], today: date | None) -> list[Copied]:
    first = min(headers)
    found = _before(lines[:first])
    name, moment, body = "", None, list[str]()
    day: Day | None = None
    for number, line in enumerate(lines):
        if match := _DATE_LINE.match(line):
            day = written_day(match)
        elif header := headers.get(number):
            _close(found, name, moment, body)
            day = written_day(header) or day
            name, moment, body = header["name"].strip(), _moment(header, day, today), []
            if header.groupdict().get("text"):
                body.append(header["text"])
        elif number > first and _unstamped(lines, number, headers):
            _close(found, name, moment, body)
            name, body = line.strip(), []  # said after the one above: its time is the nearest that is known
        elif number > first:
            body.append(line)
    _close(found, name, moment, body)
    return found


def _unstamped(lines: list[str], number: int, headers: dict[int, re.Match[str]]) -> bool:
    """Whether a line says who (李华:) though not when, and what is said stands below; 格式： and 我家： say no name."""
    match = _NAME_ALONE.match(lines[number])
    if match is None or _ENTRY.match(lines[number]) or number + 1 >= len(lines) or number + 1 in headers:
        return False
    return bool(lines[number + 1].strip()) and no_name().search(fold(match["name"])) is None


def _moment(match: re.Match[str], day: Day | None, today: date | None) -> datetime | None:
    """The time of a message; None where the copy does not tell the day, or says what no clock shows."""
    groups = match.groupdict()
    words = _words()
    on = resolve_day(day, groups.get("day"), today, words.days, words.weekdays)
    hour = int(match["h"])
    if groups.get("half") and hour < 12:
        hour += words.parts_of_day[match["half"]]
    try:
        return datetime.combine(on, time(hour, int(match["i"]), int(match["s"] or 0))) if on else None
    except ValueError:
        return None


def _before(lines: list[str]) -> list[Copied]:
    """What was copied above the first sender: the end of a message whose head was left out, or a 接龙."""
    chain = find_chain(fold("\n".join(lines)))
    return [Copied("", "\n".join(lines).strip())] if chain is not None and chain.items else _unnamed(lines)


def _unnamed(lines: list[str]) -> list[Copied]:
    return [
        Copied("", line.strip())
        for line in lines
        if line.strip() and not _DATE_LINE.match(line) and not _BARE_TIME.match(line)
    ]


def _pastes(text: str) -> list[str]:
    """A 接龙 that was pasted several times: each paste begins with the client's mark."""
    starts = [match.start() for match in re.finditer(r"^[ \t]*[#＃]", text, re.MULTILINE)]
    parts = [text[one:other].strip() for one, other in zip([0, *starts], [*starts, len(text)], strict=True)]
    parts = [part for part in parts if part]
    if all((chain := find_chain(fold(part))) is not None and chain.items for part in parts):
        return parts
    return [text.strip()]


def _close(found: list[Copied], name: str, moment: datetime | None, body: list[str]) -> None:
    text = "\n".join(body).strip()
    if text:
        found.append(Copied(name.rstrip(":："), text, moment))


def _named(line: str) -> re.Match[str] | None:
    """A line 昵称: text. A colon after a number is an entry or a time."""
    match = _NAMED.match(line)
    if match is None or match["name"].strip().isdecimal() or _ENTRY.match(line):
        return None
    return match


def _by_names(lines: list[str]) -> list[Copied]:
    first = next(number for number, line in enumerate(lines) if _named(line))
    found = _before(lines[:first])
    name, body = "", list[str]()
    for line in lines[first:]:
        match = _named(line) or _BARE_ROOM.match(line)
        if match is not None:
            _close(found, name, None, body)
            name, body = match["name"].strip(), [match["text"]]
        elif not _DATE_LINE.match(line) and not _BARE_TIME.match(line):
            body.append(line)
    _close(found, name, None, body)
    return found
