"""Where a list of medicine is open, what is counted is a drug, be it one that nobody taught the reader."""

from __future__ import annotations

import pytest

from bot.understand import Meaning, Message, Reader


def read(reader: Reader, text: str, collecting: str | None = "medicine") -> Meaning:
    return reader.read(Message(text, "1203-陈", "official", "5", collecting))


@pytest.mark.parametrize(
    ("text", "drugs"),
    [
        ("喜辽妥2支", [("喜辽妥", None, 2)]),
        ("2支喜辽妥", [("喜辽妥", None, 2)]),
        ("麻烦带一下易善复 228mg 3盒，谢谢", [("易善复", "228mg", 3)]),
        ("妈妈：可乐必妥一盒，医保", [("可乐必妥", None, 1)]),
        ("头孢2盒 阿莫仙1盒", [("头孢", None, 2), ("阿莫仙", None, 1)]),
        ("1. 易善复2盒\n2. 天晴甘美 1盒", [("易善复", None, 2), ("天晴甘美", None, 1)]),
        ("盐酸二甲双胍缓释片 0.5g×60片 ×2瓶", [("盐酸二甲双胍缓释片", "0.5g×60片", 2)]),
    ],
)
def test_what_is_counted_is_a_drug(reader: Reader, text: str, drugs: list[tuple[str, str | None, int]]) -> None:
    meaning = read(reader, text)
    found = [tuple(entry.values[key] for key in ("drug", "strength", "quantity")) for entry in meaning.entries]
    assert (meaning.kind, meaning.form, found) == ("report", "medicine", drugs)
    assert all(entry.review is None for entry in meaning.entries)


@pytest.mark.parametrize("text", ["降压的 两瓶", "白色的那个药2瓶", "心脏药1盒", "老样子2盒"])
def test_which_drug_is_meant_a_person_asks(reader: Reader, text: str) -> None:
    meaning = read(reader, text)
    assert (meaning.form, [entry.review for entry in meaning.entries]) == ("medicine", ["no_item"])


@pytest.mark.parametrize(
    "text", ["剩下的两盒", "医生开了3盒", "今天共代配23户41盒，明细私发", "早上空腹1片", "狗罐头2盒"]
)
def test_talk_of_amounts_names_no_drug(reader: Reader, text: str) -> None:
    assert read(reader, text).entries == []


def test_a_request_names_a_new_drug_whatever_is_collected(reader: Reader) -> None:
    meaning = read(reader, "有人去药房吗？帮带 康复新液 1盒 + 口腔溃疡散 1支", None)
    assert (meaning.kind, meaning.form) == ("request", "medicine")
    assert [entry.values["drug"] for entry in meaning.entries] == ["康复新液", "口腔溃疡散"]
