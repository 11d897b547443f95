"""Danger told in a few words, which named nothing that the lists knew; and the same words said for fun."""

from __future__ import annotations

import pytest

from bot.understand import Message, Reader


def urgency(reader: Reader, text: str) -> str | None:
    return reader.read(Message(text, "老孟", "official", "3", None)).urgency


@pytest.mark.parametrize(
    "text",
    [
        "电梯里困了三个人",
        "触电了",
        "手被砍了一刀",
        "有人拿刀",
        "我妈血糖3.1，人迷糊",
        "蜜蜂蛰了全身起疹子喘",
        "过敏，喉咙肿了",
        "说话不利索，半边身子麻",
        "心跳停了",
        "人快不行了",
        "要死人了",
        "我被反锁在阳台，零下，下雨",
        "水漫到配电箱了",
        "天花板要塌了",
        "SOS",
        "120不来",
        "帮忙打120 快",
        "急急急 打110",
    ],
)
def test_it_is_heard_at_once(reader: Reader, text: str) -> None:
    assert urgency(reader, text) == "high"


@pytest.mark.parametrize(
    "text",
    [
        "累得人快不行了",
        "今天热得人不行了",
        "我看到他的时候像触电一样",
        "要死人了，这价格",
        "SOS，有人有多余的酱油吗",
        "猫被锁在阳台了",
        "快递被割破了",
        "他有刀吗借一把",
        "打120要钱吗",
    ],
)
def test_figures_of_speech_call_nobody(reader: Reader, text: str) -> None:
    assert urgency(reader, text) != "high"
