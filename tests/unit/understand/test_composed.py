"""Thousands of messages put together from parts: however a positive is framed, it is never read as anything else."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from bot.understand import Meaning, Message, Reader

OPENINGS = [
    "",
    "早上好，",
    "报告，",
    "@信息员 ",
    "不好意思，",
    "各位邻居，",
    "唉，",
    "今天",
    "刚测，",
    "更正：",
    "打错了，",
    "【上报】",
]
ROOMS = [
    "",
    "502 ",
    "502室",
    "502：",
    "3-502 ",
    "三号楼502室 ",
    "3号５０２",
    "5o2 ",
    "502王阿姨 ",
    "我家",
    "家里",
    "3幢1单元502 ",
]
PEOPLE = ["", "1人", "3人 ", "一个人", "有一个", "老公", "孩子", "两个人", "全家", "都"]
POSITIVE = [
    "阳",
    "阳性",
    "阳了",
    "两条杠",
    "2条杠",
    "双杠",
    "中招了",
    "弱阳性",
    "陽性",
    "兩條槓",
    "呈阳性",
    "测出两条杠",
    "抗原阳性",
]
NEGATIVE = ["阴", "阴性", "一条杠", "都是阴性", "陰性", "单杠", "均阴", "阴的", "是阴", "结果阴性"]
ENDINGS = [
    "",
    "。",
    "！",
    "了",
    "，怎么办",
    "，请问怎么办？",
    "，请联系我",
    "😭",
    "[流泪]",
    " 谢谢",
    "，已拍照",
    "，发烧38度",
]
COUNT = 2500


def composed(answers: list[str], seed: int) -> Iterator[str]:
    chosen = random.Random(seed)
    for _ in range(COUNT):
        yield "".join(chosen.choice(parts) for parts in (OPENINGS, ROOMS, PEOPLE, answers, ENDINGS))


def reviewed(meaning: Meaning) -> bool:
    return meaning.review is not None or any(entry.review for entry in meaning.entries)


@pytest.mark.parametrize("collecting", ["antigen", "headcount"])
def test_a_positive_is_never_read_as_anything_else(reader: Reader, collecting: str) -> None:
    missed = []
    for text in composed(POSITIVE, seed=1):
        meaning = reader.read(Message(text, "502-张三", "official", "3", collecting))
        if not reviewed(meaning) and all(entry.result != "positive" for entry in meaning.entries):
            missed.append(text)
    assert missed == []


def test_a_negative_is_an_answer_and_seldom_left_to_a_person(reader: Reader) -> None:
    read = [
        (text, reader.read(Message(text, "502-张三", "official", "3", "antigen")))
        for text in composed(NEGATIVE, seed=2)
    ]
    assert [text for text, meaning in read if meaning.kind != "report"] == []
    assert [text for text, meaning in read if any(entry.result == "positive" for entry in meaning.entries)] == []
    assert sum(reviewed(meaning) for _, meaning in read) <= 0.05 * COUNT
