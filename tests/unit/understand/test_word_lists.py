"""Words looked for all at once are found as if each were looked for alone."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understand.patterns import any_of, lazily
from bot.understand.shapes import Shapes
from bot.understand.word_lists import Needs, WordLists, Words, seen

ROOT = Path(__file__).parents[3]
TEXTS = st.text(alphabet="电梯停水了没有人ab1\n\ud800", max_size=20)
LISTS = st.lists(st.lists(st.text(alphabet="电梯停水了没有人ab1", min_size=1, max_size=4), max_size=5), max_size=6)


@given(LISTS, TEXTS)
def test_a_list_is_seen_where_one_of_its_words_stands(listed: list[list[str]], text: str) -> None:
    lists = WordLists()
    bits = [lists.bit(words) for words in listed]
    for words, bit in zip(listed, bits, strict=True):
        assert bool(lists.seen(text) & bit) is any(word in text for word in words)


def test_a_list_that_is_added_later_is_seen_too() -> None:
    lists = WordLists()
    first = lists.bit(["电梯"])
    assert lists.seen("电梯停了") == first
    later = lists.bit(["停了"])
    assert lists.seen("电梯停了") == first | later


@given(st.lists(st.text(alphabet="电梯停水了没", min_size=1, max_size=4), unique=True, max_size=8), TEXTS)
def test_of_several_words_at_one_place_the_longest_is_found(words: list[str], text: str) -> None:
    expected = [(match.group(), *match.span()) for match in re.finditer(any_of(words), text)]
    assert Words(words).find(text) == expected


def test_what_is_said_in_several_words_needs_them_all() -> None:
    needs = Needs([[["电梯", "水"], ["停"]], [["断电"]]])
    assert [needs.may_be_in(text) for text in ("水停了", "停电梯", "断电", "电梯坏了", "停了", "")] == [
        True, True, True, False, False, False,
    ]  # fmt: skip
    assert seen("断电")


def test_shapes_begin_where_they_are_found_though_their_words_stand_elsewhere_too() -> None:
    shapes = Shapes(["{two}{line}", "没{line}"], {"two": ["两", "2"], "line": ["条", "杠"]})
    starts = shapes.starts("条两，两条没条2杠")
    assert starts is not None
    assert [starts.after(place) for place in (0, 3, 4, 6, 8, 9)] == [3, 3, 5, 7, 9, 9]
    assert not shapes.are_in("条两")
    assert shapes.starts("条，杠") is None


def test_a_pattern_that_is_compiled_late_finds_the_same() -> None:
    late, early = lazily("[0-9]+(?=室)"), re.compile("[0-9]+(?=室)")
    text = "3-502室，5号603"
    found, expected = late.search(text), early.search(text)
    assert found is not None
    assert expected is not None
    assert found.span() == expected.span()
    assert late.sub("·", text) == early.sub("·", text)
    assert late.findall(text) == early.findall(text)


@pytest.mark.parametrize(
    "asked",
    [
        "from bot.understand.crying import cry_in; print(cry_in('502 两人阴，我爸刚才摔倒流血了快来人') is not None)",
        "from bot.understand.goods import find_drugs; print(bool(find_drugs('拜新同2盒')))",
        "from bot.understand import Message, Reader; print(Reader().read(Message('电梯坏了')).kind != 'chat')",
    ],
)
def test_the_first_text_of_a_process_is_understood_as_all_later_ones(asked: str) -> None:
    """Lists are made as they are needed: none may be made after the text was looked at."""
    said = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "True"
