"""What is a cry for help, and what is only pressing."""

from __future__ import annotations

import pytest

from bot.understand import Message, Reader
from bot.understand.crying import is_cry, urgency_heard
from bot.understand.unmoved import unmoved
from data.demo.day import make_day

FALSE_ALARMS = 3


@pytest.mark.parametrize("seed", [8, 9, 10, 11, 12, 13, 14])
def test_of_a_day_every_cry_is_heard_and_hardly_anything_else(reader: Reader, seed: int) -> None:
    day = make_day(seed)
    said = {line["id"]: line["text"] for line in day.lines if "text" in line}
    crying = {key for key, text in said.items() if is_cry(reader.read(Message(text, building="3")), text)}
    assert set(day.truth.cries) - crying == set()
    assert len(crying - set(day.truth.cries)) <= FALSE_ALARMS


@pytest.mark.parametrize(
    "text",
    [
        "楼里阳性到底什么时候转走啊",
        "确诊的怎么还在家，大家都害怕",
        "@宋书记 阳性三天了还没人拉走！！[流泪]",
        "麻烦赶紧把感染的送去方舱，我们跟着封",
        "同楼阳性还在，没人转运",
    ],
)
def test_that_patients_are_still_there_is_pressing_but_no_cry(reader: Reader, text: str) -> None:
    meaning = reader.read(Message(text, building="3"))
    assert unmoved().is_all_of(text)
    assert meaning.kind != "chat"
    assert urgency_heard(meaning, text) != "high"


@pytest.mark.parametrize(
    "text",
    [
        "隔壁阳性高烧昏迷，还没人转运",
        "室友阳性五天了还没人来转运，我们四个人合租",
        "我阳了，和七十岁的父母同住，请快点把我转走",
        "对门阳性老太太喘不上气，没人拉走",
        "孕36周核酸阳性，肚子一阵阵紧，请送定点医院",
        "全家阳性没人接走，宝宝发烧",
    ],
)
def test_whatever_else_is_told_of_patients_is_a_cry(reader: Reader, text: str) -> None:
    assert not unmoved().is_all_of(text)
    assert is_cry(reader.read(Message(text, building="3")), text)


@pytest.mark.parametrize(
    "text",
    [
        "120还没来，我岳父在地上躺两个钟头了",
        "门口有个老伯躺在地上，没人敢扶",
        "他咳出来的是粉红色泡沫，坐着才能喘气",
    ],
)
def test_signs_that_are_no_word_for_an_illness_are_cries(reader: Reader, text: str) -> None:
    assert is_cry(reader.read(Message(text, building="3")), text)
