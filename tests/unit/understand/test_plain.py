"""What is said again for another room is what the reader would have said of it."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path

import pytest

from bot.understand import Meaning, Message, Reader, to_json

CORPUS = sorted((Path(__file__).parents[2] / "corpus").glob("*.jsonl"))
ROOMS = ("502", "1704", "1203", "101", "3908")
WORDS = (
    " 3人阴",
    "室，2人，阴性",
    " 2阴1阳",
    " 阳性",
    "都阴",
    " 若隐若现",
    " 没测",
    " 3人 2阴",
    "，一条杠",
    " 阴 503也阴",
    " 好的",
    " 阳了吗",
)
SENDERS = (None, "502-张三", "1203李阿姨", "4-1704 王", "小美")


def said(meaning: Meaning) -> str:
    return json.dumps([to_json(meaning, None), [(entry.words, entry.same) for entry in meaning.entries]])


@pytest.mark.parametrize("sender", SENDERS)
@pytest.mark.parametrize("collecting", ["antigen", "headcount", None])
def test_any_room_any_words_read_as_the_first_time(sender: str | None, collecting: str | None) -> None:
    practised = Reader()
    for room, words, building in product(ROOMS, WORDS, ("", "3-", "3号楼", "4栋")):
        message = Message(f"{building}{room}{words}", sender, "official", "3", collecting)
        assert said(practised.read(message)) == said(Reader.read(FRESH[0], message)), message.text
        FRESH[0]._plain._known.clear()


FRESH = [Reader()]


def test_the_whole_corpus_reads_the_same_the_second_time() -> None:
    practised, rows = Reader(), [json.loads(line) for path in CORPUS for line in path.read_text("utf-8").splitlines()]
    messages = [
        Message(
            row["text"], row.get("sender"), row.get("group") or "official", row.get("building"), row.get("collecting")
        )
        for row in rows
    ]
    first = [said(practised.read(message)) for message in messages]
    assert [said(practised.read(message)) for message in messages] == first
    for message, expected in zip(messages, first, strict=True):
        FRESH[0]._plain._known.clear()
        assert said(FRESH[0].read(message)) == expected
