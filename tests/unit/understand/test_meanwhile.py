"""What a group says while its tests are collected: true answers stand inside talk, and talk gives none."""

from __future__ import annotations

import pytest

from bot.understand import Meaning, Message, Reader


def said(reader: Reader, text: str, sender: str = "702-王") -> Meaning:
    return reader.read(Message(text, sender, "official", "7", "antigen"))


def told(meaning: Meaning) -> list[tuple[str | None, str, object, str | None]]:
    return [(one.room, one.result, one.values["people"], one.review) for one in meaning.entries]


@pytest.mark.parametrize(
    "text",
    [
        "A1102，就我，阴",
        "阴，1102单人",
        "1102一家头，阴",
        "阴，1102就我独个儿",
        "1102，只有我，一条杠",
        "alone in 1102, just C",
    ],
)
def test_who_lives_alone_says_so_in_many_ways(reader: Reader, text: str) -> None:
    assert told(said(reader, text)) == [("1102", "negative", 1, None)]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("捅鼻子捅得眼泪鼻涕一大把，一家四口都阴", 4),
        ("俩人一个样，都是阴的", 2),
        ("谢谢小军跑腿，一人一个分清了，额俩都是一条杠杠", 2),
        ("两个人 阴 刚那个1是娃按的", 2),
        ("拆沙发的两个加我们两个，四根都是阴", 4),
        ("下水道堵了找谁？另：702 2人阴", 2),
        ("阴撒，还能是么样，老两口", 2),
    ],
)
def test_numbers_of_other_things_count_nobody(reader: Reader, text: str, people: int) -> None:
    assert told(said(reader, text)) == [("702", "negative", people, None)]


def test_more_than_those_counted_are_for_a_person(reader: Reader) -> None:
    assert told(said(reader, "五个活宝，四个都阴")) == [("702", "negative", 5, "count_mismatch")]


def test_the_test_in_hand_is_the_writers(reader: Reader) -> None:
    assert told(said(reader, "新的那根两条杠")) == [("702", "positive", None, None)]
    assert told(said(reader, "隔壁的那根两条杠")) == []


def test_who_has_it_too_leaves_open_how_many_they_are(reader: Reader) -> None:
    entry = said(reader, "今早两条，我妈也两条").entries[0]
    assert (entry.result, entry.values["positive"], entry.review) == ("positive", None, None)


@pytest.mark.parametrize("text", ["今天C单独亮着，2个人都是", "C杠鲜红，T杠没有，两个人"])
def test_one_line_is_told_by_its_letters(reader: Reader, text: str) -> None:
    assert told(said(reader, text)) == [("702", "negative", 2, None)]


def counted(reader: Reader, text: str) -> list[tuple[str | None, str, object, str | None]]:
    meaning = reader.read(Message(text, "702-王", "official", "7", "headcount"))
    return [(one.room, one.result, one.values["count"], one.review) for one in meaning.entries]


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("902，三个，刚做完，群里太吵我就私你了", ("902", "done", 3, None)),
        ("借崽的手机才打开码，705两个老的弄完了", ("705", "done", 2, None)),
        ("多谢海燕帮我抱孩子，我才腾出手，703娘俩都采过了", ("703", "done", 2, None)),
        ("连亲戚六个，六个都捅过了，404，麻烦海燕", ("404", "done", 6, None)),
        ("在婆婆小区跟着她们楼做的，1203我们两口子，今晚不回来", ("1203", "elsewhere", 2, None)),
        ("我们年轻人先下去做好了，两个，婆婆那份等你们上来", ("702", "partial", 2, None)),
        ("家里没有人啊，我回即墨了", ("702", "absent", None, None)),
        ("502两个人做了，我妈不肯下楼", ("502", "partial", 2, None)),
    ],
)
def test_a_head_count_told_apart_from_talk_counts(
    reader: Reader, text: str, entry: tuple[str, str, int | None, str | None]
) -> None:
    assert counted(reader, text) == [entry]


def test_talk_of_how_full_a_tube_is_counts_nobody(reader: Reader) -> None:
    assert counted(reader, "上次我做到第18管，还差2个凑满") == []


def ordered(reader: Reader, text: str, room: str, form: str = "supplies") -> list[tuple[object, object, str | None]]:
    meaning = reader.read(Message(text, f"{room}-王", "official", "7", form))
    assert {one.room for one in meaning.entries} <= {room}
    name = "item" if form == "supplies" else "drug"
    return [(one.values[name], one.values["quantity"], one.review) for one in meaning.entries]


@pytest.mark.parametrize(
    ("text", "goods"),
    [
        ("请问花菜新鲜吗？不问了，言归正传，花菜两颗702", [("花菜", 2, None)]),
        ("狗鼻子闻着了，那我也跟一个：702，肋排两斤，五花一斤", [("肋排", 2, None), ("五花", 1, None)]),
        ("昨天那个南瓜我婆婆做了饼，今天再来一个南瓜，702", [("南瓜", 1, None)]),
        ("702，肋排三斤，炖萝卜", [("肋排", 3, None)]),
        ("鸡蛋一板二十五块，我要两板", [("鸡蛋", 2, None)]),
        ("豆腐2元一盒，来3盒", [("豆腐", 3, None)]),
    ],
)
def test_an_order_behind_talk_orders_what_is_counted(
    reader: Reader, text: str, goods: list[tuple[str, int, str | None]]
) -> None:
    assert ordered(reader, text, "702") == goods


@pytest.mark.parametrize(
    "text",
    [
        "青菜一把六块，我妈说这是翡翠",
        "花菜一颗八块五，3斤左右",
        "我们家四个人，一天就要吃两斤米",
        "萝卜炖肋排，香到八楼去了",
    ],
)
def test_prices_meals_and_dishes_order_nothing(reader: Reader, text: str) -> None:
    assert ordered(reader, text, "702") == []


def test_who_leaves_the_choice_to_others_is_for_a_person(reader: Reader) -> None:
    assert ordered(reader, "我也来点，多少你看着给", "702") == [(None, None, "no_item")]


@pytest.mark.parametrize(
    "text", ["皮匠702，氨氯地平一盒，脚后跟贴创可贴我有", "那登一盒氨氯地平，702，眼睛肿成桃子了哈哈"]
)
def test_a_drug_for_a_door_behind_a_nickname_is_ordered(reader: Reader, text: str) -> None:
    assert ordered(reader, text, "702", "medicine") == [("氨氯地平", 1, None)]


@pytest.mark.parametrize(
    "text",
    [
        "我阿妈返乡下前话：有两条线先至系中招，一条唔使惊", "他问“两条杠”英文怎么说，我说 two lines，别理解错了哈",
        "HPV报告拿到了，是阴的，姐妹们记得定期查", "写作文：太阳和月亮，一阴一阳，写了三行就睡着了",
        "厂门口标语：一人阳，全厂停。看着瘆得慌", "霞姨客气咩，得闲饮茶", "我司今天又云毕业了二十个",
    ],
)  # fmt: skip
def test_what_is_quoted_explained_or_of_other_reports_is_nobodys_answer(reader: Reader, text: str) -> None:
    assert said(reader, text).entries == []


@pytest.mark.parametrize(
    "text",
    [
        "一道很红，另一道对着灯才看得见，702怎么报", "问一下：一深一浅算啥？我家702就是",
        "我家老二把棒子扔了，没看着几道", "701金奶奶说她没问题，那是不是算阴？", "我敲了门，徐爹爹阴，就他一个",
    ],
)  # fmt: skip
def test_what_may_be_an_alarm_or_is_told_of_others_is_for_a_person(reader: Reader, text: str) -> None:
    assert all(one.review for one in said(reader, text).entries)
    assert said(reader, text).entries


def test_who_denies_a_rumour_answers(reader: Reader) -> None:
    assert told(said(reader, "别再造谣了，702全家都是阴！")) == [("702", "negative", None, None)]


def test_a_door_that_is_thanked_is_not_the_writers(reader: Reader) -> None:
    assert told(said(reader, "两个人全部一条，704的朋友谢谢侬")) == [("702", "negative", 2, None)]


def test_the_number_before_ones_room_is_the_unit_in_another_buildings_group(reader: Reader) -> None:
    entry = said(reader, "302我跟我姐，阴", "1-302 苏苏").entries[0]
    assert (entry.building, entry.unit, entry.room, entry.review) == ("7", "1", "302", None)


def test_hours_of_waiting_are_no_people(reader: Reader) -> None:
    assert told(said(reader, "排了两个小时，都阴")) == [("702", "negative", None, None)]
    assert counted(reader, "都做好了，排了两小时") == [("702", "done", None, None)]


@pytest.mark.parametrize("text", ["做好了！三层的，两斤，给女儿过生日", "做完了，两锅，够吃两天"])
def test_what_was_baked_or_cooked_is_no_head_count(reader: Reader, text: str) -> None:
    assert counted(reader, text) == []


def test_whose_order_it_is_orders_nothing_itself(reader: Reader) -> None:
    meaning = reader.read(Message("替楼上1206的大爷报一份，他要挂面两把", "1106-王", "official", "7", "supplies"))
    assert [(one.room, one.values["item"], one.values["quantity"]) for one in meaning.entries] == [("1206", "挂面", 2)]


@pytest.mark.parametrize("text", ["我就说嘛，一条，702两人，放心了", "我放心了，一条杠，两个人"])
def test_who_exclaims_counts_nobody(reader: Reader, text: str) -> None:
    assert told(said(reader, text)) == [("702", "negative", 2, None)]


@pytest.mark.parametrize("text", ["我可不敢乱说，T那里隐隐约约有点粉，702", "T线有点发红"])
def test_a_tinge_of_the_second_line_is_for_a_person(reader: Reader, text: str) -> None:
    assert [(one.room, one.result, one.review) for one in said(reader, text).entries] == [
        ("702", "unclear", "unclear_result")
    ]


def test_how_many_are_wanted_of_what_is_only_spoken_of_is_for_a_person(reader: Reader) -> None:
    assert ordered(reader, "娃想吃草莓，来一箱，702", "702") == [("草莓", 1, "two_meanings")]


def test_what_is_made_of_an_order_is_no_order(reader: Reader) -> None:
    assert ordered(reader, "702来两只鸡，一只炖汤一只红烧", "702") == [("鸡", 2, None)]
