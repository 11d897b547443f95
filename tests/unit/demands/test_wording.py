"""What staff read of an item: a neighbour's clause, with nothing rude or personal in it."""

from __future__ import annotations

import pytest

from bot.demands.likeness import Voice
from bot.demands.wording import LONGEST, sentence


def said(*texts: str) -> list[Voice]:
    return [Voice(text, "complaint", "property", "property", "3") for text in texts]


def test_what_most_say_in_few_words_is_taken() -> None:
    voices = said(
        "物业死人啊，电梯又停了！！！", "请问电梯停了几点修好呀", "电梯停了一上午，我妈八十岁爬楼爬到腿抖，气死我了"
    )
    assert sentence(voices) == "电梯停了一上午"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("楼道消防栓的玻璃碎了，请物业来换", "楼道消防栓的玻璃碎了"),
        ("楼下的长椅坏了，请物业来修", "楼下的长椅坏了"),
        ("请居委会尽快处理，一楼沿街铺子夜里切割瓷砖", "一楼沿街铺子夜里切割瓷砖"),
        ("能不能派人来看看", "能不能派人来看看"),
    ],
)
def test_what_is_the_matter_is_told_before_what_shall_be_done(text: str, shown: str) -> None:
    assert sentence(said(text)) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("302王阿姨家的水漏到202了", "某户邻居"),
        ("隔壁李大爷家的水漏下来了", "邻居家的水漏下来了"),
        ("我叫张三，漏水了怎么办", "漏水了怎么办"),
        ("沪A12345占了我的车位", "占了我的车位"),
        ("麻烦联系 13800138000，漏水", "漏水"),
        ("@宋书记 楼道灯不亮！！", "楼道灯不亮"),
        ("[流泪]楼道灯不亮", "楼道灯不亮"),
    ],
)
def test_nobody_is_named(text: str, shown: str) -> None:
    found = sentence(said(text))
    assert shown in found
    assert not any(
        secret in found
        for secret in ("302", "202", "王", "阿姨", "13800138000", "@", "！", "宋", "李", "张三", "12345")
    )


@pytest.mark.parametrize("text", ["夜里还在施工", "路总是堵着", "猪肉团还开吗"])
def test_a_word_that_holds_a_surname_or_a_rude_one_stays(text: str) -> None:
    assert sentence(said(text)) == text


def test_an_illness_is_not_told_with_the_need() -> None:
    assert "糖尿病" not in sentence(said("我爸糖尿病的药怎么配"))


def test_rude_words_are_left_out_where_nobody_said_it_otherwise() -> None:
    assert sentence(said("垃圾物业电梯坏了没人修")) == "电梯坏了没人修"


def test_a_long_text_is_cut_and_an_empty_one_says_nothing() -> None:
    assert len(sentence(said("水" * 500))) == LONGEST
    assert sentence(said("", "！！！", "😂")) == ""
    assert sentence([]) == ""
