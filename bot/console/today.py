"""What is going on: open collections, the buildings as tiles, how answers come in, cries for help, what is not sent."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from html import escape
from typing import Any

from nicegui import ui

from bot.console.exports import hand_out
from bot.console.frame import Pages, button, every
from bot.console.guard import Visitor
from bot.console.now import Now, Round, Sight, Tile
from bot.console.places import PLACES

_LOOK = 1.0
_BARS = 60
_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 240)


async def today_page(pages: Pages, sight: Sight, visitor: Visitor) -> None:
    """Build the page; it changes by itself."""
    place = ui.element("div").classes("today")
    shown: list[Now] = []
    charts: dict[int, ui.echart] = {}
    parts: dict[str, Any] = {}

    async def look() -> None:
        seen = (await sight.now()).seen_by(await pages.again(visitor))
        if shown and shown[-1] == seen:
            return
        layout = [(one.number, bool(one.by_minute)) for one in seen.rounds]
        same = bool(shown) and layout == [(one.number, bool(one.by_minute)) for one in shown[-1].rounds]
        shown[:] = [seen]
        if not same:
            place.clear()
            charts.clear()
            with place:
                _build(pages, seen, charts, parts, visitor)
        _fill(pages, seen, charts, parts, visitor)

    every(pages, _LOOK, look)


def _build(pages: Pages, seen: Now, charts: dict[int, ui.echart], parts: dict[str, Any], visitor: Visitor) -> None:
    words = pages.words.today
    parts.clear()
    if not seen.rounds:
        with ui.element("section").classes("sheet"):
            ui.label(words.nothing)
            if pages.rooms.street is not None and pages.rooms.street.plays:
                ui.link(words.play, PLACES["street"].path)
    with ui.element("div").classes("sides"):
        parts["cries"] = ui.element("section").classes("sheet")
        if visitor.staff:
            parts["sends"] = ui.element("section").classes("sheet")
    for one in seen.rounds:
        with ui.element("section").classes("sheet"):
            parts[f"head{one.number}"] = ui.html("", sanitize=False)
            if visitor.staff:
                button(words.export, partial(hand_out, pages, visitor, str(one.number)), icon="download", plain=True)
            parts[f"tiles{one.number}"] = ui.html("", sanitize=False)
            if one.by_minute:
                ui.label(words.chart).classes("caption")
                charts[one.number] = ui.echart(_chart(pages, one)).classes("chart")


def _fill(pages: Pages, seen: Now, charts: dict[int, ui.echart], parts: dict[str, Any], visitor: Visitor) -> None:
    for one in seen.rounds:
        parts[f"head{one.number}"].set_content(_head(pages, one))
        parts[f"tiles{one.number}"].set_content(_tiles(pages, one))
        chart = charts.get(one.number)
        if chart is not None:
            chart.options.clear()
            chart.options.update(_chart(pages, one))
            chart.update()
    lists = (seen.cries, seen.sends, seen.failed)
    if parts.get("lists") == lists:
        return
    parts["lists"] = lists
    _fill_cries(pages, seen, parts["cries"])
    if "sends" in parts:
        _fill_sends(pages, seen, parts["sends"], visitor)


def _head(pages: Pages, one: Round) -> str:
    words = pages.words.today
    sums = {
        name: sum(getattr(tile, name) for tile in one.tiles)
        for name in ("expected", "answered", "missing", "review", "positive", "late")
    }
    until = ""
    if one.deadline is not None:
        until = words.until.format(time=f"{one.deadline.astimezone(pages.house.community.zone):%m-%d %H:%M}")
    state = words.open if one.open else words.closed
    figures = "".join(
        f'<div class="figure {name}"><dd>{sums[name]}{over}</dd><dt>{escape(getattr(words, name))}</dt></div>'
        for name, over in (
            ("answered", f'<small>/{sums["expected"]}</small>'), ("missing", ""), ("review", ""), ("positive", ""),
            ("late", ""),
        )
    )  # fmt: skip
    title = f"<h2>{escape(one.title)} <small>#{one.number} · {escape(state)} · {escape(until)}</small></h2>"
    return f'{title}<dl class="figures">{figures}</dl>'


def _tiles(pages: Pages, one: Round) -> str:
    return f'<div class="tiles">{"".join(_tile(pages, tile) for tile in one.tiles)}</div>'


def _tile(pages: Pages, tile: Tile) -> str:
    words = pages.words.today
    told = words.tile.format(
        building=tile.building, expected=tile.expected, answered=tile.answered, missing=tile.missing,
        review=tile.review, positive=tile.positive,
    )  # fmt: skip
    marks = "".join(
        f'<span class="mark {name}">{escape(getattr(words, name))} {number}</span>'
        for name, number in (("missing", tile.missing), ("review", tile.review), ("positive", tile.positive))
        if number
    )
    band = min(4, tile.share // 25) if tile.missing else 5
    return (
        f'<a class="tile band{band}" href="/building/{escape(tile.building)}" aria-label="{escape(told)}">'
        f'<b>{escape(tile.building)}</b><i>{tile.share}%</i><span class="marks">{marks}</span></a>'
    )


def _chart(pages: Pages, one: Round) -> dict[str, Any]:
    """Answers as bars of a few minutes each, and how many there were until then."""
    words, zone = pages.words.today, pages.house.community.zone
    first, last = one.by_minute[0][0], one.by_minute[-1][0]
    minutes = (last - first).total_seconds() / 60
    step = next((step for step in _STEPS if minutes / step <= _BARS), _STEPS[-1])
    begin = first - timedelta(minutes=first.astimezone(zone).minute % step)
    bars = [0] * (int((last - begin).total_seconds() / 60) // step + 1)
    for at, answers in one.by_minute:
        bars[int((at - begin).total_seconds() / 60) // step] += answers
    sums, sum_ = [], 0
    for bar in bars:
        sum_ += bar
        sums.append(sum_)
    times = [f"{(begin + timedelta(minutes=step * place)).astimezone(zone):%H:%M}" for place in range(len(bars))]
    each = words.each.format(minutes=step)
    return {
        "animation": False, "aria": {"enabled": True},
        "grid": {"left": 44, "right": 48, "top": 34, "bottom": 28}, "tooltip": {"trigger": "axis"},
        "legend": {"data": [each, words.sum], "top": 0, "textStyle": {"color": "#7d8b85"}},
        "xAxis": {"type": "category", "data": times, "axisLabel": {"color": "#7d8b85"}},
        "yAxis": [
            {"type": "value", "minInterval": 1, "axisLabel": {"color": "#7d8b85"}, "splitLine": {"lineStyle":
             {"color": "#7d8b8540"}}},
            {"type": "value", "minInterval": 1, "axisLabel": {"color": "#7d8b85"}, "splitLine": {"show": False}},
        ],
        "series": [
            {"name": each, "type": "bar", "data": bars, "itemStyle": {"color": "#2f9e78"}},
            {"name": words.sum, "type": "line", "yAxisIndex": 1, "data": sums, "showSymbol": False,
             "lineStyle": {"color": "#d08700"}, "itemStyle": {"color": "#d08700"}},
        ],
    }  # fmt: skip


def _fill_cries(pages: Pages, seen: Now, place: ui.element) -> None:
    words, zone = pages.words.today, pages.house.community.zone
    place.clear()
    with place:
        ui.html(f"<h2>{escape(words.urgent)}</h2>", sanitize=False)
        if not seen.cries:
            ui.label(words.no_urgent).classes("quiet")
            return
        with ui.element("div").classes("cries").props('tabindex="0"'):
            for one in seen.cries:
                home = "-".join(filter(None, [one.building, one.room]))
                if one.building and not one.room:
                    home = words.building.format(building=one.building)
                with ui.element("div").classes("cry" if not one.holder else "cry taken"):
                    ui.label(f"{one.number} · {home} · {one.at.astimezone(zone):%H:%M}").classes("caption")
                    ui.label(one.words)
                    ui.label(f"{words.taken_by}: {one.holder}" if one.holder else words.overdue).classes("caption")


def _fill_sends(pages: Pages, seen: Now, place: ui.element, visitor: Visitor) -> None:
    words = pages.words.today
    place.clear()
    with place:
        ui.html(f"<h2>{escape(words.sends)}</h2>", sanitize=False)
        with ui.element("div").classes("states"):
            for state in ("queued", "sending", "failed", "unknown"):
                ui.label(f"{words.states[state]} {seen.sends.get(state, 0)}").classes(f"mark {state}")
        for number, groups in seen.failed.items():
            with ui.element("div").classes("failed"):
                ui.label(words.failed_notice.format(number=number, groups=groups))
                button(words.resend, partial(pages.type, visitor, f"/resend {number}"))
        others = seen.sends.get("failed", 0) - sum(seen.failed.values())
        if others > 0:
            ui.label(words.failed_other.format(count=others)).classes("quiet")
