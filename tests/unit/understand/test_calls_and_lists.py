"""A cry for a doctor is one however it is put, and a list of goods may end in its room."""

from __future__ import annotations

import pytest

from bot.understand import Message, Reader


@pytest.mark.parametrize("collecting", ["antigen", None])
@pytest.mark.parametrize(
    "text",
    [
        "我妈喘不上气了",
        "我爸喘不上来气",
        "奶奶上气不接下气",
        "外公没呼吸了",
        "快来人",
        "快来人！",
        "快来人啊！！",
        "救命",
    ],
)
def test_who_cannot_breathe_or_calls_out_needs_help_at_once(reader: Reader, text: str, collecting: str | None) -> None:
    meaning = reader.read(Message(text, "502-张三", "official", "3", collecting))
    assert (meaning.kind, meaning.category, meaning.urgency) == ("request", "medical", "high")


def test_who_calls_for_hands_needs_no_doctor(reader: Reader) -> None:
    meaning = reader.read(Message("快来人帮忙搬东西", "502-张三", "official", "3", None))
    assert (meaning.category, meaning.urgency) == ("volunteering", "medium")


@pytest.mark.parametrize(
    "text",
    [
        "布洛芬2盒 连花清瘟3盒 602",
        "布洛芬2盒，连花清瘟3盒，602室",
        "布洛芬2盒\n连花清瘟3盒\n3-602",
        "602 布洛芬2盒 连花清瘟3盒",
        "布洛芬2盒 连花清瘟3盒 3号楼602。",
    ],
)
@pytest.mark.parametrize("collecting", ["medicine", "supplies", None])
def test_the_room_of_a_list_stands_before_or_behind_it(reader: Reader, text: str, collecting: str | None) -> None:
    meaning = reader.read(Message(text, "路人", "official", "3", collecting))
    assert [(entry.building, entry.room, entry.values["quantity"]) for entry in meaning.entries] == [
        ("3", "602", 2),
        ("3", "602", 3),
    ]
    assert meaning.review is None


@pytest.mark.parametrize("text", ["布洛芬2盒 120", "布洛芬 300mg", "布洛芬2盒 共500元", "布洛芬2盒 电话13812345678"])
def test_another_number_at_the_end_is_no_room(reader: Reader, text: str) -> None:
    meaning = reader.read(Message(text, "路人", "official", "3", "medicine"))
    assert {entry.room for entry in meaning.entries} == {None}
