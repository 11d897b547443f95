"""401 阳?: who sets a mark behind the answer of a room is not sure; who asks in words wants to know."""

from __future__ import annotations

import pytest

from bot.understand import Meaning, Message, Reader


def said(reader: Reader, text: str, collecting: str | None = "antigen") -> Meaning:
    return reader.read(Message(text, "路人", "official", "3", collecting))


@pytest.mark.parametrize(
    "text", ["401 阳?", "401 阳？", "401阳 ?", "401 两条杠？", "401 3人 1阳？", "401 3阴1阳？", "3-401 阳性？？"]
)
@pytest.mark.parametrize("collecting", ["antigen", "headcount", None])
def test_an_unsure_positive_waits_for_a_person(reader: Reader, text: str, collecting: str | None) -> None:
    (entry,) = [one for one in said(reader, text, collecting).entries if one.form == "antigen"]
    assert (entry.room, entry.result, entry.values["suspect"]) == ("401", "unclear", True)
    assert entry.review is not None


def test_an_unsure_negative_waits_too(reader: Reader) -> None:
    assert said(reader, "401 阴?").review == "unclear_result"


@pytest.mark.parametrize("line", ["401 阳?", "401 阳？", "401 张家 阳了吗", "401 是不是阳了"])
def test_a_line_of_a_list_is_never_dropped(reader: Reader, line: str) -> None:
    meaning = said(reader, f"#接龙\n抗原\n\n1. 301 3人阴\n2. 302 2人阴\n3. {line}")
    assert [entry.room for entry in meaning.entries] == ["301", "302", "401"]
    assert meaning.entries[2].values["suspect"] is True
    assert meaning.entries[2].review is not None


@pytest.mark.parametrize(
    "text", ["502阳了吗", "502阳了吗？", "听说401阳了？", "谁家阳了？", "401是不是阳了", "几号楼阳了？"]
)
def test_a_question_about_others_stays_one(reader: Reader, text: str) -> None:
    assert (said(reader, text).kind, said(reader, text).entries) == ("question", [])
