"""Lists of goods and drugs: what is shared, what a title sells, what nobody named."""

from __future__ import annotations

import pytest

from bot.understand import Meaning, Message, Reader


def _read(reader: Reader, text: str, form: str, sender: str = "502-张", building: str = "12") -> Meaning:
    return reader.read(Message(text, sender, "official", building, form))


def _drugs(meaning: Meaning) -> list[tuple[object, object]]:
    return [(entry.values["drug"], entry.values["quantity"]) for entry in meaning.entries]


def test_an_amount_for_each_is_none_of_what_follows(reader: Reader) -> None:
    assert _drugs(_read(reader, "拜新同、络活喜各两盒，立普妥一盒", "medicine")) == [
        ("拜新同", 2),
        ("络活喜", 2),
        ("立普妥", 1),
    ]
    assert _drugs(_read(reader, "拜新同1盒，络活喜、立普妥各两盒", "medicine"))[0] == ("拜新同", 1)


def test_goods_of_a_pharmacy_that_run_together_are_two(reader: Reader) -> None:
    assert _drugs(_read(reader, "纱布绷带各两卷，碘伏一瓶", "medicine")) == [("纱布", 2), ("绷带", 2), ("碘伏", 1)]


def test_of_a_kind_and_a_drug_in_brackets_the_drug_is_meant(reader: Reader) -> None:
    assert _drugs(_read(reader, "配眼药水（卡替洛尔）2支", "medicine")) == [("卡替洛尔", 2)]


@pytest.mark.parametrize(("said", "card"), [("是否医保：自费", False), ("是否医保：是", True), ("医保：无", False)])
def test_a_form_says_whether_the_card_is_used(reader: Reader, said: str, card: bool) -> None:
    meaning = _read(reader, f"房号：12-502\n药名：氯沙坦钾片\n数量：3盒\n{said}", "medicine")
    assert meaning.entries[0].values["insurance_card"] is card


@pytest.mark.parametrize("text", ["301两盒，402三盒", "#接龙\n配药\n1. 我爸的降压药\n2. 老样子"])
def test_drugs_that_nobody_named_wait_for_a_person(reader: Reader, text: str) -> None:
    assert _read(reader, text, "medicine").review == "no_item"


def test_what_a_title_prices_is_not_one_thing(reader: Reader) -> None:
    text = "#接龙\n肉夹馍10元 凉皮8元 冰峰4元\n1. 804 肉夹馍2 凉皮1\n2. 1202 凉皮3\n3. 505 各一"
    assert _read(reader, text, "supplies").entries[-1].review == "no_item"


def test_what_several_lines_order_is_no_nickname(reader: Reader) -> None:
    text = "#接龙\n咖啡团\n1. 1505 拿铁2杯\n2. 908 美式1杯 拿铁1杯\n3. 2203 美式三杯"
    assert _read(reader, text, "supplies").entries[-1].values["item"] == "美式"


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("#接龙\n昨天到的鸡蛋有碎的接一下，统一赔\n1. 1203 碎2个\n2. 705 碎了5个", "supplies"),
        ("#接龙\n今天吃药打卡（互相监督）\n1. 1203 降压药1片 已吃\n2. 905 他汀1片 已吃", "medicine"),
        ("药已到，名单：\n1. 1102 缬沙坦2盒\n2. 705 二甲双胍3盒\n来一楼签字", "medicine"),
        ("#接龙\n蛋糕 6寸128\n1. 905 1个\n2. 1603 2个", "headcount"),
        ("#接龙\n暖气不热的报温度\n1. 502 16度\n2. 803 17度", "headcount"),
    ],
)
def test_lists_of_something_else_answer_nothing(reader: Reader, text: str, form: str) -> None:
    assert _read(reader, text, form).entries == []


def test_a_list_about_nothing_known_is_looked_at(reader: Reader) -> None:
    text = "#接龙\n谁家有多余的自行车气筒\n1. 905 1\n2. 1603 2"
    assert all(entry.review for entry in _read(reader, text, "headcount").entries)


@pytest.mark.parametrize(
    "title", ["帮楼里老人跑腿买药志愿者", "周六清理楼道堆物，自带手套", "门岗值守志愿者（两小时一班）"]
)
def test_helpers_sign_up(reader: Reader, title: str) -> None:
    assert _read(reader, f"#接龙\n{title}\n1. 803 老于\n2. 605 小金", "headcount").kind == "signup"


def _things(meaning: Meaning) -> list[tuple[object, object]]:
    return [(entry.values["item"], entry.values["quantity"]) for entry in meaning.entries]


def test_what_runs_out_is_what_is_wanted_next(reader: Reader) -> None:
    text = "卫生纸没剩几卷了，登记2提，再要洗洁精1瓶"
    assert _things(_read(reader, text, "supplies")) == [("卫生纸", 2), ("洗洁精", 1)]
    assert _things(_read(reader, "牛奶喝完了，来两箱，鸡蛋一盒", "supplies")) == [("牛奶", 2), ("鸡蛋", 1)]


def test_a_sum_is_no_order_of_its_own(reader: Reader) -> None:
    assert _things(_read(reader, "六个橙子三个柚子，一共9个果子", "supplies")) == [("橙子", 6), ("柚子", 3)]
    assert _things(_read(reader, "鸡蛋一共2盒", "supplies")) == [("鸡蛋", 2)]


@pytest.mark.parametrize("form", ["antigen", "headcount", "supplies"])
@pytest.mark.parametrize("text", ["接龙里的7和8都是我家，删一个就行", "麻烦把我前面接的那条从2改3"])
def test_a_change_of_ones_own_line_waits_for_a_person(reader: Reader, form: str, text: str) -> None:
    meaning = _read(reader, text, form)
    assert (meaning.kind, meaning.form, meaning.review) == ("report", form, "two_meanings")


def test_to_agree_orders_nothing_by_itself(reader: Reader) -> None:
    meaning = _read(reader, "有，502，两板", "supplies")
    assert [(entry.room, entry.review) for entry in meaning.entries] == [("502", "no_item")]
