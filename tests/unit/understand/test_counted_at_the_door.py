"""Head counts of strangers: by age and sex, of twins, of who lives alone, at work, of two doors, and of nobody."""

from __future__ import annotations

import pytest

from bot.understand import Meaning, Message, Reader


def said(reader: Reader, text: str, collecting: str | None = "headcount") -> Meaning:
    return reader.read(Message(text, "1205-小冉", "official", "12", collecting))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("1205 大3小1", 4),
        ("老1大2小1", 4),
        ("1205 两男一女", 3),
        ("双胞胎加爸妈，四个，ok啦", 4),
        ("单人户 1205 已做", 1),
        ("没落下谁，3个全采", 3),
        ("我和我妈都捅过嗓子了", 2),
        ("楼组长啊，我是1205，我跟老头子都做好了", 2),
        ("1205 一人（老太太我扶下去的）", 1),
    ],
)
def test_how_many_they_are_is_told_in_many_ways(reader: Reader, text: str, count: int) -> None:
    (entry,) = said(reader, text).entries
    assert (entry.room, entry.result, entry.values["count"], entry.review) == ("1205", "done", count, None)


@pytest.mark.parametrize(
    "text", ["1205 我厂里做", "我学校做，1205", "1205 公司采", "老师带着幼儿园里做了，我在公司做了"]
)
def test_who_did_it_at_work_did_it_elsewhere(reader: Reader, text: str) -> None:
    (entry,) = said(reader, text).entries
    assert (entry.room, entry.result, entry.review) == ("1205", "elsewhere", None)


@pytest.mark.parametrize(
    "text",
    ["1205、公司", "1205 两三个吧", "1205 不下去了，爱咋咋", "人数你们那不是有嘛，按上次来", "儿子在外地"],
)
def test_a_person_must_look_where_it_is_not_said_who_did_it(reader: Reader, text: str) -> None:
    (entry,) = said(reader, text).entries
    assert (entry.room, bool(entry.review)) == ("1205", True)


@pytest.mark.parametrize("text", ["那个2人的不算哦，删掉", "前头报的勿作数"])
def test_an_answer_is_taken_back(reader: Reader, text: str) -> None:
    assert said(reader, text).kind == "withdraw"


@pytest.mark.parametrize("text", ["102-98 辽宁赢了！", "我外甥在深圳，他们做一次发一包纸巾", "写法：像这样 1501 4"])
def test_what_counts_nobody_is_no_answer(reader: Reader, text: str) -> None:
    assert said(reader, text).entries == []


def test_the_sum_of_two_doors_is_none_of_either(reader: Reader) -> None:
    found = said(reader, "1202和1203都是我家的，一共5个，1202三个1203两个，做完").entries
    assert [(one.room, one.values["count"], one.review) for one in found] == [("1202", 3, None), ("1203", 2, None)]


def test_a_door_that_only_says_where_the_other_one_is_has_not_answered(reader: Reader) -> None:
    (entry,) = said(reader, "1203对门1204 一人").entries
    assert (entry.room, entry.values["count"], entry.review) == ("1204", 1, None)


@pytest.mark.parametrize("text", ["1205 自测两条了", "核酸没做，抗原两条", "抗原中了，不下来了"])
def test_two_lines_are_an_alarm_where_heads_are_counted(reader: Reader, text: str) -> None:
    (entry,) = said(reader, text).entries
    assert (entry.form, entry.room, entry.result) == ("antigen", "1205", "positive")


@pytest.mark.parametrize("collecting", ["headcount", "supplies", "antigen", None])
@pytest.mark.parametrize(
    "title",
    ["端午包粽子亲子活动，周日上午十点", "楼顶太阳能要拆，同意的签", "加装电梯出资意向", "昨晚停电冰箱东西坏了的登记"],
)
def test_a_list_of_another_subject_answers_nothing(reader: Reader, title: str, collecting: str | None) -> None:
    meaning = said(reader, f"#接龙\n{title}\n1. 1203 一大一小\n2. 904 2人\n3. 506 饺子两袋", collecting)
    assert (meaning.chain, meaning.form, meaning.entries) == (True, None, [])


def test_an_alarm_in_such_a_list_is_heard(reader: Reader) -> None:
    meaning = said(reader, "#接龙\n亲子活动报人数\n1. 1203 两人\n2. 904 不来了，两条杠")
    assert [(one.room, one.result) for one in meaning.entries if one.result == "positive"] == [("904", "positive")]


@pytest.mark.parametrize("text", ["完成了！乐高3000片！", "搞定！三菜一汤", "做好了，红烧肉", "拼图完成"])
def test_what_else_is_done_is_no_sample(reader: Reader, text: str) -> None:
    assert said(reader, text).entries == []


def test_where_a_meal_comes_after_it_a_person_looks(reader: Reader) -> None:
    (entry,) = said(reader, "我家都做完了，上来吃早饭").entries
    assert (entry.result, entry.review) == ("done", "two_meanings")


@pytest.mark.parametrize("text", ["双杠自行车，二八大杠，年轻人没见过吧", "早上练了会双杠"])
def test_bars_of_iron_are_no_lines(reader: Reader, text: str) -> None:
    assert not any(entry.result == "positive" for entry in said(reader, text, "antigen").entries)


@pytest.mark.parametrize(
    ("text", "result", "count"),
    [
        ("一老一小俩大人", "done", 4),
        ("俩大的俩小的", "done", 4),
        ("原来4个，今天3个", "done", 3),
        ("刚说4个，数错了，是5个", "done", 5),
        ("4人户 全做了", "done", 4),
        ("就差老公一个", "partial", None),
        ("1205奶奶我陪着也做了", "done", None),
    ],
)
def test_who_is_meant_is_counted(reader: Reader, text: str, result: str, count: int | None) -> None:
    (entry,) = said(reader, text).entries
    assert (entry.room, entry.result, entry.values["count"], entry.review) == ("1205", result, count, None)


@pytest.mark.parametrize("text", ["1205 没人做，都感冒", "1205 明天补", "1205 隔离中", "谁都没做", "同楼上"])
def test_who_has_not_done_it_waits_for_a_person(reader: Reader, text: str) -> None:
    (entry,) = said(reader, text).entries
    assert (entry.room, bool(entry.review)) == ("1205", True)


def test_a_burst_pipe_is_no_spoilt_test(reader: Reader) -> None:
    assert said(reader, "4楼水管爆了", "antigen").kind == "request"
