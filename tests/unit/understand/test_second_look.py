"""The second look: slang that no list knows waits for a person while results are collected; chatter stays chatter."""

from __future__ import annotations

import pytest

from bot.understand import Meaning, Message, Reader
from bot.understand.form import load_forms
from data.demo.day import make_day
from tests.unit.understand.corpus import FOLDER, load


def said(reader: Reader, text: str, collecting: str | None = "antigen", sender: str | None = "502-张三") -> Meaning:
    return reader.read(Message(text, sender, "official", "3", collecting))


POSITIVE = [
    "喜提一对红杠杠，别来串门了", "我家变成羊圈了，三只", "哎，抗原终于成双了", "刚刚测的，红双喜",
    "完球了，棒棒红两截", "娃的棒子上面俩红道", "我家棒子脱单啦", "丨丨两个",
]  # fmt: skip
OTHERS = ["单着呢，四口", "我家全绿", "全隐，两个"]


@pytest.mark.parametrize("text", POSITIVE)
def test_slang_for_a_positive_waits_for_a_person(reader: Reader, text: str) -> None:
    (entry,) = said(reader, text).entries
    assert (entry.room, entry.result, entry.values["suspect"]) == ("502", "unclear", True)
    assert entry.review == "unclear_result"


@pytest.mark.parametrize("text", OTHERS)
def test_slang_for_another_answer_waits_and_alarms_nobody(reader: Reader, text: str) -> None:
    (entry,) = said(reader, text).entries
    assert (entry.result, entry.values.get("suspect")) == ("unclear", None)
    assert entry.review == "unclear_result"


@pytest.mark.parametrize("text", POSITIVE + OTHERS)
def test_without_a_room_it_waits_for_one(reader: Reader, text: str) -> None:
    assert said(reader, text, sender="小张").review == "no_room"


@pytest.mark.parametrize("text", POSITIVE + OTHERS)
@pytest.mark.parametrize("collecting", ["headcount", "supplies", None])
def test_nobody_looks_again_while_no_results_are_collected(reader: Reader, text: str, collecting: str | None) -> None:
    """By rule 俩红道 may be an alarm at any time; a model is never asked then."""
    meaning = said(reader, text, collecting)
    assert all(entry.review for entry in meaning.entries if entry.form == "antigen")


@pytest.mark.parametrize(
    "text",
    [
        "隔壁老王脱单了恭喜", "我儿子当中队长了", "今天羊肉到货", "太阳真好", "听说七楼红双喜了", "要是成双了怎么办",
        "例：红双喜写成阳", "但愿大家都单着", "我同事那边全红了", "大家早上好，今天也要加油", "群里说五楼喜提两道",
    ],
)  # fmt: skip
def test_talk_about_the_same_stays_talk(reader: Reader, text: str) -> None:
    meaning = said(reader, text)
    assert (meaning.entries, meaning.review) == ([], None)


@pytest.mark.parametrize("text", ["502 3人阴，辛苦志愿者", "阴，红双喜香烟到了自己来拿", "我家四口阴，今天炖羊肉"])
def test_a_sure_answer_stays_sure(reader: Reader, text: str) -> None:
    (entry,) = said(reader, text).entries
    assert (entry.result, entry.review) == ("negative", None)


@pytest.fixture(scope="module")
def rules() -> Reader:
    """The reader with nothing learned about answers."""
    forms = load_forms()
    return Reader({name: form.model_copy(update={"second_look": None}) for name, form in forms.items()})


def waiting(reader: Reader, rules: Reader, texts: set[str]) -> list[str]:
    """Those of ``texts`` that wait for a person only since they are looked at again."""
    return [text for text in texts if said(reader, text).review and not said(rules, text).review]


def test_of_a_hundred_who_only_talk_one_at_most_waits(reader: Reader, rules: Reader) -> None:
    rows = [row for path in sorted(FOLDER.glob("*.jsonl")) for row in load(path.stem)]
    talk = {
        row["text"] for row in rows
        if row["expect"].get("kind") == "chat" and not row["expect"].get("entries") and not row["expect"].get("review")
    }  # fmt: skip
    assert len(talk) > 400
    assert len(waiting(reader, rules, talk)) <= len(talk) / 100


def test_nothing_waits_that_is_said_on_a_day_of_the_demonstration(reader: Reader, rules: Reader) -> None:
    day = make_day(seed=11)
    talk = {line["text"] for line in day.lines if line["id"] not in day.truth.matters | day.truth.cries}
    assert len(talk) > 300
    assert waiting(reader, rules, talk) == []


@pytest.mark.parametrize("collecting", ["antigen", "headcount"])
@pytest.mark.parametrize(
    "text",
    [
        "我在国外出差，家里水管爆了，谁能帮忙关一下总阀", "儿子在外地回不来，老太太一个人没人做饭，能安排送餐吗",
        "楼下的长椅坏了，请物业来修", "消防通道的门打不开，出了事怎么办", "垃圾房没人管，臭死了",
        "楼下信报箱的锁都坏了，请物业来修", "打了一上午电话没人接，到底谁负责", "人在外地，麻烦邻居帮我收一下快递",
    ],
)  # fmt: skip
def test_a_demand_with_a_word_that_could_be_an_answer_stays_one(reader: Reader, text: str, collecting: str) -> None:
    meaning = reader.read(Message(text, "5-101 王", "official", "5", collecting))
    assert meaning.kind in ("request", "complaint", "question")


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("502 人在外地，三月就走了", "absent"), ("我们出差在外地，家里没人，不用发试剂", "absent"),
        ("没人在家，都上班去了", "absent"), ("502 3人阴，问一下今天还发菜吗", "negative"),
        ("302 全家阴，垃圾桶满了麻烦收一下", "negative"), ("试剂坏了，能再给我一份吗", "invalid"),
    ],
)  # fmt: skip
def test_an_answer_with_a_question_beside_it_stays_one(reader: Reader, text: str, result: str) -> None:
    meaning = reader.read(Message(text, "5-101 王", "official", "5", "antigen"))
    assert [entry.result for entry in meaning.entries] == [result]


def test_who_tells_how_many_were_tested_and_asks_something_is_looked_at(reader: Reader) -> None:
    text = "3-502 三个人都做好了，顺便问下快递能进来吗"
    (entry,) = reader.read(Message(text, None, "official", "3", "headcount")).entries
    assert (entry.room, entry.values["count"], entry.review) == ("502", 3, "two_meanings")


@pytest.mark.parametrize("collecting", ["headcount", "supplies", None])
@pytest.mark.parametrize(
    "text", ["抗原出来两道，我家就不下楼做核酸了，1608", "1608自测出了两条", "刚测的是两根，1608不下来了"]
)
def test_two_lines_of_a_named_test_are_heard_whatever_is_collected(
    reader: Reader, text: str, collecting: str | None
) -> None:
    meaning = reader.read(Message(text, "1608-焦", "official", "7", collecting))
    assert [(entry.form, entry.room, entry.result) for entry in meaning.entries] == [("antigen", "1608", "positive")]


@pytest.mark.parametrize("text", ["给我抗原两条", "领抗原两条一户", "自测两根够了", "团的试纸两条装到了"])
def test_two_tests_that_are_asked_for_are_no_result(reader: Reader, text: str) -> None:
    meaning = reader.read(Message(text, "1608-焦", "official", "7", "supplies"))
    assert not any(entry.result == "positive" for entry in meaning.entries)
