"""A pasted chat: doubtful lines are settled by a person, and the workbook says what then stands."""

from __future__ import annotations

import io
from datetime import datetime

import pytest
from openpyxl import load_workbook

from bot.count import count_chat
from bot.count.pages import Counted, Flat
from bot.count.settling import read_answer, resolve
from bot.count.workbook import counted_book
from bot.roster import Household
from bot.understand import Reader, load_forms
from bot.words import load_words

CHAT = """502-张三: 502 3人阴
501-李四: 501 若隐若现
王五: 两人都阴
"""
FORMS = load_forms()
ANTIGEN = FORMS["antigen"]
READER = Reader(FORMS)


@pytest.fixture
def counted() -> Counted:
    homes = [Household("3", "", room, 3, (), False, False) for room in ("301", "501", "502")]
    return count_chat(CHAT, FORMS, form="antigen", building="3", households=homes, reader=READER)


def flat(counted: Counted, room: str) -> Flat:
    return counted.pages["3"].flats["", room]


def settle(counted: Counted, room: str, text: str, *, unplaced: bool = False) -> bool:
    page, home = counted.pages["3"], flat(counted, room)
    entry = read_answer(READER, ANTIGEN, home, text)
    if entry is not None:
        resolve(page, home, entry, ANTIGEN, text, page.doubts[0] if unplaced else None)
    return entry is not None


def test_what_is_doubtful_is_settled_and_counts(counted: Counted) -> None:
    page = counted.pages["3"]
    assert [one.label for one in page.review()] == ["501"]
    assert settle(counted, "501", "1阳2阴")
    assert page.review() == []
    assert page.positive() == ["501"]
    assert page.people()["positive"] == 1


def test_words_without_a_place_are_given_one(counted: Counted) -> None:
    page = counted.pages["3"]
    assert [doubt.reason for doubt in page.doubts] == ["no_room"]
    assert [one.label for one in page.missing()] == ["301"]
    assert settle(counted, "301", "2阴", unplaced=True)
    assert page.doubts == []
    assert page.missing() == []


@pytest.mark.parametrize("text", ["大概吧", "若隐若现", "阴 302阳", ""])
def test_what_is_not_clear_settles_nothing(counted: Counted, text: str) -> None:
    assert not settle(counted, "501", text)
    assert [one.label for one in counted.pages["3"].review()] == ["501"]


def test_the_workbook_tells_what_stands_and_what_does_not(counted: Counted) -> None:
    book = load_workbook(
        io.BytesIO(
            counted_book(counted, ANTIGEN, load_words().labels, "河畔花园", datetime.fromisoformat("2022-04-10T08:00"))
        )
    )
    rows = [[str(cell) for cell in row if cell is not None] for row in book.worksheets[1].iter_rows(values_only=True)]
    told = {row[0]: " ".join(row) for row in rows if row}
    assert "阴性" in told["502"]
    assert "待核实" in told["501"]
    assert "若隐若现" in told["501"], "the words stand beside what a person must look at"
    assert "未答" in told["301"]
