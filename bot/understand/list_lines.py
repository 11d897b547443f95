"""The lines of a list that was answered of which nothing was read: nobody is lost beside others."""

from __future__ import annotations

import re

from bot.understand.chain import Item
from bot.understand.context import Context
from bot.understand.form import Form
from bot.understand.meaning import Entry
from bot.understand.outcome import UNCLEAR
from bot.understand.scan import Scanner
from bot.understand.segments import Segment
from bot.understand.tokens import Kind
from bot.understand.whose import begins_with_door, door_behind_nick, whose

_ASKED = "?？"
_SIGNS = re.compile(r"[\s:：,，\-]*[a-z|/\\][a-z|/\\\s]{0,8}")
_UNREAD = "unclear_result"


def nobody_lost(
    lines: list[list[Entry]],
    items: list[Item],
    folded: str,
    form: Form,
    context: Context,
    scanner: Scanner,
) -> list[Entry]:
    """The entries of all ``lines``, with one in review for each of ``items`` that names a door and was not read.

    Only of a list of which at least half the lines were read, and one for sure: 501 阴, 601 睡过头了, 701 阴. So is a
    line without a door that tells an answer: 保安亭 阴 2人.
    """
    entries = [entry for line in lines for entry in line]
    said = [item for item in items if folded[item.start : item.end].strip()]
    if sum(map(bool, lines)) * 2 < len(said) or all(entry.review for entry in entries):
        return entries
    found: list[Entry] = []
    for line, item in zip(lines, items, strict=True):
        found += line or _waiting(folded[item.start : item.end], form, context, scanner)
    return found


def of_names(entries: list[Entry], lines: int, form: Form, *, marked: bool, alarming: bool) -> bool:
    """Whether a list of ``lines`` without a single door, with ``entries``, is one of households by their names."""
    if marked:
        return len(entries) * 2 >= lines or alarming
    return form.reader == "headcount" and len(entries) > 1 and len(entries) * 5 >= lines * 4


def doubt_few(entries: list[Entry], lines: int) -> None:
    """Put ``entries`` in review where most of the ``lines`` of their list are something else: an order, a sign-up."""
    for entry in entries if len(entries) * 2 < lines else ():
        entry.review = entry.review or "two_meanings"


def none_read(items: list[Item], folded: str, form: Form, context: Context, scanner: Scanner) -> list[Entry]:
    """Entries in review of ``items``, of which none was read, where all have but letters behind a door: 302 CT."""
    lines = [folded[item.start : item.end] for item in items]
    doors = [begins_with_door(line) for line in lines]
    if not all(door is not None and _SIGNS.fullmatch(line, door) for line, door in zip(lines, doors, strict=True)):
        return []
    return [entry for line in lines for entry in _waiting(line, form, context, scanner)]


def _waiting(words: str, form: Form, context: Context, scanner: Scanner) -> list[Entry]:
    """An entry in review of ``words`` that begin with a door, or a nickname and a door, and ask nothing."""
    nick = door_behind_nick(words)
    if words.rstrip()[-1:] in _ASKED or (begins_with_door(words[nick:]) is None and not _tells(words, form, scanner)):
        return []
    place, review = whose(words[nick:], context)[0][0]
    values = dict.fromkeys(form.values)
    entry = Entry(
        form.name,
        place.building,
        place.unit,
        place.room,
        None,
        UNCLEAR,
        values,
        review or (_UNREAD if place.room is not None else "no_room"),
    )
    entry.words = words.strip()
    return [entry]


def _tells(line: str, form: Form, scanner: Scanner) -> bool:
    """Whether ``line`` tells an answer, or a number of people behind a name."""
    tokens = scanner.scan(line, listed=True)
    if form.reader != "headcount":
        return any(token.kind is Kind.ANSWER and not token.weak for token in tokens)
    return bool(tokens) and tokens[-1].kind is Kind.PEOPLE


def is_owed(segment: Segment, folded: str, form: Form) -> bool:
    """Whether ``segment``, of which nothing was read, names a household that is not to be lost.

    It tells a number of a head count, or its door begins one of several lines.
    """
    if form.reader == "headcount" and segment.answered:
        return bool(segment.places) or (segment.neighbour and any(one.kind is Kind.ANSWER for one in segment.tokens))
    if not segment.places:
        return False
    start = folded.rfind("\n", 0, segment.tokens[0].start + 1) + 1
    return "\n" in folded and any(
        token.kind is Kind.PLACE and not folded[start : token.start].strip() for token in segment.tokens[:2]
    )


def owed(segments: list[Segment], folded: str, form: Form, *, sure: bool) -> list[Segment]:
    """Those of ``segments``, of which nothing was read, that are not to be lost; ``sure``: of several homes it was."""
    return [one for one in segments if is_owed(one, folded, form) or (sure and named_first(one))]


def named_first(segment: Segment) -> bool:
    """403勿开门: whether a door begins a clause of ``segment``, and something is said of it that asks nothing."""
    kinds = {token.kind for token in segment.tokens}
    first = any(
        clause.tokens[0].kind is Kind.PLACE and clause.tokens[0] in segment.tokens for clause in segment.clauses
    )
    return first and Kind.OTHER in kinds and kinds.isdisjoint((Kind.QUESTION, Kind.OTHERS))
