"""Which demands are one matter, and who is answered without a person."""

from __future__ import annotations

import pytest

from bot.demands.likeness import SAME, Voice, alike, features, matter_of, sure_answer
from bot.demands.words import MatterWords
from bot.errors import LexiconError
from bot.lexicon import validate_yaml

LEXICON = """\
categories: {property: {scope: building}}
typed: {电替: 电梯}
things:
  lift: {bare: broken, words: [电梯]}
  smoking: {instead_of: [lift], words: [抽烟, 烟…味]}
places: {corridor: [楼道]}
concerns: {broken: [坏了]}
asked: {when: [几点]}
filler: [请问]
"""


def said(text: str, building: str | None = "3", kind: str = "complaint", category: str = "property") -> Voice:
    return Voice(text, kind, category, "property", building)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("电梯又坏了", "两部梯子都不动了，爬了二十楼"),
        ("电替停了", "电梯几点修好"),
        ("楼道灯不亮", "走廊黑漆漆的，灯坏了"),
        ("楼上漏水", "1102的水渗到我家天花板了"),
        ("保供菜什么时候发", "别的楼都领到菜了，我们还没有"),
        ("狗半夜一直叫", "谁家的狗又开始叫了"),
    ],
)
def test_one_matter_in_two_ways(one: str, other: str) -> None:
    assert alike(features(said(one)), features(said(other))) >= SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("电梯坏了", "有人在电梯里抽烟"),
        ("电梯坏了", "电梯里的广告声音太大"),
        ("快递什么时候送来", "我的快递不见了"),
        ("菜什么时候发", "发的菜都烂了"),
        ("核酸几点开始", "核酸报告还没出来"),
        ("没水了", "水压太小"),
        ("1502装修太吵", "901装修吵死了"),
        ("楼道灯坏了", "楼道里堆满纸箱"),
        ("狗半夜一直叫", "遛狗不拴绳"),
    ],
)
def test_the_same_words_about_another_matter(one: str, other: str) -> None:
    assert alike(features(said(one)), features(said(other))) < SAME


def test_a_lift_is_its_buildings_and_vegetables_are_everybodys() -> None:
    lift = {"lift": [features(said("电梯坏了", "3"))], "food": [features(said("菜什么时候发", "3"))]}
    assert matter_of(features(said("电梯停了", "3")), lift) == "lift"
    assert matter_of(features(said("电梯停了", "7")), lift) is None
    assert matter_of(features(said("我们的菜几号发", "7")), lift) == "food"


def test_a_building_that_is_named_counts_and_not_where_it_was_said() -> None:
    lift = {"lift": [features(said("电梯坏了", "3"))]}
    assert matter_of(features(said("3号楼电梯停了", None)), lift) == "lift"
    assert matter_of(features(said("5号楼电梯停了", "3")), lift) is None


def test_what_no_list_knows_comes_together_by_its_rare_words() -> None:
    matters = {
        "pool": [features(said("游泳池的救生员不在岗", category="other"))],
        "bees": [features(said("马蜂窝挂在屋檐下", category="other"))],
    }
    assert matter_of(features(said("游泳池今年换水了吗", category="other")), matters) == "pool"
    assert matter_of(features(said("谁能摘掉马蜂窝", category="other")), matters) == "bees"
    assert matter_of(features(said("乒乓球桌借给谁了", category="other")), matters) is None


def test_an_empty_text_is_a_matter_of_its_own() -> None:
    assert matter_of(features(said("")), {"lift": [features(said("电梯坏了"))], "none": [features(said("？"))]}) is None


ANSWERED = {
    "lift": [features(said("电梯坏了，几点修好", "3", "question"))],
    "food": [features(said("菜什么时候发", "3", "question")), features(said("保供菜几号到", "5", "question"))],
}


@pytest.mark.parametrize(
    ("text", "building", "kind", "answered"),
    [
        ("请问保供菜哪天发", "9", "question", "food"),
        ("电梯什么时候能修好", "3", "question", "lift"),
        ("电梯什么时候能修好", "7", "question", None),
        ("3号楼的菜什么时候发", "3", "question", "food"),
        ("8号楼的菜什么时候发", "3", "question", None),
        ("菜可以不要吗", "3", "question", None),
        ("菜里有肉吗", "3", "question", None),
        ("菜的钱怎么付", "3", "question", None),
        ("发的菜烂了什么时候换", "3", "question", None),
        ("电梯坏了，我妈摔在楼梯上什么时候来人", "3", "question", None),
        ("菜怎么还不发", "3", "complaint", None),
    ],
)
def test_an_answer_is_given_again_only_where_it_is_sure(
    text: str, building: str, kind: str, answered: str | None
) -> None:
    assert sure_answer(features(said(text, building, kind)), ANSWERED) == answered


def test_an_answer_about_one_day_is_none_about_another() -> None:
    tested = {"test": [features(said("前天的核酸报告什么时候出来", "3", "question", "testing"))]}
    assert sure_answer(features(said("核酸报告什么时候出来", "3", "question", "testing")), tested) == "test"
    assert sure_answer(features(said("今天的核酸报告什么时候出来", "3", "question", "testing")), tested) is None


def test_two_answers_that_fit_are_left_to_a_person() -> None:
    twice = ANSWERED | {"again": ANSWERED["food"]}
    assert sure_answer(features(said("保供菜哪天发", "9", "question")), twice) is None


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "instead_of: [lift]",
            "instead_of: [lfit]",
            "things.smoking names 'lfit', which is neither a thing nor a place.",
        ),
        ("bare: broken", "bare: brocken", "things.lift names 'brocken', which is no concern."),
        ("电替: 电梯", "电替: 大电梯", "typed: '电替' and '大电梯' must be of one length."),
        ("烟…味", "…烟味", "'…烟味': the gap … stands once, between two words."),
        ("when: [几点]", "how: [怎么]", "asked.when is missing. Add it."),
        (
            "categories: {property: {scope: building}}",
            "categories: {property: {scope: house}}",
            "line 1: categories.property.scope: 'house' is",
        ),
    ],
)
def test_a_fault_in_the_word_list_is_a_sentence(old: str, new: str, says: str) -> None:
    assert old in LEXICON
    validate_yaml(LEXICON, "matters.yaml", MatterWords)
    with pytest.raises(LexiconError) as caught:
        validate_yaml(LEXICON.replace(old, new), "matters.yaml", MatterWords)
    assert says in str(caught.value)
