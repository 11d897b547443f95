"""What the templates of fenjian count show: labels, floors, and columns that line up though Chinese is wide."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from itertools import groupby
from typing import Any

from rich.cells import cell_len, set_cell_size

from bot.answers import UNCLEAR
from bot.count.pages import Counted, Flat, Page, Said
from bot.understand import Form

_LONGEST = 120  # characters of somebody's words in a table; --json has them all
_MARGIN = 8  # the floor before a row


def view(counted: Counted, form: Form, width: int) -> dict[str, Any]:
    """Data for count/table and count/paste. ``width`` is the terminal's, in columns."""
    first, last = counted.first, counted.last
    two_days = first is not None and last is not None and first.date() != last.date()
    return {
        "title": form.title,
        "pages": [_page(page, form, width) for page in counted.pages.values()],
        "first": _moment(first, day=True),
        "last": _moment(last, day=True),
        "last_day": f"{last:%Y-%m-%d}" if last else "",
        "two_days": two_days,
        "form_told": counted.form_told,
        "building_told": counted.building_told,
        "messages": counted.messages,
        "repeated": counted.repeated,
        "left": [(left.kind, _said(left.said)) for left in counted.left],
        "urgent": [_said(left.said) for left in counted.left if left.urgent],
    }


def _page(page: Page, form: Form, width: int) -> dict[str, Any]:
    answered, missing = page.answered(), page.missing()
    looks = [
        {"room": flat.label, "reason": str(flat.standing.review), "said": [_said(said) for said in flat.heard()]}
        for flat in page.review()
        if flat.standing
    ]
    looks += [{"room": doubt.room or "", "reason": doubt.reason, "said": [_said(doubt.said)]} for doubt in page.doubts]
    return {
        "building": page.building,
        "complete": page.complete,
        "expected": page.expected(),
        "answered": len([flat for flat in answered if not (page.complete and flat.vacant)]),
        "vacant": sum(page.complete and flat.vacant for flat in answered),
        "missing": len(missing),
        "missing_rooms": [flat.label for flat in missing],
        "missing_floors": [(floor, [flat.label for flat in flats]) for floor, flats in _floors(missing)],
        "no_wechat": [flat.label for flat in missing if flat.household and flat.household.no_wechat],
        "positive": page.positive(),
        "unplaced_positive": [_said(doubt.said) for doubt in page.unplaced_positive()],
        "late": [flat.label for flat in answered if flat.standing and flat.standing.late],
        "looks": looks,
        "results": _labelled(form, page.households()),
        "people": _labelled(form, page.people()),
        "no_number": [flat.label for flat in answered if _unnumbered(flat, form)],
        "has_review": bool(page.review()),
        "lines": _lines(answered, form, width),
    }


def _labelled(form: Form, numbers: Counter[str]) -> list[tuple[str, int]]:
    """(label, number) in the form's order; the template has the words for what is no answer of the form."""
    rows = [(form.answers[name].label, numbers[name]) for name in form.answers if numbers[name] and name != UNCLEAR]
    return rows + [(name, n) for name, n in numbers.items() if n and (name not in form.answers or name == UNCLEAR)]


def _unnumbered(flat: Flat, form: Form) -> bool:
    """Whether heads should have been told and were not."""
    if flat.standing is None or flat.standing.review or flat.result in ("absent", "elsewhere"):
        return False
    return bool(form.values) and all(count is None for count in flat.standing.counts.values())


def _floors(flats: list[Flat]) -> list[tuple[str, list[Flat]]]:
    """Flats by unit and floor, top floor first, as one walks down. The names of floors are of one width."""
    ordered = sorted(flats, key=lambda flat: (flat.unit, -int(flat.floor or 0)))
    found = [(floor, list(group)) for floor, group in groupby(ordered, key=_floor)]
    widest = max((len(floor) for floor, _ in found), default=0)
    return [(floor.rjust(widest), group) for floor, group in found]


def _floor(flat: Flat) -> str:
    return f"{flat.unit}-{flat.floor}" if flat.unit and flat.floor else flat.floor


def _lines(flats: list[Flat], form: Form, width: int) -> list[tuple[str, str]]:
    """Rows of equal columns, a floor beginning a row of its own. A long cell takes as many columns as it needs."""
    cells = {flat.label: _cell(flat, form) for flat in flats}
    widths = sorted(cell_len(cell) for cell in cells.values())
    column = widths[len(widths) * 4 // 5] + 2 if widths else 2
    fit = max(1, (width - _MARGIN) // column)
    lines: list[tuple[str, str]] = []
    for floor, group in _floors(flats):
        row, used = "", 0
        for flat in group:
            cell = cells[flat.label]
            needed = -(-(cell_len(cell) + 2) // column)
            if row and used + needed > fit:
                lines.append((floor, row.rstrip()))
                floor, row, used = " " * len(floor), "", 0
            row, used = row + set_cell_size(cell, needed * column), used + needed
        lines.append((floor, row.rstrip()))
    return lines


def _cell(flat: Flat, form: Form) -> str:
    """502 and its answer, with the heads where they are known; a question mark where a person must look."""
    standing = flat.standing
    if standing is None or standing.review:
        return f"{flat.label} ?"
    parts = [(form.answers[name].label, n) for name, n in standing.counts.items() if n and name in form.answers]
    label = form.answers[standing.result].label if standing.result in form.answers else standing.result
    if len(parts) > 1:
        return f"{flat.label} " + "".join(f"{name}{n}" for name, n in parts)
    heads = parts[0][1] if parts else next((n for n in standing.counts.values() if n is not None), None)
    if form.reader == "headcount" and heads is not None and standing.result == next(iter(form.answers)):
        return f"{flat.label} {heads}"
    return f"{flat.label} {label}{'' if heads is None else heads}"


def _said(said: Said) -> dict[str, str]:
    words = " ".join(said.words.split())
    if len(words) > _LONGEST:
        words = words[:_LONGEST] + "…"
    return {"who": said.who, "words": words, "time": _moment(said.time)}


def _moment(moment: datetime | None, *, day: bool = False) -> str:
    if moment is None:
        return ""
    return f"{moment.month}-{moment.day} {moment:%H:%M}" if day else f"{moment:%H:%M}"
