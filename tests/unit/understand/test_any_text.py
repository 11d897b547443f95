"""No text raises, whatever it is made of, and the same text always means the same."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understand import Message, Reader, parse_copied, read_nickname, redact, to_json

READER = Reader(command_words=["统计", "更正"])
PIECES = [
    *"阴阳-+,，。?？！\n 　:：、/／#[]【】（）「」@1230９①一二两三人个号楼室栋单元弄的了吗都没不和",
    "502", "2105", "3-502", "5o2", "3号楼", "一条杠", "两条杠", "阴性", "阳性", "#接龙", "1. ", "2. ",
    "听说", "好像", "昨天",
    "同昨天", "其余", "对门", "代报", "更正", "布洛芬", "2盒", "10mg*30片",
    "\ud800", "\x00", "🐔", "\u200b", "\ufe0f", "- - - - -\n",
]  # fmt: skip
TEXTS = st.one_of(
    st.text(alphabet=st.characters(codec=None), max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=25).map("".join),
)
COLLECTING = st.sampled_from([None, "antigen", "headcount", "supplies", "medicine", "nonsense"])


@settings(max_examples=600, deadline=None)
@given(TEXTS, TEXTS, COLLECTING, st.sampled_from(["official", "private", "staff"]))
def test_no_text_raises_and_the_answer_is_always_the_same(
    text: str, sender: str, collecting: str | None, group: str
) -> None:
    message = Message(text, sender, group, "3", collecting)
    meaning = to_json(READER.read(message), "x")
    assert meaning == to_json(READER.read(message), "x")
    if meaning["kind"] == "report":
        assert all(entry["room"] or meaning["review"] or entry["review"] for entry in meaning["entries"])


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_nicknames_copies_and_masks_take_any_text(text: str) -> None:
    read_nickname(text)
    parse_copied(text)
    assert redact(redact(text)) == redact(text)
