"""What lies beyond the characters that are read: an alarm there waits for a person, whatever came before it."""

from __future__ import annotations

import pytest

from bot.understand import Meaning, Message, Reader

STORY = "哎呀今天早上起来真是累，" * 180


def said(reader: Reader, text: str, sender: str = "路人", collecting: str | None = "antigen") -> Meaning:
    return reader.read(Message(text, sender, "official", "3", collecting))


def suspects(meaning: Meaning) -> list[tuple[str | None, bool]]:
    return [(one.room, one.review is not None) for one in meaning.entries if one.values.get("suspect")]


@pytest.mark.parametrize("collecting", ["antigen", "headcount", None])
def test_a_positive_at_the_end_of_a_long_story(reader: Reader, collecting: str | None) -> None:
    meaning = said(reader, STORY + "我家502 3人，其中一个阳性", "502-张", collecting)
    assert (meaning.kind, meaning.form, meaning.review) == ("report", "antigen", "too_long")
    assert suspects(meaning) == [("502", True)]


def test_without_a_room_beside_it_it_is_the_writers_own(reader: Reader) -> None:
    assert suspects(said(reader, STORY + "唉，结果就是阳性", "502-张")) == [("502", True)]
    assert suspects(said(reader, STORY + "唉，结果就是阳性")) == [(None, True)]
    assert suspects(said(reader, "603 阴\n" * 500 + "唉，阳性", "502-张")) == [(None, True)]


def test_at_the_end_of_a_long_list(reader: Reader) -> None:
    lines = [
        f"{n}. {900 + n} 张家 3人阴 谢谢志愿者和居委的辛苦付出，大家一起加油，早日解封，平平安安每一天"
        for n in range(1, 300)
    ]
    meaning = said(reader, "#接龙\n抗原\n\n" + "\n".join([*lines, "301. 301 张家 1阳2阴 谢谢"]))
    assert meaning.chain
    assert meaning.review == "too_long"
    assert suspects(meaning) == [("301", True)]


def test_behind_a_long_introduction(reader: Reader) -> None:
    meaning = said(reader, "#接龙\n抗原\n\n" + "说明" * 6000 + "\n1. 502 3人阴\n2. 301 1阳")
    assert ("301", True) in suspects(meaning)


def test_at_the_end_of_a_long_entry(reader: Reader) -> None:
    meaning = said(reader, "#接龙\n抗原\n1. 303 阴\n2. 502 2人阴，" + "谢谢大家" * 200 + "，还有一个阳性")
    assert suspects(meaning) == [("502", True)]


def test_a_word_across_the_cut(reader: Reader) -> None:
    for cut in range(1990, 2001):
        assert suspects(said(reader, "好" * (cut - 4) + "502 两条杠" + "好" * 30, "502-张"))


def test_without_an_alarm_a_long_text_is_what_its_beginning_says(reader: Reader) -> None:
    assert said(reader, STORY + "今天太阳真好，晒晒阳台").kind == "chat"
    assert suspects(said(reader, "603 阴\n" * 500)) == []
