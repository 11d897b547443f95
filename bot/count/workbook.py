"""A counted chat as a workbook: the same sheets as a collection's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from bot.answers import UNCLEAR
from bot.count.pages import Counted, Flat, Page
from bot.sheets.collection import BuildingPage, CollectionPages, collection_book
from bot.sheets.collection import Flat as Line
from bot.sheets.words import sheet_words
from bot.understand import Form


def label_of(form: Form, name: str, labels: Mapping[str, str]) -> str:
    """A result in the form's words, else in the lexicon's."""
    answer = form.answers.get(name)
    return answer.label if answer is not None and name != UNCLEAR else labels.get(name, name)


def counted_book(counted: Counted, form: Form, labels: Mapping[str, str], community: str, now: datetime) -> bytes:
    """The workbook's file. ``now`` is the community's time, without zone."""
    words, pages = sheet_words(), list(counted.pages.values())
    households: Counter[str] = sum((page.households() for page in pages), Counter())
    people: Counter[str] = sum((page.people() for page in pages), Counter())
    heads = [name for name in form.values if people[name]]
    alarm = next((answer.label for answer in form.answers.values() if answer.alarm), "")
    heading = words.lines["pasted"].format(community=community, count=counted.messages, now=words.day(now))
    return collection_book(
        CollectionPages(
            community, 0, form.title, True, None, now, alarm, [label_of(form, name, labels) for name in households],
            [label_of(form, name, labels) for name in heads],
            [_page(page, form, labels, heads) for page in pages], heading,
        )
    )  # fmt: skip


def _page(page: Page, form: Form, labels: Mapping[str, str], heads: Sequence[str]) -> BuildingPage:
    people, answered = page.people(), page.answered()
    expected = page.expected()
    missing = page.missing()
    late = sum(flat.standing is not None and flat.standing.late for flat in answered)
    return BuildingPage(
        page.building, len(answered) if expected is None else expected,
        len(answered) if expected is None else expected - len(missing), len(missing), len(page.review()),
        len(page.positive()), late,
        {label_of(form, name, labels): count for name, count in page.households().items()},
        {label_of(form, name, labels): people[name] for name in heads},
        list(_lines(page, form, labels, heads)), len(page.doubts),
    )  # fmt: skip


def _lines(page: Page, form: Form, labels: Mapping[str, str], heads: Sequence[str]) -> Iterator[Line]:
    for flat in page.ordered():
        yield _line(flat, form, labels, heads)


def _line(flat: Flat, form: Form, labels: Mapping[str, str], heads: Sequence[str]) -> Line:
    words, home = sheet_words(), flat.household
    people = home.people if home is not None else None
    standing = flat.standing
    if standing is None or not standing.given:
        remarks = [words.words["no_wechat"]] if home is not None and home.no_wechat and not flat.vacant else []
        return Line(flat.unit, flat.room, people, "vacant" if flat.vacant else "missing", remarks=remarks)
    said = flat.heard()
    remarks = [words.reasons.get(standing.review, words.states["review"])] if standing.review else []
    remarks += [f"{one.who} {one.words}".strip() for one in said] if standing.review else []
    return Line(
        flat.unit, flat.room, people, "review" if standing.review else "answered",
        label_of(form, flat.result, labels),
        [None if standing.review else standing.counts.get(name) for name in heads],
        said[-1].time if said and said[-1].time else None, words.ways.get(standing.way, ""), remarks, standing.alarm,
    )  # fmt: skip
