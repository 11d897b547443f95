"""Trouble that is told without asking, words of alarm that cry for nothing, and the cries beside them."""

from __future__ import annotations

from importlib.resources import files

import pytest

from bot.errors import LexiconError
from bot.lexicon import validate_yaml
from bot.understand import Message, Reader
from bot.understand.figures import FigureWords, figures
from bot.understand.trouble import TroubleWords

LEXICON = files("data").joinpath("lexicon")


@pytest.mark.parametrize(
    ("text", "kind", "category"),
    [
        ("自行车棚的灯管灭了三盏", "request", "property"),
        ("二楼平台的栏杆松了", "request", "property"),
        ("洗手池的水排不出", "request", "property"),
        ("湿垃圾桶昨天就没倒", "complaint", "sanitation"),
        ("礼包里的鸡蛋臭了", "complaint", "supplies"),
        ("队伍里有人插队", "complaint", "testing"),
        ("快递柜里的件被人拿错三回了，太过分", "complaint", "parcels"),
        ("隔壁弹琴弹到凌晨", "complaint", "neighbour"),
    ],
)
def test_a_thing_of_the_house_in_a_bad_state_is_heard(reader: Reader, text: str, kind: str, category: str) -> None:
    meaning = reader.read(Message(text))
    assert (meaning.kind, meaning.category) == (kind, category)
    assert meaning.urgency != "high"


@pytest.mark.parametrize(
    "text",
    [
        "电梯修好了，师傅辛苦",
        "各位邻居请不要在楼道堆杂物",
        "新闻里说外地一座楼停电了",
        "走廊里堆满了邻居送的菜，太感动了",
        "要是快递放了三天也不怕，都是干货",
    ],
)
def test_what_is_over_elsewhere_imagined_or_a_joy_is_none(reader: Reader, text: str) -> None:
    assert reader.read(Message(text)).kind == "chat"


@pytest.mark.parametrize(
    "text",
    [
        "想死大家了，等解封聚",
        "救命，这只小猫也太可爱了",
        "这段子笑得我肚子痛",
        "股票跌到吐血",
        "饿死了，下班去干饭",
        "骑手进不了小区，东西放哪里",
        "万一着火怎么办，杂物该清了",
        "楼上掉下来一个瓶子，差点砸到小孩",
    ],
)
def test_words_of_alarm_that_are_a_figure_of_speech_are_no_cry(reader: Reader, text: str) -> None:
    assert reader.read(Message(text)).urgency != "high"


@pytest.mark.parametrize(
    "text",
    [
        "我想死，不想再撑了",
        "救命，我妈摔在厨房起不来，血流了一地",
        "救命，楼下太吓人了，着火了",
        "想死你们了，另外我爸刚才胸口痛得直不起腰",
        "家里老人饿死了都没人管，三天没吃饭",
        "着火了怎么办，烟已经到走廊",
        "笑不出来，外婆肚子痛得厉害",
        "被拦在门口进不了小区，我没地方住",
        "孩子从阳台掉下去了",
        "有人从楼上掉下来了",
        "花盆掉下来砸到人了",
        "着火了",
        "煤气泄漏",
        "想死的心都有了，活着没意思",
        "骑手被撞倒在门口",
        "抗排异药快吃完了",
        "炒菜起火了快来人",
        "老人阳性，求安排定点医院",
        "独居老人家里断粮了",
        "我家老人的药快吃完了，胰岛素就够明天一天",
    ],
)
def test_a_cry_beside_a_figure_of_speech_is_heard(reader: Reader, text: str) -> None:
    assert reader.read(Message(text)).urgency == "high"


def test_a_drug_that_runs_low_waits_and_one_that_has_run_out_does_not(reader: Reader) -> None:
    assert reader.read(Message("降压药快吃完了，怎么配")).urgency == "medium"
    assert reader.read(Message("我爸的降压药吃完了，帮帮忙")).urgency == "high"


def test_what_is_covered_keeps_its_place_in_the_text() -> None:
    text = "大家好，想死你们了，明天见"
    covered = figures().cover(text)
    assert len(covered) == len(text)
    assert covered.startswith("大家好，")
    assert covered.endswith("了，明天见")


def test_an_unknown_part_of_a_figure_is_refused() -> None:
    text = LEXICON.joinpath("figures.yaml").read_text(encoding="utf-8")
    with pytest.raises(LexiconError, match="deer"):
        validate_yaml(text.replace("{dear}", "{deer}"), "figures", FigureWords)


def test_a_row_with_a_category_that_nobody_knows_is_refused() -> None:
    text = LEXICON.joinpath("troubles.yaml").read_text(encoding="utf-8")
    with pytest.raises(LexiconError, match=r"rows\.0\.category"):
        validate_yaml(text.replace("category: property", "category: lifts", 1), "troubles", TroubleWords)
