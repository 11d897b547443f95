"""Whoever disagrees with a reading sees which words led to it, and in which file each stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understand import Explainer, Message, Reader, load_forms
from tests.unit.understand.corpus import FOLDER, load

FORMS = load_forms()
READER = Reader(FORMS)
EXPLAINER = Explainer(FORMS)
ROOT = Path(__file__).resolve().parents[3]


def told(text: str, *, sender: str | None = "502-张三", collecting: str | None = "antigen") -> list[tuple[str, str]]:
    message = Message(text, sender, "official", "3", collecting)
    return [(step["words"] or "", step["as"] or "") for step in EXPLAINER.explain(message, READER.read(message))]


def test_an_answer_its_place_and_its_number() -> None:
    steps = told("602 3人阴")
    assert ("602", "门牌 602") in steps
    assert ("3人", "人数 3") in steps
    assert ("阴", "回答：阴性") in steps


@pytest.mark.parametrize(
    ("text", "words", "said"),
    [
        ("听说隔壁阳了", "阳了", "回答：阳性，但不算数：是听说来的"),
        ("502是不是阳了？", "是不是", "问句"),
        ("今天阴天", "阴天", "只是看着像回答"),
        ("我家都阴", "502-张三", "群昵称里的门牌 502（正文没有写门牌）"),
        ("502 阴 呱唧呱唧", "呱唧呱唧", "没学过的字（多了就请人看）"),
        ("502 -", "-", "回答：阴性"),
        ("撤回刚才那条", "撤回刚才那条", "收回自己的回答"),
        ("502 若隐若现", "502 若隐若现", "请人看：结果说不清"),
        ("「李四：我家阳了」\n——————\n502阴", "「李四：我家阳了」\n——————", "引用别人的话，不算"),
    ],
)
def test_what_voids_or_adds_is_told(text: str, words: str, said: str) -> None:
    assert (words, said) in told(text)


def test_what_was_learned_of_slang_is_told() -> None:
    (said,) = [said for words, said in told("红双喜，我家成双了") if "学来的" in said]
    assert said.startswith("学来的，最像 阳性 的字眼：")
    assert "双" in said


def test_every_line_of_a_list_is_told() -> None:
    steps = told("#接龙\n1. 502 阴\n2. 603 两条杠", sender=None)
    assert ("#接龙", "接龙，共 2 条") in steps
    assert ("603", "门牌 603") in steps
    assert ("两条杠", "回答：阳性") in steps


def test_a_need_its_words_and_what_was_decided() -> None:
    steps = told("胰岛素还剩一天", collecting=None)
    assert ("胰岛素", "类别：medicine") in steps
    assert any(said.startswith("判为：request · medicine · high") for _, said in steps)


def test_every_step_is_told_in_words_and_names_a_file_that_is_there() -> None:
    for row in (row for path in sorted(FOLDER.glob("*.jsonl")) for row in load(path.stem)):
        message = Message(row["text"], row["sender"], row["group"], row["building"], row["collecting"])
        meaning = READER.read(message)
        steps = EXPLAINER.explain(message, meaning)
        for step in steps:
            said = step["as"] or ""
            assert not said.isascii()
            assert "{" not in said
            assert step["from"] is None or (ROOT / step["from"]).is_file()
        if meaning.review or any(entry.review for entry in meaning.entries):
            assert any((step["as"] or "").startswith("请人看：") for step in steps)


@given(text=st.text(max_size=200), collecting=st.sampled_from(["antigen", "headcount", "supplies", None]))
def test_any_text_is_explained(text: str, collecting: str | None) -> None:
    message = Message(text, "502-张三", "official", "3", collecting)
    EXPLAINER.explain(message, READER.read(message))
