"""What a committee's file says, and what it would change, as HTML: rows that nobody can read come first."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from bot.console.panel_words import panel_words
from bot.roster.changes import Preview
from bot.roster.showing import by_building, view
from bot.roster.wording import import_words

_MOST = 100


def told(seen: Preview, problems: Sequence[str]) -> str:
    """Everything a person should see before confirming; ``problems`` stand in the way of it."""
    words, data = panel_words().roster, view(seen)
    lines = [words.read.format(households=data["households"], buildings=len(data["buildings"]), people=data["people"])]
    if data["people_unknown"]:
        lines[0] += words.unknown.format(count=data["people_unknown"])
    lines += [words.several.format(count=data["several"])] * bool(data["several"])
    lines += [words.filled.format(count=data["filled"])] * bool(data["filled"])
    lines.append(words.taken.format(columns="、".join(data["taken"])))
    lines += [words.ignored.format(columns="、".join(data["ignored"]))] * bool(data["ignored"])
    tags = "、".join(f"{tag} {count}" for tag, count in data["tags"].items())
    lines += [words.tags.format(tags=tags)] * bool(tags)
    head = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return (
        head
        + _faults(words.not_taken, data["not_taken"])
        + _faults(words.doubts, data["doubts"])
        + _changes(data, problems)
    )


def _faults(title: str, faults: Sequence[dict[str, Any]]) -> str:
    if not faults:
        return ""
    words, reasons = panel_words().roster, import_words().reasons
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in words.columns)
    rows = []
    for one in faults[:_MOST]:
        mend = reasons.get(one["reason"], one["reason"])
        mend += words.other.format(row=one["other"]) if one["other"] else ""
        cells = (one["sheet"], str(one["row"]), one["column"], one["said"], mend)
        told = (
            f'<td data-label="{escape(column)}">{escape(cell)}</td>'
            for column, cell in zip(words.columns, cells, strict=True)
        )
        rows.append(f"<tr>{''.join(told)}</tr>")
    more = f"<p>{escape(words.and_more.format(count=len(faults) - _MOST))}</p>" if len(faults) > _MOST else ""
    return (
        f'<h3 class="late">{escape(title)} <small>{len(faults)}</small></h3><table class="list"><thead><tr>{head}</tr>'
        f"</thead><tbody>{''.join(rows)}</tbody></table>{more}"
    )


def _changes(data: dict[str, Any], problems: Sequence[str]) -> str:
    words = panel_words().roster
    found = [f"<h3>{escape(words.changes)}</h3>"]
    if not (data["added"] or data["removed"] or data["changed"]):
        found.append(f"<p>{escape(words.no_changes)}</p>")
    for title, homes in ((words.added, data["added"]), (words.removed, data["removed"])):
        if homes:
            found.append(_list(title, len(homes), [_homes(*one) for one in by_building(homes)]))
    if data["changed"]:
        found.append(_list(words.changed, len(data["changed"]), [_change(one) for one in data["changed"]]))
    if data["left_alone"]:
        found.append(f"<p>{escape(words.left_alone.format(buildings='、'.join(data['left_alone'])))}</p>")
    if problems:
        faults = "".join(f"<li>{escape(problem)}</li>" for problem in problems)
        found.append(f'<p>{escape(words.problems)}</p><ul class="faults">{faults}</ul>')
    return "".join(found)


def _list(title: str, count: int, lines: Sequence[str]) -> str:
    words = panel_words().roster
    shown = [*lines[:_MOST], *([words.and_more.format(count=len(lines) - _MOST)] if len(lines) > _MOST else [])]
    rows = "".join(f"<li>{escape(line)}</li>" for line in shown)
    return f"<p><b>{escape(title)} {count}</b></p><ul>{rows}</ul>"


def _homes(building: str, rooms: list[str]) -> str:
    words = panel_words().roster
    told = "、".join(rooms[:_MOST]) + ("……" if len(rooms) > _MOST else "")
    return words.homes.format(building=building, count=len(rooms), rooms=told)


def _change(one: dict[str, Any]) -> str:
    words, parts = panel_words().roster, []
    if one["people"]:
        before, after = (words.none if count is None else str(count) for count in one["people"])
        parts.append(words.people_from.format(before=before, after=after))
    parts += [words.gained.format(tags="、".join(one["gained"]))] * bool(one["gained"])
    parts += [words.lost.format(tags="、".join(one["lost"]))] * bool(one["lost"])
    return f"{one['household']}：{'，'.join(parts)}"
