"""Whole addresses: the door is what counts, and a form that names two doors waits for a person."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understand import Message, Reader
from bot.understand.address import contradicts, read_address, simplify
from bot.understand.normalise import fold
from tests.support.examples import examples


@pytest.mark.parametrize(
    ("address", "building", "room"),
    [
        ("上海市静安区梧桐路88弄12号302室", "12", "302"),
        ("梧桐路88弄12号302", "12", "302"),
        ("静安区梧桐路88弄秋月苑(东区)12-302", "12", "302"),
        ("上海市静安区秋月苑12号楼302室", "12", "302"),
        ("上海市静安区秋月苑 12幢 302", "12", "302"),
        ("梧桐路88号秋月苑12号302室", "12", "302"),
        ("梧桐路12号302室", "12", "302"),
        ("梧桐路６６弄Ａ座１２０３", "A", "1203"),
        ("梧桐路2088号秋月苑写字楼706", "写字楼", "706"),
        ("梧桐路2088号706室（秋月苑写字楼）", "写字楼", "706"),
        ("梧桐路2088号706室", None, "706"),
        ("梧桐路88弄12号302（放门口）", "12", "302"),
        ("梧桐路88弄12号2单元302", "12", "302"),
    ],
)
def test_the_door_of_an_address(address: str, building: str | None, room: str) -> None:
    door = read_address(fold(address))
    assert door is not None
    assert (door.building, door.room) == (building, room)


@pytest.mark.parametrize("text", ["梧桐路88弄", "502 3人阴", "今天南京路3号口有人发菜", "路过500米", "上海市区"])
def test_what_names_no_door_is_no_address(text: str) -> None:
    assert read_address(text) is None
    assert simplify(text) == (text, False)


@pytest.mark.parametrize(
    ("address", "building", "room", "contrary"),
    [
        ("梧桐路88弄12号302室", "12号楼", "302室", False),
        ("梧桐路88弄12号302室", "12", "3o2是", False),
        ("梧桐路88弄12号302室", "302", "302", False),
        ("梧桐路88弄12号302室", "21", "302", True),
        ("梧桐路88弄12号302室", "12", "203", True),
        ("梧桐路2088号秋月苑写字楼706", "写字楼", "706", False),
        ("梧桐路88弄12号302室", None, None, False),
    ],
)
def test_fields_and_address(address: str, building: str | None, room: str | None, contrary: bool) -> None:
    assert contradicts(fold(address), building and fold(building), room and fold(room)) is contrary


def understood(reader: Reader, text: str, collecting: str | None = "antigen") -> list[tuple[object, ...]]:
    meaning = reader.read(Message(text, None, "official", "12", collecting))
    return [(entry.building, entry.room, entry.result, entry.review) for entry in meaning.entries]


def test_an_answer_behind_a_whole_address(reader: Reader) -> None:
    assert understood(reader, "上海市静安区梧桐路88弄12号302室 2人阴") == [("12", "302", "negative", None)]
    assert understood(reader, "我家梧桐路88弄12号302，两条杠") == [("12", "302", "positive", None)]
    assert understood(reader, "梧桐路88弄13号302 阴") == [("13", "302", "negative", "other_building")]


def test_what_is_said_before_an_address_is_still_heard(reader: Reader) -> None:
    assert understood(reader, "听说梧桐路88弄12号302阳了") == []


def test_a_form_filled_in_line_by_line(reader: Reader) -> None:
    assert understood(reader, "楼号：12\n房号：302\n结果：阴") == [("12", "302", "negative", None)]


def test_a_form_that_contradicts_its_address_waits_for_a_person(reader: Reader) -> None:
    text = "楼号：21\n房号：302\n地址：静安区梧桐路88弄12号302室\n结果：阴"
    assert [review for *_, review in understood(reader, text)] == ["conflict"]


@given(st.text(alphabet="上海市静安区梧桐路弄号楼室0123456789（）：-商务 \n楼号房号阳", max_size=80))
def test_a_text_keeps_its_length(text: str) -> None:
    assert len(simplify(text)[0]) == len(text)


@pytest.mark.parametrize("piece", ["路1", "市", "市区", "路1弄", "弄1号", "楼号：1", "1弄", "区路8号"])
def test_no_text_takes_long(piece: str) -> None:
    text = piece * (12_000 // len(piece))
    start = time.process_time()
    simplify(text)
    assert time.process_time() - start < 0.5


@pytest.mark.accuracy
def test_the_addresses_that_people_typed(reader: Reader) -> None:
    rows = examples("addresses")
    right = seen = 0
    for row in rows:
        address = fold(row["address"])
        door = read_address(address)
        right += door is not None and (door.building, door.room) == (row["building"], row["room"])
        said = contradicts(address, fold(row["building_field"]), fold(row["room_field"]))
        seen += said == row["conflict"]
        written = reader.read(Message(f"{row['address']} 2人", None, "official", None, "headcount"))
        if [(one.building, one.room) for one in written.entries] != [(row["building"], row["room"])]:
            print(f"address read otherwise: {row['address']} -> {door}, expected {row['building']}-{row['room']}")
    print(f"\naddresses: {len(rows)} rows, {right} doors right, {seen} judged right for contradiction")
    assert right >= 0.97 * len(rows)
    assert seen == len(rows)
