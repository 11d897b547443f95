"""A table that somebody pasted: | 1201 | 阮 | 阴 |, or columns under their names (序号 室号 结果)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from bot.understand.patterns import any_of, lazily
from bot.understand.titles import title_words

_CELLS = re.compile(r"^\||(?<=[ ])\||\|(?=[ ]|$)", re.MULTILINE)
_RULES = re.compile(r"^[ ]*[|+][ :|+\-]*-[ :|+\-]*$", re.MULTILINE)
_APART = r"[ ,，、|/;；]{1,12}"
_ROOM = r"(?=[0-9]{3,4}(?![0-9]))"
_FIRST = re.compile(rf"^[ |]*[0-9]{{1,3}}(?={_APART}[0-9])", re.MULTILINE)
_DOOR = re.compile(rf"^([ |]*)([0-9]{{1,3}})({_APART})(?:([0-9]{{1,2}})({_APART}))?{_ROOM}", re.MULTILINE)


@dataclass(slots=True, frozen=True)
class _Patterns:
    columns: re.Pattern[str]
    numbering: re.Pattern[str]
    houses: re.Pattern[str]


@cache
def table_patterns() -> _Patterns:
    """The patterns, built once a process. Raises LexiconError."""
    words = title_words()
    return _Patterns(
        lazily(rf"\s*(?:(?:{any_of(words.columns)})[ \t,，、|/+:：]*){{2,}}\s*\n(?=\s*[0-9])"),
        lazily(rf"[\s|]*(?:{any_of(words.numbering)})(?=[ ,，、|/])"),
        lazily(rf"[\s|]*(?:{any_of(words.houses)})(?=[ ,，、|/])"),
    )


def without_columns(folded: str) -> str:
    """``folded`` with the lines of a table and the names of its columns blanked, of the same length.

    What numbers its rows is blanked, too; a building (and a unit) before the room is joined to it: 20,1201 is 20-1201.
    """
    if "\n" not in folded:
        return folded
    if "|" in folded:
        folded = _CELLS.sub(" ", _RULES.sub(lambda line: " " * len(line.group()), folded))
    patterns = table_patterns()
    head = patterns.columns.match(folded)
    if head is None:
        return folded
    names, rows = head.group(), folded[head.end() - 1 :]
    numbered = patterns.numbering.match(names)
    if numbered is not None:
        names = names[numbered.end() :].lstrip(" ,，、|/")
        rows = _FIRST.sub(lambda first: " " * len(first.group()), rows)
    if patterns.houses.match(names) is not None:
        rows = _DOOR.sub(_joined, rows)
    return " " * (head.end() - 1) + rows


def _joined(door: re.Match[str]) -> str:
    return "-".join(number for number in (door[2], door[4]) if number).rjust(len(door.group()) - 1) + "-"
