"""Danger as people tell it: by what they see, in none of the words that name one; and what only sounds like it."""

from __future__ import annotations

from importlib.resources import files

import pytest

from bot.errors import LexiconError
from bot.lexicon import validate_yaml
from bot.understand import Explainer, Message, Reader, load_forms
from bot.understand.crying import cry_in
from bot.understand.danger import DangerWords

LEXICON = files("data").joinpath("lexicon", "dangers.yaml")


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("我爸早上突然讲不清话，右手抬不起来", "medical"),
        ("老伴嘴歪了", "medical"),
        ("婆婆刚刚倒在卫生间", "medical"),
        ("老爷子怎么喊都没反应", "medical"),
        ("儿子从床上摔下来一直吐", "medical"),
        ("娃把纽扣电池吞了", "medical"),
        ("她吃了一瓶安眠药", "medical"),
        ("小孩打翻开水烫到胸口", "medical"),
        ("楼下有个老伯被电瓶车撞了", "medical"),
        ("三楼走廊全是烟", "property"),
        ("电表箱噼里啪啦冒火苗", "property"),
        ("一进楼道满屋子煤气", "property"),
        ("我卡在电梯里", "property"),
        ("楼上男的又在打老婆，听得见喊救命", "neighbour"),
        ("他提着刀追我", "neighbour"),
        ("半夜有人撬我家门锁", "neighbour"),
        ("有个女孩坐在楼顶边沿", "psychological"),
        ("药都准备好了，活着真没意思", "psychological"),
        ("楼上阿婆三天没动静，敲门也不开", "elderly"),
        ("爷爷早上跑出去到现在没回来，他糊涂的", "elderly"),
        ("孩子找不到了", "elderly"),
    ],
)
def test_danger_that_is_told_as_it_is_seen_is_a_cry_for_help(reader: Reader, text: str, category: str) -> None:
    meaning = reader.read(Message(text))
    assert meaning.kind in ("request", "complaint")
    assert (meaning.urgency, meaning.category) == ("high", category)
    assert cry_in(text) is not None, "in an answer or a list, too"


@pytest.mark.parametrize(
    "text",
    [
        "爬楼爬得直喊救命",
        "我妈把汤倒在碗里了",
        "手机摔了一下，屏幕花了",
        "昨天看电影，那个男的打老婆，气人",
        "我老公打我电话我没听见",
        "隔壁烧烤全是烟，香",
        "猫坐在窗台上晒太阳",
        "站在楼顶看晚霞，真美",
        "消防演习，楼道里有烟别慌",
        "剪刀不见了，谁借去了",
        "敲门没人应，快递放架子上了",
        "橘猫走丢了，灰项圈",
        "老公叫了半天外卖",
        "今天跳楼价，草莓十块两盒",
        "爷爷上次跑出去没回来，多亏大家帮忙找",
        "含糊其辞，物业说话不清不楚的",
    ],
)
def test_what_only_sounds_like_it_rings_nobody(reader: Reader, text: str) -> None:
    assert reader.read(Message(text)).urgency != "high"
    assert cry_in(text) is None


def test_a_relay_sees_which_words_told_the_danger(reader: Reader) -> None:
    message = Message("大家好，三楼走廊全是烟")
    steps = Explainer(load_forms()).explain(message, reader.read(message))
    assert [step["words"] for step in steps if step["from"] == "data/lexicon/dangers.yaml"] == ["三楼走廊全是烟"]


def test_a_part_that_is_not_there_is_refused_with_the_row_named() -> None:
    text = LEXICON.read_text(encoding="utf-8").replace("{face}{askew}", "{fase}{askew}")
    with pytest.raises(LexiconError, match=r"rows, number 1: \{fase\}"):
        validate_yaml(text, "dangers", DangerWords)
